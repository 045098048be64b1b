"""Finding the village: three letters of its name, or its code."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop_app.text import _
from desktop_app.ui.jobs import Jobs
from desktop_app.ui.widgets.fields import text_field

if TYPE_CHECKING:
    from desktop_app.domain.region import Village

#: How many villages are offered at once; more letters narrow it down.
OFFERED = 40


def found_villages(text: str) -> list["Village"]:
    """The villages a text may mean. For a lane: the first look-up reads the region table."""
    from desktop_app.reference.regions import regions

    return regions().find(text, OFFERED)


class VillagePicker(QWidget):
    """A field and the list of what it may mean; ``village`` is the chosen one."""

    chosen = Signal(object)

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self.village: Village | None = None
        self.search = text_field(
            _("Village"), _("Type at least three letters of its name, or its code.")
        )
        self.results = QListWidget()
        self.results.setAccessibleName(_("Villages found"))
        self.results.setMinimumHeight(240)
        self.results.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self.results)
        self.search.control.textEdited.connect(self._typed)
        self.search.control.installEventFilter(self)
        self.results.itemClicked.connect(self._pick)
        self.results.itemActivated.connect(self._pick)
        self.results.currentItemChanged.connect(lambda now, _before: self._point(now))
        self.setFocusProxy(self.search.control)
        jobs.read(self, lambda _stop: found_villages("tam"), lambda _found: None)

    def _typed(self, text: str) -> None:
        self.village = None
        if len(text.strip()) < 3:
            self.results.clear()
            self.search.say("")
            return
        self._jobs.read(self, lambda _stop: found_villages(text), self._show, topic="village")

    def _show(self, villages: list["Village"]) -> None:
        self.results.clear()
        for village in villages:
            chain = f"{village.district}, {village.regency}, {village.province}"
            item = QListWidgetItem(f"{village.name}  ·  {chain}  ·  {village.code}")
            item.setToolTip(item.text())
            item.setData(Qt.ItemDataRole.UserRole, village)
            self.results.addItem(item)
        nothing = _("No village is called so. Try another part of its name, or its code.")
        self.search.say("" if villages else nothing)
        if len(villages) == 1:
            self.results.setCurrentRow(0)

    def _point(self, item: QListWidgetItem | None) -> None:
        self.village = item.data(Qt.ItemDataRole.UserRole) if item else None

    def _pick(self, item: QListWidgetItem) -> None:
        self._point(item)
        self.search.say("")
        self.chosen.emit(self.village)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down and Up in the field walk through the list; Enter takes the marked village."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        moves = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if step := moves.get(Qt.Key(event.key())):
            row = max(0, min(self.results.count() - 1, self.results.currentRow() + step))
            self.results.setCurrentRow(row)
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.results.count():
            self._pick(self.results.currentItem() or self.results.item(0))
            return True
        return super().eventFilter(watched, event)


def chain_of(village: "Village") -> str:
    """The village with the regions around it, in one line."""
    return f"{village.name} · {village.district} · {village.regency} · {village.province}"
