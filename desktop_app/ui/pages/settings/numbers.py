"""How the office numbers its letters."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_app.text import _
from desktop_app.ui.context import UiContext
from desktop_app.ui.notices import sentence
from desktop_app.ui.pages.settings.tab import LEFT
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import button
from desktop_app.ui.widgets.fields import text_field

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk


@dataclass(frozen=True, slots=True)
class Numbering:
    """The template, and the number that the next letter gets by it."""

    template: str
    following: str


def numbering(desk: "Desk", text: str | None = None) -> Numbering:
    """The office's template, or this one. For a lane. Raises Refused for one that is none."""
    from desktop_app.actions import agenda

    template = agenda.number_template(desk) if text is None else text
    return Numbering(template, agenda.example(desk, template))


def changed(desk: "Desk", text: str) -> Numbering:
    """Number letters so from now on. For a lane."""
    from desktop_app.actions import agenda

    return numbering(desk, agenda.set_number_template(desk, text))


class NumbersPanel(texts.Panel):
    """One field, with the next number as it would be."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(
            _("Numbers of letters"),
            _("One row of numbers a year, for letters, certificates and lists for BPJS."),
        )
        self._context = context
        self._typed = False
        self.template = text_field(
            _("Form of the number"),
            _("{n}: the number in the year · {bulan romawi}: XI · {bulan}: 11 · {tahun}: 2026"),
        )
        self.following = texts.label("", "label")
        self.message = texts.Message()
        self.save = button(_("Save the form"), self.put, icon_name="save")
        for part in (self.template, self.following, self.message):
            self.body.addWidget(part)
        self.body.addWidget(self.save, 0, LEFT)
        self.template.control.textEdited.connect(self._try)

    def refresh(self) -> None:
        """Read how it stands; what is being typed stays."""
        desk = self._context.desk
        if not self._typed:
            self._context.jobs.read(
                self, lambda _stop: numbering(desk), self._show, topic="numbers"
            )

    def _show(self, now: Numbering) -> None:
        self.template.control.setText(now.template)
        self._fits(now)

    def _fits(self, now: Numbering) -> None:
        self.template.say("")
        self.save.setEnabled(self._typed)
        self.following.setText(_("The next letter: {number}").format(number=now.following))

    def _try(self, text: str) -> None:
        desk = self._context.desk
        self._typed = True
        self.message.say("")
        self._context.jobs.read(
            self,
            lambda _stop: numbering(desk, text),
            self._fits,
            failed=self._wrong,
            topic="numbers",
        )

    def _wrong(self, error: Exception) -> None:
        self.template.say(sentence(error))
        self.following.setText("")
        self.save.setEnabled(False)

    def put(self) -> None:
        """Number letters so from now on."""
        desk, text = self._context.desk, self.template.control.text()
        self.save.setEnabled(False)
        self._context.jobs.write(
            self, lambda: changed(desk, text), self._saved, failed=self._wrong, changes=("office",)
        )

    def _saved(self, now: Numbering) -> None:
        self._typed = False
        self._show(now)
        self.message.say(_("Saved."), "done")
