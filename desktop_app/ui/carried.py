"""What an exchange with the regency office brought, in words: for the foot and for its page."""

from typing import TYPE_CHECKING

from desktop_app.text import _, n_
from desktop_app.ui import shown
from desktop_app.ui.notices import sentence

if TYPE_CHECKING:
    from desktop_app.actions.exchanging import Exchange

#: Rules that say "not reached": nothing is wrong with the data, and it goes again by itself.
NOT_REACHED = frozenset(("hub_unreachable", "hub_busy"))


def to_mend(exchange: "Exchange") -> int:
    """How many came back to be looked at."""
    return exchange.conflict + exchange.duplicate + exchange.refused


def brought(exchange: "Exchange") -> tuple[str, str]:
    """Tone (``done`` or ``warn``) and what went, came back and came in. Empty for nothing."""
    there, back = exchange.accepted + exchange.merged, to_mend(exchange)
    came, waits = exchange.received, exchange.waiting
    parts = (
        (there, n_("{n} entry has arrived", "{n} entries have arrived", there)),
        (back, n_("{n} entry needs mending", "{n} entries need mending", back)),
        (came, n_("{n} answer has come in", "{n} answers have come in", came)),
        (waits, n_("{n} entry still waits", "{n} entries still wait", waits)),
    )
    told = ", ".join(text.format(n=shown.number(count)) for count, text in parts if count)
    return ("warn" if back else "done"), f"{told}." if told else ""


def news(exchange: "Exchange") -> tuple[str, str]:
    """Kind and text for the foot; empty text where nothing moved and nothing is to be said."""
    if exchange.note:
        from desktop_app.wording.sentences import sentence as worded

        return "info", worded(exchange.note)
    if not (exchange.sent or exchange.received):
        return "info", ""
    tone, told = brought(exchange)
    kind = "done" if tone == "done" else "info"
    return kind, _("Regency office: {told}").format(told=told)


def lasting(error: Exception) -> str:
    """The sentence of a trouble that does not pass by itself; empty for a line that is away."""
    rule = getattr(error, "rule", "")
    return "" if rule in NOT_REACHED or rule in ("stopped", "hub_absent") else sentence(error)
