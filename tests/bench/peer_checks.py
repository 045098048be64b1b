"""Whether a library drew the whole card: nobody is measured on a lesser one.

Some pages are taken from its PDF, rendered at 150 dpi and read by libraries that had no part in
writing it.
"""

import ctypes
import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pypdfium2
import zxingcpp
from PIL import Image, ImageChops, ImageStat
from pypdfium2 import raw

from desktop_app.documents import qr

DPI = 150
_MM = 72 / 25.4
_ALIKE = 16.0
"""How far, of 255, the colours of a shrunken photo may lie from those of the JPEG on average."""
_SMALL = (24, 32)


@dataclass
class Seen:
    """What was found on the pages looked at."""

    faults: list[str] = field(default_factory=list)
    off: float = 0.0
    """Millimetres by which the page or a photo is larger, smaller or elsewhere than it should."""
    same_photo: bool = True
    """Whether the JPEGs are in the file as they came."""


def look(pdf: Path, job: dict[str, Any], folder: Path) -> Seen:
    """Looks at the first, middle and last sheet of fronts, and the page after the first."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        seen = Seen()
        if len(document) != len(job["pages"]):
            seen.faults.append(f"{len(document)} pages of {len(job['pages'])}")
            return seen
        for at in _chosen(job):
            _Page(document[at], job, job["pages"][at], folder, seen).check()
        return seen
    finally:
        document.close()


def _chosen(job: dict[str, Any]) -> list[int]:
    fronts = [
        at for at, page in enumerate(job["pages"]) if any(stamp[3] is not None for stamp in page)
    ]
    after = min(fronts[0] + 1, len(job["pages"]) - 1)
    return sorted({fronts[0], fronts[len(fronts) // 2], fronts[-1], after})


@dataclass
class _Page:
    """One page of the PDF beside what should stand on it."""

    page: Any
    job: dict[str, Any]
    stamps: list[list[Any]]
    folder: Path
    seen: Seen

    def check(self) -> None:
        """Everything on it."""
        self.picture = self.page.render(scale=DPI / 72).to_pil().convert("RGB")
        self._size()
        self._codes()
        self._photos()
        self._words()

    def _cards(self) -> Iterator[tuple[float, float, dict[str, Any]]]:
        for _, x, y, number in self.stamps:
            if number is not None:
                yield x, y, self.job["cards"][number]

    def _off(self, found: float, wanted: float) -> None:
        self.seen.off = max(self.seen.off, abs(found - wanted) / _MM)

    def _size(self) -> None:
        for found, wanted in zip(self.page.get_size(), self.job["page"], strict=True):
            self._off(found, wanted)

    def _codes(self) -> None:
        """Every code is read, as large a symbol as ours and as safe."""
        format_ = zxingcpp.BarcodeFormat.QRCode
        found = {
            code.text: (code.ec_level, int(code.extra["Version"]) * 4 + 17)
            for code in zxingcpp.read_barcodes(self.picture, formats=format_)
        }
        texts = [card["qr"]["text"] for _, _, card in self._cards()]
        unread = sum(text not in found for text in texts)
        if unread:
            self.seen.faults.append(f"{unread} of {len(texts)} codes not read at {DPI} dpi")
        others = sum(found.get(text, "") not in ("", ("M", qr.modules(text)[0])) for text in texts)
        if others:
            self.seen.faults.append(f"{others} codes of another size or level")

    def _photos(self) -> None:
        """Each photo is where it should be, the right one, and no smaller."""
        objects = list(self.page.get_objects([raw.FPDF_PAGEOBJ_IMAGE], max_depth=8))
        high = self.job["page"][1]
        for x, y, card in self._cards():
            jpeg = (self.folder / card["photo"]["file"]).read_bytes()
            left, top, width, height = card["photo"]["box"]
            edges = (x + left, high - y - top - height, x + left + width, high - y - top)
            there = min(objects, key=lambda one: _apart(one.get_bounds(), edges), default=None)
            if there is None or _apart(there.get_bounds(), edges) > 1:
                self.seen.faults.append("no photo where one should be")
                return
            for found, wanted in zip(there.get_bounds(), edges, strict=True):
                self._off(found, wanted)
            if not self._is(jpeg, (x + left, y + top, x + left + width, y + top + height)):
                self.seen.faults.append("another photo")
                return
            if there.get_px_size() < Image.open(io.BytesIO(jpeg)).size:
                self.seen.faults.append("a smaller photo")
                return
            self.seen.same_photo &= bytes(there.get_data(decode_simple=True)) == jpeg

    def _is(self, jpeg: bytes, box: tuple[float, ...]) -> bool:
        shown = self.picture.crop([round(side * DPI / 72) for side in box]).resize(_SMALL)
        wanted = Image.open(io.BytesIO(jpeg)).convert("RGB").resize(_SMALL)
        means = ImageStat.Stat(ImageChops.difference(shown, wanted)).mean
        return max(means) < _ALIKE

    def _words(self) -> None:
        """All words, in our font."""
        text = self.page.get_textpage()
        said = _bare(text.get_text_range())
        strokes = [stroke for _, _, card in self._cards() for stroke in card["strokes"]]
        for name, *_ in self.stamps:
            strokes += self.job["grounds"][name]["strokes"]
        missing = {
            stroke[-1]
            for stroke in strokes
            if stroke[0] == "text" and _bare(stroke[-1]) not in said
        }
        if missing:
            self.seen.faults.append(f"{len(missing)} texts are not there")
        other = {name for name in _fonts(text) if "LoketSans" not in _bare(name)}
        if other:
            self.seen.faults.append(f"another font: {', '.join(sorted(other))}")


def _apart(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


def _bare(text: str) -> str:
    """Its letters and digits: some write a dash or a dot as another one that looks the same."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text)))


def _fonts(text: Any) -> set[str]:
    """The fonts of a page's letters."""
    names, room = set(), ctypes.create_string_buffer(200)
    for index in range(text.count_chars()):
        raw.FPDFText_GetFontInfo(text.raw, index, room, len(room), None)
        names.add(room.value.decode("utf-8", "replace"))
    return names - {""}
