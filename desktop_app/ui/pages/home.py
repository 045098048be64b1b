"""Beranda: today's number, what waits, and the one big button."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.text import _, n_
from desktop_app.ui import shown
from desktop_app.ui.context import UiContext
from desktop_app.ui.foot import OLD_BACKUP, Standing, standing
from desktop_app.ui.icons import Role
from desktop_app.ui.pages.home_money import Due, Go, money, money_due
from desktop_app.ui.pages.page import Page
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import button

if TYPE_CHECKING:
    from desktop_app.actions.due_figures import DueFigures
    from desktop_app.actions.finding import Figures


class HomePage(Page):
    """Figures on top, then what waits for the clerk, each with the way to do it."""

    kinds = frozenset(
        (
            *("workers", "drafts", "papers", "submissions", "backups", "hub"),
            *("payments", "deposits"),
        )
    )

    def __init__(self, context: UiContext) -> None:
        super().__init__(context, _("Home"))
        self.bar.insertWidget(1, self._today(), 0, Qt.AlignmentFlag.AlignVCenter)
        go = context.navigator.go
        self.figures = {key: _Figure(name) for key, name in _figure_names().items()}
        if context.desk.may("register"):
            self.register = button(
                _("Register a worker"),
                lambda: go("registering", new=True),
                kind="big",
                icon_name="user-plus",
            )
            self.register.setToolTip("Ctrl+N")
            self.bar.addWidget(self.register)
        row = QHBoxLayout()
        row.setSpacing(16)
        for figure in self.figures.values():
            row.addWidget(figure, 1)
        self.body.addLayout(row)
        self.waiting = texts.Panel(_("Waiting for you"))
        self.list = QVBoxLayout()
        self.list.setSpacing(0)
        self.waiting.body.addLayout(self.list)
        self.body.addWidget(self.waiting)
        self.body.addStretch(1)

    def _today(self) -> QWidget:
        today = texts.label(shown.long_day(self.context.desk.config.today()), "muted")
        today.setContentsMargins(8, 0, 0, 0)
        return today

    def refresh(self) -> None:
        """Read today's figures."""
        desk = self.context.desk
        self.context.jobs.read(
            self, lambda _stop: (standing(desk), money(desk)), self._show, topic="figures"
        )

    def _show(self, found: "tuple[Standing, DueFigures]") -> None:
        stands, dues = found
        read, hub = stands.figures, stands.hub
        for key, figure in self.figures.items():
            figure.show_number(getattr(read, key))
        while taken := self.list.takeAt(0):
            if widget := taken.widget():
                widget.hide()
                widget.deleteLater()
        tasks = self._tasks(read, dues, hub.to_mend if hub else 0)
        for at, task in enumerate(tasks):
            if at:
                self.list.addWidget(texts.rule())
            self.list.addWidget(task)
        if not tasks:
            nothing = texts.Empty("circle-check", _("Nothing waits for you."), self._hint(read))
            nothing.setMinimumHeight(140)
            self.list.addWidget(nothing)

    def _hint(self, read: "Figures") -> str:
        """How to begin, where nobody was registered yet."""
        if read.total or not self.context.desk.may("register"):
            return ""
        return _("Begin with the button above, or press Ctrl+N.")

    def _tasks(self, read: "Figures", dues: "DueFigures", to_mend: int) -> list[QWidget]:
        """What waits, the most urgent first."""
        go, may = self.context.navigator.go, self.context.desk.may
        last = read.last_backup
        days = (self.context.desk.config.now() - last).days if last else OLD_BACKUP
        due = (
            _came_back(to_mend, go),
            *money_due(dues, go),
            *_people_due(read, go),
            *_papers_due(read, go, days),
        )
        return [_Task(task) for task in due if task.count and may(task.right)]


