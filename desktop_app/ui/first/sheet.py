"""The calm sheet in the middle of the window on which everything before the desk happens."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop_app.text import _
from desktop_app.ui.icons import Role
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import quiet


class Sheet(QWidget):
    """Brand, title, body, a row of buttons at its foot; ``busy`` shows that work is going on."""

    looked = Signal(str, str)
    """The person wants another language or theme: (``language``|``theme``, value)."""

    def __init__(self, title: str, lead: str = "", *, width: int = 560, looks: bool = True) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        outer.addWidget(area)
        ground = QWidget()
        area.setWidget(ground)
        column = QVBoxLayout(ground)
        column.setContentsMargins(24, 24, 24, 24)
        column.addLayout(self._top(looks))
        column.addStretch(1)
        panel = texts.Panel()
        panel.setMaximumWidth(width)
        panel.setMinimumWidth(min(width, 480))
        panel.body.setContentsMargins(40, 32, 40, 32)
        panel.body.setSpacing(16)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(panel, 100)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addStretch(2)
        self.head = QVBoxLayout()
        self.head.setSpacing(8)
        self.title = texts.paragraph(title, "title")
        self.lead = texts.muted(lead)
        self.lead.setVisible(bool(lead))
        self.head.addWidget(self.title)
        self.head.addWidget(self.lead)
        panel.body.addLayout(self.head)
        self.body = QVBoxLayout()
        self.body.setSpacing(16)
        panel.body.addLayout(self.body)
        self.message = texts.Message()
        panel.body.addWidget(self.message)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._bar.hide()
        panel.body.addWidget(self._bar)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        panel.body.addLayout(self.buttons)
        self._working: list[QWidget] = []

    def _top(self, looks: bool) -> QHBoxLayout:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(texts.picture("clipboard-list", 24, Role.Link))
        top.addWidget(texts.label("Loket Desa", "brand"))
        top.addStretch(1)
        if not looks:
            return top
        other = quiet(
            _("Bahasa Indonesia / English"),
            lambda: self.looked.emit("language", ""),
            icon_name="languages",
        )
        theme = quiet(_("Light / dark"), lambda: self.looked.emit("theme", ""), icon_name="sun")
        top.addWidget(other)
        top.addWidget(theme)
        return top

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, else the sheet's main one."""
        focused = self.focusWidget()
        entered = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not entered or isinstance(focused, QLineEdit):  # a line knows itself what Enter means
            super().keyPressEvent(event)
            return
        buttons = self.findChildren(QPushButton)
        main = (b for b in buttons if b.property("kind") == "primary" and b.isVisible())
        pressed = focused if isinstance(focused, QPushButton) else next(main, None)
        if pressed and pressed.isEnabled():
            pressed.click()

    def busy(self, working: bool, *locked: QWidget) -> None:
        """Show that work is going on, and lock these controls until it is over."""
        self._bar.setVisible(working)
        for widget in locked or self._working:
            widget.setEnabled(not working)
        self._working = list(locked) if working else []
        if working:
            self.message.say("")
            self.setCursor(Qt.CursorShape.BusyCursor)
        else:
            self.unsetCursor()

    def say(self, text: str, tone: str = "block") -> None:
        """Say it on the sheet, above the buttons."""
        self.message.say(text, tone)
