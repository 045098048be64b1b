"""*Bayar*: choose at the left, see at once at the right what it comes to, then record it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.text import _
from desktop_app.ui.context import UiContext
from desktop_app.ui.jobs import Job
from desktop_app.ui.notices import sentence
from desktop_app.ui.pages.dues import order as work
from desktop_app.ui.pages.dues.order import Order, PayRow, Preview, SlipTyped
from desktop_app.ui.pages.dues.pay_form import PayForm
from desktop_app.ui.pages.dues.pay_line import PayLine
from desktop_app.ui.pages.dues.pay_preview import PayPreview
from desktop_app.ui.pages.page import scrolling
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import primary

if TYPE_CHECKING:
    from desktop_app.actions.paying import Done

CHOICE_WIDTH = 400
#: People that are reckoned before anybody would notice; for more searches must not wait.
FEW = 100
#: Typing rests this long before a list of payments is read (milliseconds).
REST = 300


class PayTab(QWidget):
    """The form, the preview, and the line with the way back."""

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        self.form, self.preview = PayForm(context), PayPreview()
        self._job: Job | None = None
        self._ticket = object()
        self.line = PayLine(context)
        self.record = primary(_("Record payment"), self.pay, icon_name="check")
        self.record.setToolTip("Ctrl+Enter")
        self.record.setEnabled(False)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._ask_list)
        self._lay_out()
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.record.click)
        self.form.changed.connect(self.ask)
        self.preview.left_out.connect(self._leave_out)
        self.preview.opened.connect(lambda one: context.navigator.go("workers", id=one))
        self.line.recorded.connect(self._recorded)
        self.line.failed.connect(self._unpaid)

    def _lay_out(self) -> None:
        left = QWidget()
        left.setFixedWidth(CHOICE_WIDTH)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)
        outer = QVBoxLayout(left)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        outer.addWidget(scrolling(column), 1)
        outer.addWidget(self.record)
        right = texts.Panel(role="sunken")
        right.body.setSpacing(8)
        right.body.addWidget(self.line)
        right.body.addWidget(self.preview, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 24)
        row.setSpacing(24)
        row.addWidget(left)
        row.addWidget(right, 1)

    def open(self, **what: Any) -> None:
        """Pay for the people handed in (``ids``)."""
        if ids := what.get("ids"):
            self.form.who.put(ids)
            self.ask()

    def focus_first(self) -> None:
        """The cursor waits where people are added."""
        self.form.who.picker.line.setFocus()

    def refresh(self) -> None:
        """Read the sponsors again, and reckon what is chosen anew."""
        desk = self._context.desk
        self._context.jobs.read(
            self, lambda _stop: work.payers(desk), self.form.show_payers, topic="payers"
        )
        if self.form.order().named:
            self.ask()

    # --- the preview -------------------------------------------------------------------------

    def ask(self) -> None:
        """Reckon what is chosen and show it."""
        self.line.clear()
        self._drop()
        chosen = self.form.order()
        self.record.setEnabled(False)
        if not chosen.named:
            self.preview.show_nothing()
        elif chosen.who == "list":
            self._rest.start()
        else:
            self._reckon(chosen)

    def _drop(self) -> None:
        """Nobody waits for an older answer."""
        self._ticket = object()
        self._rest.stop()
        if self._job:
            self._job.stop()
            self._job = None

    def _reckon(self, chosen: Order) -> None:
        """A few are reckoned at once; many must not keep searches waiting."""
        desk, ticket, jobs = self._context.desk, self._ticket, self._context.jobs
        on = self.form.slip.paid_on or desk.config.today()

        def got(made: Preview) -> None:
            self._show(ticket, made)

        def failed(error: Exception) -> None:
            self._unreckoned(ticket, error)

        if chosen.who == "chosen" and len(chosen.ids) <= FEW:
            self._job = jobs.read(
                self, lambda _stop: work.preview(desk, chosen, on), got, topic="sum", failed=failed
            )
            return
        self.preview.show_patience()
        self._job = jobs.long(
            self, lambda _step, _stop: work.preview(desk, chosen, on), got, failed=failed
        )

    def _ask_list(self) -> None:
        """Look at the list; nothing of it is recorded yet."""
        chosen, desk, ticket = self.form.order(), self._context.desk, self._ticket
        slip = SlipTyped(paid_on=self.form.slip.paid_on or desk.config.today())
        self.preview.show_patience()
        self._context.jobs.write(
            self,
            lambda: work.preview_of(work.listed(desk, chosen, slip, dry_run=True)),
            lambda made: self._show(ticket, made),
            failed=lambda error: self._unreckoned(ticket, error),
        )

    def _show(self, ticket: object, made: Preview) -> None:
        if ticket is not self._ticket:
            return
        self._job = None
        self.form.quiet()
        by_hand = self.form.who.who == "chosen"
        self.preview.show_preview(made, may_leave_out=by_hand)
        self.record.setEnabled(bool(made.people))

    def _unreckoned(self, ticket: object, error: Exception) -> None:
        if ticket is not self._ticket:
            return
        self._job = None
        told = sentence(error)
        self.preview.show_wrong(told)
        self.form.say(getattr(error, "field", None), told)

    def _leave_out(self, record_id: str) -> None:
        if self.form.who.who == "chosen":
            self.form.who.leave_out(record_id)

    # --- recording ---------------------------------------------------------------------------

    def pay(self) -> None:
        """Record it, if what was typed can be so."""
        chosen, slip = self.form.order(), self.form.slip.typed()
        if slip is not None and chosen.named:
            self.record.setEnabled(False)
            self.line.pay(chosen, slip)

    def _recorded(self, done: "Done", wrong: Sequence[PayRow]) -> None:
        """An empty form for the next one; who was not paid for stays in sight."""
        if done.reference:
            self.form.who.put(())
            self.form.who.list.control.clear()
            self.form.slip.clear()
            self.focus_first()
        self._drop()
        self.preview.show_nothing()
        if wrong:
            self.preview.show_left(wrong)

    def _unpaid(self, error: Exception) -> None:
        self.record.setEnabled(True)
        told = sentence(error)
        if not self.form.say(getattr(error, "field", None), told):
            self.line.message.say(told, "block")
