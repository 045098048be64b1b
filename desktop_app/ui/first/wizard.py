"""The wizard: five short steps from nothing to an office with somebody at its desk."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from desktop_app import text
from desktop_app.config import Config
from desktop_app.text import _
from desktop_app.ui.first.login import read_ahead
from desktop_app.ui.first.sheet import Sheet
from desktop_app.ui.first.steps import (
    AccountStep,
    LanguageStep,
    RecoveryStep,
    StepPage,
    VillageStep,
)
from desktop_app.ui.first.village import chain_of
from desktop_app.ui.jobs import Jobs
from desktop_app.ui.notices import sentence
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import primary, quiet
from desktop_app.ui.widgets.clock import ClockBar
from desktop_app.ui.widgets.office_fields import OfficeFields

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk
    from desktop_app.actions.office import Recovery
    from desktop_app.domain.region import Village
    from desktop_app.reference.office_terms import TermProposal


def proposed_terms(village: "Village") -> "TermProposal":
    """What an office of this village probably calls things. For a lane."""
    from desktop_app.reference.office_terms import propose

    return propose(village)


def made_desk(
    config: Config, form: dict[str, Any], account: str, password: str
) -> tuple["Desk", "Recovery"]:
    """The office set up and opened. For a lane."""
    from desktop_app.actions import office

    desk, recovery = office.set_up(config, office.OfficeForm(**form), account, password)
    return read_ahead(desk), recovery


class OfficeStep(StepPage):
    """What the office calls itself and who leads it, proposed by region."""

    def __init__(self) -> None:
        super().__init__(
            _("Office and head"),
            _("Proposed from what is usual in your region. Change what differs."),
        )
        self.fields = OfficeFields()
        self.column.addWidget(self.fields)
        self.setFocusProxy(self.fields.name.control)

    def complete(self) -> bool:
        """The office and its head have names."""
        return self.fields.complete()


class Wizard(Sheet):
    """The steps one after another, with Back and Next; ``entered`` brings the opened desk."""

    entered = Signal(object)
    back = Signal()

    def __init__(self, config: Config, jobs: Jobs) -> None:
        super().__init__("", "", width=720, looks=False)
        self._config, self._jobs = config, jobs
        self._desk: Desk | None = None
        self._shown_for = ""
        self.at = 0
        """The step on screen, counted from 0."""
        self._clock: ClockBar | None = None
        self.progress = texts.label("", "small")
        self.head.insertWidget(0, self.progress)
        self.language, self.village = LanguageStep(), VillageStep(jobs)
        self.office, self.account = OfficeStep(), AccountStep()
        self.recovery = RecoveryStep(jobs)
        self.steps: tuple[StepPage, ...] = (
            self.language,
            self.village,
            self.office,
            self.account,
            self.recovery,
        )
        for step in self.steps:  # no stack: it would give every step the height of the tallest
            self.body.addWidget(step)
            step.changed.connect(self._changed)
        self.leave = quiet(_("Back"), self._back, icon_name="arrow-left")
        self.next = primary("", self._next)
        self.buttons.addWidget(self.leave)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.next)
        self.language.picked.connect(self._speak)
        self.account.password.again.control.returnPressed.connect(self._next)
        self.show_step(0)

    def show_step(self, at: int) -> None:
        """Show this step, counted from 0."""
        step, self.at = self.steps[at], at
        for page in self.steps:
            page.setVisible(page is step)
        self.progress.setText(_("Step {n} of {all}").format(n=at + 1, all=len(self.steps)))
        self.title.setText(step.title)
        self.lead.setText(step.lead)
        self.lead.show()
        self.message.say("")
        self.leave.setVisible(step is not self.recovery)
        names = {self.account: _("Set up the office"), self.recovery: _("Finish")}
        self.next.setText(names.get(step, _("Next")))
        step.setFocus()

    def _speak(self, code: str) -> None:
        """The language of the window was picked: go on, or first speak it."""
        if code == text.language():
            self._next()
        else:
            self.looked.emit("language", code)

    def _back(self) -> None:
        if self.at == 0:
            self.back.emit()
        else:
            self.show_step(self.at - 1)

    def _changed(self) -> None:
        if self.steps[self.at] is self.village:
            self._next()
        elif self.steps[self.at] is self.recovery:
            self.next.setFocus()

    def _next(self) -> None:
        step = self.steps[self.at]
        if not step.complete():
            return
        if step is self.village:
            self._propose()
        elif step is self.account:
            self._set_up()
        elif step is self.recovery:
            desk, self._desk = self._desk, None
            self.entered.emit(desk)
        else:
            self.show_step(self.at + 1)

    def _propose(self) -> None:
        village = self.village.picker.village
        assert village is not None  # noqa: S101 - the step is complete
        if village.code == self._shown_for:
            self.show_step(self.steps.index(self.office))
            return

        def fill(terms: "TermProposal") -> None:
            self._shown_for = village.code
            self.office.fields.propose(village, terms)
            self.office.lead = chain_of(village)
            self.show_step(self.steps.index(self.office))

        self._jobs.read(self, lambda _stop: proposed_terms(village), fill, topic="terms")

    def _set_up(self) -> None:
        form = {**self.office.fields.values(), "village_code": self._shown_for}
        name = self.account.name.control.text().strip()
        password = self.account.password.value()
        self.busy(True, self.next, self.leave, self.account)
        self._jobs.write(
            self,
            lambda: made_desk(self._config, form, name, password),
            self._made,
            failed=self._refused,
        )

    def _made(self, made: tuple["Desk", "Recovery"]) -> None:
        self.busy(False)
        self._desk, recovery = made
        self.account.password.clear()
        self.recovery.show_recovery(recovery)
        self.show_step(self.steps.index(self.recovery))

    def _refused(self, error: Exception) -> None:
        self.busy(False)
        name = getattr(error, "field", None)
        if getattr(error, "rule", "") == "clock":
            self._ask_today(sentence(error))
            return
        if field := self.office.fields.field(name):
            self.show_step(self.steps.index(self.office))
            field.say(sentence(error))
            field.control.setFocus()
        elif name == "user":
            self.account.name.say(sentence(error))
            self.account.name.control.setFocus()
        else:
            self.say(sentence(error))

    def _ask_today(self, why: str) -> None:
        """The clock cannot be right: the person says today's date, and it goes on."""
        if self._clock:
            self._clock.deleteLater()
        self._clock = ClockBar(why, self._config.today())
        self._clock.confirmed.connect(self._say_today)
        self.body.addWidget(self._clock)

    def _say_today(self, today: date) -> None:
        self._config = replace(self._config, today_said=today)
        if self._clock:
            self._clock.deleteLater()
            self._clock = None
        self._set_up()

    @property
    def unfinished(self) -> "Desk | None":
        """The desk that was made and not handed over yet; whoever ends the wizard closes it."""
        return self._desk
