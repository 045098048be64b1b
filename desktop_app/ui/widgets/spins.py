"""Numbers with arrows beside them, spaced as other fields are: a style sheet cannot do that."""

from typing import TypeVar

from PySide6.QtWidgets import QAbstractSpinBox, QLineEdit

S = TypeVar("S", bound=QAbstractSpinBox)
_LEFT = 8


def spaced(spin: S) -> S:
    """The same, with room before its number."""
    line = spin.findChild(QLineEdit)
    if line is not None:
        line.setTextMargins(_LEFT, 0, 0, 0)
    return spin
