"""Our own pictograms for people who would rather look than read: plain shapes on a square.

Each is drawn in a square of 24 units and scaled to its place.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import cos, hypot, pi, sin

from desktop_app.documents.fonts import BOLD
from desktop_app.documents.page import Ink, Panel, Place

_UNITS = 24.0
_WHITE = "#FFFFFF"


@dataclass(frozen=True, slots=True)
class _Pen:
    """Draws in units of the square onto the panel, white on the square's ground."""

    panel: Panel
    left: float
    top: float
    side: float
    ground: str

    @property
    def unit(self) -> float:
        """One unit in mm."""
        return self.side / _UNITS

    def box(
        self, x: float, y: float, wide: float, high: float, *, radius: float = 0, dark: bool = False
    ) -> None:
        """A filled rectangle, in the ground's colour where it is dark."""
        u = self.unit
        place = (self.left + x * u, self.top + y * u, wide * u, high * u)
        self.panel.figure(place, self.ground, radius=radius * u, dark=dark)

    def disc(self, x: float, y: float, radius: float, *, dark: bool = False) -> None:
        """A filled circle around a point."""
        across = 2 * radius
        self.box(x - radius, y - radius, across, across, radius=radius, dark=dark)

    def shape(self, *points: tuple[float, float], dark: bool = False) -> None:
        """A filled polygon."""
        u = self.unit
        placed = tuple((self.left + x * u, self.top + y * u) for x, y in points)
        self.panel.outline(placed, self.ground, dark=dark)

    def stroke(self, x: float, y: float, to_x: float, to_y: float, *, thick: float) -> None:
        """A line in the ground's colour, round at its ends."""
        half = thick / 2 / hypot(to_x - x, to_y - y)
        over, up = half * (to_y - y), half * (to_x - x)
        ends = ((x - over, y + up), (x + over, y - up), (to_x + over, to_y - up))
        self.shape(*ends, (to_x - over, to_y + up), dark=True)
        for at in ((x, y), (to_x, to_y)):
            self.disc(*at, thick / 2, dark=True)


def protected(pen: _Pen) -> None:
    """A shield with a tick."""
    _shield(pen)
    pen.stroke(8.2, 11.8, 11.0, 14.6, thick=1.9)
    pen.stroke(11.0, 14.6, 16.0, 8.8, thick=1.9)


def waiting(pen: _Pen) -> None:
    """A shield with an hour-glass's two moments: not yet."""
    _shield(pen)
    pen.stroke(12, 7.4, 12, 12.2, thick=2.0)
    pen.disc(12, 15.6, 1.25, dark=True)


def _shield(pen: _Pen) -> None:
    right = [(12 + 7.4 * cos(a) ** 0.8, 11 + 10.2 * sin(a)) for a in _steps(0.0, pi / 2)]
    left = [(24 - x, y) for x, y in reversed(right)]
    pen.shape((12, 3.0), (19.4, 5.6), *right, (12, 21.2), *left, (4.6, 5.6))


def _steps(first: float, last: float, count: int = 14) -> list[float]:
    return [first + (last - first) * n / count for n in range(count)]


def paying(pen: _Pen) -> None:
    """A calendar's sheet with a coin before it."""
    pen.box(3.5, 5, 15, 14.5, radius=1.6)
    for x in (7.0, 14.0):
        pen.box(x, 3, 1.8, 4.4, radius=0.9)
        pen.box(x + 0.5, 5.6, 0.8, 1.6, dark=True)
    pen.box(3.5, 8.6, 15, 1.1, dark=True)
    for row in range(2):
        for column in range(3):
            pen.box(5.8 + column * 3.6, 11.3 + row * 3.4, 2, 1.8, dark=True)
    pen.disc(17.2, 17.2, 5.2, dark=True)
    pen.disc(17.2, 17.2, 4.5)
    pen.disc(17.2, 17.2, 3.9, dark=True)
    size = 4.4 * pen.unit / 0.3528
    ink = Ink(BOLD, size, _WHITE, size * 0.6)
    wide = 8 * pen.unit
    x, y = pen.left + 17.2 * pen.unit, pen.top + 18.8 * pen.unit
    pen.panel.text("Rp", ink, Place(x - wide / 2, y, wide, align="centre"))


def injured(pen: _Pen) -> None:
    """A first-aid bag with its cross."""
    pen.box(8, 4.2, 8, 5, radius=1.6)
    pen.box(9.7, 5.9, 4.6, 3, dark=True)
    pen.box(3, 7.4, 18, 13, radius=2)
    pen.box(10.5, 9.8, 3, 8.2, radius=0.4, dark=True)
    pen.box(7.9, 12.4, 8.2, 3, radius=0.4, dark=True)


def family(pen: _Pen) -> None:
    """Two grown people with a child between them."""
    for x in (6.6, 17.4):
        pen.disc(x, 7.2, 2.9)
        pen.box(x - 4.0, 11, 8, 9.4, radius=3)
        pen.box(x - 4.0, 16, 8, 4.4)
    pen.disc(12, 12.4, 3.2, dark=True)
    pen.box(7.9, 14.6, 8.2, 7, radius=3, dark=True)
    pen.disc(12, 12.4, 2.2)
    pen.box(8.9, 15.4, 6.2, 5, radius=2.2)
    pen.box(8.9, 18, 6.2, 2.4)


def kept(pen: _Pen) -> None:
    """A folder with sheets in it."""
    pen.box(6, 3.4, 12, 9, radius=1)
    for y in (5.6, 8):
        pen.box(8, y, 8, 1.1, dark=True)
    pen.shape((2.6, 8.2), (9.4, 8.2), (11.4, 10.4), (21.4, 10.4), (21.4, 12), (2.6, 12), dark=True)
    pen.box(2.6, 9, 7.4, 4, radius=1.2)
    pen.box(2.6, 10.8, 18.8, 9.8, radius=1.4)


def calling(pen: _Pen) -> None:
    """A telephone that can be carried."""
    pen.box(7, 2.6, 10, 18.8, radius=2)
    pen.box(8.4, 5.4, 7.2, 11.6, dark=True)
    pen.disc(12, 19.2, 1.1, dark=True)
    pen.box(10.4, 3.7, 3.2, 0.8, radius=0.4, dark=True)
    pen.disc(12, 9.6, 1.9)
    pen.box(9.3, 12.2, 5.4, 3.2, radius=1.5)


PICTURES: dict[str, Callable[[_Pen], None]] = {
    "protected": protected,
    "waiting": waiting,
    "paying": paying,
    "injured": injured,
    "family": family,
    "kept": kept,
    "calling": calling,
}


def pictogram(panel: Panel, name: str, left: float, top: float, side: float, ground: str) -> None:
    """The named pictogram in white on a square of ``side`` mm of this colour."""
    panel.box((left, top, side, side), ground, radius=side * 0.14)
    inner = side * 0.84
    edge = (side - inner) / 2
    PICTURES[name](_Pen(panel, left + edge, top + edge, inner, ground))
