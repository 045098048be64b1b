"""Above the page: which office this is, and who is at the desk."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QSizePolicy

from desktop_app.text import _
from desktop_app.ui.icons import Role, icon
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import button
from desktop_app.ui.widgets.elided import ElidedLabel

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk


def office_chain(desk: "Desk") -> str:
    """``Desa Tambakreja · Kec. Kedungreja · Kabupaten Cilacap``."""
    office = desk.office
    village = office.village
    return f"{office.name} · Kec. {village.district} · {village.regency}"


class Header(QFrame):
    """The office's chain at the left, the account's menu at the right."""

    locked = Signal()
    left = Signal()
    looked = Signal(str, str)
    settings = Signal(str)

    def __init__(self, desk: "Desk") -> None:
        super().__init__()
        self.setProperty("role", "header")
        self.setFixedHeight(56)
        row = QHBoxLayout(self)
        row.setContentsMargins(32, 0, 16, 0)
        row.setSpacing(12)
        self.chain = ElidedLabel(office_chain(desk))
        self.chain.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(self.chain, 1)
        self.account = QPushButton(desk.account)
        self.account.setProperty("kind", "quiet")
        self.account.setIcon(icon("chevron-down", Role.Link))
        self.account.setIconSize(QSize(16, 16))
        self.account.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.account.setAccessibleName(_("Account: {name}").format(name=desk.account))
        self.menu = QMenu(self)
        self.account.setMenu(self.menu)
        row.addWidget(self.account)
        self._fill(desk)

    def _fill(self, desk: "Desk") -> None:
        from desktop_app.wording.words import status_word

        who = self.menu.addAction(f"{desk.account} · {status_word(desk.role)}")
        who.setEnabled(False)
        self.menu.addSeparator()
        if not desk.office.practice:
            self._add("key-round", _("Change password…"), lambda: self.settings.emit("people"))
            self._add("lock", _("Lock the screen"), self.locked.emit, "Ctrl+L")
        self._add("sun", _("Light / dark"), lambda: self.looked.emit("theme", ""))
        self._add(
            "languages", _("Bahasa Indonesia / English"), lambda: self.looked.emit("language", "")
        )
        self.menu.addSeparator()
        self._add("log-out", _("Log out"), self.left.emit, "Ctrl+Shift+Q")

    def _add(self, icon_name: str, name: str, act: Callable[[], None], keys: str = "") -> None:
        made = self.menu.addAction(icon(icon_name), f"{name} ({keys})" if keys else name)
        made.triggered.connect(lambda _checked=False: act())
        if keys:
            QShortcut(QKeySequence(keys), self).activated.connect(act)


class PracticeRibbon(QFrame):
    """Says on every page that nothing here is real; ends the practice office in one click."""

    over = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "practice")
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 4, 12, 4)
        row.addWidget(texts.label("LATIHAN", "ribbon"))
        row.addWidget(texts.label(_("Practice office: these people are invented.")))
        row.addStretch(1)
        self.end = button(_("Delete the practice office"), self.over.emit, kind="ribbon")
        row.addWidget(self.end)
