"""The two ways a paper goes out, to a printer or into a file, and what is told on the way."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from desktop_app.text import _
from desktop_app.ui import paper, shown
from desktop_app.ui.context import UiContext
from desktop_app.ui.jobs import Job
from desktop_app.ui.pages.papers import making
from desktop_app.ui.pages.papers.making import Made
from desktop_app.ui.widgets.buttons import button, primary
from desktop_app.ui.widgets.fields import text_field
from desktop_app.ui.widgets.files import choose_target


class Outlet(QWidget):
    """*Cetak…*, *Simpan sebagai PDF…*, progress. Works on the PDF it was offered.

    ``reason`` is its field, placed by the page among the other choices.
    """

    gone = Signal()
    """The papers went out and stand in the ledger."""

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        self._made: Made | None = None
        self._job: Job | None = None
        self.reason = text_field(_("Reason, if it is printed again"))
        self.print = primary(_("Print…"), self._ask_printer, icon_name="printer", shortcut="Ctrl+P")
        self.save = button(_("Save as PDF…"), self._ask_target, icon_name="download")
        self.stop = button(_("Stop"), self._stop)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.line = QLabel()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        for part in (self.line, self.progress):
            column.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(8)
        for way in (self.print, self.save, self.stop):
            row.addWidget(way)
        row.addStretch(1)
        column.addLayout(row)
        self._run(None)

    def offer(self, made: Made | None) -> None:
        """What goes out next; None while there is nothing."""
        self._made = made
        self._allow()

    def _allow(self) -> None:
        for way in (self.print, self.save):
            way.setEnabled(self._made is not None and self._job is None)

    def _run(self, job: Job | None) -> None:
        self._job = job
        self.progress.setRange(0, 0)
        self.line.setText("")
        for part in (self.progress, self.line, self.stop):
            part.setVisible(job is not None)
        self._allow()

    def _ask_target(self) -> None:
        suggested = _("papers {day}.pdf").format(day=shown.day(self._context.desk.config.today()))
        target = choose_target(self, _("Save as PDF"), suggested, "PDF (*.pdf)")
        if target:
            self.save_to(target)

    def save_to(self, target: Path) -> None:
        """Write the PDF there, and enter its papers in the ledger."""
        made, desk, reason = self._made, self._context.desk, self.reason.control.text().strip()
        if made is None:
            return
        job = self._context.jobs.write(
            self,
            lambda: making.save(desk, made, target, reason),
            lambda path: self._ended(_("Saved: {file}").format(file=path)),
            failed=self._failed,
            changes=("papers", "workers"),
        )
        self._run(job)

    def _ask_printer(self) -> None:
        printer = paper.ask_printer(self, _("Print"))
        if printer:
            self.print_on(printer)

    def print_on(self, printer: Any) -> None:
        """Send every page to this printer, then enter the papers in the ledger."""
        made, desk, reason = self._made, self._context.desk, self.reason.control.text().strip()
        if made is None:
            return
        job = self._context.jobs.long(
            self,
            lambda step, stop: making.printed(desk, made, printer, reason, step, stop),
            lambda count: self._printed(count, made.pages),
            step=self._step,
            failed=self._failed,
            changes=("papers", "workers"),
        )
        self._run(job)

    def _step(self, at: int, of: int) -> None:
        self.progress.setRange(0, of)
        self.progress.setValue(at)
        told = _("page {n} of {of}").format(n=shown.number(at), of=shown.number(of))
        self.line.setText(told)

    def _printed(self, count: int, pages: int) -> None:
        if count < pages:
            words = _("Stopped after {n} of {of} pages; none of them was entered as printed.")
            self._run(None)
            self._context.notices.info(words.format(n=count, of=pages))
            return
        self._ended(_("Sent to the printer and entered as printed."))

    def _ended(self, text: str) -> None:
        self._run(None)
        self.reason.control.clear()
        self._context.notices.done(text)
        self.gone.emit()

    def _failed(self, error: Exception) -> None:
        self._run(None)
        self._context.notices.trouble(error)

    def _stop(self) -> None:
        if self._job:
            self._job.stop()
