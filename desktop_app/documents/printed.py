"""How a paper is put on its sheets: with which ink, and moved how far for a printer that is out."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypedDict

from desktop_app.documents import inks
from desktop_app.domain.findings import Refused

FARTHEST = 20
"""Millimetres by which a printer may be out."""
_POINTS = 72 / 25.4
"""Of a millimetre."""
_KEY = "loket_shift"


class Printed(TypedDict, total=False):
    """What every writer takes; what is left out is as it says here."""

    ink: str
    """``colour``; ``grey`` or ``saving``."""
    shift: tuple[float, float]
    """(0, 0); mm by which everything moves right and down."""


def check_shift(shift: tuple[float, float]) -> None:
    """Raises Refused ``shift`` for one that would move cards off their places."""
    if not all(math.isfinite(way) and abs(way) <= FARTHEST for way in shift):
        raise Refused("shift", "shift", most=FARTHEST)


def use(canvas: Any, ink: str, shift: tuple[float, float]) -> None:
    """Draws on this canvas so from now on. Raises Refused ``choice``, ``shift``."""
    check_shift(shift)
    inks.use(canvas, ink)
    setattr(canvas, _KEY, shift)


@contextmanager
def page(canvas: Any) -> Iterator[None]:
    """One page: moved as the canvas was told, and ended."""
    right, down = getattr(canvas, _KEY, (0, 0))
    canvas.saveState()
    canvas.translate(right * _POINTS, -down * _POINTS)
    yield
    canvas.restoreState()
    canvas.showPage()
