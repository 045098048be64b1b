"""For whom and for which months: the cash that is taken, or the sheet that says how to pay."""

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem

from desktop_app.domain.contribution import MOST_MONTHS
from desktop_app.domain.months import later, month_of
from desktop_app.domain.nik import masked
from desktop_app.text import _, n_
from desktop_app.ui import shown
from desktop_app.ui.context import UiContext
from desktop_app.ui.jobs import Stop
from desktop_app.ui.notices import sentence
from desktop_app.ui.pages.dues.paper_out import PaperOut
from desktop_app.ui.pages.form.controls import Choice
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import button, primary
from desktop_app.ui.widgets.fields import Field, form_row
from desktop_app.ui.widgets.sum import SumButton

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk
    from desktop_app.actions.going_out import Drawn
    from desktop_app.actions.paying import Line
    from desktop_app.domain.deposit import Deposit
    from desktop_app.store.summary import Summary

FOUND = 6
#: So many months before and after this one are offered.
BEFORE, AFTER = 12, 12


class Chosen(NamedTuple):
    """Somebody, and the month to begin with where nothing else is chosen."""

    id: str
    name: str
    first: str


def chosen(desk: "Desk", text: str) -> Chosen:
    """The person and the first month not paid yet. For a lane."""
    from desktop_app.actions import finding, protecting

    person = finding.find_one(desk, text)
    until = protecting.cover_of(desk, person).until
    month = month_of(desk.config.today())
    first = max(later(until, 1), later(month, -BEFORE)) if until else month
    return Chosen(person.id, person.worker.full_name, first)


def expected(desk: "Desk", worker_id: str, first: str, months: int) -> "Line":
    """What these months cost. For a lane."""
    from desktop_app.actions import cash

    return cash.expected(desk, worker_id, first, months)


def taken(desk: "Desk", worker_id: str, first: str, months: int) -> "Deposit":
    """Take the cash. For a lane."""
    from desktop_app.actions import cash

    return cash.take(desk, worker_id, first, months)


def receipt(desk: "Desk", deposit_id: str) -> "Drawn":
    """The receipt of a titipan. For a lane."""
    from desktop_app.actions import letters

    return letters.deposit_receipt(desk, deposit_id)


def how_to_pay(desk: "Desk", worker_id: str, first: str, months: int) -> "Drawn":
    """The sheet that says how somebody pays. For a lane."""
    from desktop_app.actions import letters

    return letters.how_to_pay(desk, [worker_id], first, months)


def receipt_file(number: str) -> str:
    """A name for the file of a receipt."""
    return _("receipt-{number}.pdf").format(number=number.replace("/", "-"))


