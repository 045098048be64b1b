"""For whom a payment is: people chosen, everybody a sponsor pays for, or those of a list."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from desktop_app.text import _
from desktop_app.ui import shown
from desktop_app.ui.context import UiContext
from desktop_app.ui.pages.dues.order import Payer
from desktop_app.ui.pages.form.controls import Choice
from desktop_app.ui.pages.papers.picker import PeoplePicker
from desktop_app.ui.widgets.buttons import quiet
from desktop_app.ui.widgets.files import FileField

LISTS = "Excel, CSV (*.xlsx *.xls *.ods *.csv)"
INDENT = 28


class WhoPart(QWidget):
    """People chosen, everybody a sponsor pays for, or a list."""

    changed = Signal()
    funded_picked = Signal(str)

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._group = QButtonGroup(self)
        self.boxes = {
            "chosen": QRadioButton(_("People chosen")),
            "funded": QRadioButton(_("Everybody paid for by")),
            "list": QRadioButton(_("Those of a list (Excel or CSV)")),
        }
        self.picker = PeoplePicker(context, tell=False)
        self.clear = quiet(_("Choose nobody"), self._clear, icon_name="x")
        self.sponsor = Choice((), _("Choose…"))
        self.sponsor.setAccessibleName(self.boxes["funded"].text())
        self.list = FileField(_("List"), _("Choose the list of payments"), kinds=LISTS)
        self.list.name.hide()
        parts: dict[str, tuple[QWidget, ...]] = {
            "chosen": (self.picker, _at_left(self.clear)),
            "funded": (self.sponsor,),
            "list": (self.list,),
        }
        self._parts = {name: _indented(*inside) for name, inside in parts.items()}
        for name, box in self.boxes.items():
            self._group.addButton(box)
            column.addWidget(box)
            column.addWidget(self._parts[name])
            box.clicked.connect(lambda _on: self._picked())
        self.boxes["chosen"].setChecked(True)
        self.picker.changed.connect(self._added)
        self.sponsor.activated.connect(lambda _at: self._sponsor_picked())
        self.list.control.textChanged.connect(lambda _text: self.changed.emit())
        self._show_parts()
        self.show_payers(())

    @property
    def who(self) -> str:
        """``chosen``, ``funded`` or ``list``."""
        return next(name for name, box in self.boxes.items() if box.isChecked())

    @property
    def path(self) -> Path | None:
        """The list, once one is named."""
        return self.list.path() if self.list.control.text().strip() else None

    def put(self, ids: Sequence[str]) -> None:
        """Choose exactly these people."""
        self.boxes["chosen"].setChecked(True)
        self.picker.put(list(ids))
        self._show_parts()

    def leave_out(self, record_id: str) -> None:
        """Choose somebody no more."""
        self.put([one for one in self.picker.ids if one != record_id])
        self.changed.emit()

    def show_payers(self, known: Sequence[Payer]) -> None:
        """Offer these sponsors; without any, nobody can be paid for by one."""
        before = self.sponsor.value()
        while self.sponsor.count() > 1:
            self.sponsor.removeItem(1)
        for one in known:
            self.sponsor.addItem(f"{one.code} – {one.name}", one.code)
        self.sponsor.setCurrentIndex(max(self.sponsor.findData(before), 0))
        self.boxes["funded"].setVisible(bool(known))

    def _clear(self) -> None:
        self.put(())
        self.picker.line.setFocus()
        self.changed.emit()

    def _added(self) -> None:
        self.put(self.picker.ids)
        self.changed.emit()

    def _picked(self) -> None:
        self._show_parts()
        self.changed.emit()

    def _sponsor_picked(self) -> None:
        self.funded_picked.emit(self.sponsor.value() or "")
        self.changed.emit()

    def _show_parts(self) -> None:
        for name, part in self._parts.items():
            part.setVisible(name == self.who)
        count = len(self.picker.ids)
        words = _("People chosen ({n})") if count else _("People chosen")
        self.boxes["chosen"].setText(words.format(n=shown.number(count)))
        self.clear.setVisible(bool(count))


def _at_left(part: QWidget) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(part)
    row.addStretch(1)
    return made


def _indented(*parts: QWidget) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 8)
    column.setSpacing(4)
    for part in parts:
        if not isinstance(part, PeoplePicker):  # that one stands apart by itself
            part.setContentsMargins(INDENT, 0, 0, 0)
        column.addWidget(part)
    return made
