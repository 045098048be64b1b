"""A font of the family, of which a PDF holds the letters that it shows and no others.

reportlab embeds every ASCII letter, so that content can be read as it stands. Here those that
nothing shows are left out when the document is finished.
"""

from pathlib import Path
from typing import Any

from reportlab.pdfbase.ttfonts import TTFont

_SPACE = 32


class FamilyFont(TTFont):  # type: ignore[misc]  # reportlab has no types
    """A font as reportlab registers it."""

    def __init__(self, name: str, file: Path) -> None:
        super().__init__(name, str(file), asciiReadable=True)

    def splitString(self, text: str, doc: Any, encoding: str = "utf-8") -> Any:  # noqa: N802
        """The text in parts, by the part of the font that each is in."""
        parts = super().splitString(text, doc, encoding)
        self.shown(doc).update(text)
        return parts

    def shown(self, doc: Any) -> set[str]:
        """The letters that the document shows in this font; who writes them itself adds them."""
        state: set[str] = self._assignState(doc).__dict__.setdefault("shown", set())
        return state

    def addObjects(self, doc: Any) -> None:  # noqa: N802
        """The font as it is embedded."""
        shown = self.shown(doc)
        first = self.state[doc].subsets[0]
        first[:] = [letter if chr(letter) in shown else _SPACE for letter in first]
        while len(first) > _SPACE + 1 and first[-1] == _SPACE:
            first.pop()
        first[0] = 0
        super().addObjects(doc)
