"""The five steps of setting up an office, each a widget that knows when it is complete."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app import text
from desktop_app.text import _
from desktop_app.ui.first.choices import choice_button
from desktop_app.ui.first.passwords import NewPassword
from desktop_app.ui.first.village import VillagePicker
from desktop_app.ui.jobs import Jobs, Step, Stop
from desktop_app.ui.notices import sentence
from desktop_app.ui.paper import ask_printer, print_whole
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import button
from desktop_app.ui.widgets.fields import required, text_field
from desktop_app.ui.widgets.files import choose_target

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from desktop_app.actions.office import Recovery


class StepPage(QWidget):
    """One step: its title, why it is asked, and whether it is complete."""

    changed = Signal()
    """What was typed may have made the step complete."""

    def __init__(self, title: str, lead: str) -> None:
        super().__init__()
        self.title, self.lead = title, lead
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)

    def complete(self) -> bool:
        """Whether the wizard may go on; if not, the step has said why."""
        return True


class LanguageStep(StepPage):
    """Which language the window speaks. Papers are Indonesian either way."""

    picked = Signal(str)

    def __init__(self) -> None:
        super().__init__(
            _("Language"), _("You can change this at any time. Letters and cards are Indonesian.")
        )
        self.ways: dict[str, QPushButton] = {}
        for code, name, hint in (
            ("id", "Bahasa Indonesia", "Tampilan dalam bahasa Indonesia"),
            ("en", "English", "The window speaks English"),
        ):
            way = choice_button("languages", name, hint)
            way.setCheckable(True)
            way.setChecked(code == text.language())
            way.clicked.connect(lambda _checked=False, code=code: self.picked.emit(code))
            self.ways[code] = way
            self.column.addWidget(way)
        self.setFocusProxy(self.ways[text.language()])


class VillageStep(StepPage):
    """Which village this office serves."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__(
            _("Your village"), _("The numbers on all papers begin with the code of the village.")
        )
        self.picker = VillagePicker(jobs)
        self.column.addWidget(self.picker)
        self.picker.chosen.connect(lambda _village: self.changed.emit())
        self.setFocusProxy(self.picker)

    def complete(self) -> bool:
        """A village is chosen."""
        if self.picker.village is None:
            self.picker.search.say(_("Choose your village from the list."))
            self.picker.search.control.setFocus()
        return self.picker.village is not None


class AccountStep(StepPage):
    """The first account: the administrator of the office."""

    def __init__(self) -> None:
        super().__init__(
            _("Your account"),
            _("You log in with it, and your name stands beside everything you do here."),
        )
        self.name = text_field(_("Account name"), _("For example: siti"))
        self.password = NewPassword(_("Password"))
        self.column.addWidget(self.name)
        self.column.addWidget(self.password)
        self.setFocusProxy(self.name.control)

    def complete(self) -> bool:
        """A name, and a password typed twice."""
        missing = required({self.name: _("Type a name for the account.")})
        if missing:
            missing.control.setFocus()
            return False
        return bool(self.password.value())


class RecoveryStep(StepPage):
    """The recovery sheet, which must leave the PC on paper or on a stick before the end."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__(
            _("Recovery sheet"),
            _(
                "If all passwords are forgotten or this PC breaks, only this code opens the data "
                "again. Print the sheet or save it on a USB stick, and keep it in a locked place."
            ),
        )
        self._jobs = jobs
        self._pdf = b""
        self.kept = False
        box = texts.Panel(role="sunken")
        self.code = texts.label("", "mono")
        self.code.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.code.setAccessibleName(_("Recovery code"))
        box.body.addWidget(self.code)
        self.column.addWidget(box)
        row = QHBoxLayout()
        self.print = button(_("Print the sheet…"), self._print, icon_name="printer")
        self.save = button(_("Save as PDF…"), self._save, icon_name="save")
        row.addWidget(self.print, 1)
        row.addWidget(self.save, 1)
        self.column.addLayout(row)
        self.message = texts.Message()
        self.column.addWidget(self.message)
        self.setFocusProxy(self.print)

    def show_recovery(self, recovery: "Recovery") -> None:
        """The code and its sheet, told this once."""
        self._pdf = recovery.pdf
        groups = recovery.code.split("-")
        half = (len(groups) + 1) // 2
        self.code.setText("-".join(groups[:half]) + "-\n" + "-".join(groups[half:]))

    def complete(self) -> bool:
        """The sheet was printed or saved."""
        if not self.kept:
            self.message.say(_("Print or save the sheet first; then you can finish."), "warn")
        return self.kept

    def _save(self) -> None:
        path = choose_target(
            self, _("Save the recovery sheet"), "lembar-pemulihan.pdf", "PDF (*.pdf)"
        )
        if path:
            self.save_to(path)

    def save_to(self, path: Path) -> None:
        """Write the sheet there."""

        def work() -> None:
            from desktop_app.actions import files

            files.write(path, self._pdf)

        said = _("The sheet was saved: {file}").format(file=path)
        self._jobs.write(self, work, lambda _none: self._keep(said), failed=self._failed)

    def _print(self) -> None:
        printer = ask_printer(self, _("Recovery sheet"))
        if printer:
            self.print_on(printer)

    def print_on(self, printer: "QPrinter") -> None:
        """Print the sheet."""

        def work(step: Step, stop: Stop) -> None:
            print_whole(printer, self._pdf, (0.0, 0.0), (step, stop))

        said = _("The sheet was sent to the printer. Look whether it is readable.")
        self._jobs.long(self, work, lambda _done: self._keep(said), failed=self._failed)

    def _keep(self, said: str) -> None:
        self.kept = True
        self.message.say(said, "done")
        self.changed.emit()

    def _failed(self, error: Exception) -> None:
        self.message.say(sentence(error), "block")
