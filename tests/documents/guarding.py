"""What a page's own text and strokes tell: whether anything is clipped, covered or over an edge.

Read by PDFium, which had no part in writing the page.
"""

import ctypes
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import pypdfium2
from paper_faces import MM, Letter
from pypdfium2 import raw

Box = tuple[float, float, float, float]
#: A practice office's large words lie behind everything (points).
WATERMARK = 30
#: In the names of fonts whose letters are shaped.
SHAPED = "LoketScript"
_EDGE, _LETTERS, _THIN = 0.15, 0.12, 0.7
_CELL = 4.0
_OUT = (-0.15, -0.15, 0.15, 0.15)
"""Cells are counted a little outwards, so that lines at an edge are in both."""


@dataclass(frozen=True)
class Seen:
    """One page: its size, and boxes in mm from its top left corner (left, top, right, bottom)."""

    width: float
    height: float
    letters: list[Letter]
    painted: list["Painted"]
    """In the order in which they were painted."""


@dataclass(frozen=True)
class Painted:
    """A stroke, a box or a picture."""

    box: Box
    picture: bool
    filled: bool


def seen(pdf: bytes) -> list[Seen]:
    """Every page of the PDF."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [_page(document[number]) for number in range(len(document))]
    document.close()
    return pages


def _page(page) -> Seen:
    width, height = page.get_width() / MM, page.get_height() / MM
    letters = [*_letters(page, height), *_shaped(page, page.get_height())]
    return Seen(width, height, letters, list(_drawn(page)))


def _letters(page, height: float) -> list[Letter]:
    text = page.get_textpage()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    found = []
    for index in range(text.count_chars()):
        sign = chr(raw.FPDFText_GetUnicode(text.raw, index))
        size = raw.FPDFText_GetFontSize(text.raw, index)
        if not sign.strip() or size >= WATERMARK or SHAPED in _font(text, index):
            continue
        raw.FPDFText_GetCharBox(text.raw, index, left, right, bottom, top)
        if right.value > left.value:
            sides = (left.value / MM, height - top.value / MM)
            box = (*sides, right.value / MM, height - bottom.value / MM)
            found.append(Letter(sign, box, size))
    return found


def _font(text, index: int) -> str:
    name, flags = ctypes.create_string_buffer(80), ctypes.c_int()
    raw.FPDFText_GetFontInfo(text.raw, index, name, 80, flags)
    return name.value.decode()


def _shaped(page, height: float) -> list[Letter]:
    """Shaped letters, whose marks stand on one another: each line of them as one."""
    found: list[Letter] = []
    name, size = ctypes.create_string_buffer(80), ctypes.c_float()
    for one in _texts(page):
        raw.FPDFFont_GetBaseFontName(raw.FPDFTextObj_GetFont(one), name, 80)
        if SHAPED not in name.value.decode():
            continue
        left, bottom, right, top = _bounds(one)
        raw.FPDFTextObj_GetFontSize(one, size)
        box = (left / MM, (height - top) / MM, right / MM, (height - bottom) / MM)
        if found and _goes_on(found[-1].box, box):
            box = _around(found.pop().box, box)
        found.append(Letter("…", box, size.value))
    return found


def _texts(page):
    objects = (
        raw.FPDFPage_GetObject(page.raw, n) for n in range(raw.FPDFPage_CountObjects(page.raw))
    )
    return (one for one in objects if raw.FPDFPageObj_GetType(one) == raw.FPDF_PAGEOBJ_TEXT)


def _goes_on(line: Box, more: Box) -> bool:
    """Whether what is drawn next stands in the same line, beside it or on it."""
    shared = min(line[3], more[3]) - max(line[1], more[1])
    lower = min(line[3] - line[1], more[3] - more[1])
    beside = shared > lower * 0.3 and -1 < more[0] - line[2] < 0.3
    return beside or overlap(line, more, 0.02)


def _around(one: Box, other: Box) -> Box:
    return (
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[2], other[2]),
        max(one[3], other[3]),
    )


def _drawn(page):
    """Boxes, frames, lines and pictures as they were painted, those of forms too."""
    count = raw.FPDFPage_CountObjects(page.raw)
    objects = [raw.FPDFPage_GetObject(page.raw, n) for n in range(count)]
    yield from _painted(objects, (0, 0), page.get_height())


def _painted(objects, moved: tuple[float, float], height: float):
    for one in objects:
        kind = raw.FPDFPageObj_GetType(one)
        if kind == raw.FPDF_PAGEOBJ_FORM:
            across, up = _moved(one)
            count = raw.FPDFFormObj_CountObjects(one)
            inner = [raw.FPDFFormObj_GetObject(one, n) for n in range(count)]
            yield from _painted(inner, (moved[0] + across, moved[1] + up), height)
        elif kind in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE):
            left, bottom, right, top = _bounds(one)
            across, up = moved
            box = ((left + across) / MM, (height - top - up) / MM)
            box = (*box, (right + across) / MM, (height - bottom - up) / MM)
            yield Painted(box, kind == raw.FPDF_PAGEOBJ_IMAGE, _filled(one))


def _filled(one) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(raw.FPDFPath_GetDrawMode(one, fill, stroke)) and fill.value != 0


def _bounds(one) -> list[float]:
    sides = [ctypes.c_float() for _ in range(4)]
    assert raw.FPDFPageObj_GetBounds(one, *sides)
    return [side.value for side in sides]


def _moved(one) -> tuple[float, float]:
    """Where a form is put. None is turned or scaled."""
    found = raw.FS_MATRIX()
    assert raw.FPDFPageObj_GetMatrix(one, found)
    assert (found.a, found.b, found.c, found.d) == (1, 0, 0, 1)
    return found.e, found.f


def overlap(one: Box, other: Box, slack: float) -> bool:
    """Whether two boxes cover each other by more than ``slack`` mm both ways."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    return across > slack and min(one[3], other[3]) - max(one[1], other[1]) > slack


