"""A field of a form: its name above, what is typed, and one line below for what concerns it."""

from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.ui.widgets import texts

W = TypeVar("W", bound=QWidget)


class Field(QWidget, Generic[W]):
    """Name, control, hint. ``say`` puts a finding in the hint's place; an empty one takes it away.

    The name is the control's accessible name, the finding its description.
    """

    def __init__(self, name: str, control: W, hint: str = "") -> None:
        super().__init__()
        self.control = control
        self._hint = hint
        self.column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.name = texts.label(name, "label")
        self.name.setBuddy(control)
        control.setAccessibleName(name)
        self.line = texts.paragraph(hint, "small")
        column.addWidget(self.name)
        column.addWidget(control)
        column.addWidget(self.line)
        column.addStretch(0)
        self.line.setVisible(bool(hint))

    def say(self, text: str, level: str = "block") -> None:
        """Say ``text`` below the control (``block``, ``warn``, ``note`` or ``done``)."""
        self.line.setText(text or self._hint)
        texts.set_property(self.line, "role", level if text else "small")
        texts.set_property(self.control, "finding", level if text else "")
        self.line.setVisible(bool(text or self._hint))
        self.control.setAccessibleDescription(text or self._hint)


def text_field(
    name: str, hint: str = "", *, value: str = "", secret: bool = False
) -> Field[QLineEdit]:
    """A field for one line of text; ``secret`` shows dots."""
    line = QLineEdit(value)
    if secret:
        line.setEchoMode(QLineEdit.EchoMode.Password)
        line.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
    return Field(name, line, hint)


def choice_field(name: str, hint: str = "", *, editable: bool = False) -> Field[QComboBox]:
    """A field to choose from a list; ``editable`` lets other words be typed."""
    box = QComboBox()
    box.setEditable(editable)
    return Field(name, box, hint)


def form_row(*fields: QWidget) -> QWidget:
    """Fields side by side, each with the same share of the width."""
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(16)
    for field in fields:
        layout.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
    return row


def required(fields: dict[Field[QLineEdit], str]) -> Field[QLineEdit] | None:
    """Say under each empty field what is missing; the first such field, or None."""
    first = None
    for field, sentence in fields.items():
        empty = not field.control.text().strip()
        field.say(sentence if empty else "")
        first = first or (field if empty else None)
    return first
