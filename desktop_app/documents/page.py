"""Millimetre geometry: text is measured and placed on a panel first, and drawn afterwards.

A panel is a rectangle of paper with its origin in the top left corner. Placing raises
:class:`Refused` (rule ``does_not_fit``) for text that fits its place at no readable size, so a
paper is refused before a stroke of it is drawn, and never clipped.
"""

import math
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, BinaryIO, Unpack

from desktop_app.documents import archival, drawing, fonts, printed, qr
from desktop_app.documents.jpeg import Jpeg
from desktop_app.documents.printed import Printed
from desktop_app.documents.template import Template
from desktop_app.documents.text_object import Text
from desktop_app.documents.values import OfficeHead
from desktop_app.domain.findings import Refused

MM = 72 / 25.4
A4 = (210.0, 297.0)
F4 = (215.0, 330.0)
LAST = 16.0
"""Millimetres from the last baseline to the foot: printers leave 15 free, and letters descend."""
_TINY = 1e-6
_DESCENT = 0.21
"""How far the family reaches under the baseline, in ems."""
_SHARE = {"left": 0.0, "centre": 0.5, "right": 1.0}

Box = tuple[float, float, float, float]
"""Left, top, width, height in mm."""


@dataclass(frozen=True, slots=True)
class Ink:
    """How text is written: font, size in points, colour, the smallest size still readable."""

    font: str
    size: float
    colour: str
    smallest: float = 0.0
    leading: float = 1.2

    @property
    def floor(self) -> float:
        """The size below which text is refused."""
        return self.smallest or self.size


@dataclass(frozen=True, slots=True)
class Place:
    """Where text goes: left edge and first baseline, width, and how far it may grow (mm, lines)."""

    x: float
    y: float
    width: float
    lines: int = 1
    height: float | None = None
    """Room from the first baseline to the last; by default whatever the lines need."""
    align: str = "left"
    upwards: bool = False
    """The last line stands on ``y`` and the others above it."""


def fit(text: str, ink: Ink, place: Place, name: str) -> tuple[float, tuple[str, ...]]:
    """The size and the lines at which the text fits its place, as large as possible.

    One line is preferred while it keeps nine tenths of the size. Raises Refused.
    """
    text = fonts.clean(text)
    room = place.width * MM
    alone = fonts.width(text, ink.font)
    whole = ink.size if alone * ink.size <= room else room / alone
    if whole >= (ink.floor if place.lines == 1 else max(ink.floor, ink.size * 0.9)):
        return whole, (text,)
    size = ink.size
    while place.lines > 1 and size >= ink.floor - _TINY:
        lines = _wrapped(text, ink.font, size, room)
        grown = (len(lines) - 1) * size * ink.leading / MM
        if 0 < len(lines) <= place.lines and (place.height is None or grown <= place.height):
            return size, lines
        size -= 0.1
    if whole >= ink.floor:
        return whole, (text,)
    if fonts.NO_BREAK in text:
        return fit(text.replace(fonts.NO_BREAK, " "), ink, place, name)
    raise Refused("does_not_fit", name)


def _wrapped(text: str, font: str, size: float, room: float) -> tuple[str, ...]:
    """The words in lines no wider than the room; empty when one word alone is wider."""
    lines: list[str] = []
    now, used, space = "", 0.0, fonts.width(" ", font) * size
    for word in text.split(" "):
        wide = fonts.width(word, font) * size
        if wide > room:
            return ()
        if now and used + space + wide <= room:
            now, used = f"{now} {word}", used + space + wide
        else:
            if now:
                lines.append(now)
            now, used = word, wide
    return (*lines, now)


