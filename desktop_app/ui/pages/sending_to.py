"""*Ke BPJS*: how many are ready, who lacks what, and the list with its letter."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.text import _, n_
from desktop_app.ui import shown
from desktop_app.ui.context import UiContext
from desktop_app.ui.notices import sentence
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import button, primary
from desktop_app.ui.widgets.files import choose_target
from desktop_app.ui.widgets.table import Row, Table

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk
    from desktop_app.actions.submitting import Submitted

#: So many of those who lack something are named; the rest is counted.
NAMED = 500


class Ready(NamedTuple):
    """How many can go, how many not, and who of them lacks what."""

    ready: int
    incomplete: int
    named: list[Row]


def read_ready(desk: "Desk") -> Ready:
    """Who can go and who lacks what. For a lane."""
    from desktop_app.actions import finding, submitting
    from desktop_app.wording.words import field_name

    found = submitting.ready(desk)
    named = []
    for number, lacks in found.incomplete[:NAMED]:
        person = finding.find_one(desk, number)
        words = ", ".join(_lack(key) or field_name(key) for key in lacks)
        named.append(Row((person.worker.full_name, number, words), person.id))
    return Ready(found.count, len(found.incomplete), named)


def _lack(key: str) -> str:
    return {
        "consent": _("consent"),
        "segment": _("works for an employer, who must register them"),
        "age": _("age is outside the limits"),
    }.get(key, "")


def made_list(desk: "Desk", out: Path) -> "Submitted":
    """Write the list and its letter. For a lane."""
    from desktop_app.actions import submitting

    return submitting.submit(desk, out)


class ToBpjsTab(QWidget):
    """Ready above, incomplete below; a person opens with Enter."""

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 24)
        column.setSpacing(16)
        panel = texts.Panel()
        row = QHBoxLayout()
        row.setSpacing(20)
        self.count = texts.label("–", "figure")
        self.hint = texts.muted("")
        row.addWidget(self.count)
        row.addWidget(self.hint, 1)
        self.make = primary(_("Make the list for BPJS…"), self._make, icon_name="file-spreadsheet")
        row.addWidget(self.make)
        panel.body.addLayout(row)
        column.addWidget(panel)
        self.message = texts.Message()
        column.addWidget(self.message)
        self.folder = button(_("Open the folder"), self._open_folder, icon_name="folder-open")
        self.folder.hide()
        column.addWidget(self.folder)
        self.lacking = texts.label("", "heading")
        self.table = Table(
            _("People who cannot be sent yet"),
            (_("Name"), _("Registration number"), _("Still missing")),
        )
        self.table.opened.connect(lambda key: context.navigator.go("workers", id=key))
        column.addWidget(self.lacking)
        column.addWidget(self.table, 1)
        self.nothing = texts.Empty("circle-check", _("Nobody lacks anything for BPJS."))
        column.addWidget(self.nothing, 1)
        self._written: Path | None = None
        self._say(Ready(0, 0, []))

    def refresh(self) -> None:
        """Read again who is ready."""
        desk, jobs = self._context.desk, self._context.jobs
        jobs.read(self, lambda _stop: read_ready(desk), self._say, topic="ready")

    def _say(self, ready: Ready) -> None:
        self.count.setText(shown.number(ready.ready))
        self.hint.setText(
            n_("person is ready to be sent", "people are ready to be sent", ready.ready)
            if ready.ready
            else _("Nobody is ready to be sent now. Register people, or complete what is missing.")
        )
        self.make.setEnabled(bool(ready.ready))
        self.table.show_rows(ready.named)
        self.lacking.setText(
            n_(
                "{n} person cannot be sent yet", "{n} people cannot be sent yet", ready.incomplete
            ).format(n=shown.number(ready.incomplete))
        )
        for part in (self.lacking, self.table):
            part.setVisible(bool(ready.incomplete))
        self.nothing.setVisible(not ready.incomplete)

    def _make(self) -> None:
        name = f"daftar-bpjs-{self._context.desk.config.today():%Y-%m-%d}.xlsx"
        path = choose_target(self, _("Save the list for BPJS"), name, "Excel (*.xlsx)")
        if path:
            self.make_list(path)

    def make_list(self, path: Path) -> None:
        """Write the list there and mark its people as sent."""
        desk = self._context.desk
        self.make.setEnabled(False)
        self._written = path
        self._context.jobs.write(
            self,
            lambda: made_list(desk, path),
            self._made,
            failed=self._failed,
            changes=("workers", "submissions"),
        )

    def _made(self, made: "Submitted") -> None:
        if not made.count:
            self.message.say(_("Nobody was ready, so no list was made."), "warn")
            return
        people = n_("{n} person", "{n} people", made.count).format(n=shown.number(made.count))
        letter = made.letter.name if made.letter else ""
        self.message.say(
            _(
                "List {number} with {people} was made. Hand these two files to the branch: "
                "{list} and {letter}."
            ).format(
                number=made.number,
                people=people,
                list=self._written.name if self._written else "",
                letter=letter,
            ),
            "done",
        )
        self.folder.show()

    def _failed(self, error: Exception) -> None:
        self.make.setEnabled(True)
        self.message.say(sentence(error), "block")

    def _open_folder(self) -> None:
        if self._written:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written.parent)))
