"""What the tab shows, read together in one lane: the regency office, what waits, the receipts."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_app.domain.findings import note
from desktop_app.text import _
from desktop_app.ui import shown
from desktop_app.ui.widgets.table import Row
from desktop_app.wording.sentences import sentence
from desktop_app.wording.words import status_word

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk
    from desktop_app.actions.exchanging import Came, HubView, ReceiptView

#: So many entries are named; the rest is counted.
NAMED = 500
#: So many receipts are shown, the newest first.
RECEIPTS = 50
#: What a person has to look at comes first.
_ORDER = ("refused", "conflict", "duplicate", "consent", "later", "held", "sent", "waiting")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a line is about: whose record, the field to mend, and why."""

    worker_id: str | None
    field: str
    why: str


@dataclass(frozen=True, slots=True)
class Seen:
    """Everything the tab shows."""

    hub: "HubView | None"
    came: tuple[Row, ...] = ()
    receipts: tuple[Row, ...] = ()


def seen(desk: "Desk") -> Seen:
    """Read it. For a lane."""
    from desktop_app.actions import exchanging

    hub = exchanging.hub(desk)
    if hub is None:
        return Seen(None)
    came = sorted(exchanging.waiting(desk, NAMED), key=_place)
    return Seen(
        hub,
        tuple(_line(one) for one in came),
        tuple(_receipt(one) for one in exchanging.receipts(desk, RECEIPTS)),
    )


def _place(came: "Came") -> int:
    return _ORDER.index(came.verdict) if came.verdict in _ORDER else len(_ORDER)


def _line(came: "Came") -> Row:
    why = _why(came)
    cells = (came.name or _("Letter to BPJS"), came.number or "", verdict_word(came.verdict), why)
    return Row(cells, Entry(came.worker_id, _field(came), why))


def _field(came: "Came") -> str:
    if came.verdict == "consent":
        return "consent"
    named = came.field or (came.finding.field if came.finding else None)
    return named or ("nik" if came.verdict == "duplicate" else "")


def verdict_word(verdict: str) -> str:
    """Where an entry stands, in a word or two."""
    return _("Consent is missing") if verdict == "consent" else status_word(verdict)


def _why(came: "Came") -> str:
    """What the regency office said, or what comes next."""
    if came.verdict in ("waiting", "sent"):
        sent = came.verdict == "sent"
        return _("The receipt is awaited.") if sent else _("Goes with the next sending.")
    rule = "consent.hub" if came.verdict == "consent" else came.verdict
    return sentence(came.finding or note(rule))


def _receipt(view: "ReceiptView") -> Row:
    mend = view.conflict + view.duplicate + view.refused
    counts = (view.count, view.accepted + view.merged, mend, view.held + view.later)
    return Row((shown.moment(view.at), *(shown.number(count) for count in counts)))
