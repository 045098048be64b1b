"""Recording a payment, the calm line that says so, and the way back beside it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.text import _, n_
from desktop_app.ui import shown
from desktop_app.ui.context import UiContext
from desktop_app.ui.notices import sentence
from desktop_app.ui.pages.dues import order as work
from desktop_app.ui.pages.dues.order import Order, SlipTyped
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import button

if TYPE_CHECKING:
    from desktop_app.actions.paying import Done, PaidList

CHANGED = ("payments", "workers", "sponsors", "deposits")


class PayLine(QWidget):
    """``recorded`` gives what was done and the rows of those who were not paid for; ``failed``
    an error, after which nothing was recorded."""

    recorded = Signal(object, object)
    failed = Signal(Exception)

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        self._reference: str | None = None
        self.message = texts.Message()
        self.back = button(_("Undo"), self.undo, icon_name="undo-2")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.message, 1)
        row.addWidget(self.back)
        self.clear()

    def clear(self) -> None:
        """Nothing was just recorded."""
        self._reference = None
        self.back.hide()
        self.message.say("")

    def pay(self, chosen: Order, slip: SlipTyped) -> None:
        """Record it in the writer lane."""
        desk, jobs = self._context.desk, self._context.jobs
        if chosen.who == "list":
            jobs.write(
                self,
                lambda: work.listed(desk, chosen, slip, dry_run=False),
                self._listed,
                failed=self.failed.emit,
                changes=CHANGED,
            )
        else:
            jobs.write(
                self,
                lambda: work.record(desk, chosen, slip),
                lambda done: self._done(done, work.refusals(done)),
                failed=self.failed.emit,
                changes=CHANGED,
            )

    def _listed(self, taken: "PaidList") -> None:
        rows = work.preview_of(taken).rows
        self._done(taken.done, [row for row in rows if row.why])

    def _done(self, done: "Done", wrong: list[work.PayRow]) -> None:
        self.recorded.emit(done, wrong)
        self._reference = done.reference
        self.back.setVisible(done.reference is not None)
        self.back.setEnabled(True)
        count = len(done.payments)
        if not count:
            self.message.say(_("Nobody could be paid for; nothing was recorded."), "warn")
            return
        people = n_("{n} person", "{n} people", count).format(n=shown.number(count))
        words = _("Recorded: {sum} for {people}.")
        self.message.say(words.format(sum=shown.rupiah(done.total), people=people), "done")

    def undo(self) -> None:
        """Take back what was just recorded."""
        reference, desk = self._reference, self._context.desk
        if reference is None:
            return
        self.back.setEnabled(False)
        self._context.jobs.write(
            self,
            lambda: work.undo(desk, reference),
            lambda _none: self._undone(),
            failed=self._not_undone,
            changes=CHANGED,
        )

    def _undone(self) -> None:
        self.clear()
        self.message.say(_("The payment was taken back; its months can be paid again."), "done")

    def _not_undone(self, error: Exception) -> None:
        self.back.setEnabled(True)
        self.message.say(sentence(error), "block")
