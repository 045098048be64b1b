"""The two sheets by which an office gets to know its printer: offset, and turning by hand."""

import io

from desktop_app.actions import heads
from desktop_app.actions.desk import Desk


def calibration(
    desk: Desk, *, printer: str, paper: str = "a4", shift: tuple[float, float] = (0.0, 0.0)
) -> bytes:
    """The calibration page, named after the printer, moved by ``shift`` (mm) already: whoever
    prints it moves it no further."""
    from desktop_app.documents.calibration import write_calibration

    out, head = io.BytesIO(), heads.head_of(desk)
    today = desk.config.today()
    write_calibration(out, head, paper=paper, printer=printer, shift=shift, today=today)
    return out.getvalue()


def turn_test(desk: Desk, side: str, *, paper: str = "a4") -> bytes:
    """The fronts (``front``) or the backs (``back``) of the two-sheet test."""
    from desktop_app.documents.turning import write_turn_test

    out, head = io.BytesIO(), heads.head_of(desk)
    write_turn_test(out, head, side=side, paper=paper, today=desk.config.today())
    return out.getvalue()
