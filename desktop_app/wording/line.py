"""What the rules about the regency office, the way to it and its answers say.

A key with a dot is the variant for one ``why``, or for a parameter or weight that is there.
Whatever went wrong on the way, a sentence says what is safe before it says what to do.
"""

N_ = str  # marks a text for the catalogue; it is looked up when it is shown

WAY = {
    "hub_unreachable": N_(
        "The regency office cannot be reached; perhaps there is no internet. "
        "Nothing is lost: what waits is kept here. Send again later."
    ),
    "hub_garbled": N_(
        "Something else answered than the regency office, perhaps the log-in page of this "
        "network. Nothing is lost. Log in to the network in a browser, or use another line, "
        "then send again."
    ),
    "hub_tls": N_(
        "The line to the regency office is not safe, so nothing was sent over it. Nothing is "
        "lost. Check date and time of this PC; if they are right, ask the regency office."
    ),
    "hub_busy": N_(
        "The regency office has too much to do just now. Nothing is lost: what waits is kept "
        "here. Send again in a few minutes."
    ),
    "hub_key": N_(
        "Another regency office answers at this address than the one this office belongs to. "
        "Nothing was sent. Ask the regency office for its right address."
    ),
    "hub_absent": N_(
        "This office is not connected with a regency office yet. Ask the regency office for an "
        "activation code and enter it here."
    ),
    "hub_enrolled": N_(
        "This office is connected with a regency office already. Nothing was changed. "
        "Ask that office first if it is to be another one."
    ),
    "hub_enrolled.name": N_(
        "This office is connected with {name} already. Nothing was changed. "
        "Ask that office first if it is to be another one."
    ),
    "url": N_(
        "This cannot be the address of a regency office. Write it as the regency office gave "
        "it, beginning with https://."
    ),
    "not_signed": N_(
        "The regency office did not recognise this PC just now. Nothing is lost. Check date and "
        "time of this PC, then send again."
    ),
    "too_many_tries": N_(
        "That was tried too often. Nothing is lost. Wait an hour, then try again."
    ),
    "too_many_tries.wait": N_(
        "That was tried too often. Nothing is lost. Wait {wait} seconds, then try again."
    ),
    "exchange_busy": N_(
        "Another window of this office is sending just now. Nothing is lost; wait until it is done."
    ),
    "stopped": N_(
        "Sending was stopped. What the regency office has confirmed is done; the rest waits here "
        "and goes next time."
    ),
    "clock_differs": N_(
        "The clock of this PC says {clock}, that of the regency office {hub}. "
        "Set the clock of this PC."
    ),
}

CODE = {
    "code_mistyped": N_("The activation code is mistyped. Compare it sign by sign with the paper."),
    "code_unknown": N_(
        "The regency office does not know this activation code. Ask it for a new one."
    ),
    "code_used": N_(
        "This activation code was used before, and each one serves once. "
        "Ask the regency office for a new one."
    ),
    "code_expired": N_("This activation code is too old. Ask the regency office for a new one."),
    "code_village": N_(
        "This activation code is for another village. Ask the regency office for one for yours."
    ),
}

DEVICE = {
    "device_revoked": N_(
        "The regency office no longer takes anything from this PC. Nothing is lost: what waits is "
        "kept here. Ask the regency office why."
    ),
    "device_unknown": N_(
        "The regency office does not know this PC. Nothing is lost: what waits is kept here. "
        "Ask it for a new activation code."
    ),
    "incarnation": N_(
        "The regency office knows another course of this PC's work, as after bringing a backup "
        "back. Nothing is lost: the PC introduces itself anew. Send once more."
    ),
    "batch_differs": N_(
        "The regency office holds this consignment with other content. Nothing is lost: what "
        "waits is kept here. Report it to the regency office."
    ),
    "body_too_large": N_(
        "This is more than the regency office takes at once. Nothing is lost: what waits is kept "
        "here. Report it to the regency office."
    ),
}

