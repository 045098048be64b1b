"""What the rules about the office, its files, accounts and papers say."""

N_ = str  # marks a text for the catalogue; it is looked up when it is shown

JSON = {
    "json": N_("Line {line} of the file is not correct JSON. Nothing was registered."),
    "json.encoding": N_("Line {line} of the file is not UTF-8 text. Save the file as UTF-8."),
    "json.nul": N_("Line {line} of the file holds characters that no text has. Make it anew."),
    "json.empty": N_("The file is empty. There is nobody in it to register."),
    "json.syntax": N_("Line {line} of the file is not correct JSON. Correct it and try again."),
    "json.key_twice": N_("“{key}” stands twice in one person, at line {line}. Remove one of them."),
    "json.number": N_("The file holds a number that is none. Correct it and try again."),
    "json.nesting": N_("The file is nested too deeply to be a list of people."),
    "json.object": N_("The file must hold one person, or a list of people."),
    "json.no_object": N_("The file must hold the changed fields of one person."),
    "json.no_people": N_("The file holds no person. There is nobody in it to register."),
    "json.too_large": N_("The file is larger than {size} MB. Split it into smaller files."),
}

FILES = {
    "file_unreadable": N_("The file {file} cannot be read. Check its name and open it once more."),
    "file_too_large": N_("The file {file} is too large. Split it into smaller files."),
    "file_unreadable.quote": N_(
        "Row {row} of the file {file} has a quotation mark that never ends. Correct that row."
    ),
    "file_empty": N_("The file {file} holds nothing. Choose another file."),
    "file_password": N_("The file {file} is protected by a password. Save it without one."),
    "sheet_unknown": N_("The workbook has no sheet “{sheet}”. It has these: {sheets}."),
    "heading_unknown": N_("No column is known by the heading “{heading}”. It was left out."),
    "heading_missing": N_(
        "The file {file} has no row of headings with NIK and name. "
        "Add one, or use the empty workbook of the program."
    ),
    "heading_missing.answer": N_(
        "The file {file} has no columns for the NIK and the KPJ number or the reason. "
        "Check that it is the answer of the branch office."
    ),
    "heading_twice": N_("The heading “{heading}” stands twice. The first column counts."),
    "file_kind": N_("The file {file} must end in one of these: {kinds}. Choose another name."),
    "mapping": N_("The mapping file {file} cannot be used. Correct it."),
    "mapping.entry": N_("The mapping file {file} cannot be used: correct the entry “{entry}”."),
    "mapping.line": N_("The mapping file {file} cannot be used: correct line {line}."),
    "template": N_("The template {file} cannot be used. Install the program again."),
    "unwritable": N_("{file} cannot be written. Close it elsewhere, or choose another place."),
    "disk_full": N_("There is no space left on the disk. Nothing was lost; make room, try again."),
    "pdf_unreadable": N_("This PDF is damaged or cut off. Scan the paper again."),
    "picture_unreadable": N_("This is not a picture that can be read. Choose a JPEG or PNG file."),
    "picture_too_large": N_("The picture is too large. Choose a smaller one."),
    "all_printed": N_(
        "Everybody's paper was printed already. To print one again, name the person."
    ),
    "nothing_selected": N_("Nobody is selected. Choose at least one person."),
    "nothing_ready": N_(
        "Nobody can go to BPJS Ketenagakerjaan yet. Fill in what is missing, then try again."
    ),
    "filter": N_("One cannot filter by {field} with “{value}”. Correct it."),
    "filter.allowed": N_("“{value}” cannot be used here. Choose one of these: {allowed}."),
}

PAPERS = {
    "layout": N_("There is no layout “{value}” for this paper. Choose another one."),
    "layout.allowed": N_(
        "There is no layout “{value}” for this paper. Choose one of these: {allowed}."
    ),
    "skip": N_("A sheet has {places} places; {skip} of them cannot be left free. Leave fewer."),
    "does_not_fit": N_("This does not fit on the paper and would be cut off: {field}. Shorten it."),
    "does_not_fit.name": N_(
        "This does not fit on the paper of {name} and would be cut off: {field}. Shorten it."
    ),
    "letter_unknown": N_(
        "{field} holds the sign “{letter}”, which cannot be printed. Correct the text."
    ),
}

