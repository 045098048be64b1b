"""What the rules about papers say: their words, their look, their kinds.

A key with a dot is the variant for one ``why``.
"""

from desktop_app.text import _

N_ = str  # marks a text for the catalogue; it is looked up when it is shown

WORDS = {
    "paper_words": N_("The file {file} cannot be used for the papers. Nothing was changed."),
    "paper_words.form": N_(
        "Line {line} of {file} is not written as such a file must be. Compare it with the example "
        "that this page saves. The papers stay as they were."
    ),
    "paper_words.key": N_(
        "Line {line} of {file}: the papers have nothing called {key}. Take it out. "
        "The papers stay as they were."
    ),
    "paper_words.near": N_(
        "Line {line} of {file}: the papers have nothing called {key}. Perhaps {near} was meant. "
        "The papers stay as they were."
    ),
    "paper_words.kind": N_(
        "Line {line} of {file}: {key} must be written as in the example: one text in quotation "
        "marks, or a list of such texts. The papers stay as they were."
    ),
    "paper_words.count": N_(
        "Line {line} of {file}: {key} must have {count} texts. The papers stay as they were."
    ),
    "paper_words.rows": N_(
        "Line {line} of {file}: {key} must be rows of one or two of these, each only once: "
        "{allowed}. The papers stay as they were."
    ),
    "paper_words.empty": N_(
        "Line {line} of {file}: {key} must not be empty. Write a text, or take the line out. "
        "The papers stay as they were."
    ),
    "paper_words.locked": N_(
        "Line {line} of {file}: {key} cannot be changed. It says what the paper is not, so that "
        "nobody is misled. Take it out. The papers stay as they were."
    ),
    "paper_words.date": N_(
        "Line {line} of {file}: {key} must keep {{date}}, because it is true only as of a day. "
        "The papers stay as they were."
    ),
    "paper_words.brace": N_(
        "Line {line} of {file}: nothing can be filled in for “{brace}” ({key}). "
        "Here these can be: {allowed}. The papers stay as they were."
    ),
    "paper_words.claim": N_(
        "Line {line} of {file}: “{value}” must not stand on a paper of this office ({key}). Names "
        "and cards of BPJS Ketenagakerjaan are its own, and a sum is nothing without its "
        "conditions. The papers stay as they were."
    ),
    "paper_words.letter": N_(
        "Line {line} of {file}: the sign “{letter}” cannot be printed ({key}). "
        "Write it differently. The papers stay as they were."
    ),
    "paper_words.colour": N_(
        "Line {line} of {file}: {key} is no colour. Write it like #0F766E. "
        "The papers stay as they were."
    ),
    "paper_words.pale": N_(
        "Line {line} of {file}: the colour {value} is too pale to be read on paper ({key}). "
        "Choose a darker one. The papers stay as they were."
    ),
    "paper_words.dark": N_(
        "Line {line} of {file}: words cannot be read on the colour {value} ({key}). "
        "Choose a paler one. The papers stay as they were."
    ),
    "paper_words.fit": N_(
        "With {file} something would be cut off on a paper ({paper}): {field}. Shorten it. "
        "The papers stay as they were."
    ),
    "paper_words.size": N_("{file} is too large for a file of words. Nothing was changed."),
    "emblem": N_(
        "This picture cannot be the emblem. Choose another one. The papers stay as they were."
    ),
    "emblem.broken": N_(
        "The emblem is damaged on this PC; papers are printed without it. Choose it anew under "
        "Settings → Look of papers."
    ),
    "photo_broken": N_(
        "The photo of this person is damaged on this PC. "
        "Bring a new one on the page Register, then print."
    ),
    "emblem.empty": N_(
        "There is nothing in this picture but its ground. Choose another one. "
        "The papers stay as they were."
    ),
    "emblem.small": N_(
        "This picture has only {width} × {height} points and would print blurred. Choose a larger "
        "one, at least {least} points on its longer side. The papers stay as they were."
    ),
    "emblem.long": N_(
        "This picture is too long and narrow for a letterhead. Choose one that is at most three "
        "times as long as it is wide. The papers stay as they were."
    ),
    "emblem.fit": N_(
        "Beside this emblem the names of the office do not fit on a letter. Choose a narrower one. "
        "The papers stay as they were."
    ),
}

PRINTING = {
    "paper_status": N_("This paper is not for this person. Choose another paper."),
    "paper_status.provisional": N_(
        "No KPJ number is recorded yet: print the proof of registration instead."
    ),
    "paper_status.confirmed": N_("Already a participant: print the participant's card instead."),
    "reprint_reason": N_(
        "Some of these people have this paper already. Say why it is printed again."
    ),
    "reprint_reason.long": N_("Say the reason in one line of at most {most} letters."),
    "preview_old": N_(
        "Something changed since the preview was made. Nothing went out. "
        "Look at the new preview and print again."
    ),
    "copies": N_("Between 1 and {most} copies can be printed at once."),
    "print_open": N_(
        "Papers are still at the printer and nobody has said what came out. "
        "Say that first, on the page Print."
    ),
    "print_over": N_("What came out of this print run was told already. Nothing was changed."),
    "print_stopped": N_("Stopped. Nothing was printed."),
    "print_cut": N_("Stopped before all of it was printed. Throw away what came out."),
    "printer_gone": N_(
        "The printer {printer} does not answer any more. See whether it is switched on, "
        "has paper and is connected."
    ),
    "printer_none": N_(
        "The printer {printer} is not known to this PC any more. Choose another one."
    ),
}
#: Why a paper is printed again; anything else is what somebody wrote.
REASONS = {
    "damaged": N_("Damaged"),
    "lost": N_("Lost"),
    "changed": N_("Data changed"),
    "misprint": N_("Printed badly"),
    "file": N_("Written to a file again"),
}


