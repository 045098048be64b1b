"""*Masa perlindungan*: everybody who is or was a member, covered until when, as of a day."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.text import _, n_
from desktop_app.ui import shown
from desktop_app.ui.context import UiContext
from desktop_app.ui.models.covered import SORTS, CoveredModel, Found, payer_word, state_word
from desktop_app.ui.pages.dues.many import ManyTable
from desktop_app.ui.pages.dues.taking_over import TakingOver
from desktop_app.ui.pages.form import entries
from desktop_app.ui.pages.form.controls import Choice
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import button
from desktop_app.ui.widgets.texts import Empty

STATES = ("active", "arrears", "lapsed", "unknown", "ended")
_WIDTHS = {1: 125, 2: 140, 3: 150, 4: 180, 5: 200}


class CoverList(ManyTable):
    """Ordered by name or by the month, whichever heading is clicked."""

    def __init__(self, model: CoveredModel) -> None:
        super().__init__(_("Who is covered until when"), model, _WIDTHS)
        self._order = (0, Qt.SortOrder.AscendingOrder)
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(*self._order)
        header.sortIndicatorChanged.connect(self._sorted)

    def _sorted(self, column: int, order: Qt.SortOrder) -> None:
        if column not in SORTS:
            self.horizontalHeader().setSortIndicator(*self._order)
        elif (column, order) != self._order:
            self._order = (column, order)
            self.model().sort(column, order)


class StateChips(QWidget):
    """Everybody, or one state, each with its number."""

    picked = Signal()

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        for name in ("", *STATES):
            chip = QPushButton()
            chip.setProperty("kind", "chip")
            chip.setCheckable(True)
            chip.clicked.connect(lambda _on=False: self.picked.emit())
            self._group.addButton(chip)
            self.buttons[name] = chip
            row.addWidget(chip)
        self.buttons[""].setChecked(True)
        self.count({})

    def count(self, states: dict[str, int]) -> None:
        """Say how many there are of each."""
        for name, chip in self.buttons.items():
            word = state_word(name) if name else _("All")
            n = states.get(name, 0) if name else sum(states.values())
            chip.setText(f"{word} ({shown.number(n)})" if states else word)

    @property
    def state(self) -> str | None:
        """The state picked; None for everybody."""
        return next(name for name, chip in self.buttons.items() if chip.isChecked()) or None


class CoverTab(QWidget):
    """As-of date, search and filters above, the list below."""

    pay = Signal(object)
    """Record ids for whom a payment is to be recorded."""

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        self.model = CoveredModel(context.desk, context.jobs, self)
        self.chips, self.table = StateChips(), CoverList(self.model)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 24)
        column.setSpacing(12)
        column.addLayout(self._top())
        self.taking_over = TakingOver(context)
        column.addWidget(self.taking_over)
        self.wrong = texts.label("", "block", wrap=True)
        self.wrong.hide()
        column.addWidget(self.wrong)
        column.addLayout(self._filters())
        self.nobody = Empty(
            "shield-check",
            _("Nobody is a participant yet"),
            _(
                "Who has a number of BPJS stands here, with the months that are paid. "
                "Last year's members can be taken over from a list."
            ),
        )
        self.nothing = Empty("users", _("Nobody found"), _("Try another filter or fewer letters."))
        self.stack = QStackedWidget()
        for view in (self.table, self.nobody, self.nothing):
            self.stack.addWidget(view)
        column.addWidget(self.stack, 1)
        column.addLayout(self._foot())
        self._connect()

    def _top(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self.day = entries.day("on", _("As of"))
        self.day.put(self._context.desk.config.today().isoformat())
        line = self.day.field.control
        line.setFixedWidth(130)
        name = texts.label(_("As of"), "label")
        name.setBuddy(line)
        self.search = QLineEdit()
        self.search.setProperty("role", "search")
        self.search.setPlaceholderText(_("Name, NIK or KPJ"))
        self.search.setAccessibleName(_("Search"))
        self.search.setClearButtonEnabled(True)
        self.payer = Choice((), _("All payers"))
        self.payer.setAccessibleName(_("Paid by"))
        self.payer.setMinimumWidth(200)
        row.addWidget(self.search, 1)
        row.addWidget(self.payer)
        row.addWidget(name)
        row.addWidget(line)
        return row

    def _filters(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self.chips)
        row.addStretch(1)
        return row

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.told = texts.muted("")
        row.addWidget(self.told, 1)
        self.members = button(
            _("Members from a list…"), self.taking_over.choose, icon_name="upload"
        )
        self.members.setVisible(self._context.desk.may("import"))
        row.addWidget(self.members)
        self.pay_button = button("", self._pay, icon_name="wallet", shortcut="Ctrl+B")
        self.pay_button.hide()
        row.addWidget(self.pay_button)
        return row

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _text: self._ask())
        self.search.returnPressed.connect(self.table.setFocus)
        self.chips.picked.connect(self._ask)
        self.payer.activated.connect(lambda _at: self._ask())
        self.day.field.control.editingFinished.connect(self._day_typed)
        self.model.found.connect(self._show)
        self.model.failed.connect(self._context.notices.trouble)
        self.table.opened.connect(self._open)
        self.table.chosen.connect(lambda _n: self._name_button())
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.search.clear)

    def refresh(self) -> None:
        """Read everybody again."""
        self.model.reload()

    def focus_first(self) -> None:
        """The cursor waits in the search."""
        self.search.setFocus()

    def _day_typed(self) -> None:
        on = self._on()
        self.wrong.setText("" if on else _("Type day, month and year: 17-05-2026."))
        self.wrong.setVisible(on is None)
        if on and on != self.model.query.on:
            self._ask()

    def _on(self) -> date | None:
        try:
            return date.fromisoformat(str(self.day.value()))
        except ValueError:
            return None

    def _ask(self) -> None:
        query = self.model.query
        self.model.show(
            replace(
                query,
                on=self._on() or query.on,
                state=self.chips.state,
                payer=self.payer.value(),
                text=self.search.text().strip(),
            )
        )

    def _show(self, found: Found) -> None:
        self.chips.count(dict(found.states))
        self._offer_payers(found.payers)
        if found.rows:
            self.stack.setCurrentWidget(self.table)
        else:
            self.stack.setCurrentWidget(self.nothing if found.standing.rows else self.nobody)
        words = _("By payments recorded up to {day}. Enter opens a person.")
        self.told.setText(words.format(day=shown.day(found.standing.on)) if found.rows else "")
        self._name_button()

    def _offer_payers(self, payers: tuple[str, ...]) -> None:
        known = [self.payer.itemData(at) for at in range(1, self.payer.count())]
        if known == list(payers):
            return
        chosen = self.payer.value()
        self.payer.clear()
        self.payer.addItem(_("All payers"), None)
        for payer in payers:
            self.payer.addItem(payer_word(payer), payer)
        self.payer.setCurrentIndex(max(self.payer.findData(chosen), 0))

    def _name_button(self) -> None:
        chosen = self.table.count()
        count = chosen or self.model.rowCount()
        words = (
            n_("Pay for {n} person chosen…", "Pay for {n} people chosen…", count)
            if chosen
            else n_("Pay for {n} person…", "Pay for all {n} people…", count)
        )
        self.pay_button.setText(words.format(n=shown.number(count)))
        self.pay_button.setVisible(bool(count) and self._context.desk.may("pay"))

    def _pay(self) -> None:
        self.pay.emit(self.model.ids(self.table.chosen_rows() or None))

    def _open(self, row: int) -> None:
        (record_id,) = self.model.ids([row])
        self._context.navigator.go("workers", id=record_id)
