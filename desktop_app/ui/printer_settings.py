"""What this PC knows of its printers: the offset of each, and how it prints two sides."""

import contextlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from desktop_app.domain.print_run import BY_HAND

FILE = "printers.json"
#: A printer that is further off than this has its paper wrong (tenths of a millimetre).
MOST_TENTHS = 100


@dataclass(frozen=True, slots=True)
class PrinterSettings:
    """One printer."""

    right: int = 0
    """Tenths of a millimetre by which everything moves right."""
    down: int = 0
    both_sides: bool = False
    """It turns the sheets itself."""
    turn: str = ""
    """How a stack is turned by hand, by the letter of the two-sheet test; empty before it."""

    @property
    def shift(self) -> tuple[float, float]:
        """Right and down in mm."""
        return self.right / 10, self.down / 10


@dataclass(slots=True)
class Printers:
    """All printers that something is known of, and the one used last."""

    last: str = ""
    by_name: dict[str, PrinterSettings] = field(default_factory=dict)

    def of(self, name: str) -> PrinterSettings:
        """What is known of a printer."""
        return self.by_name.get(name, PrinterSettings())


def load(folder: Path) -> Printers:
    """What was kept; anything unreadable counts as not known."""
    try:
        raw: Any = json.loads((folder / FILE).read_text(encoding="utf-8"))
        last, named = raw.get("last"), raw.get("printers")
        items = named.items() if isinstance(named, dict) else ()
    except (OSError, ValueError, AttributeError):
        return Printers()
    return Printers(
        last if isinstance(last, str) else "", {name: _settings(told) for name, told in items}
    )


def save(folder: Path, printers: Printers) -> None:
    """Keep it where there is an office; a full or locked disk only forgets it."""
    if not folder.is_dir():
        return
    told = {name: asdict(one) for name, one in printers.by_name.items()}
    with contextlib.suppress(OSError):
        text = json.dumps({"last": printers.last, "printers": told}, ensure_ascii=False)
        (folder / FILE).write_text(text, encoding="utf-8")


def _settings(told: Any) -> PrinterSettings:
    if not isinstance(told, dict):
        return PrinterSettings()
    turn = told.get("turn")
    return PrinterSettings(
        right=_tenths(told.get("right")),
        down=_tenths(told.get("down")),
        both_sides=told.get("both_sides") is True,
        turn=turn if turn in BY_HAND else "",
    )


def _tenths(value: Any) -> int:
    return value if type(value) is int and abs(value) <= MOST_TENTHS else 0
