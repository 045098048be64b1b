"""Lines of text as one PDF text object: each thing said once, and only where it changes."""

from functools import cache
from typing import Any

from desktop_app.documents import fonts, inks

Text = tuple[float, float, str, float, str, str]
"""Left and baseline in points, font, size, colour, letters (shaped ones draw themselves)."""

_KEY = "loket_lettering"
_FINE = 1_000_000
"""Steps to a point in which places are told."""
_MOST = 1_000
"""Strings with other than ASCII letters that are remembered for a document."""


def operators(canvas: Any, texts: list[Text]) -> str:
    """What writes the texts on this canvas, each at its place."""
    ink = inks.of(canvas)
    known: dict[str, _Lettering] = canvas.document.__dict__.setdefault(_KEY, {})
    parts = ["BT"]
    left = foot = 0
    now = colour = ""
    for x, y, font, size, wanted, line in texts:
        if wanted != colour:
            colour = wanted
            parts.append(inks.text_operator(ink, colour))
        to_left, to_foot = round(x * _FINE), round(y * _FINE)  # from rounded to rounded: no drift
        parts.append(f"{(to_left - left) / _FINE:.9g} {(to_foot - foot) / _FINE:.9g} Td")
        left, foot = to_left, to_foot
        if type(line) is not str:
            shaped: Any = line
            parts.extend(shaped.operators(canvas.document, _font(font), size))
            now = ""
            continue
        if font not in known:
            known[font] = _Lettering(canvas, font)
        for name, letters in known[font].strings(line):
            set_font = f"{name} {size:.7g} Tf"
            if set_font != now:
                now = set_font
                parts.append(now)
            parts.append(f"({letters}) Tj")
    parts.append("ET")
    return "\n".join(parts)


class _Lettering:
    """A font in one document."""

    def __init__(self, canvas: Any, font: str) -> None:
        self._canvas, self._document, self._font = canvas, canvas.document, _font(font)
        self._name = self._font.getSubsetInternalName(0, self._document)
        self._shown = self._font.shown(self._document)
        self._known: dict[str, tuple[tuple[str, str], ...]] = {}

    def strings(self, line: str) -> tuple[tuple[str, str], ...]:
        """The line as the document spells it: parts of the font, each with its letters."""
        if line.isascii() and not ("(" in line or ")" in line or "\\" in line):
            self._shown.update(line)
            return ((self._name, line),)  # ASCII is spelled as it is
        found = self._known.get(line)
        if found is None:
            found = tuple(
                (
                    self._font.getSubsetInternalName(part, self._document),
                    self._canvas._escape(letters),  # noqa: SLF001 - as reportlab's text objects do
                )
                for part, letters in self._font.splitString(line, self._document)
            )
            if len(self._known) < _MOST:
                self._known[line] = found
        return found


@cache
def _font(name: str) -> Any:
    from reportlab.pdfbase import pdfmetrics

    fonts.ready()
    return pdfmetrics.getFont(name)
