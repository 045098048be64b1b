"""How large a page is shown, and which of its pixels are seen then: sums without a widget."""

import math

from PySide6.QtCore import QRectF, QSizeF

#: Pixels of the window in an inch of paper at 100 %.
DPI = 96.0
INCH = 25.4
#: Smallest and largest.
LEAST, MOST = 0.1, 8.0
#: Where Ctrl and the wheel stop.
STOPS = (0.1, 0.25, 0.33, 0.5, 0.67, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0)
#: So much of what is seen is drawn beside it, so that moving a little finds it there.
_AROUND = 0.25


def within(zoom: float) -> float:
    """The nearest size that is shown."""
    return min(max(zoom, LEAST), MOST)


def step(zoom: float, by: int) -> float:
    """The next stop above (1) or below (-1) this size."""
    if by > 0:
        return next((one for one in STOPS if one > zoom * 1.01), MOST)
    return next((one for one in reversed(STOPS) if one < zoom * 0.99), LEAST)


def fitted(page: QSizeF, room: QSizeF, margin: float, what: str) -> float:
    """How large a page (mm) is in a room (pixels): the whole ``page``, or its ``width``."""
    pixels = page * DPI / INCH
    across = (room.width() - 2 * margin) / pixels.width()
    if what == "width":
        return within(across)
    return within(min(across, (room.height() - 2 * margin) / pixels.height()))


def box(page: QSizeF, seen: QRectF, dpi: float) -> tuple[int, int, int, int]:
    """Left, top, width and height in pixels of the page at ``dpi`` of what is seen (mm), and a
    little around it; a page that is hardly larger is drawn whole."""
    dots = dpi / INCH
    width, height = (math.ceil(round(side * dots, 3)) for side in (page.width(), page.height()))
    around = seen.width() * _AROUND, seen.height() * _AROUND
    wanted = seen.adjusted(-around[0], -around[1], around[0], around[1])
    left, top = max(0, math.floor(wanted.left() * dots)), max(0, math.floor(wanted.top() * dots))
    right = min(width, math.ceil(wanted.right() * dots))
    bottom = min(height, math.ceil(wanted.bottom() * dots))
    return left, top, max(1, right - left), max(1, bottom - top)


def place(pixels: tuple[int, int, int, int], dpi: float) -> QRectF:
    """Where these pixels lie on the page (mm)."""
    left, top, width, height = (side * INCH / dpi for side in pixels)
    return QRectF(left, top, width, height)


def covers(drawn: QRectF, seen: QRectF) -> bool:
    """Whether all of what is seen was drawn; a hair's breadth is nothing."""
    return drawn.adjusted(-0.1, -0.1, 0.1, 0.1).contains(seen)
