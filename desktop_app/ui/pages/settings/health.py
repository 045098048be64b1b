"""Whether everything is sound, said in words."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QProgressBar

from desktop_app.text import _, n_
from desktop_app.ui import shown
from desktop_app.ui.context import UiContext
from desktop_app.ui.notices import sentence
from desktop_app.ui.pages.settings.tab import LEFT, Tab
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import primary

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk
    from desktop_app.actions.keeping import Health


def looked_over(desk: "Desk") -> "Health":
    """Every page of the database, the trail and the photos. For a lane."""
    from desktop_app.actions import keeping

    return keeping.check(desk, deep=True)


class HealthTab(Tab):
    """One button; afterwards a sentence for each problem, or that there is none."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        panel = texts.Panel(
            _("Is everything sound?"),
            _("Looks at all data, photos and the record of what was done. Changes nothing."),
        )
        self.start = primary(_("Check now"), self.check, icon_name="shield-check")
        panel.body.addWidget(self.start, 0, LEFT)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.hide()
        panel.body.addWidget(self.bar)
        panel.body.addWidget(self.message)
        self.column.addWidget(panel)

    def check(self) -> None:
        """Start looking."""
        desk = self.context.desk
        self.start.setEnabled(False)
        self.bar.show()
        self.context.jobs.long(
            self, lambda _step, _stop: looked_over(desk), self._show, failed=self._failed
        )

    def _show(self, health: "Health") -> None:
        self._over()
        people = n_("{n} person", "{n} people", health.workers)
        counted = people.format(n=shown.number(health.workers))
        if health.ok:
            self.message.say(_("Everything is sound: {people}.").format(people=counted), "done")
            return
        problems = "\n".join(sentence(problem) for problem in health.problems)
        advice = _("Make a backup on a new USB stick now, and ask for help.")
        self.message.say(f"{problems}\n{advice}", "block")

    def _failed(self, error: Exception) -> None:
        self._over()
        self.message.say(sentence(error), "block")

    def _over(self) -> None:
        self.start.setEnabled(True)
        self.bar.hide()
