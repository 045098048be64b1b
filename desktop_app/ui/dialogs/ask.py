"""A question before something that cannot be undone."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.text import _
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import button


class Question(QDialog):
    """Title, what will happen, and two answers; *Batal* is the one Enter gives."""

    def __init__(self, parent: QWidget | None, title: str, text: str, yes: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(460)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 24)
        column.setSpacing(16)
        column.addWidget(texts.heading(title))
        column.addWidget(texts.paragraph(text))
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        column.addLayout(self.body)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.no = button(_("Cancel"), self.reject)
        self.no.setDefault(True)
        self.yes = button(yes, self.accept, kind="danger")
        self.yes.setAutoDefault(False)
        row.addStretch(1)
        row.addWidget(self.no)
        row.addWidget(self.yes)
        column.addLayout(row)


def sure(parent: QWidget, title: str, text: str, yes: str) -> bool:
    """Whether the person at the desk wants it done."""
    return Question(parent, title, text, yes).exec() == QDialog.DialogCode.Accepted


def sure_to_leave(parent: QWidget, name: str) -> bool:
    """Whether changes to somebody's data, which have no draft, may go."""
    text = _("The changes to the data of {name} are not saved yet and would be gone.")
    return sure(parent, _("Leave without saving?"), text.format(name=name), _("Leave"))