#: Why a paper has to come back; anything else is what somebody wrote.
RECALLED = {
    "corrected": N_("What it says was corrected"),
    "duplicate": N_("Registered twice"),
    "withdrawn": N_("The answer of BPJS was undone"),
}


def recalled_word(why: str) -> str:
    """Why a paper has to come back, in words."""
    known = RECALLED.get(why)
    return _(known) if known else why


def reason_word(reason: str) -> str:
    """Why a paper was printed again, in words."""
    known = REASONS.get(reason)
    return _(known) if known else reason


#: A sheet of cards as a file: which file, which line or key, what to do.
SHEETS = {
    "no_back": N_(
        "On the sheet “{name}” the backs of the cards stand beside their fronts. "
        "There is nothing to print on the back."
    ),
    "shift": N_("Papers can be moved by at most {most} mm. Enter a smaller number."),
    "sheet_file": N_("The sheet of cards in {file} cannot be used ({key}). Choose another sheet."),
    "sheet_file.name": N_(
        "A sheet of cards must be called in small letters, digits and dashes, like my-sheet.toml. "
        "Rename {file}."
    ),
    "sheet_file.size": N_(
        "The file {file} is too large for a sheet of cards. Choose another sheet."
    ),
    "sheet_file.unreadable": N_("The file {file} cannot be read. Choose another sheet."),
    "sheet_file.form": N_(
        "Line {line} of {file} is not written as such a file must be. "
        "Compare it with the sheets that came with the program."
    ),
    "sheet_file.key": N_(
        "In {file} stands “{key}”, which a sheet of cards does not have. Remove it."
    ),
    "sheet_file.missing": N_("In {file} “{key}” is missing. Add it."),
    "sheet_file.number": N_("In {file} “{key}” must be a number of millimetres from 0 to 500."),
    "sheet_file.pair": N_("In {file} “{key}” must be two numbers of millimetres: [width, height]."),
    "sheet_file.count": N_("In {file} “{key}” must be a whole number from 1 to 20."),
    "sheet_file.yes": N_("In {file} “{key}” must be true or false."),
    "sheet_file.text": N_("In {file} “{key}” must be a text of at most 80 letters."),
    "sheet_file.duplex": N_("In {file} “{key}” must be one of these: sheet, card, none."),
    "sheet_file.fold": N_(
        'In {file} the cards are folded, so their backs stand beside them: write duplex = "none".'
    ),
    "sheet_file.overlap": N_(
        "In {file} the cards cover each other: “{key}” must be at least {least} mm."
    ),
    "sheet_file.outside": N_(
        "In {file} the last card reaches to {edge} mm, over the paper of {room} mm. "
        "Correct “{key}”, the distances or the number of cards."
    ),
}


LETTERS = {
    "letter_number": N_("Letters cannot be numbered like this. Correct the form of the numbers."),
    "letter_number.unknown": N_(
        "Nothing can be filled in for {place}. Use {{n}}, {{bulan}}, {{bulan romawi}} "
        "and {{tahun}}."
    ),
    "letter_number.brace": N_(
        "A brace is missing or left over. Write it like 470/{{n}}/{{tahun}}."
    ),
    "letter_number.needed": N_(
        "{place} must stand in it exactly once, so that no two letters have the same number."
    ),
    "letter_number.letters": N_("There is a sign in it that cannot be printed. Take it out."),
    "letter_number.long": N_("The number would be longer than {longest} letters. Shorten it."),
    "letter_revoked": N_("The letter {letter} was revoked already. Nothing was changed."),
    "letter_why": N_("Say why the letter is revoked; it stands in the book of letters."),
    "letter_of_list": N_(
        "The number {letter} is of a list for BPJS. Take the list back on the page Send."
    ),
    "income_missing": N_(
        "No income is recorded of {name}. Ask for it and record it, then make the letter."
    ),
    "purpose": N_("Say the purpose in one line of at most {most} letters."),
    "name_missing": N_("There is no name yet. Type the name, then make the letter."),
    "deputy": N_(
        "Who signs with {prefix} has a name and a title of their own below the head's. "
        "Fill them in."
    ),
    "recall_why": N_("Say why the papers have to come back."),
}

LISTS = {
    "nothing_to_hand_over": N_(
        "No printed paper lies ready to be handed over. Print the papers first."
    ),
    "nothing_to_hand_over.one": N_("Nothing printed lies ready for {number}."),
}

SENTENCES = WORDS | LISTS | PRINTING | SHEETS | LETTERS
