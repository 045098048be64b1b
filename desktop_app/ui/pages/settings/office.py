"""What the office says of itself on papers and screens."""

from typing import TYPE_CHECKING, Any

from desktop_app.text import _
from desktop_app.ui.context import UiContext
from desktop_app.ui.first.village import chain_of
from desktop_app.ui.first.wizard import proposed_terms
from desktop_app.ui.notices import sentence
from desktop_app.ui.pages.settings.numbers import NumbersPanel
from desktop_app.ui.pages.settings.tab import LEFT, Tab
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import primary
from desktop_app.ui.widgets.office_fields import OfficeFields

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk
    from desktop_app.domain.office import Office


def changed_office(desk: "Desk", form: dict[str, Any]) -> "Office":
    """The office after the change. For a lane."""
    from desktop_app.actions import office

    return office.change_office(desk, office.OfficeForm(**form))


class OfficeTab(Tab):
    """The fields of the wizard again; the village stays."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        office = context.desk.office
        panel = texts.Panel(
            _("Office and head"),
            _("What stands here is printed on cards and letters from now on."),
        )
        panel.body.addWidget(texts.muted(f"{chain_of(office.village)} · {office.village.code}"))
        self.fields = OfficeFields()
        panel.body.addWidget(self.fields)
        panel.body.addWidget(self.message)
        self.save = primary(_("Save"), self._save, icon_name="save", shortcut="Ctrl+S")
        panel.body.addWidget(self.save, 0, LEFT)
        self.column.addWidget(panel)
        self.numbers = NumbersPanel(context)
        self.column.addWidget(self.numbers)
        context.jobs.read(
            self,
            lambda _stop: proposed_terms(office.village),
            lambda terms: self.fields.show_office(office, terms),
        )

    def refresh(self) -> None:
        """Read how letters are numbered."""
        self.numbers.refresh()

    def _save(self) -> None:
        if not self.fields.complete():
            return
        desk = self.context.desk
        village = desk.office.village.code
        form = {**self.fields.values(), "village_code": village, "practice": desk.office.practice}
        self.save.setEnabled(False)
        self.context.jobs.write(
            self,
            lambda: changed_office(desk, form),
            self._saved,
            failed=self._failed,
            changes=("office",),
        )

    def _saved(self, _office: "Office") -> None:
        self.save.setEnabled(True)
        self.message.say(_("Saved."), "done")

    def _failed(self, error: Exception) -> None:
        self.save.setEnabled(True)
        field = self.fields.field(getattr(error, "field", None))
        if field:
            field.say(sentence(error))
            field.control.setFocus()
        else:
            self.message.say(sentence(error), "block")