@dataclass(slots=True)
class Panel:
    """A rectangle of paper and what stands on it, in millimetres from its top left corner."""

    width: float
    height: float
    _shapes: list[Callable[[Any], None]] = field(default_factory=list)
    _texts: list[Text] = field(default_factory=list)

    def text(self, text: str, ink: Ink, place: Place, name: str = "text") -> float:
        """Writes; returns the last baseline in mm. Raises Refused ``does_not_fit``."""
        if not text:
            return place.y
        fonts.check(fonts.clean(text), name)
        size, lines = fit(text, ink, place, name)
        step = size * ink.leading / MM
        first = place.y - (len(lines) - 1) * step if place.upwards else place.y
        y = first
        for number, whole in enumerate(lines):
            line = whole.replace(fonts.NO_BREAK, " ")
            y = first + number * step
            spare = place.width - fonts.width(line, ink.font) * size / MM
            x = place.x + _SHARE[place.align] * spare
            for run in fonts.runs(line, ink.font):
                spot = (x * MM, (self.height - y) * MM + run.rise * size)
                self._texts.append((*spot, run.font, size * run.scale, ink.colour, run.text))
                x += run.wide * size / MM
        if y + _DESCENT * size / MM > self.height + _TINY:
            raise Refused("does_not_fit", name)
        return y

    def box(self, box: Box, colour: str, *, radius: float = 0) -> None:
        """A filled rectangle, its corners rounded with ``radius`` mm."""
        self._shapes.append(partial(drawing.box, self._points(box), colour, radius * MM))

    def shape(self, points: tuple[tuple[float, float], ...], colour: str) -> None:
        """A filled polygon of these corners (mm)."""
        moved = tuple((x * MM, (self.height - y) * MM) for x, y in points)
        self._shapes.append(partial(drawing.shape, moved, colour))

    def figure(self, box: Box, ground: str, *, radius: float = 0, dark: bool = False) -> None:
        """A rectangle of a picture: white on its ground, or dark as that.

        Where the ground is left white to save ink, white and dark change places.
        """
        drawn = partial(drawing.figure, self._points(box), ground, dark, radius * MM)
        self._shapes.append(drawn)

    def outline(
        self, points: tuple[tuple[float, float], ...], ground: str, *, dark: bool = False
    ) -> None:
        """A polygon of a picture, as :meth:`figure`."""
        moved = tuple((x * MM, (self.height - y) * MM) for x, y in points)
        self._shapes.append(partial(drawing.outline, moved, ground, dark))

    def frame(self, box: Box, colour: str, *, radius: float = 0, line: float = 0.2) -> None:
        """The outline of a rectangle; ``line`` is its thickness in mm."""
        drawn = partial(drawing.frame, self._points(box), colour, radius * MM, line * MM)
        self._shapes.append(drawn)

    def line(self, line: Box, colour: str, *, thick: float = 0.2, dash: float = 0) -> None:
        """A line from the box's corner along its width and height, dashed by ``dash`` mm."""
        x, y, width, height = line
        ends = (x, self.height - y, x + width, self.height - y - height)
        points = (ends[0] * MM, ends[1] * MM, ends[2] * MM, ends[3] * MM)
        self._shapes.append(partial(drawing.line, points, colour, thick * MM, dash * MM))

    def picture(self, jpeg: bytes, box: Box) -> None:
        """A JPEG, embedded as it is."""
        self._shapes.append(partial(drawing.picture, self._points(box), Jpeg(jpeg)))

    def emblem(self, png: bytes, box: Box, *, right: bool = False) -> float:
        """A small PNG, as large as the box allows, at its left or right; its width in mm."""
        left, top, width, height = box
        across, down = drawing.size_of(png)
        scale = min(width / across, height / down)
        wide, high = across * scale, down * scale
        x = left + width - wide if right else left
        spot = self._points((x, top + (height - high) / 2, wide, high))
        self._shapes.append(partial(drawing.emblem, spot, png))
        return wide

    def code(self, modules: tuple[int, bytes], x: float, y: float, side: float) -> None:
        """A QR code with its quiet zone, centred in a white square of ``side`` mm."""
        count, data = modules
        inner = count * qr.module_size(count, side)
        edge = (side - inner) / 2
        ground = self._points((x, y, side, side))
        square = self._points((x + edge, y + edge, inner, inner))
        self._shapes.append(partial(drawing.code, ground, square, qr.inline_mask(count, data)))

    def watermark(self, text: str, colour: str, size: float, *, top: float = 0) -> None:
        """Large words from corner to corner below ``top``, behind everything placed later."""
        height = self.height - top
        middle = (self.width / 2 * MM, height / 2 * MM)
        angle = math.degrees(math.atan2(height, self.width))
        self._shapes.append(partial(drawing.watermark, middle, angle, text, colour, size))

    def draw(self, canvas: Any) -> None:
        """Draws everything, the panel's bottom left corner at the canvas's origin."""
        for shape in self._shapes:
            shape(canvas)
        if self._texts:
            drawing.write(canvas, self._texts)

    def _points(self, box: Box) -> drawing.Rectangle:
        x, y, width, height = box
        return x * MM, (self.height - y - height) * MM, width * MM, height * MM


