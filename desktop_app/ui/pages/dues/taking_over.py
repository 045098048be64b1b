"""*Saldo awal*: last year's members come in from a workbook; first what would happen, then done."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from desktop_app.text import _, n_
from desktop_app.ui import shown
from desktop_app.ui.context import UiContext
from desktop_app.ui.notices import sentence as worded
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import primary, quiet
from desktop_app.ui.widgets.files import choose_file
from desktop_app.ui.widgets.table import Row, Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_app.actions.desk import Desk
    from desktop_app.actions.importing import Imported

KINDS = "Excel, CSV (*.xlsx *.xls *.ods *.csv)"
#: Rows with a remark that are shown; the command names all of them.
MOST = 500


def taken(
    desk: "Desk",
    path: Path,
    step: "Callable[[int, int], None]",
    stop: "Callable[[], bool]",
    *,
    only_look: bool,
) -> "Imported":
    """Take the list in, or only see what would happen. For a lane."""
    from desktop_app.actions import opening

    def tell(done: int) -> None:
        step(done, 0)

    return opening.import_members(desk, path, dry_run=only_look, progress=tell, stop=stop)


class TakingOver(texts.Panel):
    """Hidden until a list is chosen: counts, the rows with a remark, and the way to take it."""

    done = Signal()

    def __init__(self, context: UiContext) -> None:
        super().__init__(_("Members from a list (opening balance)"))
        self._context = context
        self._path: Path | None = None
        self.counts = texts.label("", "label", wrap=True)
        self.message = texts.Message()
        self.table = Table(_("Rows with a remark"), (_("Row"), _("Result"), _("Remark")), wide=2)
        self.table.setFixedHeight(180)
        self.take = primary("", self._take, icon_name="check")
        self.leave = quiet(_("Not now"), self.take_back, icon_name="x")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.counts, 1)
        row.addWidget(self.leave)
        row.addWidget(self.take)
        self.body.addLayout(row)
        self.body.addWidget(self.message)
        self.body.addWidget(self.table)
        self.hide()

    def choose(self) -> None:
        """Ask for the list."""
        path = choose_file(self, _("Choose the list of last year's members"), KINDS)
        if path:
            self.look_at(path)

    def look_at(self, path: Path) -> None:
        """Show what this list would do. Nothing is changed."""
        self._path = path
        self._run(only_look=True)

    def take_back(self) -> None:
        """Leave the list alone."""
        self._path = None
        self.hide()

    def _take(self) -> None:
        self._run(only_look=False)

    def _run(self, *, only_look: bool) -> None:
        desk, path = self._context.desk, self._path
        if path is None:
            return
        self._begin(path)
        self._context.jobs.long(
            self,
            lambda step, stop: taken(desk, path, step, stop, only_look=only_look),
            self._show if only_look else self._taken,
            step=lambda at, _of: self.counts.setText(
                _("{n} rows read…").format(n=shown.number(at))
            ),
            failed=self._failed,
            changes=() if only_look else ("workers", "drafts", "payments"),
        )

    def _begin(self, path: Path) -> None:
        self.counts.setText(_("Reading {file}…").format(file=path.name))
        self.message.hide()
        self.take.hide()
        self.table.hide()
        self.show()

    def _show(self, read: "Imported") -> None:
        self.counts.setText(counted(read))
        ready = read.count("accepted")
        words = n_("Take {n} member over", "Take {n} members over", ready)
        self.take.setText(words.format(n=shown.number(ready)))
        self.take.setVisible(bool(ready))
        self._rows(read)
        (self.take if ready else self.leave).setFocus()

    def _taken(self, read: "Imported") -> None:
        self._path = None
        self.counts.setText("")
        self.take.hide()
        count = read.count("accepted")
        words = n_("{n} member was taken over.", "{n} members were taken over.", count)
        self.message.say(words.format(n=shown.number(count)), "done")
        self._rows(read)
        self.done.emit()

    def _rows(self, read: "Imported") -> None:
        from desktop_app.wording.sentences import sentence

        status = {
            "accepted": _("taken"),
            "warned": _("to be confirmed"),
            "refused": _("not taken"),
            "known": _("known already"),
        }
        rows = [
            Row((str(one.row), status[one.status], sentence(one.finding)))
            for one in read.rows
            if one.finding and one.status != "accepted"
        ]
        self.table.show_rows(rows[:MOST])
        self.table.setVisible(bool(rows))

    def _failed(self, error: Exception) -> None:
        self.counts.setText("")
        self.message.say(worded(error), "block")


def counted(read: "Imported") -> str:
    """What would become of the rows, in one line."""
    said = _(
        "{accepted} can be taken over, {warned} have to be confirmed, {refused} cannot be taken, "
        "{known} are known already."
    )
    counts = ("accepted", "warned", "refused", "known")
    return said.format(**{name: shown.number(read.count(name)) for name in counts})
