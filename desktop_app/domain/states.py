"""The four independent states of a registration, their transitions, and the one-word summary."""

from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from desktop_app.domain.findings import Refused

RECORD = ("draft", "deferred", "ineligible", "recorded")
DELIVERY = ("waiting", "sent", "accepted", "merged", "conflict", "duplicate", "refused")
MEMBERSHIP = ("candidate", "submitted", "refused_by_bpjs", "member", "ended")
PROTECTION = ("unknown", "none", "active", "arrears", "lapsed")

#: Which state may follow which; what is not listed is refused.
TRANSITIONS = MappingProxyType(
    {
        "record": {
            "draft": {"deferred", "ineligible", "recorded"},
            "deferred": {"draft", "ineligible", "recorded"},
            "ineligible": {"draft", "deferred", "recorded"},
            "recorded": set[str](),
        },
        "delivery": {
            "waiting": {"sent"},
            "sent": {"waiting", "accepted", "merged", "conflict", "duplicate", "refused"},
            "accepted": {"waiting"},
            "merged": {"waiting"},
            "conflict": {"waiting"},
            "duplicate": {"waiting"},
            "refused": {"waiting"},
        },
        "membership": {
            "candidate": {"submitted", "member", "ended"},
            "submitted": {"candidate", "member", "refused_by_bpjs", "ended"},
            "refused_by_bpjs": {"candidate", "submitted", "member", "ended"},
            "member": {"ended", "submitted", "candidate", "refused_by_bpjs"},
            "ended": {"candidate", "submitted", "refused_by_bpjs", "member"},
        },
        "protection": {
            "unknown": {"none", "active", "arrears", "lapsed"},
            "none": {"unknown", "active"},
            "active": {"arrears", "lapsed", "none", "unknown"},
            "arrears": {"active", "lapsed", "none", "unknown"},
            "lapsed": {"active", "none", "unknown"},
        },
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class States:
    """Where a registration stands. ``protection`` is true only as of ``protection_as_of``."""

    record: str = "recorded"
    delivery: str = "waiting"
    membership: str = "candidate"
    protection: str = "none"
    protection_as_of: date | None = None

    @property
    def status(self) -> str:
        """The one word that matters most: a trouble first, then the membership."""
        if self.record != "recorded":
            return self.record
        if self.delivery in ("conflict", "duplicate", "refused"):
            return self.delivery
        return self.membership

    def move(self, **to: str) -> "States":
        """These states after moving, e.g. ``move(membership="member")``.

        Raises :class:`Refused` (rule ``transition``) where the table does not allow it. Staying
        where one is, is allowed.
        """
        for axis, target in to.items():
            now = getattr(self, axis)
            if target != now and target not in TRANSITIONS[axis][now]:
                raise Refused("transition", axis, now=now, to=target)
        return replace(self, **to)  # type: ignore[arg-type]
