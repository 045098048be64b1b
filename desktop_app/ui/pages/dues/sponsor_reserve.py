"""Setting a sponsor's money aside for people who are chosen, or letting go of it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout

from desktop_app.domain.contribution import MOST_MONTHS
from desktop_app.domain.months import is_month, month_of
from desktop_app.text import _, n_
from desktop_app.ui import shown
from desktop_app.ui.context import UiContext
from desktop_app.ui.notices import sentence as told
from desktop_app.ui.pages.form import entries
from desktop_app.ui.pages.form.controls import Choice
from desktop_app.ui.pages.papers.picker import PeoplePicker
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import button, primary, quiet
from desktop_app.ui.widgets.fields import Field, form_row
from desktop_app.wording.sentences import sentence

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk
    from desktop_app.actions.reserving import Reserved

#: So many of those who were left out are named; the others are counted.
NAMED = 8


def reserved(desk: "Desk", code: str, ids: list[str], first: str, months: int) -> "Reserved":
    """Set it aside. For a lane."""
    from desktop_app.actions import reserving

    return reserving.reserve(desk, code, ids, first, months)


def released(desk: "Desk", code: str, ids: list[str]) -> int:
    """Let go of it. For a lane."""
    from desktop_app.actions import reserving

    return reserving.release(desk, code, ids)


class ReservePanel(texts.Panel):
    """For whom and which months; money set aside nobody else gets."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(
            _("Set money aside"),
            _("What is set aside for somebody nobody else gets. Paying those months uses it up."),
        )
        self._context = context
        self._code = ""
        self.picker = PeoplePicker(context)
        if inside := self.picker.layout():
            inside.setContentsMargins(0, 0, 0, 0)
        self.count = texts.muted("")
        self.clear = quiet(_("Choose nobody"), lambda: self.put([]), icon_name="x")
        self.first = entries.month("month", _("First month"))
        self.first.put(month_of(context.desk.config.today()))
        counts = [
            (str(n), n_("{n} month", "{n} months", n).format(n=n))
            for n in range(1, MOST_MONTHS + 1)
        ]
        self.months = Field(_("How many months"), Choice(counts))
        self.message = texts.Message()
        self.aside = primary(_("Set aside"), self.reserve, icon_name="wallet")
        self.release = button(_("Release what is set aside"), self.let_go, icon_name="undo-2")
        for part in (self.picker, self.count, self.clear):
            self.body.addWidget(part)
        self.body.addWidget(form_row(self.first.field, self.months))
        self.body.addWidget(self.message)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.aside)
        row.addWidget(self.release)
        row.addStretch(1)
        self.body.addLayout(row)
        self.picker.changed.connect(self._chosen)
        self._chosen()

    def put(self, ids: list[str]) -> None:
        """Choose exactly these people."""
        self.picker.put(ids)
        self._chosen()

    def show_sponsor(self, code: str) -> None:
        """Whose money it is."""
        if code != self._code:
            self.message.say("")
        self._code = code

    def _chosen(self) -> None:
        n = len(self.picker.ids)
        self.count.setText(n_("{n} person chosen", "{n} people chosen", n).format(n=n))
        for part in (self.count, self.clear):
            part.setVisible(bool(n))
        for way in (self.aside, self.release):
            way.setEnabled(bool(n))

    def reserve(self) -> None:
        """Set it aside for everybody for whom that can be done; the others are named."""
        first, desk, code, ids = self.first.value(), *self._whom()
        wrong = not is_month(first)
        self.first.field.say(_("Type month and year: 11-2026.") if wrong else "")
        if wrong:
            return
        months = int(self.months.control.value() or 1)
        self._do(lambda: reserved(desk, code, ids, str(first), months), self._reserved)

    def let_go(self) -> None:
        """Release what is set aside for the people chosen: all of them or none."""
        desk, code, ids = self._whom()
        self._do(lambda: released(desk, code, ids), self._released)

    def _whom(self) -> tuple["Desk", str, list[str]]:
        return self._context.desk, self._code, list(self.picker.ids)

    def _do(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        for way in (self.aside, self.release):
            way.setEnabled(False)
        self._context.jobs.write(
            self, work, done, failed=self._failed, changes=("sponsors", "workers")
        )

    def _reserved(self, done: "Reserved") -> None:
        n = len(done.made)
        words = n_("{sum} set aside for {n} person.", "{sum} set aside for {n} people.", n)
        lines = [words.format(sum=shown.rupiah(done.total), n=n)] if n else []
        named = [f"{one.name or one.id}: {sentence(one.finding)}" for one in done.refused[:NAMED]]
        more = len(done.refused) - len(named)
        if more > 0:
            named.append(_("and {n} more").format(n=more))
        self.put([])
        self.message.say("\n".join(lines + named), "warn" if named else "done")

    def _released(self, people: int) -> None:
        words = n_(
            "Nothing is set aside any more for {n} person.",
            "Nothing is set aside any more for {n} people.",
            people,
        )
        self.put([])
        self.message.say(words.format(n=people), "done")

    def _failed(self, error: Exception) -> None:
        self._chosen()
        self.message.say(told(error), "block")
