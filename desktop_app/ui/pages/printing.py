"""Cetak: choose, look, save or print; the ledger; checking a paper."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.findings import Finding
from desktop_app.text import _, n_
from desktop_app.ui import paper, shown
from desktop_app.ui.context import UiContext
from desktop_app.ui.jobs import Job
from desktop_app.ui.notices import sentence
from desktop_app.ui.pages.page import Page, scrolling
from desktop_app.ui.pages.papers import making
from desktop_app.ui.pages.papers.checking import Checking
from desktop_app.ui.pages.papers.choosing import Choosing
from desktop_app.ui.pages.papers.ledger import Ledger
from desktop_app.ui.pages.papers.making import Made
from desktop_app.ui.pages.papers.preview import Preview
from desktop_app.ui.widgets.buttons import button, primary
from desktop_app.ui.widgets.fields import Field
from desktop_app.ui.widgets.files import choose_target
from desktop_app.ui.widgets.texts import Message, Panel
from desktop_app.wording.sentences import sentence as worded

CHOICE_WIDTH = 380
#: People named among those who could not be printed; the rest is a number.
NAMED = 5


class PrintingPage(Page):
    """Three leaves: print, ledger, check."""

    kinds = frozenset(("workers", "papers"))
    scrolls = False

    def __init__(self, context: UiContext) -> None:
        super().__init__(context, _("Printing"))
        self._made: Made | None = None
        self._job: Job | None = None
        self.choosing = Choosing(context)
        self.preview = Preview(context.jobs)
        self.message, self.refused = Message(), Message()
        self.reason = Field(_("Reason, if it is printed again"), QLineEdit())
        self.ledger, self.checking = Ledger(context), Checking(context)
        self.leaves = QTabWidget()
        self.leaves.setDocumentMode(True)
        self.leaves.addTab(self._print_leaf(), _("Print"))
        self.leaves.addTab(self.ledger, _("Papers printed"))
        self.leaves.addTab(self.checking, _("Check a card"))
        self.body.addWidget(self.leaves, 1)
        self.choosing.changed.connect(self.make)
        self._offer(None)

    def _print_leaf(self) -> QWidget:
        leaf = QWidget()
        row = QHBoxLayout(leaf)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        left = QWidget()
        left.setFixedWidth(CHOICE_WIDTH)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 12, 0)
        column.addWidget(self.choosing)
        column.addWidget(self.reason)
        column.addStretch(1)
        outer = QVBoxLayout(left)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(column), 1)
        outer.addLayout(self._ways())
        row.addWidget(left)
        right = Panel(role="sunken")
        right.body.addWidget(self.message)
        right.body.addWidget(self.refused)
        right.body.addWidget(self.preview, 1)
        row.addWidget(right, 1)
        return leaf

    def _ways(self) -> QVBoxLayout:
        self.print = primary(_("Print…"), self._ask_printer, icon_name="printer", shortcut="Ctrl+P")
        self.save = button(_("Save as PDF…"), self._ask_target, icon_name="download")
        self.stop = button(_("Stop"), self._stop)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress_line = QLabel()
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self.progress_line)
        column.addWidget(self.progress)
        row = QHBoxLayout()
        row.setSpacing(8)
        for way in (self.print, self.save, self.stop):
            row.addWidget(way)
        row.addStretch(1)
        column.addLayout(row)
        self._running(on=False)
        return column

    def open(self, **what: Any) -> None:
        """Print for these ``ids`` or the ``unprinted``; ``kind`` card or certificate."""
        self.leaves.setCurrentIndex(2 if what.get("check") else 0)
        who = "unprinted" if what.get("unprinted") else ""
        ids = what.get("ids")
        self.choosing.put(kind=what.get("kind") or ("card" if ids else ""), ids=ids, who=who)
        if ids or who:
            self.make()

    def refresh(self) -> None:
        """Count anew and read the ledger."""
        desk = self.context.desk
        self.context.jobs.read(
            self, lambda _stop: making.counts(desk), self.choosing.show_counts, topic="counts"
        )
        self.ledger.read()

    def make(self) -> None:
        """Compose what is chosen and show it."""
        order, desk = self.choosing.order(), self.context.desk
        if order.who == "chosen" and not order.ids:
            self._offer(None)
            return
        self._made = None
        self._allow()
        self.message.say(_("Preparing the preview…"))
        self.context.jobs.read(
            self,
            lambda _stop: making.make(desk, order),
            self._offer,
            topic="make",
            failed=self._unmade,
        )

    def _unmade(self, error: Exception) -> None:
        self._offer(None)
        self.message.say(sentence(error), "warn")

    def _offer(self, made: Made | None) -> None:
        self._made = made
        self.preview.show_made(made)
        self.refused.say(_refusals(made.composed.refused) if made else "", "warn")
        if made is None:
            self.message.say(_("Choose people on the left; the paper shows here as it prints."))
        elif made.later:
            words = _("The first {n} people; {later} more after these.")
            n, later = shown.number(making.MOST), shown.number(made.later)
            self.message.say(words.format(n=n, later=later))
        else:
            self.message.say("")
        self._allow()

    def _allow(self) -> None:
        for way in (self.print, self.save):
            way.setEnabled(self._made is not None and self._job is None)

    def _ask_target(self) -> None:
        if self._made is None:
            return
        suggested = _("papers {day}.pdf").format(day=shown.day(self.context.desk.config.today()))
        target = choose_target(self, _("Save as PDF"), suggested, "PDF (*.pdf)")
        if target:
            self.save_to(target)

    def save_to(self, target: Path) -> None:
        """Write the PDF there, and enter its papers in the ledger."""
        made, desk, reason = self._made, self.context.desk, self.reason.control.text().strip()
        if made is None:
            return
        self._running(on=True)
        self._job = self.context.jobs.write(
            self,
            lambda: making.save(desk, made, target, reason),
            lambda path: self._went_out(_("Saved: {file}").format(file=path)),
            failed=self._failed,
            changes=("papers", "workers"),
        )
        self._allow()

    def _ask_printer(self) -> None:
        if self._made is None:
            return
        printer = paper.ask_printer(self, _("Print"))
        if printer:
            self.print_on(printer)

    def print_on(self, printer: Any) -> None:
        """Send every page to this printer, then enter the papers in the ledger."""
        made, desk, reason = self._made, self.context.desk, self.reason.control.text().strip()
        if made is None:
            return
        self._running(on=True)
        self._job = self.context.jobs.long(
            self,
            lambda step, stop: making.printed(desk, made, printer, reason, step, stop),
            lambda count: self._printed(count, made.pages),
            step=self._step,
            failed=self._failed,
            changes=("papers", "workers"),
        )
        self._allow()

    def _step(self, at: int, of: int) -> None:
        self.progress.setRange(0, of)
        self.progress.setValue(at)
        self.progress_line.setText(
            _("page {n} of {of}").format(n=shown.number(at), of=shown.number(of))
        )

    def _printed(self, count: int, pages: int) -> None:
        if count < pages:
            words = _("Stopped after {n} of {of} pages; none of them was entered as printed.")
            self._went_out(words.format(n=count, of=pages))
            return
        self._went_out(_("Sent to the printer and entered as printed."))

    def _went_out(self, text: str) -> None:
        self._running(on=False)
        self.reason.control.clear()
        self.context.notices.done(text)
        self._allow()

    def _failed(self, error: Exception) -> None:
        self._running(on=False)
        self.context.notices.trouble(error)
        self._allow()

    def _stop(self) -> None:
        if self._job:
            self._job.stop()

    def _running(self, *, on: bool) -> None:
        if not on:
            self._job = None
        self.progress.setRange(0, 0)
        self.progress_line.setText("")
        for part in (self.progress, self.progress_line, self.stop):
            part.setVisible(on)


def _refusals(refused: Sequence[tuple[str, Finding]]) -> str:
    """Who could not be printed, and why."""
    if not refused:
        return ""
    count = len(refused)
    head = n_("{n} person cannot be printed:", "{n} people cannot be printed:", count)
    lines = [f"{number}: {worded(finding)}" for number, finding in refused[:NAMED]]
    more = [_("and {n} more").format(n=count - NAMED)] if count > NAMED else []
    return "\n".join([head.format(n=count), *lines, *more])
