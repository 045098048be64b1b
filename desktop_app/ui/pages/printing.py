"""Cetak: choose, look, save or print; the ledger; checking a paper."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from desktop_app.domain.findings import Finding
from desktop_app.text import _, n_
from desktop_app.ui import shown
from desktop_app.ui.context import UiContext
from desktop_app.ui.jobs import Job
from desktop_app.ui.notices import sentence
from desktop_app.ui.pages.page import Page, scrolling
from desktop_app.ui.pages.papers import making
from desktop_app.ui.pages.papers.checking import Checking
from desktop_app.ui.pages.papers.choosing import Choosing
from desktop_app.ui.pages.papers.ledger import Ledger
from desktop_app.ui.pages.papers.making import Made
from desktop_app.ui.pages.papers.outlet import Outlet
from desktop_app.ui.pages.papers.preview import Preview
from desktop_app.ui.widgets.texts import Message, Panel
from desktop_app.wording.sentences import sentence as worded

CHOICE_WIDTH = 380
#: People named among those who could not be printed; the rest is a number.
NAMED = 5
#: Papers that are drawn before anybody would notice.
FEW = 20


class PrintingPage(Page):
    """Three leaves: print, ledger, check."""

    kinds = frozenset(("workers", "papers"))
    scrolls = False

    def __init__(self, context: UiContext) -> None:
        super().__init__(context, _("Printing"))
        self._job: Job | None = None
        self.choosing = Choosing(context)
        self.preview = Preview(context.jobs)
        self.message, self.refused = Message(), Message()
        self.outlet = Outlet(context)
        self.ledger, self.checking = Ledger(context), Checking(context)
        self.leaves = QTabWidget()
        self.leaves.setDocumentMode(True)
        self.leaves.tabBar().setDrawBase(False)
        self.leaves.addTab(self._print_leaf(), _("Print"))
        self.leaves.addTab(self.ledger, _("Papers that went out"))
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
        column.addWidget(self.outlet.reason)
        column.addStretch(1)
        outer = QVBoxLayout(left)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(column), 1)
        outer.addWidget(self.outlet)
        row.addWidget(left)
        right = Panel(role="sunken")
        right.body.addWidget(self.message)
        right.body.addWidget(self.refused)
        right.body.addWidget(self.preview, 1)
        row.addWidget(right, 1)
        return leaf

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
        order = self.choosing.order()
        if order.who == "chosen" and not order.ids:
            self._offer(None)
            return
        self.outlet.offer(None)
        self.message.say(_("Preparing the preview…"))
        if self._job:
            self._job.stop()
        self._job = self._start(order)

    def _start(self, order: making.Order) -> Job:
        """Few papers are drawn at once; many must not keep searches waiting."""
        jobs, desk = self.context.jobs, self.context.desk
        if order.who == "chosen" and len(order.ids) <= FEW:
            return jobs.read(
                self, lambda _stop: making.make(desk, order), self._offer, failed=self._unmade
            )
        return jobs.long(
            self, lambda _step, _stop: making.make(desk, order), self._offer, failed=self._unmade
        )

    def _unmade(self, error: Exception) -> None:
        self._offer(None)
        self.message.say(sentence(error), "warn")

    def _offer(self, made: Made | None) -> None:
        self.outlet.offer(made)
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


def _refusals(refused: Sequence[tuple[str, Finding]]) -> str:
    """Who could not be printed, and why."""
    if not refused:
        return ""
    count = len(refused)
    head = n_("{n} person cannot be printed:", "{n} people cannot be printed:", count)
    lines = [f"{number}: {worded(finding)}" for number, finding in refused[:NAMED]]
    more = [_("and {n} more").format(n=count - NAMED)] if count > NAMED else []
    return "\n".join([head.format(n=count), *lines, *more])
