"""What a run of the program is told from outside: folder, language, clock. Frozen, passed in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Config:
    """One run's settings."""

    data: Path
    """The office's data folder."""
    language: str = "id"
    now: Callable[[], datetime] = _now
    """The wall clock, aware, in UTC; it dates and never orders."""
    today_said: date | None = None
    """Today's date as a person confirmed it, where the clock cannot be right."""

    def today(self) -> date:
        """The business date: what was said, else the clock's date in local time."""
        return self.today_said or self.now().astimezone().date()
