"""The ledger: every paper that went out, the newest first; who has got theirs is ticked here."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.text import _
from desktop_app.ui import shown
from desktop_app.ui.context import UiContext
from desktop_app.ui.pages.papers import making, runs
from desktop_app.ui.pages.papers.rows import cell, chosen, fill, paper_table
from desktop_app.ui.pages.person.panel import paper_word
from desktop_app.ui.widgets.buttons import button, primary
from desktop_app.ui.widgets.texts import Empty
from desktop_app.wording.papers import reason_word
from desktop_app.wording.words import status_word

if TYPE_CHECKING:
    from desktop_app.store.papers import Paper

#: Papers shown, the newest; the rest stands with each person.
MOST = 200
_NUMBER = 4
_TICK, _YES, _NO = 0, Qt.CheckState.Checked, Qt.CheckState.Unchecked


class Ledger(QWidget):
    """A table; Enter or a double click opens the person, the tick hands the paper over."""

    again = Signal(object)
    """Record ids and the kind of paper of those who get it once more."""

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        self._papers: list[Paper] = []
        self._shown: list[Paper] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._filters())
        heads = (
            *(_("Given"), _("When"), _("Paper"), _("Name"), _("Number")),
            *(_("Serial"), _("Run"), _("By"), _("Why again")),
        )
        self.table = paper_table(heads, _("Papers that went out"), wide=8)
        self.empty = Empty(
            "printer", _("Nothing printed yet"), _("Each paper that goes out is entered here.")
        )
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)
        column.addWidget(self._ways())
        self.table.cellActivated.connect(self._open)
        self.table.itemChanged.connect(self._ticked)
        self.table.itemSelectionChanged.connect(self._allow)
        self._allow()

    def _filters(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Name, number or serial"))
        self.search.setAccessibleName(_("Search the papers"))
        self.search.setProperty("role", "search")
        self.search.setMaximumWidth(360)
        self.waiting = QCheckBox(_("Only those not handed over yet"))
        row.addWidget(self.search, 1)
        row.addWidget(self.waiting)
        row.addStretch(1)
        self.search.textChanged.connect(lambda _text: self._sift())
        self.waiting.toggled.connect(lambda _on: self._sift())
        return row

    def _ways(self) -> QWidget:
        self.ways = QWidget()
        row = QHBoxLayout(self.ways)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.hand = primary(_("Handed over"), self.hand_over, icon_name="check")
        self.hand.setToolTip(_("Handed over") + " (Ctrl+Space)")
        QShortcut(QKeySequence("Ctrl+Space"), self.table, self.hand.click)
        self.reprint = button(_("Print again"), self._print_again, icon_name="printer")
        self.rest = button(_("Print again from this one on"), self._print_rest)
        self.recall = button(_("Has to come back…"), self._ask_why, icon_name="undo-2")
        self.why = QLineEdit()
        self.why.setPlaceholderText(_("Why it has to come back, then Enter"))
        self.why.setAccessibleName(self.why.placeholderText())
        self.why.setMaxLength(200)
        self.why.hide()
        for way in (self.hand, self.reprint, self.rest, self.recall):
            row.addWidget(way)
        row.addWidget(self.why, 1)
        row.addStretch(1)
        self.why.returnPressed.connect(self._recall)
        return self.ways

    def _ask_why(self) -> None:
        self.why.setVisible(self.why.isHidden())
        self.why.setFocus()

    def _recall(self) -> None:
        desk, why = self._context.desk, self.why.text().strip()
        ns = [paper.n for paper in self._chosen()]
        if not why or not ns:
            return
        self.why.clear()
        self.why.hide()
        self._context.jobs.write(
            self,
            lambda: runs.recall(desk, ns, why),
            failed=self._failed,
            changes=("papers", "workers"),
        )

    def read(self) -> None:
        """Read it anew."""
        desk = self._context.desk

        def work(_stop: object) -> "list[Paper]":
            from desktop_app.actions import issuing

            return issuing.recent_papers(desk, MOST)

        self._context.jobs.read(self, work, self._show, topic="ledger")

    def _show(self, papers: "Sequence[Paper]") -> None:
        self._papers = list(papers)
        self._sift()

    def _sift(self) -> None:
        sought = self.search.text().casefold().strip()
        waiting = self.waiting.isChecked()
        self._shown = [
            paper
            for paper in self._papers
            if (not waiting or paper.handed_on is None) and _found(paper, sought)
        ]
        self.table.setVisible(bool(self._papers))
        self.ways.setVisible(bool(self._papers))
        self.empty.setVisible(not self._papers)
        fill(self.table, [self._row(paper) for paper in self._shown])
        self._allow()

    def _row(self, paper: "Paper") -> list[QTableWidgetItem]:
        row = [_tick(paper), *map(cell, _cells(paper))]
        row[_NUMBER] = cell(paper.number, self._short(paper.number))
        return row

    def _short(self, number: str) -> str:
        """Without the village's code, which begins every number here."""
        return number.removeprefix(self._context.desk.office.village.code.replace(".", "") + "-")

    def _chosen(self) -> "list[Paper]":
        return [self._shown[row] for row in chosen(self.table) if row < len(self._shown)]

    def _allow(self) -> None:
        papers = self._chosen()
        self.hand.setEnabled(any(paper.handed_on is None for paper in papers))
        self.recall.setEnabled(any(_out(paper) for paper in papers))
        self.reprint.setEnabled(bool(papers) and {p.kind for p in papers} <= making.PRINTABLE)
        one = papers[0] if len(papers) == 1 else None
        self.rest.setEnabled(bool(one and one.batch and one.kind in making.PRINTABLE))

    def _ticked(self, item: QTableWidgetItem) -> None:
        if item.column() == _TICK and item.row() < len(self._shown):
            paper = self._shown[item.row()]
            self._hand([paper.n], handed=item.checkState() == _YES)

    def hand_over(self) -> None:
        """The papers chosen were handed over."""
        self._hand([paper.n for paper in self._chosen()], handed=True)

    def _hand(self, ns: list[int], *, handed: bool) -> None:
        desk = self._context.desk
        self._context.jobs.write(
            self,
            lambda: runs.hand_over(desk, ns, handed=handed),
            failed=self._failed,
            changes=("papers",),
        )

    def _failed(self, error: Exception) -> None:
        self._context.notices.trouble(error)
        self._sift()

    def _print_again(self) -> None:
        papers = self._chosen()
        if papers:
            self.again.emit((papers[0].kind, [paper.worker_id for paper in papers]))

    def _print_rest(self) -> None:
        paper, desk = self._chosen()[0], self._context.desk
        batch, place = paper.batch or "", paper.place or 1
        self._context.jobs.read(
            self,
            lambda _stop: runs.from_here(desk, batch, place),
            lambda ids: self.again.emit((paper.kind, ids)),
            topic="rest",
        )

    def _open(self, row: int, _column: int) -> None:
        self._context.navigator.go("workers", id=self._shown[row].worker_id)


