"""Somebody open beside the list: read in a lane, read again when something changed, ended."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog

from desktop_app.domain.registration import Registration
from desktop_app.text import _
from desktop_app.ui.context import UiContext
from desktop_app.ui.dialogs.ending import EndDialog
from desktop_app.ui.pages.person.file import PersonFile, read_file
from desktop_app.ui.pages.person.panel import PersonPanel


class PersonBeside(PersonPanel):
    """The panel with the work behind it."""

    opened = Signal()
    """Somebody is shown now."""

    def __init__(self, context: UiContext) -> None:
        desk = context.desk
        super().__init__(
            may_register=desk.may("register"),
            may_print=desk.may("print"),
            see=(desk.may("see_decile"), desk.may("see_disability")),
        )
        self._context = context
        self.record_id = ""
        go = context.navigator.go
        self.edit.connect(lambda id_: go("registering", worker=id_))
        self.print_card.connect(lambda id_: go("printing", ids=[id_], kind="card"))
        self.print_certificate.connect(lambda id_: go("printing", ids=[id_], kind="certificate"))
        self.end.connect(self._question)
        self.closed.connect(self.forget)

    def show_person(self, record_id: str) -> None:
        """Read and show somebody."""
        self.record_id, desk = record_id, self._context.desk
        self._context.jobs.read(
            self,
            lambda _stop: read_file(desk, record_id),
            self._opened,
            topic="person",
            failed=self._gone,
        )

    def forget(self) -> None:
        """Nobody is open any more."""
        self.record_id = ""

    def _opened(self, file: PersonFile) -> None:
        if self.record_id:
            self.show_file(file, delivered=self._context.carrier.enrolled)
            self.opened.emit()

    def _gone(self, error: Exception) -> None:
        self.closed.emit()
        self._context.notices.trouble(error)

    def _question(self, person: Registration) -> None:
        today = self._context.desk.config.today()
        dialog = EndDialog(self, person.worker.full_name, today)
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.on:
            self.end_person(person, dialog.why, dialog.on)

    def end_person(self, person: Registration, why: str, on: date) -> None:
        """End somebody's registration, in the writer lane."""
        from desktop_app.actions import registering

        desk, notices = self._context.desk, self._context.notices
        words = _("The registration of {name} has ended.")
        self._context.jobs.write(
            self,
            lambda: registering.end(desk, person.id, why, on),
            lambda _done: notices.done(words.format(name=person.worker.full_name)),
            changes=("workers",),
        )