class TakingPanel(texts.Panel):
    """A person, months, what they cost; then *Terima titipan* or the sheet *Cara bayar*."""

    took = Signal()
    """Cash was taken."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(_("For whom and for which months"))
        self._context = context
        self._who: Chosen | None = None
        self._build_person()
        self._build_months()
        self.message = texts.Message()
        self.body.addWidget(self.message)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.take = primary(_("Take the cash"), self.take_cash, icon_name="wallet")
        self.how = button(_("Sheet “How to pay”"), self.offer_how, icon_name="printer")
        self.sum = SumButton()
        for part in (self.take, self.how, self.sum):
            row.addWidget(part)
        row.addStretch(1)
        self.body.addLayout(row)
        self.paper = PaperOut(context)
        self.body.addWidget(self.paper)
        self._show_line(None)

    def _build_person(self) -> None:
        self.person = Field(_("Person"), QLineEdit(), _("Type a name, NIK or number."))
        self.found = QListWidget()
        self.found.setAccessibleName(_("People found"))
        self.found.setMaximumHeight(150)
        self.found.hide()
        self.body.addWidget(self.person)
        self.body.addWidget(self.found)
        self.person.control.textEdited.connect(self._search)
        self.person.control.returnPressed.connect(lambda: self._pick(self.found.item(0)))
        self.found.itemActivated.connect(self._pick)
        self.found.itemClicked.connect(self._pick)

    def _build_months(self) -> None:
        month = month_of(self._context.desk.config.today())
        ahead = [later(month, at) for at in range(-BEFORE, AFTER + 1)]
        counts = [
            (str(n), n_("{n} month", "{n} months", n).format(n=n))
            for n in range(1, MOST_MONTHS + 1)
        ]
        self.first = Field(_("From the month"), Choice([(m, shown.month(m)) for m in ahead]))
        self.first.control.choose(month)
        self.months = Field(_("How many months"), Choice(counts))
        self.body.addWidget(form_row(self.first, self.months))
        for field in (self.first, self.months):
            field.control.activated.connect(lambda _at: self._ask())

    def show_enabled(self, on: bool) -> None:
        """Whether cash is taken here; where not, the sheet is the first thing to do."""
        self.take.setVisible(on)
        texts.set_property(self.how, "kind", "" if on else "primary")

    def put(self, worker_id: str) -> None:
        """Choose this person."""
        desk = self._context.desk
        self._context.jobs.read(
            self,
            lambda _stop: chosen(desk, worker_id),
            self._chosen,
            topic="person",
            failed=self._failed,
        )

    def _search(self, text: str) -> None:
        desk = self._context.desk
        self._who = None
        self._show_line(None)

        def work(stop: Stop) -> "list[Summary]":
            from desktop_app.actions import finding

            return finding.search(desk, text, FOUND, stop=stop) if text.strip() else []

        self._context.jobs.read(self, work, self._show_found, topic="search")

    def _show_found(self, people: "list[Summary]") -> None:
        self.found.clear()
        for person in people:
            item = QListWidgetItem(f"{person.full_name}  {masked(person.nik)}")
            item.setData(Qt.ItemDataRole.UserRole, person.id)
            self.found.addItem(item)
        self.found.setVisible(bool(people))

    def _pick(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.put(item.data(Qt.ItemDataRole.UserRole))

    def _chosen(self, who: Chosen) -> None:
        self._who = who
        self.person.control.setText(who.name)
        self.found.hide()
        self.first.control.choose(who.first)
        self.message.say("")
        self.paper.take_back()
        self._ask()
        self.months.control.setFocus()

    def _asked(self) -> tuple[str, str, int] | None:
        """Person, first month, how many months; None while nobody is chosen."""
        if self._who is None:
            return None
        return self._who.id, self.first.control.value() or "", int(self.months.control.value() or 1)

    def _ask(self) -> None:
        asked, desk = self._asked(), self._context.desk
        if asked:
            self._context.jobs.read(
                self,
                lambda _stop: expected(desk, *asked),
                self._show_line,
                topic="sum",
                failed=self._failed,
            )

    def _show_line(self, line: "Line | None") -> None:
        for way in (self.take, self.how):
            way.setEnabled(line is not None)
        self.sum.setVisible(line is not None)
        if line is not None:
            self.sum.show_portions(line.portions)
            self.message.say("")

    def _failed(self, error: Exception) -> None:
        self._show_line(None)
        self.message.say(sentence(error), "block")

    def take_cash(self) -> None:
        """Record it; then its receipt is offered."""
        asked, desk = self._asked(), self._context.desk
        if not asked:
            return
        self.take.setEnabled(False)
        self._context.jobs.write(
            self,
            lambda: taken(desk, *asked),
            self._taken,
            failed=self._failed,
            changes=("deposits", "workers"),
        )

    def _taken(self, deposit: "Deposit") -> None:
        desk, name = self._context.desk, self._who.name if self._who else ""
        self._show_line(None)
        words = _("{amount} of {name} is held as {number}. It is not handed over yet.")
        told = words.format(amount=shown.rupiah(deposit.amount), name=name, number=deposit.number)
        self.message.say(told, "done")
        self.paper.offer(
            _("Now print the receipt {number}.").format(number=deposit.number),
            receipt_file(deposit.number),
            lambda: receipt(desk, deposit.id),
        )
        self._who = None
        self.person.control.clear()
        self.months.control.setCurrentIndex(0)
        self.took.emit()

    def offer_how(self) -> None:
        """Offer the sheet for the person and months chosen."""
        asked, desk, who = self._asked(), self._context.desk, self._who
        if asked and who:
            self.paper.offer(
                _("“How to pay” for {name}").format(name=who.name),
                _("how-to-pay.pdf"),
                lambda: how_to_pay(desk, *asked),
            )