SEALED = {
    "sealed_altered": N_(
        "What arrived was altered or damaged on the way and was not used. Nothing is lost. "
        "Fetch or send it once more."
    ),
    "sealed_unknown_key": N_(
        "What arrived is signed by somebody who is not known here and was not used. Nothing is "
        "lost. Ask the regency office."
    ),
    "sealed_not_for_us": N_(
        "What arrived is meant for somebody else and was not opened. Nothing is lost. "
        "Ask the regency office."
    ),
    "sealed_newer": N_(
        "What arrived comes from a newer version of the program. Nothing is lost. "
        "Install the newer version, then try again."
    ),
    "sealed_too_large": N_(
        "What arrived is larger than it may be and was not opened. Nothing is lost. "
        "Ask the regency office."
    ),
}

VERDICTS = {
    "nik_elsewhere": N_(
        "This NIK is registered in {village} already, since {since}. Compare it with the identity "
        "card; if it is right, ask the regency office where the person belongs."
    ),
    "month_paid_elsewhere": N_(
        "{month} is paid for this person already: {village} recorded it, paid by {payer}. No month "
        "is paid twice. Ask that village; whoever did not pay undoes the payment."
    ),
    "month_paid_here": N_(
        "{month} is paid for this person already: another PC of this office recorded it, paid by "
        "{payer}. No month is paid twice; undo the payment that was not made."
    ),
    "sponsor_twice": N_(
        "Another PC of this office has a sponsor with the code {sponsor} already. Both are kept; "
        "give this one another code."
    ),
    "kpj_of_another.hub": N_(
        "The regency office knows this KPJ number as another person's. "
        "Compare it with the card, or ask the branch office."
    ),
    "nik_registered.hub": N_(
        "The regency office tells of another person with this NIK, whom this office does not have. "
        "Compare the NIK with the identity card and correct it, or ask the regency office."
    ),
    "passed_over": N_(
        "The regency office told something about this person that could not be taken. It is kept "
        "and tried again. Install the newer version, or report it."
    ),
    "number_taken": N_(
        "The regency office knows this registration number as another person's. Report it there; "
        "the person gets another number."
    ),
    "conflict": N_(
        "{field} was changed elsewhere too. Both versions are kept. Compare them and correct "
        "what is wrong."
    ),
    "held": N_(
        "An earlier change has not reached the regency office yet. It goes along next time; "
        "there is nothing to do."
    ),
    "later": N_(
        "The regency office keeps this and answers once its program is newer; there is nothing "
        "to do."
    ),
    "consent.hub": N_(
        "The person has not agreed to the regency office having the data. It stays here until "
        "the consent is recorded."
    ),
}

KEPT = {
    "batch_lost": N_(
        "One consignment of {count} changes can be neither sent nor proven any more. The people "
        "themselves are all here. Keep this folder and report it."
    ),
    "photo_missing.hub": N_(
        "The photo of {number} is not on this PC; it was sent to the regency office once. "
        "Take it anew for papers printed here."
    ),
    "verdict_untold": N_(
        "What is noted here about change {seq} is not what the regency office answered. "
        "Keep this folder and report it."
    ),
    "practice_hub": N_(
        "The practice regency office did not do what it should. No real data is concerned. "
        "Begin the practice again."
    ),
    "database_url": N_(
        "No database can be opened under this address. Write it like "
        "postgresql+psycopg://name@host/database."
    ),
    "database_away": N_(
        "The database does not answer. Nothing was changed. Check that it runs and that its "
        "address is right."
    ),
    "hub_key_file": N_(
        "The key file {file} is missing or damaged; without it the data stays locked. Nothing "
        "was changed. Put the copy of that file back."
    ),
    "owner_nobody": N_(
        "{village} never registered this NIK, so it cannot be given to that village. Nothing was "
        "changed. Let it register the person first."
    ),
    "hub_in_use": N_(
        "Offices belong to this regency office already, so its keys were left as they are. "
        "Take the keys into a new, empty one."
    ),
}

SENTENCES = WAY | CODE | DEVICE | SEALED | VERDICTS | KEPT
