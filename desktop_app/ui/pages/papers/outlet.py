"""The two ways a paper goes out, to a printer or into a file, and what is told on the way."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QProgressBar, QSpinBox

from desktop_app.domain.print_run import MOST_COPIES
from desktop_app.text import _
from desktop_app.ui import shown
from desktop_app.ui.context import UiContext
from desktop_app.ui.jobs import Job, Step, Stop
from desktop_app.ui.pages.form.controls import Choice
from desktop_app.ui.pages.papers import runs
from desktop_app.ui.pages.papers.kinds import KINDS
from desktop_app.ui.pages.papers.making import Made, Plan
from desktop_app.ui.pages.papers.pace import Pace
from desktop_app.ui.pages.papers.printer_state import KnownPrinters
from desktop_app.ui.pages.papers.reasons import ReasonField
from desktop_app.ui.pages.papers.runs import Sent
from desktop_app.ui.printer_settings import PrinterSettings
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import button, primary
from desktop_app.ui.widgets.fields import Field
from desktop_app.ui.widgets.files import choose_target
from desktop_app.ui.widgets.spins import spaced

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk
    from desktop_app.actions.printing import Way
    from desktop_app.domain.print_run import PrintRun


def ink_words() -> dict[str, str]:
    """What is printed with."""
    return {
        "colour": _("Colour"),
        "grey": _("Black and white"),
        "saving": _("Black, saving ink"),
    }


class Outlet(texts.Panel):
    """Printer, copies, ink, *Cetak*, *Simpan sebagai PDF…*, why again, progress. Works on what it
    was offered."""

    gone = Signal(str)
    """The papers went out; what to say of it."""
    sent = Signal(object)
    """A pass is over (:class:`Sent`): the run waits to be told of."""
    test_needed = Signal()
    """Nobody knows yet how this printer takes a stack that is turned."""
    ink = Signal()
    """Another ink was chosen."""
    counted = Signal()
    """Another number of copies was chosen."""
    old = Signal()
    """What was offered is not true any more."""

    def __init__(self, context: UiContext, printers: KnownPrinters) -> None:
        super().__init__()
        self._context, self._printers = context, printers
        self._made: Made | None = None
        self._job: Job | None = None
        self._waiting = False
        self.pdf_of: dict[str, bytes] = {}
        self.plan: Plan | None = None
        self.reason = ReasonField()
        self.printer = Choice(())
        self.copies = spaced(QSpinBox())
        self.copies.setRange(1, MOST_COPIES)
        self.printer_field = Field(_("Printer"), self.printer)
        self.ink_field = Field(_("Ink"), Choice(list(ink_words().items())))
        self.line = texts.paragraph("", "small")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.print = primary(_("Print"), self._print, icon_name="printer", shortcut="Ctrl+P")
        self.save = button(_("Save as PDF…"), self._ask_target, icon_name="download")
        self.stop = button(_("Stop"), self._stop, icon_name="x")
        _build(self)
        printers.changed.connect(self._show_printers)
        self.printer.activated.connect(lambda _at: printers.choose(self.printer.value() or ""))
        self.ink_field.control.activated.connect(lambda _at: self.ink.emit())
        self.copies.valueChanged.connect(lambda _n: self.counted.emit())
        self._run(None)

    @property
    def busy(self) -> bool:
        """Whether papers are on their way out now."""
        return self._job is not None

    def offer(self, made: Made | None) -> None:
        """What goes out next; None while there is nothing."""
        self._made = made
        self.reason.ask(len(made.composed.again) if made else 0)
        if made and made.order.rest and made.order.rest.reason:
            self.reason.put(made.order.rest.reason)
        self._allow()

    def wait(self, *, waiting: bool) -> None:
        """Whether a run waits to be told of; nothing else is printed before."""
        self._waiting = waiting
        self._allow()

    def _allow(self) -> None:
        ready = self._made is not None and self._job is None
        self.save.setEnabled(ready)
        self.print.setEnabled(ready and not self._waiting and bool(self._printers.chosen))
        if self._job is None:
            self._say(self._why_not())

    def _why_not(self) -> str:
        if self._waiting:
            return _("Say above first what came out of the printer.")
        if self._printers.read_yet and not self._printers.chosen:
            return _("No printer is set up on this PC. The papers can be saved as PDF.")
        return ""

    def _say(self, text: str) -> None:
        self.line.setText(text)
        self.line.setVisible(bool(text))

    def _show_printers(self) -> None:
        self.printer.clear()
        for one in self._printers.found:
            self.printer.addItem(one.name, one.name)
        self.printer.setEnabled(self.printer.count() > 0)
        if self._printers.chosen:
            self.printer.choose(self._printers.chosen)
        self._allow()

    def _run(self, job: Job | None) -> None:
        self._job = job
        self.progress.setRange(0, 0)
        self._pace = Pace()
        for part in (self.progress, self.stop):
            part.setVisible(job is not None)
        for part in (self.print, self.save):
            part.setVisible(job is None)
        self.stop.setEnabled(True)
        self._allow()

    def _ask_target(self) -> None:
        if self.reason.complain():
            return
        suggested = _("papers {day}.pdf").format(day=shown.day(self._context.desk.config.today()))
        target = choose_target(self, _("Save as PDF"), suggested, "PDF (*.pdf)")
        if target:
            self.save_to(target)

    def save_to(self, target: Path) -> None:
        """Write the PDF there, and enter its papers in the ledger."""
        made, desk, reason = self._made, self._context.desk, self.reason.value()
        if made is None:
            return
        job = self._context.jobs.write(
            self,
            lambda: runs.save(desk, made, target, reason),
            self._saved,
            failed=self._failed,
            changes=("papers", "workers"),
        )
        self._run(job)

    def _saved(self, path: Path) -> None:
        self._run(None)
        self.reason.clear()
        self.offer(None)
        said = _("Saved: {file}").format(file=path)
        self._context.notices.done(said)
        self.gone.emit(said)

    def _print(self) -> None:
        made = self._made
        if made is None or not self.print.isEnabled() or self.reason.complain():
            return
        if not made.by_person:
            self._print_list(made)
            return
        by_hand = _by_hand(made, self._printers.settings, self.plan)
        if by_hand is None:
            self.test_needed.emit()
            return
        from desktop_app.actions.printing import Way

        way = Way(printer=self._printers.chosen, copies=self.copies.value(), by_hand=by_hand)
        self._start(_run_work(self, self._context.desk, made, way, self._printers))

    def _print_list(self, made: Made) -> None:
        copies = 1 if KINDS[made.order.kind].numbered else self.copies.value()
        target = self._printers.chosen, copies
        self._start(_list_work(self._context.desk, made, target, self._printers))

    def print_backs(self, run: "PrintRun") -> None:
        """Send the backs of a stack that was turned."""
        desk, pdf = self._context.desk, self.pdf_of[run.id]
        settings, send = self._printers.settings_of(run.printer), self._printers.send
        self._start(lambda step, stop: runs.send_pass(desk, run, pdf, settings, send, (step, stop)))

    def _start(self, work: "runs.Work") -> None:
        job = self._context.jobs.long(
            self, work, self._sent, step=self._step, failed=self._unsent, changes=("papers",)
        )
        self._run(job)
        self._say(_("The printer is asked…"))

    def _step(self, at: int, of: int) -> None:
        self.progress.setRange(0, of)
        self.progress.setValue(at)
        told = _("page {n} of {of}").format(n=shown.number(at), of=shown.number(of))
        self._say(" · ".join(part for part in (told, self._pace.left(at, of)) if part))

    def _sent(self, sent: Sent) -> None:
        self._run(None)
        self.copies.setValue(1)
        if sent.whole:
            self._context.notices.done(_("Sent to the printer."))
            self.gone.emit(_("Sent to the printer."))
            return
        self.sent.emit(sent)

    def _failed(self, error: Exception) -> None:
        self._run(None)
        self._context.notices.trouble(error)
        if getattr(error, "rule", "") == "preview_old":
            self.old.emit()

    def _unsent(self, error: Exception) -> None:
        """Nothing went out, or nobody knows: whatever waits to be told of is asked about."""
        self._run(None)
        if getattr(error, "rule", "") == "preview_old":
            self._context.notices.trouble(error)
            self.old.emit()
        else:
            self.sent.emit(Sent(None, error))

    def _stop(self) -> None:
        if self._job:
            self._job.stop()
            self.stop.setEnabled(False)
            self._say(_("Stopping after this page…"))


def _run_work(
    outlet: Outlet, desk: "Desk", made: Made, way: "Way", printers: KnownPrinters
) -> runs.Work:
    """Begin a run and send its first pass; its PDF is kept for the backs."""
    reason, settings, send = outlet.reason.value(), printers.settings, printers.send

    def work(step: Step, stop: Stop) -> Sent:
        run = runs.begin(desk, made, way, reason)
        outlet.pdf_of = {run.id: made.composed.pdf}
        return runs.send_pass(desk, run, made.composed.pdf, settings, send, (step, stop))

    return work


def _list_work(
    desk: "Desk", made: Made, target: tuple[str, int], printers: KnownPrinters
) -> runs.Work:
    settings, send = printers.settings, printers.send
    return lambda step, stop: runs.send_list(desk, made, target, settings, send, (step, stop))


def _build(outlet: Outlet) -> None:
    """One column: where to, how, why again, what goes on, the ways out."""
    outlet.body.setContentsMargins(16, 14, 16, 16)
    outlet.body.setSpacing(10)
    for box in (outlet.printer, outlet.ink_field.control):
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(8)
    row = QHBoxLayout()
    row.setSpacing(10)
    copies = Field(_("Copies"), outlet.copies)
    copies.setFixedWidth(84)
    row.addWidget(copies)
    row.addWidget(outlet.ink_field, 1)
    outlet.body.addWidget(outlet.printer_field)
    outlet.body.addLayout(row)
    for part in (outlet.reason, outlet.line, outlet.progress):
        outlet.body.addWidget(part)
    outlet.body.addStretch(1)
    for way in (outlet.stop, outlet.print, outlet.save):
        outlet.body.addWidget(way)


def _by_hand(made: Made, known: PrinterSettings, plan: Plan | None) -> str | None:
    """How the stack is turned; empty where it need not be, None where nobody knows."""
    if made.composed.grid.sides < 2 or known.both_sides:
        return ""
    if plan and plan.each_turned:
        return "A"
    return known.turn or None
