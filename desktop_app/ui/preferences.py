"""What this PC remembers of the look: language and theme. Holds no name and no number."""

import contextlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from desktop_app.text import LANGUAGES
from desktop_app.ui.theme import THEMES

FILE = "window.json"


@dataclass(frozen=True, slots=True)
class Preferences:
    """The choices; empty ones follow the run's settings and this PC's."""

    language: str = ""
    theme: str = ""


def load(folder: Path) -> Preferences:
    """What was chosen; anything unreadable counts as not chosen."""
    try:
        raw: Any = json.loads((folder / FILE).read_text(encoding="utf-8"))
        language, theme = raw.get("language"), raw.get("theme")
    except (OSError, ValueError, AttributeError):
        return Preferences()
    return Preferences(language if language in LANGUAGES else "", theme if theme in THEMES else "")


def save(folder: Path, chosen: Preferences) -> None:
    """Remember the choices where there is an office; a full or locked disk only forgets them."""
    if not folder.is_dir():
        return
    with contextlib.suppress(OSError):
        (folder / FILE).write_text(json.dumps(asdict(chosen)), encoding="utf-8")
