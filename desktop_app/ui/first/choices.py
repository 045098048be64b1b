"""The first screen: the three ways to begin."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from desktop_app.text import _
from desktop_app.ui.first.sheet import Sheet
from desktop_app.ui.icons import Role
from desktop_app.ui.widgets import texts


class FirstScreen(Sheet):
    """Set up, restore, or try with invented people."""

    chosen = Signal(str)
    """``set_up``, ``restore`` or ``practice``."""

    def __init__(self) -> None:
        super().__init__(
            _("Welcome to Loket Desa"),
            _("Registers workers for employment social insurance. No internet is needed."),
            width=640,
        )
        ways = (
            (
                "set_up",
                "building-2",
                _("Set up the office"),
                _("For a village office that starts with Loket Desa. Takes about two minutes."),
            ),
            (
                "restore",
                "history",
                _("Restore from a backup"),
                _("For a new PC or after damage. You need the backup file and the recovery sheet."),
            ),
            (
                "practice",
                "graduation-cap",
                _("Try with sample data"),
                _("A practice office with invented people. Nothing in it is real."),
            ),
        )
        self.ways = {key: choice_button(icon, name, hint) for key, icon, name, hint in ways}
        for i, (key, way) in enumerate(self.ways.items(), 1):
            QShortcut(QKeySequence(f"Alt+{i}"), way).activated.connect(way.click)
            way.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
            self.body.addWidget(way)
        next(iter(self.ways.values())).setFocus()


def choice_button(icon_name: str, name: str, hint: str) -> QPushButton:
    """A wide button that says what happens when it is chosen."""
    made = QPushButton()
    made.setProperty("kind", "choice")
    made.setAccessibleName(name)
    made.setAccessibleDescription(hint)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    row = QHBoxLayout(made)
    row.setContentsMargins(20, 12, 20, 12)
    row.setSpacing(20)
    row.addWidget(texts.picture(icon_name, 32, Role.Link))
    column = QVBoxLayout()
    column.setSpacing(2)
    column.addWidget(texts.heading(name))
    column.addWidget(texts.muted(hint))
    row.addLayout(column, 1)
    row.addWidget(texts.picture("chevron-right", 20, Role.PlaceholderText))
    for part in made.findChildren(QLabel):
        part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return made