def _came_back(count: int, go: Go) -> Due:
    """What the regency office could not take as it is."""
    return Due(
        "send",
        count,
        "circle-alert",
        n_("{n} entry needs mending", "{n} entries need mending", count),
        _("It came back from the regency office with the reason; the rest went on."),
        _("Mend"),
        lambda: go("sending", tab="hub"),
    )


def _people_due(read: "Figures", go: Go) -> Iterator[Due]:
    """People whose record needs the clerk."""
    what = n_(
        "{n} person was refused by BPJS", "{n} people were refused by BPJS", read.refused_by_bpjs
    )
    yield Due(
        "register",
        read.refused_by_bpjs,
        "circle-alert",
        what,
        _("See the reason, mend it and send again."),
        _("Mend"),
        lambda: go("workers", filters=_membership("refused_by_bpjs")),
    )
    what = n_("{n} form is not finished", "{n} forms are not finished", read.incomplete_drafts)
    yield Due(
        "register",
        read.incomplete_drafts,
        "pencil",
        what,
        _("They are kept as they were typed."),
        _("Go on"),
        lambda: go("workers", drafts=True),
    )
    what = n_(
        "{n} candidate has not been sent to BPJS",
        "{n} candidates have not been sent to BPJS",
        read.candidates,
    )
    yield Due(
        "submit",
        read.candidates,
        "send",
        what,
        _("Make the list and hand it over to the branch."),
        _("Make the list"),
        lambda: go("sending", tab="to"),
    )


def _papers_due(read: "Figures", go: Go, days: int) -> Iterator[Due]:
    """Answers, papers and copies that are due."""
    what = n_(
        "{n} person is waiting for the answer of BPJS",
        "{n} people are waiting for the answer of BPJS",
        read.submitted,
    )
    yield Due(
        "answer",
        read.submitted,
        "inbox",
        what,
        _("When the answer has come, take it in here."),
        _("Take in the answer"),
        lambda: go("sending", tab="answer"),
    )
    what = n_("{n} person has no paper yet", "{n} people have no paper yet", read.unprinted)
    yield Due(
        "print",
        read.unprinted,
        "printer",
        what,
        _("Cards and proofs of registration that were not printed."),
        _("Print"),
        lambda: go("printing", unprinted=True),
    )
    yield Due(
        "backup",
        int(read.total > 0 and days >= OLD_BACKUP),
        "hard-drive",
        _("It is time for a backup"),
        _("Put it on a USB stick that does not stay at this PC."),
        _("Back up"),
        lambda: go("settings", tab="backup"),
    )


def _figure_names() -> dict[str, str]:
    return {
        "registered_today": _("registered today"),
        "total": _("in the register"),
        "submitted": _("sent to BPJS"),
        "members": _("participants with a KPJ"),
    }


def _membership(value: str) -> object:
    from desktop_app.store.summary import Filters

    return Filters(membership=value)


class _Figure(texts.Panel):
    """A number and what it counts."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.body.setSpacing(0)
        self.body.setContentsMargins(20, 14, 20, 14)
        self.number = texts.label("–", "figure")
        self.body.addWidget(self.number)
        self.body.addWidget(texts.muted(name))
        self._name = name

    def show_number(self, value: int) -> None:
        """Show the number; readers of the screen hear it with its name."""
        self.number.setText(shown.number(value))
        self.number.setAccessibleName(f"{shown.number(value)} {self._name}")


class _Task(QWidget):
    """One thing that waits, as a line with a button."""

    def __init__(self, due: Due) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 10, 0, 10)
        row.setSpacing(16)
        row.addWidget(texts.picture(due.icon, 24, Role.Link))
        column = QVBoxLayout()
        column.setSpacing(0)
        self.what = texts.label(due.what.format(n=shown.number(due.count)), "label")
        column.addWidget(self.what)
        self.why = texts.label(due.why, "muted")
        column.addWidget(self.why)
        row.addLayout(column, 1)
        self.act = button(due.name, due.act)
        self.act.setAccessibleDescription(self.what.text())
        row.addWidget(self.act)
