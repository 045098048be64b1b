"""*Jawaban BPJS*: the branch's file comes in; numbers, refusals and what fits nobody, in words."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.text import _, n_
from desktop_app.ui import shown
from desktop_app.ui.context import UiContext
from desktop_app.ui.notices import sentence
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import button, primary
from desktop_app.ui.widgets.files import choose_file
from desktop_app.ui.widgets.table import Row, Table

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk
    from desktop_app.actions.submitting import AnsweredRow

KINDS = "Excel, CSV (*.xlsx *.xls *.ods *.csv)"


class Taken(NamedTuple):
    """The answer in words: counts, rows, the record ids of those confirmed and refused."""

    confirmed: int
    refused: int
    unmatched: int
    rows: list[Row]
    ids: list[str]
    refused_ids: frozenset[str]


def taken_answer(desk: "Desk", path: Path) -> Taken:
    """Take the answer in. For a lane."""
    from desktop_app.actions import finding, submitting

    answered = submitting.take_answer(desk, path)
    rows, ids, refused = [], [], set()
    for row in sorted(answered.rows, key=lambda row: _ORDER[row.outcome]):
        record_id = finding.find_one(desk, row.number).id if row.number else None
        if record_id and row.outcome == "confirmed":
            ids.append(record_id)
        elif record_id and row.outcome == "refused_by_bpjs":
            refused.add(record_id)
        rows.append(Row(_cells(row), record_id))
    return Taken(
        answered.count("confirmed"),
        answered.count("refused_by_bpjs"),
        answered.count("unmatched"),
        rows,
        ids,
        frozenset(refused),
    )


_ORDER = {"refused_by_bpjs": 0, "unmatched": 1, "confirmed": 2}


def _cells(row: "AnsweredRow") -> tuple[str, ...]:
    from desktop_app.wording.sentences import sentence as worded

    outcome = {
        "confirmed": _("Participant"),
        "refused_by_bpjs": _("Refused"),
        "unmatched": _("Fits nobody"),
    }[row.outcome]
    remark = row.reason or (worded(row.finding) if row.finding else "")
    return (str(row.row), row.name or "–", outcome, remark)


class AnswerTab(QWidget):
    """Choose the file; then see what it brought, and print the cards of the confirmed."""

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        self._ids: list[str] = []
        self._refused: frozenset[str] = frozenset()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 24)
        column.setSpacing(16)
        panel = texts.Panel()
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addWidget(
            texts.muted(
                _(
                    "Choose the file that the branch sent back. Nobody is changed by a row that "
                    "fits nobody, and the same answer may be taken in twice."
                )
            ),
            1,
        )
        self.choose = primary(_("Choose the answer…"), self._choose, icon_name="upload")
        row.addWidget(self.choose)
        panel.body.addLayout(row)
        column.addWidget(panel)
        self.message = texts.Message()
        column.addWidget(self.message)
        self.cards = button(_("Print their cards"), self._print, icon_name="printer")
        self.cards.hide()
        self.mend = button(_("Mend the chosen person"), self._mend, icon_name="pencil")
        self.mend.hide()
        ways = QHBoxLayout()
        ways.setSpacing(8)
        for way in (self.cards, self.mend):
            ways.addWidget(way)
        ways.addStretch(1)
        column.addLayout(ways)
        self.table = Table(
            _("What the answer brought"), (_("Row"), _("Name"), _("Result"), _("Remark"))
        )
        self.table.opened.connect(self._open)
        chosen = self.table.selectionModel()
        chosen.currentRowChanged.connect(lambda _now, _before: self._chosen())
        self.table.hide()
        column.addWidget(self.table, 1)
        self.nothing = texts.Empty(
            "inbox",
            _("No answer has been taken in yet"),
            _("The result of each row appears here."),
        )
        column.addWidget(self.nothing, 1)

    def _choose(self) -> None:
        path = choose_file(self, _("Choose the answer of BPJS"), KINDS)
        if path:
            self.take(path)

    def take(self, path: Path) -> None:
        """Take this file in."""
        desk = self._context.desk
        self.choose.setEnabled(False)
        self._context.jobs.write(
            self,
            lambda: taken_answer(desk, path),
            self._show,
            failed=self._failed,
            changes=("workers", "submissions"),
        )

    def _show(self, taken: Taken) -> None:
        self.choose.setEnabled(True)
        parts = (
            n_(
                "{n} person is now a participant",
                "{n} people are now participants",
                taken.confirmed,
            ),
            n_("{n} was refused", "{n} were refused", taken.refused),
            n_("{n} row fits nobody here", "{n} rows fit nobody here", taken.unmatched),
        )
        counts = (taken.confirmed, taken.refused, taken.unmatched)
        said = ", ".join(
            part.format(n=shown.number(count))
            for part, count in zip(parts, counts, strict=True)
            if count
        )
        tone = "done" if taken.confirmed and not taken.unmatched else "warn"
        self.message.say(f"{said}." if said else _("The file holds no answer."), tone)
        self._ids = taken.ids
        self.cards.setVisible(bool(taken.ids) and self._context.desk.may("print"))
        self.table.show_rows(taken.rows)
        self.table.show()
        self._refused = taken.refused_ids
        if taken.rows:
            self.table.selectRow(0)
        self._chosen()
        self.nothing.hide()

    def _chosen(self) -> None:
        """A refusal is mended in the form; then the person can be sent again."""
        refused = self.table.key in self._refused
        self.mend.setVisible(refused and self._context.desk.may("register"))

    def _mend(self) -> None:
        if self.table.key in self._refused:
            self._context.navigator.go("registering", worker=self.table.key)

    def _failed(self, error: Exception) -> None:
        self.choose.setEnabled(True)
        self.message.say(sentence(error), "block")

    def _print(self) -> None:
        self._context.navigator.go("printing", ids=self._ids)

    def _open(self, record_id: str | None) -> None:
        if record_id:
            self._context.navigator.go("workers", id=record_id)
