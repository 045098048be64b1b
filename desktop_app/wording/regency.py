"""What the rules say that only the regency office's own program knows."""

N_ = str  # marks a text for the catalogue; it is looked up when it is shown

ASKED = {
    "body_cut": N_("The consignment stopped in the middle. Nothing is lost. Send it once more."),
    "way_unknown": N_("There is nothing under this address. Check its spelling."),
    "way_method": N_("This address does not take this kind of request."),
    "region": N_("“{value}” is no code of a region. Write it like 33, 33.01 or 33.01.22."),
    "admin_password": N_("Name or password of the administrator is wrong."),
    "unexpected": N_(
        "The regency office met something its program does not know. Nothing half-done was "
        "kept. Try again later."
    ),
}

SET_UP = {
    "village_unknown.like": N_("No village has the code {value}. Perhaps one of these: {like}."),
    "admin_exists": N_("There is an administrator {name} already. Choose another name."),
    "port_taken": N_("Port {port} is in use already. Stop the other program or choose another."),
    "host": N_("{value} is no address of this computer. Choose another one."),
    "root_code": N_(
        "This is not the root code of this regency office. Compare it with its printed sheet."
    ),
    "root_code.mistyped": N_("The root code is mistyped. Compare it sign by sign with the sheet."),
    "hub_named": N_(
        "This regency office is called {now} already, and its keys say so. Leave out the new name."
    ),
    "database_url": N_("The address of the database cannot be used. Check its spelling."),
    "database_away": N_("The database cannot be reached. Check that it runs, then try again."),
    "hub_name": N_("The name must have 1 to 80 letters. Choose another one."),
}

CHECKED = {
    "hub_gap": N_(
        "{count} consignments or changes from {village} have a receipt and are not here. "
        "Bring the newest backup back."
    ),
    "hub_held": N_(
        "{count} changes from {village} wait for an earlier one since {since}. "
        "Ask that office to send."
    ),
    "hub_record": N_(
        "{count} records of {village} are here without their newest change. Report it."
    ),
    "hub_key_old": N_(
        "A working key is good until {until} only. Renew the keys with the root code."
    ),
}

SENTENCES = ASKED | SET_UP | CHECKED
