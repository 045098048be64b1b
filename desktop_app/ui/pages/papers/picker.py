"""The people chosen by hand: those that came along, and more by search."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop_app.domain.nik import masked
from desktop_app.store.summary import Summary
from desktop_app.text import _
from desktop_app.ui.context import UiContext
from desktop_app.ui.widgets import texts

FOUND = 6


class PeoplePicker(QWidget):
    """The people chosen by hand: those that came along, and more by search. ``tell`` names them
    below the line, where no table beside it does."""

    changed = Signal()

    def __init__(self, context: UiContext, *, tell: bool = True) -> None:
        super().__init__()
        self._context, self._tell = context, tell
        self.ids: list[str] = []
        self._names: dict[str, str] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 0, 0, 0)
        column.setSpacing(6)
        self.line = QLineEdit()
        self.line.setPlaceholderText(_("Add somebody: name, NIK or number"))
        self.line.setAccessibleName(self.line.placeholderText())
        self.found = QListWidget()
        self.found.setAccessibleName(_("People found"))
        self.found.setMaximumHeight(150)
        self.found.hide()
        self.chosen = texts.muted("")
        self.chosen.hide()
        for part in (self.line, self.found, self.chosen):
            column.addWidget(part)
        self.line.textEdited.connect(self._search)
        self.line.returnPressed.connect(lambda: self._add(self.found.item(0)))
        self.found.itemActivated.connect(self._add)
        self.found.itemClicked.connect(self._add)

    def put(self, ids: list[str]) -> None:
        """Exactly these people."""
        self.ids = list(dict.fromkeys(ids))
        self._names.clear()
        self._told()

    def _search(self, text: str) -> None:
        desk = self._context.desk

        def work(stop: object) -> list[Summary]:
            from desktop_app.actions import finding

            return finding.search(desk, text, FOUND, stop=stop) if text.strip() else []  # type: ignore[arg-type]

        self._context.jobs.read(self, work, self._show_found, topic="search")

    def _show_found(self, people: list[Summary]) -> None:
        self.found.clear()
        for person in people:
            item = QListWidgetItem(f"{person.full_name}  {masked(person.nik)}")
            item.setData(Qt.ItemDataRole.UserRole, (person.id, person.full_name))
            self.found.addItem(item)
        self.found.setVisible(bool(people))

    def _add(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        record_id, name = item.data(Qt.ItemDataRole.UserRole)
        self._names[record_id] = name
        if record_id not in self.ids:
            self.ids.append(record_id)
        self.line.clear()
        self.found.hide()
        self.line.setFocus()
        self._told()
        self.changed.emit()

    def _told(self) -> None:
        names = ", ".join(self._names.values())
        self.chosen.setText(names)
        self.chosen.setVisible(self._tell and bool(names))
