"""Cetak: print, what went out, the book of letters, recalled papers, checking, printers."""

from typing import Any

from PySide6.QtWidgets import QTabWidget

from desktop_app.text import _
from desktop_app.ui import shown
from desktop_app.ui.context import UiContext
from desktop_app.ui.pages.page import Page
from desktop_app.ui.pages.papers import making
from desktop_app.ui.pages.papers.agenda import AgendaLeaf
from desktop_app.ui.pages.papers.checking import Checking
from desktop_app.ui.pages.papers.kinds import KINDS
from desktop_app.ui.pages.papers.ledger import Ledger
from desktop_app.ui.pages.papers.print_leaf import PrintLeaf
from desktop_app.ui.pages.papers.printer_state import KnownPrinters
from desktop_app.ui.pages.papers.printers import Printers
from desktop_app.ui.pages.papers.recalled import Recalled

LEAVES = ("print", "ledger", "letters", "recalled", "check", "printers")


class PrintingPage(Page):
    """Six leaves: print, ledger, book of letters, recalled, check, printers."""

    kinds = frozenset(("workers", "papers"))
    scrolls = False

    def __init__(self, context: UiContext) -> None:
        super().__init__(context, _("Printing"))
        self.printers = KnownPrinters(context)
        self.leaf = PrintLeaf(context, self.printers)
        self.choosing, self.outlet = self.leaf.choosing, self.leaf.outlet
        self.preview, self.came_out = self.leaf.preview, self.leaf.telling.came_out
        self.message, self.refused = self.leaf.message, self.leaf.refused
        self.make = self.leaf.make
        self.ledger, self.checking = Ledger(context), Checking(context)
        self.recalled, self.letters = Recalled(context), AgendaLeaf(context)
        self.printer_leaf = Printers(context, self.printers)
        self.leaves = QTabWidget()
        self.leaves.setDocumentMode(True)
        self.leaves.tabBar().setDrawBase(False)
        for leaf, name in (
            (self.leaf, _("Print")),
            (self.ledger, _("Papers that went out")),
            (self.letters, _("Book of letters")),
            (self.recalled, _("Recalled")),
            (self.checking, _("Check a card")),
            (self.printer_leaf, _("Printers")),
        ):
            self.leaves.addTab(leaf, name)
        self.body.addWidget(self.leaves, 1)
        self.outlet.test_needed.connect(self._test_printer)
        self.choosing.leaf.connect(lambda name: self.leaves.setCurrentIndex(LEAVES.index(name)))
        self.recalled.counted.connect(self._count_recalled)
        self.recalled.again.connect(lambda ids: self.open(ids=list(ids)))
        self.ledger.again.connect(self._again)

    def open(self, **what: Any) -> None:
        """Print for these ``ids`` or the ``unprinted``: the paper of ``kind``, or without one the
        paper that is due to them; or ``check`` a card; or a ``leaf`` by its name."""
        leaf = "check" if what.get("check") else what.get("leaf") or "print"
        self.leaves.setCurrentIndex(LEAVES.index(leaf))
        ids, who = what.get("ids"), "unprinted" if what.get("unprinted") else ""
        if ids is None and not who:
            return
        desk, kind = self.context.desk, what.get("kind") or ""
        if kind in KINDS and kind != "card":
            self.leaf.put(kind, ids, who)
            return
        self.context.jobs.read(
            self,
            lambda _stop: making.kind_for(desk, ids),
            lambda due: self.leaf.put(due, ids, who),
            topic="due",
        )

    def _again(self, asked: tuple[str, list[str]]) -> None:
        kind, ids = asked
        self.open(ids=ids, kind="" if kind == "slip" else kind)

    def refresh(self) -> None:
        """Count anew; read the ledger, what has to come back and what waits to be told of."""
        self.leaf.count()
        self.ledger.read()
        self.recalled.read()
        self.letters.read()
        self.leaf.telling.ask()
        if not self.printers.read_yet:
            self.printers.read()

    def _count_recalled(self, count: int) -> None:
        name = _("Recalled") + (f" ({shown.number(count)})" if count else "")
        self.leaves.setTabText(LEAVES.index("recalled"), name)

    def _test_printer(self) -> None:
        self.leaves.setCurrentIndex(LEAVES.index("printers"))
        self.printer_leaf.ask_for_test()
