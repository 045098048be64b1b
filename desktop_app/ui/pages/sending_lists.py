"""The lists that went to BPJS so far, what came back for each, and taking one back."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.text import _, n_
from desktop_app.ui import shown
from desktop_app.ui.context import UiContext
from desktop_app.ui.dialogs.ask import sure
from desktop_app.ui.notices import sentence
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import button
from desktop_app.ui.widgets.table import Row, Table

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk
    from desktop_app.store.submissions import Submission


def read_lists(desk: "Desk") -> "list[Submission]":
    """The lists, the newest first. For a lane."""
    from desktop_app.actions import submitting

    return submitting.submitted_lists(desk)


def _row(made: "Submission") -> Row:
    return Row(
        (
            made.number,
            shown.day(made.day),
            shown.number(made.total),
            shown.number(made.confirmed),
            shown.number(made.refused),
            _("taken back") if made.withdrawn_at else shown.number(made.open),
        ),
        made,
    )


class ListsTab(QWidget):
    """A table, or a word that there is none yet; the chosen list may be taken back."""

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 24)
        column.setSpacing(16)
        row = QHBoxLayout()
        self.hint = texts.muted("")
        self.undo = button(_("Take this list back…"), self._ask, icon_name="undo-2")
        row.addWidget(self.hint, 1)
        row.addWidget(self.undo)
        column.addLayout(row)
        self.message = texts.Message()
        column.addWidget(self.message)
        self.table = Table(
            _("Lists sent to BPJS"),
            (
                _("Letter"),
                _("Date"),
                _("People"),
                _("Participants"),
                _("Refused"),
                _("Still without answer"),
            ),
            wide=0,
        )
        chosen = self.table.selectionModel()
        chosen.currentRowChanged.connect(lambda _now, _before: self._chosen())
        self.nothing = texts.Empty(
            "send", _("No list was made yet"), _("Every list you make for BPJS stands here.")
        )
        column.addWidget(self.table)
        column.addWidget(self.nothing)
        self._show([])

    def refresh(self) -> None:
        """Read the lists again."""
        desk, jobs = self._context.desk, self._context.jobs
        jobs.read(self, lambda _stop: read_lists(desk), self._show, topic="lists")

    def _show(self, lists: "list[Submission]") -> None:
        self.table.show_rows([_row(made) for made in lists])
        self.table.setVisible(bool(lists))
        self.nothing.setVisible(not lists)
        if lists:
            self.table.selectRow(0)
        self._chosen()

    def _chosen(self) -> None:
        """Whether the list that is chosen can still be taken back, and if not, why."""
        made: Submission | None = self.table.key
        may = self._context.desk.may("submit")
        self.undo.setVisible(made is not None and may)
        self.undo.setEnabled(made is not None and _is_open(made))
        self.hint.setText(_why_not(made) if made is not None and may else "")

    def _ask(self) -> None:
        made: Submission | None = self.table.key
        if made is None:
            return
        title = _("Take list {number} back?").format(number=made.number)
        text = _(
            "Its people become prospective again and go into the next list. Tell the branch office "
            "if it has the list already."
        )
        if sure(self, title, text, _("Take it back")):
            self.take_back(made.number)

    def take_back(self, number: str) -> None:
        """Take the list with this letter back."""
        from desktop_app.actions import membership

        desk = self._context.desk
        self.undo.setEnabled(False)
        self._context.jobs.write(
            self,
            lambda: membership.undo_list(desk, number),
            lambda people: self._taken_back(number, people),
            failed=self._failed,
            changes=("workers", "submissions"),
        )

    def _taken_back(self, number: str, people: int) -> None:
        told = n_(
            "List {number} was taken back; {n} person is prospective again.",
            "List {number} was taken back; {n} people are prospective again.",
            people,
        )
        self.message.say(told.format(number=number, n=shown.number(people)), "done")

    def _failed(self, error: Exception) -> None:
        self._chosen()
        self.message.say(sentence(error), "block")


def _is_open(made: "Submission") -> bool:
    return not (made.withdrawn_at or made.confirmed or made.refused)


def _why_not(made: "Submission") -> str:
    if made.withdrawn_at:
        return _("This list was taken back on {day} by {who}.").format(
            day=shown.day(made.withdrawn_at.astimezone().date()), who=made.withdrawn_by or "—"
        )
    if made.confirmed or made.refused:
        return _("BPJS has answered for this list, so it cannot be taken back as a whole.")
    return _("Nobody on this list has an answer yet.")
