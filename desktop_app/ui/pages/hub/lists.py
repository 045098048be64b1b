"""What waits and what came back, with the way to mend it; and the receipts."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.text import _
from desktop_app.ui.context import UiContext
from desktop_app.ui.pages.hub.reading import NAMED, Entry
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import button
from desktop_app.ui.widgets.table import Row, Table

_FIXED = QHeaderView.ResizeMode.Interactive
#: Longer names end in … (pixels): the room belongs to what comes next.
NAME_WIDTH = 210
_NEXT = 3


class HubLists(QWidget):
    """Two lists, one shown; Enter or the button opens the field an entry is about."""

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.came = Table(
            _("What waits and what came back"),
            (_("Name"), _("Registration number"), _("State"), _("What comes next")),
        )
        self.receipts = Table(
            _("Receipts"),
            (
                _("Received"),
                _("Entries"),
                _("Accepted"),
                _("To be mended"),
                _("Waiting there"),
            ),
        )
        self.nothing = texts.Empty("circle-check", _("Nothing waits and nothing came back."))
        self.none = texts.Empty(
            "inbox",
            _("No receipt yet"),
            _("The regency office answers every sending with a receipt; it stands here then."),
        )
        self.stack = QStackedWidget()
        for part in (self.came, self.nothing, self.receipts, self.none):
            self.stack.addWidget(part)
        self.came.horizontalHeader().setSectionResizeMode(0, _FIXED)
        self.came.setColumnWidth(0, NAME_WIDTH)
        self.whole = texts.muted("")
        column.addLayout(self._bar())
        column.addWidget(self.stack, 1)
        column.addWidget(self.whole)
        self.came.opened.connect(self.open_entry)
        self.came.selectionModel().currentRowChanged.connect(lambda _now, _before: self._chosen())
        self.came.rows.modelReset.connect(self._chosen)
        self.show_rows((), (), 0)

    def _bar(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        self._group = QButtonGroup(self)
        self.ways: dict[str, QPushButton] = {}
        for name, word in (
            ("came", _("Waiting and returned")),
            ("receipts", _("Receipts")),
        ):
            chip = QPushButton(word)
            chip.setProperty("kind", "chip")
            chip.setCheckable(True)
            chip.clicked.connect(self._pick)
            self._group.addButton(chip)
            self.ways[name] = chip
            row.addWidget(chip)
        self.ways["came"].setChecked(True)
        self.more = texts.label("", "small")
        row.addSpacing(8)
        row.addWidget(self.more)
        row.addStretch(1)
        self.mend = button(_("Mend"), lambda: self.open_entry(self.came.key), icon_name="pencil")
        self.mend.setToolTip(_("Mend") + " (Enter)")
        row.addWidget(self.mend, 0, Qt.AlignmentFlag.AlignRight)
        return row

    def show_rows(self, came: Sequence[Row], receipts: Sequence[Row], total: int) -> None:
        """Show these; the line that was chosen stays chosen. ``total`` entries there are."""
        chosen = self.came.key
        self.came.show_rows(came)
        self.receipts.show_rows(receipts)
        hidden = total - len(came) if len(came) >= NAMED else 0
        self.more.setText(_("and {n} more").format(n=hidden) if hidden > 0 else "")
        at = next((at for at, row in enumerate(came) if row.key == chosen), 0)
        if came:
            self.came.selectRow(at)
        self._pick()

    def _pick(self) -> None:
        on_receipts = self.ways["receipts"].isChecked()
        table, empty = (self.receipts, self.none) if on_receipts else (self.came, self.nothing)
        self.stack.setCurrentWidget(table if table.rows.rowCount() else empty)
        self._chosen()

    def _chosen(self) -> None:
        entry, shown = self.came.key, self.stack.currentWidget() is self.came
        self.mend.setVisible(shown and self._context.desk.may("register"))
        self.mend.setEnabled(isinstance(entry, Entry) and bool(entry.worker_id))
        why = entry.why if isinstance(entry, Entry) else ""
        room = self.came.columnWidth(_NEXT) - 20
        self.whole.setText(why)
        self.whole.setVisible(shown and self.fontMetrics().horizontalAdvance(why) > room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A sentence that has room in its line now need not stand below."""
        super().resizeEvent(event)
        self._chosen()

    def open_entry(self, entry: Entry | None) -> None:
        """Go to what an entry is about: the field to mend, or else the person."""
        if entry is None or not entry.worker_id:
            return
        go = self._context.navigator.go
        if entry.field and self._context.desk.may("register"):
            go("registering", worker=entry.worker_id, field=entry.field, why=entry.why)
        else:
            go("workers", id=entry.worker_id)
