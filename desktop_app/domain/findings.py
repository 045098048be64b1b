"""What a rule has to say about a value: a block, a warning or a note; and the refusal of an action.

The rule names are the public ones of the command line and its JSON. Sentences are made from
``rule`` and ``params`` in :mod:`desktop_app.wording`, in the reader's language.
"""

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Level(StrEnum):
    """How much a finding weighs."""

    BLOCK = "block"
    WARN = "warn"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a rule found. ``params`` fill its sentence and never hold a whole NIK."""

    rule: str
    level: Level
    field: str | None = None
    """The worker key it concerns; nested ones dotted: ``family.0.full_name``."""
    params: dict[str, Any] = dataclasses.field(default_factory=dict)


class Refused(Exception):
    """An action that cannot be done; nothing was changed. ``rule`` and ``params`` word it."""

    def __init__(self, rule: str, field: str | None = None, **params: Any) -> None:
        super().__init__(rule)
        self.rule = rule
        self.field = field
        self.params = params

    @property
    def finding(self) -> Finding:
        """The same as a finding that blocks."""
        return Finding(self.rule, Level.BLOCK, self.field, self.params)


def block(rule: str, field: str | None = None, **params: Any) -> Finding:
    """A finding that stops a submission (never the keeping of what was typed)."""
    return Finding(rule, Level.BLOCK, field, params)


def warn(rule: str, field: str | None = None, **params: Any) -> Finding:
    """A finding that stops until a person confirms its rule."""
    return Finding(rule, Level.WARN, field, params)


def note(rule: str, field: str | None = None, **params: Any) -> Finding:
    """A finding that is shown and kept, and holds nothing up."""
    return Finding(rule, Level.NOTE, field, params)


def blocks(findings: Iterable[Finding]) -> list[Finding]:
    """Those that block."""
    return [f for f in findings if f.level is Level.BLOCK]


def unconfirmed(findings: Iterable[Finding], confirmed: Iterable[str]) -> list[Finding]:
    """The warnings whose rule nobody confirmed."""
    accepted = set(confirmed)
    return [f for f in findings if f.level is Level.WARN and f.rule not in accepted]
