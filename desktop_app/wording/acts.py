"""What people did, as the audit trail and a person's history name it."""

from desktop_app.text import _

N_ = str  # marks a text for the catalogue; it is looked up when it is shown

ACTS = {
    "office_made": N_("Office set up"),
    "restored": N_("Brought back from a backup"),
    "registered": N_("Registered"),
    "edited": N_("Changed"),
    "ended": N_("Ended"),
    "undone": N_("Step undone"),
    "resumed": N_("Came back"),
    "list_withdrawn": N_("List for BPJS undone"),
    "imported": N_("List taken in"),
    "exported": N_("List written"),
    "submitted": N_("Sent to BPJS"),
    "answered": N_("Answer of BPJS taken"),
    "paid": N_("Payment recorded"),
    "payment_undone": N_("Payment undone"),
    "papers_issued": N_("Papers printed"),
    "list_printed": N_("List of participants printed"),
    "print_begun": N_("Papers sent to the printer"),
    "print_ended": N_("Papers did not come out of the printer"),
    "papers_not_handed": N_("Papers not handed over after all"),
    "papers_handed": N_("Papers handed over"),
    "papers_recalled": N_("Papers recalled"),
    "papers_back": N_("Recalled papers came back"),
    "letter_made": N_("Letter made"),
    "letter_revoked": N_("Letter revoked"),
    "letter_number_changed": N_("Form of the letters' numbers changed"),
    "enrolled": N_("Connected with the regency office"),
    "hub_changed": N_("Address of the regency office changed"),
    "hub_answer": N_("Answer of the regency office taken"),
    "sent": N_("Sent to the regency office"),
    "hub_keys": N_("Keys of the regency office renewed"),
    "place_changed": N_("Data opened in another place"),
    "linked": N_("Put together with the same person at the regency office"),
    "renumbered": N_("Given another registration number"),
    "new_incarnation": N_("This PC introduced itself anew"),
    "draft_discarded": N_("Draft thrown away"),
    "office_changed": N_("Office data changed"),
    "paper_words_changed": N_("Words and colours of the papers changed"),
    "emblem_changed": N_("Emblem on the papers changed"),
    "rules_changed": N_("Rules of contributions changed"),
    "sponsor_added": N_("Sponsor added"),
    "sponsor_changed": N_("Sponsor changed"),
    "reserved": N_("Money of a sponsor set aside"),
    "released": N_("Money of a sponsor released"),
    "deposit_taken": N_("Cash taken at the counter"),
    "deposits_handed_over": N_("Cash handed over to BPJS"),
    "deposit_returned": N_("Cash given back"),
    "cash_switched": N_("Cash at the counter switched on or off"),
    "recovery_renewed": N_("New recovery code made"),
    "backup_place_chosen": N_("Second place for backups chosen"),
    "backed_up": N_("Backup written"),
    "login": N_("Logged in"),
    "user_added": N_("Account added"),
    "user_removed": N_("Account removed"),
    "password_changed": N_("Password changed"),
    "password_recovered": N_("Password renewed by the recovery code"),
}


def act_word(act: str) -> str:
    """What an act is called; an unknown one as it is."""
    known = ACTS.get(act)
    return _(known) if known else act
