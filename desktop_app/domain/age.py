"""Age on a day and the ages that may register: data with a source, because sources disagree."""

from dataclasses import dataclass
from datetime import date

from desktop_app.domain.findings import Finding, block, note


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeRule:
    """Who may register, in completed years, both ends included; ``near`` begins the reminder.

    BPJS wording as relayed by the press: under 65 at registration; local programmes begin at 18.
    """

    minimum: int = 18
    maximum: int = 64
    near: int = 64
    source: str = ""

    def allows(self, born: date, day: date) -> bool:
        """Whether somebody born then may register on this day."""
        return self.minimum <= age_on(born, day) <= self.maximum


def age_on(born: date, day: date) -> int:
    """Completed years; negative before birth. A birthday of 29 February falls on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def age_findings(born: date, day: date, rule: AgeRule) -> list[Finding]:
    """A block outside the allowed ages, a note near the upper one."""
    if born > day:
        return [block("age", "birth_date", why="future")]
    age = age_on(born, day)
    if not rule.allows(born, day):
        return [block("age", "birth_date", age=age, minimum=rule.minimum, maximum=rule.maximum)]
    if age >= rule.near:
        return [note("age_near_limit", "birth_date", age=age, maximum=rule.maximum)]
    return []
