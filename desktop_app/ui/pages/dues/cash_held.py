"""What is held: since when, by whom; handed over many at once, given back, printed again."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout

from desktop_app.text import _, n_
from desktop_app.ui import shown
from desktop_app.ui.context import UiContext
from desktop_app.ui.notices import sentence
from desktop_app.ui.pages.dues.cash_taking import receipt, receipt_file
from desktop_app.ui.pages.dues.paper_out import PaperOut
from desktop_app.ui.pages.form import entries
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import button, primary
from desktop_app.ui.widgets.fields import form_row, required, text_field
from desktop_app.ui.widgets.files import FileField
from desktop_app.ui.widgets.sum import months_told
from desktop_app.ui.widgets.table import Row, Table

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk
    from desktop_app.actions.paying import Done
    from desktop_app.domain.deposit import Deposit
    from desktop_app.store.deposits import HeldDeposit

CHANGED = ("deposits", "payments", "workers")


def handed_over(desk: "Desk", ids: list[str], code: str, on: date, proof: Path) -> "Done":
    """Hand these over. For a lane."""
    from desktop_app.actions import cash

    return cash.hand_over(desk, ids, code=code, paid_on=on, proof=proof)


def given_back(desk: "Desk", deposit_id: str, why: str) -> "Deposit":
    """Give this one back. For a lane."""
    from desktop_app.actions import cash

    return cash.give_back(desk, deposit_id, why)


class HeldPanel(texts.Panel):
    """The list; below it, for those who may, what can be done with the chosen ones."""

    done = Signal()
    """Something was handed over or given back."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(_("Held, not handed over yet"))
        self._context = context
        self._held: dict[str, HeldDeposit] = {}
        self.sum = texts.muted("")
        self.table = Table(
            _("Cash that is held"),
            (
                _("Receipt"),
                _("Name"),
                _("Months"),
                _("Sum"),
                _("Received"),
                _("Days"),
                _("Held by"),
            ),
            wide=1,
            numbers=(3, 5),
        )
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setMinimumHeight(190)
        self.table.selectionModel().selectionChanged.connect(lambda *_all: self._chose())
        self.table.opened.connect(self._open)
        self.nothing = texts.muted(_("Nothing is held."))
        self.message = texts.Message()
        self.paper = PaperOut(context)
        for part in (self.sum, self.table, self.nothing, self.message, self.paper):
            self.body.addWidget(part)
        self._build_over()
        self._build_back()
        self.show_held([])

    def _build_over(self) -> None:
        self.over = texts.Panel(
            _("Hand over to BPJS Ketenagakerjaan"),
            _("Only with payment code, date and proof does it become a payment."),
            role="",
        )
        self.over.body.setContentsMargins(0, 8, 0, 0)
        self.code = text_field(_("Payment code"))
        self.code.control.setMaxLength(64)
        self.day = entries.day("paid_on", _("Paid on"))
        self.proof = FileField(
            _("Proof of payment"),
            _("Choose the proof of payment"),
            kinds="PDF, JPEG, PNG (*.pdf *.jpg *.jpeg *.png)",
        )
        self.hand = primary("", self.hand_over, icon_name="send")
        self.over.body.addWidget(form_row(self.code, self.day.field, self.proof))
        row = QHBoxLayout()
        row.addWidget(self.hand)
        row.addStretch(1)
        self.over.body.addLayout(row)
        self.body.addWidget(self.over)

    def _build_back(self) -> None:
        self.back = texts.Panel(_("Give back, or print the receipt again"), role="")
        self.back.body.setContentsMargins(0, 8, 0, 0)
        self.why = text_field(_("Why it is given back"))
        self.why.control.setMaxLength(500)
        self.give = button(_("Give back"), self.give_back, icon_name="undo-2")
        self.again = button(_("Receipt again"), self.print_again, icon_name="printer")
        self.back.body.addWidget(self.why)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.give)
        row.addWidget(self.again)
        row.addStretch(1)
        self.back.body.addLayout(row)
        self.body.addWidget(self.back)

    def show_held(self, held: "list[HeldDeposit]") -> None:
        """Show these, the longest held first; what was chosen stays chosen."""
        today, before = self._context.desk.config.today(), self.chosen()
        if not self.code.control.text():  # nobody is filling it in: the day may be another now
            self.day.put(today.isoformat())
        self._held = {one.deposit.id: one for one in held}
        self.table.show_rows([_row(one, today) for one in held])
        for at, one in enumerate(held):
            if one.deposit.id in before:
                self.table.selectionModel().select(self.table.rows.index(at, 0), _SELECT_ROW)
        some, may = bool(held), self._context.desk.may("pay")
        self.sum.setText(_told(held))
        for part in (self.sum, self.table):
            part.setVisible(some)
        self.over.setVisible(some and may)
        self.back.setVisible(some and may)
        self.nothing.setVisible(not some)
        self._chose()

    def chosen(self) -> list[str]:
        """The record ids of the chosen rows, as they stand."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [self.table.rows.row(at).key for at in rows]

    def _chose(self) -> None:
        ids = self.chosen()
        total = sum(self._held[one].deposit.amount for one in ids)
        words = _("Hand over {n} ({sum})") if ids else _("Choose above what is handed over")
        self.hand.setText(words.format(n=shown.number(len(ids)), sum=shown.rupiah(total)))
        self.hand.setEnabled(bool(ids))
        for way in (self.give, self.again):
            way.setEnabled(len(ids) == 1)

    def _open(self, deposit_id: str) -> None:
        self._context.navigator.go("workers", id=self._held[deposit_id].deposit.worker_id)

    def hand_over(self) -> None:
        """All chosen ones together, or none."""
        ids, desk = self.chosen(), self._context.desk
        missing = required(
            {
                self.code: _("Type the payment code of BPJS."),
                self.proof: _("Choose the picture or PDF of the proof."),
            }
        )
        on = self._day()
        if missing:
            missing.control.setFocus()
        if missing or on is None or not ids:
            return
        code, proof = self.code.control.text().strip(), self.proof.path()
        self.hand.setEnabled(False)
        self._context.jobs.write(
            self,
            lambda: handed_over(desk, ids, code, on, proof),
            self._handed,
            failed=self._failed,
            changes=CHANGED,
        )

    def _day(self) -> date | None:
        try:
            on: date | None = date.fromisoformat(str(self.day.value()))
        except ValueError:
            on = None
        self.day.field.say("" if on else _("Type the day of the payment: 17-05-2026."))
        return on

    def _handed(self, done: "Done") -> None:
        n = len(done.payments)
        words = n_("{n} titipan was handed over: {sum}.", "{n} titipan were handed over: {sum}.", n)
        told = words.format(n=shown.number(n), sum=shown.rupiah(done.total))
        self.message.say(told, "done")
        self.code.control.clear()
        self.proof.control.clear()
        self.done.emit()

    def give_back(self) -> None:
        """The chosen one goes back, with the reason."""
        desk, why = self._context.desk, self.why.control.text()
        if required({self.why: _("Say why, in a few words.")}):
            self.why.control.setFocus()
            return
        (deposit_id,) = self.chosen()
        self.give.setEnabled(False)
        self._context.jobs.write(
            self,
            lambda: given_back(desk, deposit_id, why),
            self._gave,
            failed=self._failed,
            changes=CHANGED,
        )

    def _gave(self, deposit: "Deposit") -> None:
        words = _("{number} was given back: {sum}.")
        told = words.format(number=deposit.number, sum=shown.rupiah(deposit.amount))
        self.message.say(told, "done")
        self.why.control.clear()
        self.done.emit()

    def print_again(self) -> None:
        """Offer the receipt of the chosen one; it is marked as a copy."""
        desk, (deposit_id,) = self._context.desk, self.chosen()
        number = self._held[deposit_id].deposit.number
        self.paper.offer(
            _("Receipt {number} again, marked as a copy").format(number=number),
            receipt_file(number),
            lambda: receipt(desk, deposit_id),
        )

    def _failed(self, error: Exception) -> None:
        self.message.say(sentence(error), "block")
        self._chose()


_SELECT_ROW = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows


def _row(one: "HeldDeposit", today: date) -> Row:
    deposit = one.deposit
    cells = (
        deposit.number,
        one.full_name,
        months_told(deposit.first, deposit.last),
        shown.number(deposit.amount),
        shown.day(deposit.received_on),
        shown.number(deposit.days_held(today)),
        deposit.holder,
    )
    return Row(cells, deposit.id)


def _told(held: "list[HeldDeposit]") -> str:
    """``Rp 33.600, held by siti, budi``."""
    total = shown.rupiah(sum(one.deposit.amount for one in held))
    holders = ", ".join(sorted({one.deposit.holder for one in held}))
    return _("{sum} in all, held by {holders}.").format(sum=total, holders=holders)
