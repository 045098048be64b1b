"""*Jatuh tempo*: whose paid months end soon or have ended; letters, and on to the payment."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.text import _, n_
from desktop_app.ui import shown
from desktop_app.ui.context import UiContext
from desktop_app.ui.icons import icon
from desktop_app.ui.models.covered import payer_word
from desktop_app.ui.pages.dues.many import ManyTable
from desktop_app.ui.pages.dues.paper_out import PaperOut
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import button
from desktop_app.ui.widgets.texts import Empty

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk
    from desktop_app.actions.going_out import Drawn
    from desktop_app.actions.protecting import Due

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
DISPLAY, DECORATION = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.DecorationRole
#: Days ahead that are told apart; the last is what the page opens with.
SPANS = (7, 30, 60)
#: From so few days on a row carries a warning sign.
SOON = 7
#: Letters in one go: more paper than a tray holds.
MOST = 1000
_WIDTHS = {1: 160, 2: 150, 3: 140, 4: 190, 5: 170}


#: Whose months end, by span; 0 for those in arrears. The soonest first.
Read = Mapping[int, "Sequence[Due]"]


def read_due(desk: "Desk") -> Read:
    """All of them as of today. For a lane."""
    from desktop_app.actions import protecting

    due = protecting.due(desk, SPANS[-1])
    within = {span: due[: bisect_right(due, span, key=_days)] for span in SPANS}
    return {**within, 0: protecting.arrears(desk)}


def _days(person: "Due") -> int:
    return person.days


def letters(desk: "Desk", people: "Sequence[Due]") -> "Drawn":
    """A letter for each. For a lane."""
    from desktop_app.actions import letters as written

    return written.lapse_letters(desk, people)


def days_told(days: int) -> str:
    """``7 days left``, or for how long it is over."""
    if days < 0:
        return n_("over for {n} day", "over for {n} days", -days).format(n=-days)
    return n_("{n} day left", "{n} days left", days).format(n=days) if days else _("last day today")


class DueModel(QAbstractTableModel):
    """The people of one span; a cell is worded when it is looked at."""

    def __init__(self) -> None:
        super().__init__()
        self.people: Sequence[Due] = ()

    def show(self, people: "Sequence[Due]") -> None:
        """Show these instead."""
        self.beginResetModel()
        self.people = people
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many people there are."""
        return 0 if parent.isValid() else len(self.people)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(_WIDTHS) + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        """The names of the columns."""
        if orientation != Qt.Orientation.Horizontal or role != DISPLAY:
            return None
        return headings()[section]

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """A cell; a sign where it is urgent."""
        person, column = self.people[index.row()], index.column()
        if role == DECORATION and column == 4:
            return icon("triangle-alert" if person.days <= SOON else "calendar-clock")
        if role not in (DISPLAY, Qt.ItemDataRole.ToolTipRole):
            return None
        return (
            person.full_name,
            person.hamlet or "–",
            person.phone or "–",
            shown.month(person.until),
            days_told(person.days),
            payer_word(person.payer),
        )[column]


def headings() -> tuple[str, ...]:
    """The names of the columns."""
    return (
        _("Name"),
        _("Hamlet"),
        _("Phone"),
        _("Covered until"),
        _("Time left"),
        _("Paid by"),
    )


class SpanChips(QWidget):
    """7, 30, 60 days, in arrears; each with its number."""

    picked = Signal()

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._group = QButtonGroup(self)
        self.buttons: dict[int, QPushButton] = {}
        for span in (*SPANS, 0):
            chip = QPushButton()
            chip.setProperty("kind", "chip")
            chip.setCheckable(True)
            chip.clicked.connect(lambda _on=False: self.picked.emit())
            self._group.addButton(chip)
            self.buttons[span] = chip
            row.addWidget(chip)
        row.addStretch(1)
        self.buttons[SPANS[-1]].setChecked(True)
        self.count({})

    def count(self, read: Read) -> None:
        """Say how many there are in each."""
        for span, chip in self.buttons.items():
            n = len(read.get(span, ()))
            words = _("Within {days} days ({n})") if span else _("In arrears ({n})")
            chip.setText(words.format(days=span, n=shown.number(n)))

    @property
    def span(self) -> int:
        """Days ahead; 0 for arrears."""
        return next(span for span, chip in self.buttons.items() if chip.isChecked())