def _out(paper: "Paper") -> bool:
    return paper.recalled_on is None and paper.back_on is None


def _tick(paper: "Paper") -> QTableWidgetItem:
    item = QTableWidgetItem()
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(_YES if paper.handed_on else _NO)
    if paper.handed_on:
        words = _("Handed over on {day} by {who}")
        item.setToolTip(words.format(day=shown.day(paper.handed_on), who=paper.handed_by))
    return item


def _cells(paper: "Paper") -> tuple[str, ...]:
    return (
        shown.moment(paper.issued_at),
        _kind(paper),
        paper.full_name,
        paper.number,
        str(paper.serial),
        _in_run(paper),
        paper.issued_by,
        reason_word(paper.reason),
    )


def _kind(paper: "Paper") -> str:
    """What paper; its status where its kind does not say it; whether it has to come back."""
    parts = [paper_word(paper.kind)]
    if paper.kind == "certificate":
        parts.append(status_word(paper.status).lower())
    if not _out(paper):
        parts.append(_("came back") if paper.back_on else _("recalled"))
    return " · ".join(parts)


def _in_run(paper: "Paper") -> str:
    """Which one of its run, and how many copies."""
    place = str(paper.place or "")
    return f"{place} (×{paper.copies})" if paper.copies > 1 else place


def _found(paper: "Paper", sought: str) -> bool:
    """Whether all words stand in the name, or the text in one of its numbers."""
    name = paper.full_name.casefold()
    numbers = (paper.number.casefold(), (paper.letter or "").casefold())
    if all(word in name for word in sought.split()) or sought == str(paper.serial):
        return True
    return any(sought in number for number in numbers)
