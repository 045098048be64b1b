"""What is asked for a payment: for whom, which months, who pays, what the slip says."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.contribution import MOST_MONTHS
from desktop_app.domain.months import is_month
from desktop_app.text import _, n_
from desktop_app.ui.context import UiContext
from desktop_app.ui.pages.dues.order import Order, Payer, SlipTyped
from desktop_app.ui.pages.dues.pay_who import WhoPart
from desktop_app.ui.pages.form import entries
from desktop_app.ui.pages.form.controls import Choice
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.fields import Field, form_row, text_field
from desktop_app.ui.widgets.files import FileField

#: What is usually paid at once (months).
USUAL = (1, 3, 6, 12)
PROOFS = "PDF, JPEG, PNG (*.pdf *.jpg *.jpeg *.png)"


class MonthsPart(QWidget):
    """Where each begins, and how many months."""

    changed = Signal()

    def __init__(self, this_month: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.go_on = QCheckBox(_("Each after the months paid already"))
        self.go_on.setChecked(True)
        self.first = entries.month("month", _("First month"))
        self.first.put(this_month)
        counts = [
            (str(n), n_("{n} month", "{n} months", n).format(n=n))
            for n in range(1, MOST_MONTHS + 1)
        ]
        self.months = Field(_("How many months"), Choice(counts))
        usual = QWidget()
        row = QHBoxLayout(usual)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.usual = {n: self._quick(n) for n in USUAL}
        for chip in self.usual.values():
            row.addWidget(chip)
        row.addStretch(1)
        column.addWidget(self.go_on)
        column.addWidget(form_row(self.first.field, self.months))
        column.addWidget(usual)
        self.go_on.toggled.connect(lambda _on: self._switched())
        self.first.changed.connect(self._typed)
        self.months.control.activated.connect(lambda _at: self._counted())
        self._switched(quietly=True)
        self._counted(quietly=True)

    def _quick(self, n: int) -> QPushButton:
        chip = QPushButton(n_("{n} month", "{n} months", n).format(n=n))
        chip.setProperty("kind", "chip")
        chip.setCheckable(True)
        chip.clicked.connect(lambda _on=False: self._pick(n))
        return chip

    def _pick(self, n: int) -> None:
        self.months.control.choose(str(n))
        self._counted()

    def _counted(self, *, quietly: bool = False) -> None:
        for n, chip in self.usual.items():
            chip.setChecked(n == self.count)
        if not quietly:
            self.changed.emit()

    def _switched(self, *, quietly: bool = False) -> None:
        self.first.field.control.setEnabled(not self.go_on.isChecked())
        if not quietly:
            self.changed.emit()

    def _typed(self) -> None:
        value = self.first.value()
        wrong = bool(value) and not is_month(value) and len(str(value)) >= 7
        self.first.field.say(_("Type month and year: 11-2026.") if wrong else "")
        if is_month(value):
            self.changed.emit()

    @property
    def count(self) -> int:
        """How many months."""
        return int(self.months.control.value() or 1)

    @property
    def begin(self) -> str | None:
        """The first month typed; None where each goes on."""
        return None if self.go_on.isChecked() else str(self.first.value() or "")


class SlipPart(QWidget):
    """What BPJS's slip says."""

    changed = Signal()
    """Another day: what was paid until then is another question."""

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.code = text_field(_("Payment code"))
        self.code.control.setMaxLength(64)
        self.day = entries.day("paid_on", _("Paid on"))
        self.proof = FileField(_("Proof"), _("Choose the proof of payment"), kinds=PROOFS)
        self.amount = entries.amount(
            "amount",
            _("Sum on the slip (optional)"),
            _("It is compared with the sum by the rules."),
        )
        column.addWidget(form_row(self.day.field, self.code))
        column.addWidget(self.proof)
        column.addWidget(self.amount.field)
        self.day.field.control.editingFinished.connect(self._day_typed)
        self.clear()

    def clear(self) -> None:
        """As for a new payment, of today."""
        self.day.put(self._today.isoformat())
        for control in (self.code.control, self.proof.control, self.amount.field.control):
            control.clear()
        for field in self.fields().values():
            field.say("")

    def fields(self) -> dict[str, Field[Any]]:
        """Each by the name that a refusal gives it."""
        return {
            "paid_on": self.day.field,
            "payment_code": self.code,
            "proof": self.proof,
            "amount": self.amount.field,
        }

    @property
    def paid_on(self) -> date | None:
        """The day typed; None for none, or one that is ahead."""
        try:
            typed = date.fromisoformat(str(self.day.value()))
        except ValueError:
            return None
        return typed if typed <= self._today else None

    def _day_typed(self) -> None:
        self.day.field.say("" if self.paid_on else _day_wanted())
        if self.paid_on:
            self.changed.emit()

    def typed(self) -> SlipTyped | None:
        """What was typed; None where something cannot be so, said below its field."""
        on, amount = self.paid_on, self.amount.value()
        self.day.field.say("" if on else _day_wanted())
        wrong = amount is not None and not isinstance(amount, int)
        self.amount.field.say(_("Type the amount in rupiah, in digits only.") if wrong else "")
        path = self.proof.path() if self.proof.control.text().strip() else None
        lost = path is not None and not path.is_file()
        self.proof.say(_("There is no such file. Choose it anew.") if lost else "")
        if on is None or wrong or lost:
            return None
        code = self.code.control.text().strip() or None
        return SlipTyped(paid_on=on, code=code, proof=path, amount=amount)


