"""Somebody open beside the list: read in a lane, read again when something changed, ended."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog

from desktop_app.domain.registration import Registration
from desktop_app.text import _
from desktop_app.ui.context import UiContext
from desktop_app.ui.dialogs.ask import sure
from desktop_app.ui.dialogs.ending import EndDialog
from desktop_app.ui.pages.person.file import PersonFile, read_file
from desktop_app.ui.pages.person.panel import PersonPanel
from desktop_app.wording.sentences import sentence
from desktop_app.wording.words import status_word

if TYPE_CHECKING:
    from desktop_app.actions.letting_go import LetGo


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
            may_pay=desk.may("pay"),
        )
        self._context = context
        self.record_id = ""
        go = context.navigator.go
        self.edit.connect(lambda id_: go("registering", worker=id_))
        self.print_card.connect(lambda id_: go("printing", ids=[id_], kind="card"))
        self.print_certificate.connect(lambda id_: go("printing", ids=[id_], kind="certificate"))
        self.pay.connect(lambda id_: go("dues", tab="pay", ids=[id_]))
        self.end.connect(self._question)
        self.resume.connect(self._come_back)
        self.undo.connect(self._ask_undo)
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
        dialog = EndDialog(self, person.worker.full_name, today, self._paid_beyond)
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.on:
            self.end_person(person, dialog.why, dialog.on, dialog.paper)

    def _paid_beyond(self, on: date) -> str:
        """What to say of months of whoever is open that are paid after this day."""
        from desktop_app.actions.ending import paid_beyond

        file = self._file
        found = paid_beyond(file.payments, file.person.number, on) if file else None
        return sentence(found) if found else ""

    def end_person(self, person: Registration, why: str, on: date, paper: str = "") -> None:
        """End somebody's registration, in the writer lane."""
        from desktop_app.actions import ending

        desk, notices = self._context.desk, self._context.notices
        words = _("The registration of {name} has ended.").format(name=person.worker.full_name)

        def work() -> str:
            ended = ending.end(desk, person.id, why, on, paper=paper)
            beyond = ending.paid_after(desk, ended)
            return f"{words} {sentence(beyond)}" if beyond else words

        self._context.jobs.write(self, work, notices.done, changes=("workers", "sponsors"))

    def _come_back(self, file: PersonFile) -> None:
        """Somebody whose registration had ended comes back, in the writer lane."""
        from desktop_app.actions import membership

        desk, notices, person = self._context.desk, self._context.notices, file.person
        words = _("{name} has come back.")
        self._context.jobs.write(
            self,
            lambda: membership.resume(desk, person.id),
            lambda _done: notices.done(words.format(name=person.worker.full_name)),
            changes=("workers",),
        )

    def _ask_undo(self, file: PersonFile) -> None:
        """Nothing brings an undone step back but doing it again."""
        last, name = file.steps[-1], file.person.worker.full_name
        title = _("Undo the newest step?")
        text = _("“{step}” of {name} is taken back. The history keeps that it was done and undone.")
        told = text.format(step=status_word(last.what), name=name)
        if sure(self, title, told, _("Undo it")):
            self.undo_step(file)

    def undo_step(self, file: PersonFile) -> None:
        """Take the newest step back, in the writer lane."""
        from desktop_app.actions import membership

        desk, notices, person = self._context.desk, self._context.notices, file.person
        words, last = _("{step} of {name} is undone."), status_word(file.steps[-1].what)
        told = words.format(step=last, name=person.worker.full_name)

        def work() -> str:
            gone: list[LetGo] = []
            membership.undo(desk, person.id, told=gone.append)
            return " ".join(dict.fromkeys([told, *(sentence(one.finding) for one in gone)]))

        self._context.jobs.write(
            self,
            work,
            notices.done,
            changes=("workers", "submissions", "payments"),
        )
