"""What is said of a checked paper: its verdict, and the rules that speak against it."""

from typing import Protocol

from desktop_app.text import _

N_ = str  # marks a text for the catalogue; it is looked up when it is shown

SENTENCES = {
    "qr_unreadable": N_(
        "There is no QR code that can be read. Photograph it again, close and bright."
    ),
    "qr_damaged": N_(
        "There is a QR code, but it cannot be read: blurred, covered or damaged. Photograph it "
        "again, straight from above and bright, or scan it."
    ),
    "qr_cut_off": N_(
        "Only a part of this QR code was read. Scan it again, from end to end. If it stays like "
        "this, do not accept the paper; ask the office named on it."
    ),
    "qr_newer": N_(
        "This QR code was made by a newer version of Loket Desa. Update the program on this PC, "
        "then check it again."
    ),
    "qr_scanner": N_(
        "The scanner types other signs than it reads. Set the scanner to an American (US) "
        "keyboard and turn Caps Lock off, then scan again."
    ),
    "qr_foreign": N_("This QR code is not from Loket Desa. It proves nothing."),
    "qr_foreign.url": N_(
        "This QR code holds an internet address, as no code of Loket Desa does. It proves "
        "nothing; do not open that address."
    ),
    "qr_foreign.pass": N_(
        "This is the QR code of a vaccination or travel pass, not of Loket Desa. It proves "
        "nothing here. Scan the code on the card."
    ),
    "qr_foreign.payment": N_(
        "This is a code for paying (QRIS), not of Loket Desa. It proves nothing here. Scan the "
        "code on the card."
    ),
    "qr_foreign.number": N_(
        "This is only a number, as anybody can write it. It proves nothing. Scan the QR code on "
        "the card."
    ),
    "qr_unknown_key": N_(
        "This paper was signed by an office that is not known here. Ask the office named on it."
    ),
    "qr_unknown_key.keys_damaged": N_(
        "The list of known signatures on this PC is damaged (keys.json). Log in to the office "
        "once, so that it is made anew, then check again."
    ),
    "qr_revoked": N_(
        "This paper was issued after the PC that signed it lost the right to. Do not accept it; "
        "ask the office named on it."
    ),
    "paper_ended": N_("In this office's records the membership ended on {on}."),
    "paper_differs": N_(
        "In this office's records it stands differently today: {field}. The paper is out of date; "
        "take it in and print a new one."
    ),
    "paper_recalled": N_(
        "This paper was recalled on {on}. Take it in and mark it as back in the ledger."
    ),
    "paper_now_member": N_(
        "Meanwhile there is a KPJ. Print the participant's card and take this paper in."
    ),
    "paper_same": N_("In this office's records it stands the same today."),
    "qr_altered": N_("This paper was altered after it was issued. Do not accept it."),
}

#: Rules after which nothing is known of the paper, neither good nor bad.
_UNCHECKED = frozenset(("qr_unreadable", "qr_damaged", "qr_cut_off", "qr_newer", "qr_scanner"))


_HEADLINES = {
    "qr_revoked": N_("WITHDRAWN: whoever signed this paper had no right to sign any more."),
    "qr_foreign": N_("NOT A CODE OF LOKET DESA."),
    "qr_unknown_key": N_("NOT PROVEN: signed by an office that is not known here."),
    "unchecked": N_("NOT CHECKED: nothing is known of this paper yet."),
    "not_genuine": N_("NOT GENUINE."),
    "provisional": N_("Genuine: recorded, not yet confirmed by BPJS Ketenagakerjaan."),
    "hub": N_("Genuine: membership confirmed, signed by the regency office."),
    "office": N_("Genuine: recorded as a member by the office, which signed it itself."),
}
_MARKS = {
    "qr_revoked": N_("WITHDRAWN"),
    "qr_foreign": N_("NOT OURS"),
    "qr_unknown_key": N_("NOT PROVEN"),
    "unchecked": N_("NOT CHECKED"),
    "not_genuine": N_("NOT GENUINE"),
    "provisional": N_("genuine, only recorded"),
    "hub": N_("genuine"),
    "office": N_("genuine"),
}


class Told(Protocol):
    """What was found of a paper."""

    @property
    def status(self) -> str:
        """``provisional``, ``confirmed``, ``revoked`` or ``unknown``."""

    @property
    def reason(self) -> str | None:
        """The rule that speaks against it."""

    @property
    def by_hub(self) -> bool:
        """Whether the regency office signed it."""


def headline(told: Told) -> str:
    """The verdict in one line, in the current language."""
    text = _HEADLINES[_case(told)]
    return _(text)


def _case(told: Told) -> str:
    if told.reason in _HEADLINES:
        return told.reason
    if told.reason:
        return "unchecked" if told.reason in _UNCHECKED else "not_genuine"
    if told.status != "confirmed":
        return "provisional"
    return "hub" if told.by_hub else "office"


def meaning(told: Told) -> str:
    """What a genuine paper proves and what it does not; empty for others."""
    if told.reason:
        return ""
    if told.status == "confirmed" and not told.by_hub:
        return _(
            "It proves what that office had recorded on that day. BPJS Ketenagakerjaan's own word "
            "is in the JMO application or at telephone 175."
        )
    if told.status == "confirmed":
        return _(
            "It proves the membership as of that day. Whether contributions are paid today is "
            "not in the code."
        )
    return _(
        "It proves only that the person was registered. Protection begins after the first "
        "contribution is paid and the KPJ is there."
    )


def mark(told: Told) -> str:
    """The verdict in a word or three, for one of several."""
    text = _MARKS[_case(told)]
    return _(text)