CYCLE = {
    "answer_unmatched": N_("Nobody with this NIK was sent to BPJS Ketenagakerjaan from here."),
    "answer_incomplete": N_(
        "The answer tells neither a KPJ number nor a reason. Ask the branch office."
    ),
    "answer_contradiction": N_(
        "The answer tells a KPJ number and a refusal ({reason}). Ask the branch office."
    ),
    "kpj_twice": N_("This KPJ number stands twice in the answer. Ask the branch office."),
    "kpj_twice.list": N_(
        "This KPJ number stands with two people in the list. Ask the branch office whose it is."
    ),
    "changed_meanwhile": N_(
        "{number} was changed by somebody else meanwhile. Open it again and repeat your change."
    ),
    "kpj_differs": N_(
        "{number} has another KPJ number already. Ask the branch office which one is right."
    ),
    "kpj_of_another": N_("This KPJ number belongs to another person here. Ask the branch office."),
    "kpj_several": N_(
        "This person stands here with two KPJ numbers, and no date tells which one is newer. Fill "
        "in “member since” or “paid until”, or leave the old number to the column of former ones."
    ),
    "opening_differs": N_(
        "{field} of {number}: {ours} stood here, {theirs} in the list. What the list says counts "
        "only where it is confirmed."
    ),
    "paid_before_member": N_(
        "The months paid end ({month}) before the membership began ({on}). Compare both with the "
        "branch office's data."
    ),
    "paid_too_far": N_(
        "Paid until {month} lies more than {most} months ahead. Check the year in the list."
    ),
    "list_answered": N_(
        "Somebody on list {letter} has an answer of BPJS already, so the list cannot be undone as "
        "a whole. Undo single people's steps."
    ),
    "list_withdrawn": N_("List {letter} was undone already. Nothing is left to do."),
    "not_ended": N_("Registration {number} has not ended, so nobody has to come back."),
    "resume_death": N_(
        "{number} ended because of a death. If that was a mistake, undo the end instead."
    ),
    "transition": N_("This step is not possible: “{now}” cannot become “{to}”."),
    "ended": N_("Registration {number} ended on {on}. It cannot be changed any more."),
    "date_future": N_("The date {value} lies in the future. Check it."),
    "date_before_birth": N_("The date {value} lies before the birth of the person. Check it."),
    "not_found": N_("Nothing was found for “{id}”. Check the number, or search by name."),
}

ACCOUNTS = {
    "wrong_password": N_("The name or the password is wrong. Try again."),
    "wrong_password.wait": N_(
        "The name or the password is wrong. The next try takes {wait} seconds."
    ),
    "wrong_recovery_code": N_(
        "This recovery code does not open this office. Take the newest recovery sheet."
    ),
    "wrong_recovery_code.mistyped": N_(
        "The recovery code is mistyped. Compare it sign by sign with the recovery sheet."
    ),
    "not_allowed": N_("Your account has no right to do this. Ask the administrator."),
    "password": N_("The password is too short: at least {least} characters are needed."),
    "password_differs": N_("The two passwords differ. Type the new one twice."),
    "account_name": N_("This account name cannot be used. Take letters and digits, up to 40."),
    "account_exists": N_("The account {name} exists already. Choose another name."),
    "account_unknown": N_("There is no account {name} here. Check the spelling."),
    "last_administrator": N_(
        "{name} is the last administrator and cannot be removed. Add another one first."
    ),
}

OFFICE = {
    "office_exists": N_("There is an office here already. It was left untouched."),
    "office_absent": N_("There is no office here yet. Set one up, or restore one from a backup."),
    "office_name": N_("{field} is missing. Fill it in."),
    "office_village": N_("The village of an office cannot be changed. Set up a new office."),
    "village_ambiguous": N_("Several villages are called “{value}”. Give the code of the village."),
    "clock": N_(
        "The clock of this PC says {clock}, which cannot be right. "
        "Set the clock, or confirm today's date."
    ),
}

STORE = {
    "damaged": N_("The office's data is damaged and was left as it is. Restore the newest backup."),
    "truncated": N_(
        "A part of the office's data is missing. Nothing was changed; restore the newest backup."
    ),
    "empty": N_("The office's data file is empty. Nothing was changed; restore the newest backup."),
    "rolled_back": N_(
        "The office's data is older than it was when last used; somebody put an old copy here. "
        "Bring back the newer one, or restore a backup."
    ),
    "mark_missing": N_(
        "The small file “mark” beside the office's data is missing. "
        "Put it back, or restore a backup."
    ),
    "newer_version": N_(
        "The office's data is from a newer version of this program. Install the newer version."
    ),
    "locked": N_("The office's data is in use elsewhere. Wait a moment, then try again."),
    "network_folder": N_(
        "The folder {folder} is on a network, where data can be lost. Choose one on this PC."
    ),
    "synced_folder": N_(
        "The folder {folder} is copied to the internet by another program. "
        "Choose another folder on this PC."
    ),
    "read_only": N_("Nothing can be written in {folder}. Choose another folder or free it."),
    "audit_row": N_("Entry {seq} of the audit trail was altered. Keep this folder and report it."),
    "audit_gap": N_("Entry {seq} of the audit trail is missing. Keep this folder and report it."),
    "audit_value": N_(
        "A value of entry {seq} of the audit trail was altered. Keep this folder and report it."
    ),
    "audit_change": N_(
        "The change of entry {seq} of the audit trail is missing. Keep this folder and report it."
    ),
    "change_untold": N_(
        "Change {seq} stands in the register and in no audit entry. Keep this folder, report it."
    ),
    "change_missing": N_(
        "The history does not tell how {number} came to be as it is. Keep this folder, report it."
    ),
    "record_differs": N_(
        "{number} was changed past this program. Compare it with the person's papers."
    ),
    "schema_differs": N_(
        "A table of the data was changed past this program. Restore the newest backup."
    ),
    "search_rows": N_(
        "Not everybody can be found by the search: {workers} people, {found} search rows. "
        "Nobody is lost; report it."
    ),
    "photo_missing": N_("The photo of {number} is missing. Take it anew."),
    "photo_altered": N_("The photo {photo} was altered. Take it anew."),
    "backup_unreadable": N_("This is not a backup that can be read. Choose another file."),
}

SENTENCES = JSON | FILES | PAPERS | CYCLE | ACCOUNTS | OFFICE | STORE
