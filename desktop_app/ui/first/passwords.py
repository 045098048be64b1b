"""Choosing a password: typed twice, long rather than tangled."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.text import _
from desktop_app.ui.widgets.fields import text_field

#: As ``actions.access.PASSWORD_LENGTH``, which says no in the end; here it only saves a detour.
LEAST = 8


class NewPassword(QWidget):
    """Two fields; ``value`` is the password once both agree, else empty with the reason shown."""

    def __init__(self, name: str = "") -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        hint = _("At least 8 characters. A short sentence you remember is best.")
        self.first = text_field(name or _("New password"), hint, secret=True)
        self.again = text_field(_("The same password again"), secret=True)
        column.addWidget(self.first)
        column.addWidget(self.again)
        self.first.control.textEdited.connect(lambda _text: self.first.say(""))
        self.again.control.textEdited.connect(lambda _text: self.again.say(""))

    def value(self) -> str:
        """The password, or empty after saying under the field what is wrong."""
        first, again = self.first.control.text(), self.again.control.text()
        short = len(first) < LEAST
        self.first.say(_("This is too short: at least 8 characters.") if short else "")
        differs = not short and first != again
        self.again.say(_("The two passwords are not the same.") if differs else "")
        if short or differs:
            (self.first if short else self.again).control.setFocus()
            return ""
        return first

    def clear(self) -> None:
        """Forget what was typed."""
        self.first.control.clear()
        self.again.control.clear()
