"""What can go wrong on the way to the hub. Nothing is lost by any of it: what waits, waits."""

from desktop_app.domain.findings import Refused

#: ``hub_unreachable``: no answer. ``hub_garbled``: an answer, but not the hub's (a log-in page, an
#: altered receipt). ``hub_tls``: the line is not safe. ``hub_busy``: the hub says so itself.
RULES = ("hub_unreachable", "hub_garbled", "hub_tls", "hub_busy")

#: What a hub may answer by its name. It says so unsigned, so it decides about a sentence or a
#: repetition and never about a record.
ANSWERS = frozenset(
    (
        "batch_differs",
        "body_too_large",
        "code_expired",
        "code_unknown",
        "code_used",
        "code_village",
        "device_revoked",
        "device_unknown",
        "incarnation",
        "not_found",
        "not_signed",
        "sealed_altered",
        "sealed_newer",
        "sealed_not_for_us",
        "sealed_too_large",
        "sealed_unknown_key",
    )
)


class HubUnreachable(Refused):
    """The hub was not reached, or not the hub answered. ``rule`` is one of :data:`RULES`."""

    def __init__(self, rule: str = "hub_unreachable", *, stumbled: bool = False) -> None:
        super().__init__(rule)
        self.stumbled = stumbled
        """Whether the hub failed at this very request, and may well answer others."""


class AnotherPast(Refused):
    """The hub signed that it knows another past of this incarnation."""

    def __init__(self) -> None:
        super().__init__("incarnation")


class Stopped(Refused):
    """Somebody asked for an end; everything done so far stands."""

    def __init__(self) -> None:
        super().__init__("stopped")
