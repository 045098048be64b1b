"""The way between the pages, with its shortcuts shown."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from desktop_app.text import _, p_
from desktop_app.ui.icons import Role, icon
from desktop_app.ui.widgets import texts


def page_names() -> dict[str, tuple[str, str]]:
    """Icon and name of each page."""
    return {
        "home": ("house", _("Home")),
        "registering": ("user-plus", p_("page", "Register")),
        "workers": ("users", _("Workers")),
        "printing": ("printer", p_("page", "Print")),
        "dues": ("wallet", p_("page", "Dues")),
        "sending": ("send", p_("page", "Send")),
        "settings": ("settings", _("Settings")),
    }


class Sidebar(QFrame):
    """One button a page; Alt+1, Alt+2 … in the order shown."""

    asked = Signal(str)

    def __init__(self, pages: tuple[str, ...]) -> None:
        super().__init__()
        self.setProperty("role", "side")
        self.setFixedWidth(208)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 16, 12, 16)
        column.setSpacing(4)
        brand = QHBoxLayout()
        brand.setContentsMargins(8, 0, 0, 12)
        brand.addWidget(texts.picture("clipboard-list", 22, Role.Link))
        brand.addWidget(texts.label("Loket Desa", "brand"))
        brand.addStretch(1)
        column.addLayout(brand)
        self._group = QButtonGroup(self)
        names = page_names()
        self.buttons = {
            name: self._button(at, name, *names[name]) for at, name in enumerate(pages, 1)
        }
        for made in self.buttons.values():
            column.addWidget(made)
        column.addStretch(1)

    def _button(self, at: int, page: str, icon_name: str, name: str) -> QPushButton:
        made = QPushButton(name)
        made.setProperty("kind", "nav")
        made.setIcon(icon(icon_name))
        made.setIconSize(QSize(30, 20))
        made.setCheckable(True)
        QShortcut(QKeySequence(f"Alt+{at}"), made).activated.connect(made.click)
        made.setToolTip(f"{name} (Alt+{at})")
        made.clicked.connect(lambda _checked=False: self.asked.emit(page))
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 12, 0)
        row.addStretch(1)
        key = QLabel(f"Alt+{at}")
        key.setProperty("role", "navkey")
        key.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(key)
        self._group.addButton(made)
        made.toggled.connect(lambda on: texts.set_property(key, "on", "yes" if on else ""))
        return made

    def mark(self, page: str) -> None:
        """Show that this page is on screen."""
        if page in self.buttons:
            self.buttons[page].setChecked(True)