def _day_wanted() -> str:
    return _("Type the day, not later than today: 17-05-2026.")


class PayForm(QWidget):
    """The three parts and who pays; ``changed`` when the preview must be another."""

    changed = Signal()

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        today = context.desk.config.today()
        self.who, self.slip = WhoPart(context), SlipPart(today)
        self.months = MonthsPart(f"{today:%Y-%m}")
        self.payer = Field(_("Paid by"), Choice([("self", _("The participants themselves"))]))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 12, 12)
        column.setSpacing(8)
        for part in (
            texts.heading(_("For whom")),
            self.who,
            texts.heading(_("Months and payer")),
            self.months,
            self.payer,
            texts.heading(_("From the slip of BPJS")),
            self.slip,
        ):
            column.addWidget(part)
        column.addStretch(1)
        for part in (self.who, self.months, self.slip):
            part.changed.connect(self.changed)
        self.payer.control.activated.connect(lambda _at: self.changed.emit())
        self.who.funded_picked.connect(self.payer.control.choose)

    def show_payers(self, known: Sequence[Payer]) -> None:
        """Offer these sponsors beside the participants themselves."""
        box = self.payer.control
        before = box.value()
        while box.count() > 1:
            box.removeItem(1)
        for one in known:
            box.addItem(f"{one.code} – {one.name}", one.code)
        box.setCurrentIndex(max(box.findData(before), 0))
        self.who.show_payers(known)

    def order(self) -> Order:
        """What is chosen."""
        return Order(
            who=self.who.who,
            ids=tuple(self.who.picker.ids),
            funded=self.who.sponsor.value() or "",
            path=self.who.path,
            first=self.months.begin,
            months=self.months.count,
            payer=self.payer.control.value() or "self",
        )

    def say(self, field: str | None, text: str) -> bool:
        """Say what is wrong below the field it concerns; False where there is no such field."""
        months = {"month": self.months.first.field, "months": self.months.months}
        known: dict[str, Field[Any]] = {**self.slip.fields(), **months, "payer": self.payer}
        if field not in known:
            return False
        known[field].say(text)
        known[field].control.setFocus()
        return True

    def quiet(self) -> None:
        """Nothing is wrong any more."""
        for field in (*self.slip.fields().values(), self.months.first.field, self.payer):
            field.say("")
