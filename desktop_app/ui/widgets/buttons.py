"""Buttons in the few kinds there are, each with its shortcut shown."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton

from desktop_app.ui.icons import Role, icon


def button(
    text: str,
    clicked: Callable[[], object] | None = None,
    *,
    kind: str = "",
    icon_name: str = "",
    shortcut: str = "",
) -> QPushButton:
    """A button. ``kind``: empty, ``primary``, ``quiet``, ``danger`` or ``big``.

    A shortcut is told in the tool tip. It clicks at once: Qt's own shortcut of a button would
    first act the pressing for a tenth of a second.
    """
    made = QPushButton(text)
    if kind:
        made.setProperty("kind", kind)
    if icon_name:
        made.setIcon(icon(icon_name, _role(kind)))
        made.setIconSize(QSize(30, 22) if kind == "big" else QSize(25, 18))
    if shortcut:
        QShortcut(QKeySequence(shortcut), made).activated.connect(made.click)
        shown = QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)
        made.setToolTip(f"{text} ({shown})")
    if clicked:
        made.clicked.connect(lambda _checked=False: clicked())
    made.setAutoDefault(True)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def _role(kind: str) -> Role:
    return {
        "primary": Role.HighlightedText,
        "big": Role.HighlightedText,
        "quiet": Role.Link,
        "danger": Role.BrightText,
    }.get(kind, Role.ButtonText)


def primary(text: str, clicked: Callable[[], object] | None = None, **more: str) -> QPushButton:
    """The one thing to do here."""
    return button(text, clicked, kind="primary", **more)


def quiet(text: str, clicked: Callable[[], object] | None = None, **more: str) -> QPushButton:
    """A way aside."""
    return button(text, clicked, kind="quiet", **more)
