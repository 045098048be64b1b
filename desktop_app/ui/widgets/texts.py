"""Labels, chips and message panels: text in the few sizes there are."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop_app.ui.icons import Role, icon


def label(text: str, role: str = "", *, wrap: bool = False) -> QLabel:
    """A label in a role of the style sheet. Plain text only: names are never read as markup."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


def title(text: str) -> QLabel:
    """The name of a page."""
    return label(text, "title")


def heading(text: str) -> QLabel:
    """The name of a part of a page."""
    return label(text, "heading")


def paragraph(text: str, role: str = "") -> QLabel:
    """Text of several lines."""
    return label(text, role, wrap=True)


def muted(text: str) -> QLabel:
    """An explanation beside what matters."""
    return paragraph(text, "muted")


def chip(text: str, tone: str = "") -> QLabel:
    """One word in a pill; ``tone`` is ``done``, ``warn``, ``block``, ``accent`` or empty."""
    made = label(text, "chip")
    made.setProperty("tone", tone)
    return made


def set_property(widget: QWidget, name: str, value: str) -> None:
    """Change a property the style sheet asks for, and have the widget dressed anew."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def picture(name: str, size: int = 20, role: Role = Role.ButtonText) -> QLabel:
    """An icon as a label. Decoration: what it says must also stand beside it in words."""
    made = QLabel()
    made.setPixmap(icon(name, role).pixmap(size, size))
    made.setFixedSize(size, size)
    return made


def rule() -> QFrame:
    """A thin line across."""
    made = QFrame()
    made.setProperty("role", "line")
    return made


_ICONS = {"done": "circle-check", "warn": "triangle-alert", "block": "circle-alert", "": "info"}


class Message(QFrame):
    """A panel that says what happened or what to do. Empty text hides it."""

    def __init__(self, text: str = "", tone: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "message")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(12)
        self._sign = QLabel()
        self._text = label("", wrap=True)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        self.say(text, tone)

    def say(self, text: str, tone: str = "") -> None:
        """Show this; ``tone`` is ``done``, ``warn``, ``block`` or empty for mere news."""
        self._text.setText(text)
        self._sign.setPixmap(icon(_ICONS[tone]).pixmap(20, 20))
        set_property(self, "tone", tone)
        self.setVisible(bool(text))

    def text(self) -> str:
        """What it says now."""
        return self._text.text()


class Panel(QFrame):
    """A card on the ground of the page; add to ``body``."""

    def __init__(self, name: str = "", hint: str = "", *, role: str = "card") -> None:
        super().__init__()
        self.setProperty("role", role)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(24, 20, 24, 20)
        self.body.setSpacing(12)
        if name:
            self.body.addWidget(heading(name))
        if hint:
            self.body.addWidget(muted(hint))


class Empty(QWidget):
    """What stands where there is nothing to show: an icon, a sentence, perhaps a way on."""

    def __init__(self, icon_name: str, text: str, hint: str = "") -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(picture(icon_name, 40, Role.PlaceholderText), 0, _CENTRE)
        for line, role in ((text, "heading"), (hint, "muted")):
            if line:
                made = paragraph(line, role)
                made.setAlignment(_CENTRE)
                column.addWidget(made)
        self.ways = QHBoxLayout()
        self.ways.setAlignment(_CENTRE)
        column.addLayout(self.ways)
        column.addStretch(1)


_CENTRE = Qt.AlignmentFlag.AlignCenter