def wrongs(page: Seen, margin: tuple[float, float] = (4.0, 2.0)) -> list[str]:
    """What is clipped, covered or over an edge, in words; empty where all is well."""
    side, foot = margin
    inside = (side, foot, page.width - side, page.height - foot)
    found = [f"outside: {one}" for one in page.letters if not _within(one.box, inside, 0.0)]
    painted = _by_cell([one.box for one in page.painted])
    letters = _by_cell([one.box for one in page.letters])
    for number, letter in enumerate(page.letters):
        near = [page.painted[n] for n in _near(letter.box, painted)]
        found += [
            f"{one} cuts {letter}" for one in _above_ground(letter, near) if _cuts(one, letter)
        ]
        for other in _near(letter.box, letters):
            if other > number and overlap(letter.box, page.letters[other].box, _LETTERS):
                found.append(f"{letter} on {page.letters[other]}")
    return found


def _by_cell(boxes: list[Box]) -> dict[tuple[int, int], list[int]]:
    """Which boxes reach into each square of the page."""
    cells = defaultdict(list)
    for number, box in enumerate(boxes):
        for cell in _cells(box):
            cells[cell].append(number)
    return cells


def _near(box: Box, cells: dict[tuple[int, int], list[int]]) -> list[int]:
    return sorted({number for cell in _cells(box) for number in cells.get(cell, ())})


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    left, top, right, bottom = (
        round(side / _CELL + way) for side, way in zip(box, _OUT, strict=True)
    )
    return product(range(left, right + 1), range(top, bottom + 1))


def _within(one: Box, other: Box, slack: float) -> bool:
    return (
        one[0] >= other[0] - slack
        and one[1] >= other[1] - slack
        and one[2] <= other[2] + slack
        and one[3] <= other[3] + slack
    )


def _above_ground(letter: Letter, painted: list[Painted]) -> list[Painted]:
    """What was painted since the ground on which the letter stands."""
    last = 0
    for place, one in enumerate(painted):
        if one.filled and _within(letter.box, one.box, _EDGE):
            last = place
    return painted[last:]


def _cuts(one: Painted, letter: Letter) -> bool:
    return overlap(letter.box, one.box, 0.05) if one.picture else _crosses(letter.box, one.box)


def _crosses(letter: Box, shape: Box) -> bool:
    """A box's edge or a line runs through the letter."""
    thin = min(shape[2] - shape[0], shape[3] - shape[1]) < _THIN
    if thin:
        return overlap(letter, _thick(shape), _EDGE)
    return overlap(letter, shape, _EDGE) and not _within(letter, shape, _EDGE)


def _thick(line: Box) -> Box:
    """A line as high as the slack, so that a letter standing on it does not count."""
    left, top, right, bottom = line
    across, down = (left + right) / 2, (top + bottom) / 2
    half = 1.1 * _EDGE
    if right - left < bottom - top:
        return (across - half, top, across + half, bottom)
    return (left, down - half, right, down + half)


def spoken(pdf: bytes) -> str:
    """All text of the PDF without spaces and line ends, to look for a value in."""
    document = pypdfium2.PdfDocument(pdf)
    texts = [document[n].get_textpage().get_text_range() for n in range(len(document))]
    document.close()
    return "".join("".join(texts).split()).replace("\ufffe", "").replace("\u00ad", "")