@contextmanager
def at(canvas: Any, x: float, y: float) -> Iterator[None]:
    """The canvas with its origin moved by (x, y) points, for one panel."""
    canvas.addLiteral("q")
    if x or y:
        canvas.addLiteral(f"1 0 0 1 {x:.7g} {y:.7g} cm")
    yield
    canvas.addLiteral("Q")


def open_canvas(
    out: BinaryIO,
    size: tuple[float, float],
    head: OfficeHead,
    *,
    ink: str = "colour",
    shift: tuple[float, float] = (0, 0),
    streamed: bool = False,
) -> Any:
    """A canvas of pages of this size (mm), Indonesian, with the same bytes for equal input.

    ``shift`` (mm right, down) moves what is drawn within :func:`printed.page`. Where ``streamed``,
    each page goes to ``out`` when it is finished, else all when it is saved.
    """
    from desktop_app.documents.streaming import HeldCanvas, StreamedCanvas

    fonts.ready()
    canvas = (StreamedCanvas if streamed else HeldCanvas)(
        out,
        pagesize=(size[0] * MM, size[1] * MM),
        pageCompression=1,
        invariant=1,
        lang="id-ID",
        initialFontName=fonts.REGULAR,
        pdfVersion=(1, 7),
    )
    canvas.setAuthor(fonts.clean(head.office_line))
    canvas.setCreator("Loket Desa")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    archival.prepare(canvas)
    printed.use(canvas, ink, shift)
    return canvas


@contextmanager
def streamed_canvas(
    out: BinaryIO, size: tuple[float, float], head: OfficeHead, ink: str = "colour"
) -> Iterator[Any]:
    """A canvas whose pages leave memory as they are finished; saved at the end.

    What raises within leaves ``out`` as it was.
    """
    from desktop_app.documents.streaming import taken_back

    if not out.seekable():
        canvas = open_canvas(out, size, head, ink=ink)
        yield canvas
        canvas.save()
        return
    with taken_back(out):
        canvas = open_canvas(out, size, head, ink=ink, streamed=True)
        yield canvas
        canvas.save()


def titled(canvas: Any, head: OfficeHead, words: Template, name: str, day: date) -> None:
    """Gives the PDF its title: paper, office, day, and that it is practice where it is."""
    parts = [name, fonts.clean(head.office_line), words.day(day)]
    if head.practice:
        parts.insert(0, words.practice)
    title = " — ".join(parts).replace(fonts.NO_BREAK, " ")
    archival.describe(canvas, title, name, day)


def write_document(
    out: BinaryIO,
    head: OfficeHead,
    words: Template,
    size: tuple[float, float],
    name: str,
    day: date,
    panels: Iterable[Panel],
    **how: Unpack[Printed],
) -> int:
    """Writes one panel to a page; returns the number of pages. Raises Refused before any byte."""
    canvas = open_canvas(out, size, head, **how)
    titled(canvas, head, words, name, day)
    count = 0
    for panel in panels:
        with printed.page(canvas):
            panel.draw(canvas)
        count += 1
    if not count:
        raise Refused("nothing_selected")
    canvas.save()
    return count