class DueTab(QWidget):
    """Spans as chips, the list, and below it what can be done for all or those chosen."""

    pay = Signal(object)
    """Record ids for whom a payment is to be recorded."""

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        self._read: Read = {}
        self.chips, self.model = SpanChips(), DueModel()
        self.table = ManyTable(_("Whose contributions end"), self.model, _WIDTHS)
        self.nothing = Empty(
            "circle-check",
            _("Nobody here"),
            _("Whose paid months end, or have ended, stands here in time."),
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.nothing)
        self.paper = PaperOut(context)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 24)
        column.setSpacing(12)
        column.addWidget(self.chips)
        column.addWidget(self.stack, 1)
        column.addWidget(self.paper)
        column.addLayout(self._foot())
        self.chips.picked.connect(self._show_span)
        self.table.opened.connect(self._open)
        self.table.chosen.connect(lambda _n: self._name_buttons())
        self._show_span()

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.told = texts.muted("")
        self.write = button("", self._offer, icon_name="printer", shortcut="Ctrl+P")
        self.pay_button = button("", self._pay, icon_name="wallet", shortcut="Ctrl+B")
        row.addWidget(self.told, 1)
        row.addWidget(self.write)
        row.addWidget(self.pay_button)
        return row

    def refresh(self) -> None:
        """Read both lists again."""
        desk = self._context.desk
        self._context.jobs.read(self, lambda _stop: read_due(desk), self._show, topic="due")

    def focus_first(self) -> None:
        """The cursor waits in the list."""
        self.table.setFocus()

    def _show(self, read: Read) -> None:
        self._read = read
        self.chips.count(read)
        self._show_span()

    def _show_span(self) -> None:
        people = self._read.get(self.chips.span, ())
        self.model.show(people)
        self.paper.take_back()
        self.stack.setCurrentWidget(self.table if people else self.nothing)
        today = shown.day(self._context.desk.config.today())
        words = _("As of {day}. Enter opens a person.")
        self.told.setText(words.format(day=today) if people else "")
        self._name_buttons()

    def _name_buttons(self) -> None:
        count = self.table.count() or self.model.rowCount()
        n = shown.number(count)
        letter = n_("Letter for {n} person…", "Letters for {n} people…", min(count, MOST))
        self.write.setText(letter.format(n=shown.number(min(count, MOST))))
        self.pay_button.setText(
            n_("Pay for {n} person…", "Pay for all {n} people…", count).format(n=n)
            if not self.table.count()
            else n_("Pay for {n} person chosen…", "Pay for {n} people chosen…", count).format(n=n)
        )
        may = self._context.desk.may
        self.write.setVisible(bool(count) and may("print"))
        self.pay_button.setVisible(bool(count) and may("pay"))

    def _people(self) -> "Sequence[Due]":
        rows = self.table.chosen_rows()
        return [self.model.people[row] for row in rows] if rows else self.model.people

    def _offer(self) -> None:
        desk, people = self._context.desk, tuple(self._people()[:MOST])
        words = n_("A letter to {n} person", "Letters to {n} people", len(people))
        self.paper.offer(
            words.format(n=shown.number(len(people))),
            _("letters {day}.pdf").format(day=shown.day(desk.config.today())),
            lambda: letters(desk, people),
        )

    def _pay(self) -> None:
        self.pay.emit([person.worker_id for person in self._people()])

    def _open(self, row: int) -> None:
        self._context.navigator.go("workers", id=self.model.people[row].worker_id)
