"""Letters shaped by HarfBuzz and drawn by the numbers of their glyphs.

reportlab draws what is shaped (:class:`ShapedStr`) by letters, private ones for glyphs that stand
for none, and tells readers of the PDF of those. Here every glyph has a private letter for each text
that it shows, and it is that text which the PDF tells.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import uharfbuzz
from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.pdfbase.ttfonts import ShapeData, ShapedStr, TTFont

from desktop_app.domain.findings import Refused

_FIRST = 0xF0000
"""The first of the private letters that stand for glyphs."""
ABOVE, BELOW = 0.9, 0.24
"""How far a line of the family reaches over and under its baseline, in ems."""
_SMALLEST = 0.6
_NOTHING = "\u200b"
"""What a glyph says that has no letter of its own: a space without width."""


class Glyphs(ShapedStr):  # type: ignore[misc]  # reportlab has no types
    """Shaped letters."""

    said: str
    """The text."""
    leftwards: bool
    """Whether it is read from right to left."""
    width: float
    """At 1 pt, in points."""
    over: float
    under: float
    """How far they reach over and under the baseline at 1 pt."""

    def operators(self, document: Any, font: "ScriptFont", size: float) -> Iterator[str]:
        """What draws them within a text object, each where it belongs, and says their text."""
        if not self.leftwards:  # readers turn around what they find there
            said = b"\xfe\xff" + self.said.encode("utf-16-be")
            yield f"/Span <</ActualText <{said.hex()}>>> BDC"
        spots = iter(self.__shapeData__)
        raised = 0.0
        for part, codes in font.splitString(self, document):
            yield f"{font.getSubsetInternalName(part, document)} {size:.6g} Tf"
            told = ((code, next(spots)) for code in codes)
            for rise, glyphs in groupby(told, lambda one: float(one[1].y_offset)):
                if rise != raised:
                    raised = rise
                    yield f"{raised * size / 1000:.6g} Ts"
                yield f"[{' '.join(_shown(code, spot) for code, spot in glyphs)}] TJ"
        if raised:
            yield "0 Ts"
        if not self.leftwards:
            yield "EMC"


def _shown(code: int, spot: Any) -> str:
    """A glyph moved from where the one before ended, and the way to where it ends itself."""
    rest = spot.width + spot.x_offset - spot.x_advance
    before = f"{-spot.x_offset:.6g} " if spot.x_offset else ""
    return f"{before}<{code:02x}>" + (f" {rest:.6g}" if rest else "")


class ScriptFont(TTFont):  # type: ignore[misc]
    """A font of a script, registered with reportlab."""

    def __init__(self, name: str, file: Path) -> None:
        super().__init__(name, str(file), asciiReadable=False)
        self._shaper = uharfbuzz.Font(self.hbFace)
        self._per_em = 1000 / self.hbFace.upem
        self._letters = frozenset(self.face.charToGlyph)
        self._named: dict[tuple[int, str], int] = {}
        self._said: dict[int, str] = {}
        pdfmetrics.registerFont(self)

    def has(self, letter: str) -> bool:
        """Whether it can draw this letter."""
        return ord(letter) in self._letters

    def shape(self, text: str, *, leftwards: bool) -> Glyphs:
        """The letters as they stand on paper. Raises Refused ``letter_unknown``."""
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if leftwards else "ltr"
        uharfbuzz.shape(self._shaper, buffer)
        infos, spots = buffer.glyph_infos, buffer.glyph_positions
        shares = _shares(text, [info.cluster for info in infos], leftwards=leftwards)
        letters, placed = [], []
        for info, spot, share in zip(infos, spots, shares, strict=True):
            if not info.codepoint:
                raise Refused("letter_unknown", letter=text[info.cluster])
            letter = self._letter(info.codepoint, share)
            moved = (spot.x_advance, spot.y_advance, spot.x_offset, spot.y_offset)
            scaled = (one * self._per_em for one in moved)
            placed.append(ShapeData(info.cluster, *scaled, self.face.charWidths[letter]))
            letters.append(chr(letter))
        made = Glyphs("".join(letters), placed)
        made.said, made.leftwards = text, leftwards
        made.over, made.under = self._reach([info.codepoint for info in infos], placed)
        made.width = sum(one.x_advance for one in placed) / 1000
        return made

    def _letter(self, glyph: int, share: str) -> int:
        """The private letter of a glyph where it says this; reportlab draws it by that."""
        known = self._named.get((glyph, share))
        if known is None:
            known = self._named[glyph, share] = _FIRST + len(self._named)
            self._said[known] = share
            self.face.charToGlyph[known] = glyph
            wide = self._shaper.get_glyph_h_advance(glyph) * self._per_em
            self.face.charWidths[known] = wide
        return known

    def _reach(self, glyphs: Sequence[int], placed: Sequence[Any]) -> tuple[float, float]:
        over = under = 0.0
        for glyph, spot in zip(glyphs, placed, strict=True):
            if box := self._shaper.get_glyph_extents(glyph):
                top = (box.y_bearing * self._per_em + spot.y_offset) / 1000
                over = max(over, top)
                under = max(under, -top - box.height * self._per_em / 1000)
        return over, under

    def addObjects(self, doc: Any) -> None:  # noqa: N802
        """The font as it is embedded, and what its glyphs say."""
        subsets = self.state[doc].subsets
        super().addObjects(doc)
        for number, subset in enumerate(subsets):
            head = ttfonts.SUBSETN(number) + b"+" + self.face.name + self.face.subfontNameX
            name = f"toUnicodeCMap:{head.decode('pdfdoc')}"
            doc.idToObject[name].content = _said_by(subset, self._said)


def within(line: Sequence[Glyphs]) -> tuple[float, float]:
    """How much smaller letters of one script in a line are drawn, and how much higher (ems), so
    that the tallest stack among them keeps within the line."""
    over, under = max(one.over for one in line), max(one.under for one in line)
    scale = max(min(1.0, (ABOVE + BELOW) / (over + under)), _SMALLEST)
    return scale, max(under * scale - BELOW, min(0.0, ABOVE - over * scale))


def _shares(text: str, clusters: Sequence[int], *, leftwards: bool) -> list[str]:
    """What each glyph says of the text: a letter of its cluster, the last one all that are left."""
    starts = [*sorted(set(clusters)), len(text)]
    ends = dict(pairwise(starts))
    glyphs: dict[int, list[int]] = {}
    for at in reversed(range(len(clusters))) if leftwards else range(len(clusters)):
        glyphs.setdefault(clusters[at], []).append(at)
    found = [""] * len(clusters)
    for start, those in glyphs.items():
        letters = text[start : ends[start]]
        if len(letters) < len(those):
            letters = unicodedata.normalize("NFD", letters)
        for at, letter in zip(those, letters, strict=False):
            found[at] = letter
        found[those[-1]] += letters[len(those) :]
    return [share or _NOTHING for share in found]


def _said_by(subset: Sequence[int], told: dict[int, str]) -> str:
    """The CMap that says which letters the codes of a font stand for."""
    lines = [
        f"<{code:02X}> <{said.encode('utf-16-be').hex().upper()}>"
        for code, letter in enumerate(subset)
        if (said := told.get(letter) or (" " if letter == ord(" ") else ""))
    ]
    return "\n".join((
        "/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def", "/CMapType 2 def",
        "1 begincodespacerange", "<00> <FF>", "endcodespacerange",
        f"{len(lines)} beginbfchar", *lines, "endbfchar",
        "endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end",
    ))  # fmt: skip
