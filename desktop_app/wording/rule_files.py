"""What is said of a rule file that cannot be used. Nothing of it is taken then."""

N_ = str  # marks a text for the catalogue; it is looked up when it is shown

SENTENCES = {
    "rules": N_("The rule file {file} cannot be used (line {line}). Nothing was changed."),
    "rules.name": N_(
        "{file} is no rule file that is known here. It must be called one of these: {allowed}."
    ),
    "rules.heading": N_(
        "The headings of the rule file {file} are not those expected ({key}). "
        "Compare it with the file that the program came with. Nothing was changed."
    ),
    "rules.empty": N_(
        "Line {line} of the rule file {file}: {key} is empty. Fill it in. Nothing was changed."
    ),
    "rules.date": N_(
        "Line {line} of the rule file {file}: “{value}” is no month that can be here ({key}). "
        "Write it as 2026-11, and the end not before the beginning. Nothing was changed."
    ),
    "rules.number": N_(
        "Line {line} of the rule file {file}: “{value}” cannot be here ({key}). "
        "Write whole rupiah, or a share below 1. Nothing was changed."
    ),
    "rules.gap": N_(
        "Line {line} of the rule file {file}: incomes between {before} and “{value}” belong to no "
        "band. Close the gap. Nothing was changed."
    ),
    "rules.open_end": N_(
        "Line {line} of the rule file {file}: the highest band must not end at “{value}”. "
        "Leave its upper end empty. Nothing was changed."
    ),
    "rules.begins_late": N_(
        "The rule file {file} begins with {value}, but months from {before} on were reckoned "
        "here. Put the new table behind the old ones. Nothing was changed."
    ),
    "rules.drops": N_(
        "The rule file {file} leaves out {key}, which holds since {value}. A reduction that has "
        "begun stays in the file; only its end may change. Nothing was changed."
    ),
    "rules.overlap": N_(
        "Line {line} of the rule file {file}: “{value}” overlaps with what stands before it "
        "({before}). Only one rule may hold. Nothing was changed."
    ),
    "rules.order": N_(
        "Line {line} of the rule file {file}: “{value}” is out of order ({key}). "
        "Sort the lines. Nothing was changed."
    ),
    "rules.payer": N_(
        "Line {line} of the rule file {file}: there is no payer “{word}”, or it stands twice. "
        "Payers are: {allowed}. Nothing was changed."
    ),
    "rules.sector": N_(
        "Line {line} of the rule file {file}: there is no sector “{value}”. "
        "Sectors are: {allowed}. Nothing was changed."
    ),
    "rules.word": N_(
        "Line {line} of the rule file {file}: “{value}” cannot be here ({key}). "
        "Choose from these: {allowed}. Nothing was changed."
    ),
}
