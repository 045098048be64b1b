"""What the rules about a person say. A key with a dot is the variant for one ``why``/``wanted``."""

N_ = str  # marks a text for the catalogue; it is looked up when it is shown

NIK = {
    "nik_length": N_(
        "The NIK has {count} digits, but it must have 16. Compare it with the identity card."
    ),
    "nik_characters": N_(
        "The NIK holds something that is not a digit. Type only the 16 digits of the identity card."
    ),
    "nik_temporary": N_(
        "This NIK begins with 0: a temporary NIK, as OpenSID gives it out. "
        "Ask for the NIK on the identity card or family card."
    ),
    "nik_date": N_(
        "Digits 7 to 12 of the NIK are no possible date of birth. Compare them with the "
        "identity card."
    ),
    "nik_serial": N_(
        "The NIK ends in 0000, which is never given out; a spreadsheet has probably damaged it. "
        "Type it from the identity card."
    ),
    "nik_damaged": N_(
        "A spreadsheet has damaged this NIK and its digits cannot be brought back. "
        "Type it from the identity card, into a cell formatted as text."
    ),
    "nik_registered": N_(
        "This NIK is registered here already, as {number} since {on}. Open that registration."
    ),
    "duplicate_row": N_("This NIK stands in the list twice. Only the first one was taken."),
    "duplicate_row.differs": N_(
        "This NIK stands in the list with different words. Neither was taken; ask the branch "
        "office which one is right."
    ),
    "nik_formerly": N_(
        "This NIK was that of {number} before it was corrected. Compare both; if they are two "
        "people, confirm it."
    ),
    "nik_birth_date": N_(
        "The birth date differs from the one in the NIK ({nik}). If the identity card says so, "
        "confirm it; the typed date counts."
    ),
    "nik_sex": N_(
        "The sex differs from the one in the NIK. If the identity card says so, confirm it; "
        "what was typed counts."
    ),
    "nik_region": N_(
        "The NIK begins with {code}, and no province ever had that number. Compare it with the "
        "identity card; if it stands there like this, confirm it."
    ),
    "nik_from_number": N_(
        "The NIK comes from a cell formatted as a number and ends in 0: the last digit may be "
        "lost. Compare it with the identity card, then confirm it."
    ),
    "nik_from_number.block": N_(
        "The NIK comes from a cell formatted as a number and ends in 0: the last digit may be "
        "lost. Write it into a cell formatted as text, as on the identity card."
    ),
    "nik_district": N_(
        "District {code} at the start of the NIK is in no list of districts. "
        "This holds nothing up; compare the NIK with the identity card when you can."
    ),
}

TYPES = {
    "type": N_("{field} is not in the form expected. Type it again."),
    "type.text": N_("{field} must be text, in quotation marks."),
    "type.printable": N_("{field} holds characters that no text has. Type it again by hand."),
    "type.name": N_(
        "{field} must hold at least one letter. Type the name as on the identity card."
    ),
    "type.texts": N_("{field} must be a list of short texts."),
    "type.list": N_("{field} must be a list."),
    "type.object": N_("{field} must be an object with fields of its own."),
    "type.boolean": N_("{field} must be true or false, without quotation marks."),
    "type.integer": N_("{field} must be a whole number, without dots and without Rp."),
    "type.range": N_("{field} must be a whole number from {least} to {most}."),
    "type.date": N_("{field} is not a date that exists. Write it as year-month-day: 1984-05-17."),
    "type.past_date": N_("{field} lies in the future. Check the date."),
    "type.month": N_("{field} must be a month, written as year-month: 2026-11."),
    "type.email": N_("{field} is not an e-mail address. Correct it or leave it empty."),
    "type.sixteen_digits": N_("{field} must have 16 digits. Compare it with the family card."),
    "type.three_digits": N_("{field} must have one to three digits, such as 002."),
    "type.shorter": N_("{field} is longer than {most} characters. Shorten it."),
    "type.shorter_list": N_("{field} holds more than {most} entries. Leave some out."),
}

PERSON = {
    "required": N_("{field} is missing. Fill it in."),
    "unknown_key": N_(
        "There is no field called {key}. Compare its spelling with the list of fields, "
        "or leave it out."
    ),
    "choice": N_("{field} cannot be “{value}”. Choose one of these: {allowed}."),
    "age": N_(
        "The person is {age} years old. Only people from {minimum} up to and including "
        "{maximum} years can be registered. Check the birth date."
    ),
    "age.future": N_("The birth date lies in the future. Check it with the identity card."),
    "age_near_limit": N_(
        "The person is {age} years old; the last year in which one can join is {maximum}. "
        "Do not wait with the first payment."
    ),
    "village_unknown": N_("No village has the code {value}. Look for it by its name."),
    "occupation": N_(
        "“{value}” is not in the list of occupations. Choose the occupation from the list."
    ),
    "programmes": N_("These programmes cannot be taken together."),
    "programmes.together": N_(
        "JKK and JKM are always taken together, and JHT only on top of both. "
        "Choose JKK and JKM, with or without JHT."
    ),
    "programmes.owner": N_("A business owner must take JHT too. Add JHT to the programmes."),
    "sponsor": N_(
        "No funding programme is called “{value}” here. Choose “self” if the person pays."
    ),
    "consent": N_("The person's consent is not complete. Fill in how and when it was given."),
    "consent.day": N_("The day on which consent was given is missing. Fill it in."),
    "consent.future": N_("The day of the consent lies in the future. Check the date."),
    "consent.witnesses": N_("Consent given by word needs the name of a witness. Fill it in."),
    "consent_pending": N_(
        "The person has not agreed yet to having the data passed on. Record the consent first."
    ),
    "phone": N_(
        "{field} cannot be an Indonesian phone number. Write it like 0812-3456-7890, "
        "or leave it empty."
    ),
    "photo": N_("The photo cannot be used. Choose a JPEG or PNG picture of the person."),
    "photo.picture_unreadable": N_(
        "The photo is not a picture that can be read. Choose a JPEG or PNG picture."
    ),
    "photo.picture_too_large": N_("The photo is too large. Choose a smaller picture."),
    "kpj_form": N_(
        "A KPJ number has 11 digits; this one has not. If the card says so, confirm it."
    ),
    "kpj_form.number": N_(
        "The KPJ stands in a cell as a number, where leading zeros are lost. Format the column as "
        "text, type it anew from the branch office's letter, then try again."
    ),
    "kpj_form.block": N_(
        "The KPJ number {value} does not have 11 digits. Ask the branch office for the right one."
    ),
    "number_damaged": N_("A spreadsheet has damaged this: {field}. It was left empty."),
    "same_person": N_(
        "This may be the same person as {number}, registered under another NIK. "
        "Compare both; if they are two people, confirm it."
    ),
    "birth_place_missing": N_("The birth place is missing. It can be filled in later."),
    "mother_name_missing": N_("The mother's name is missing. It can be filled in later."),
    "address_missing": N_("The address is missing. It can be filled in later."),
    "phone_missing": N_("There is no phone number. It can be filled in later."),
}

SENTENCES = NIK | TYPES | PERSON
