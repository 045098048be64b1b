"""The form with what is known beside it and the ways to save below it. Widgets only."""

from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop_app.text import _
from desktop_app.ui import shown
from desktop_app.ui.jobs import Jobs
from desktop_app.ui.pages.form.form import WorkerForm
from desktop_app.ui.pages.form.look import Look
from desktop_app.ui.pages.form.sections import Setting
from desktop_app.ui.pages.form.side import ChecklistPanel, DuesPanel
from desktop_app.ui.pages.page import scrolling
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import button, primary, quiet
from desktop_app.ui.widgets.texts import Message
from desktop_app.wording.words import status_word

SIDE_WIDTH = 316


class FormView(QWidget):
    """One person being typed in."""

    saved = Signal(bool)
    """Asked to save; true to go on with the next person."""
    fresh = Signal()
    person_asked = Signal(str)

    def __init__(self, setting: Setting, jobs: Jobs) -> None:
        super().__init__()
        self._changing = ""
        self.form = WorkerForm(setting, jobs)
        self.dues, self.checklist = DuesPanel(), ChecklistPanel(self.go_to)
        self.message, self.known = Message(), KnownLine()
        self.known.asked.connect(self.person_asked)
        self.form.entries["nik"].field.column.addWidget(self.known)
        self.area = scrolling(_column(self.form))
        beside = _column(self.dues, self.checklist)
        beside.setContentsMargins(0, 0, 8, 16)
        beside.addStretch(1)
        side = scrolling(beside)
        side.setFixedWidth(SIDE_WIDTH)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.area, 1)
        row.addWidget(side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.message)
        column.addSpacing(8)
        column.addLayout(row, 1)
        column.addWidget(texts.rule())
        column.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 12, 0, 12)
        foot.setSpacing(8)
        self.save_next = primary(
            _("Save and next"), lambda: self.saved.emit(True), shortcut="Ctrl+Return"
        )
        self.save_only = button(
            _("Save"), lambda: self.saved.emit(False), icon_name="save", shortcut="Ctrl+S"
        )
        self.empty = quiet(_("Empty form"), self.fresh.emit, shortcut="Ctrl+N")
        self.back = quiet(
            _("Back to the list"), lambda: self.person_asked.emit(self._changing), shortcut="Esc"
        )
        self.state = texts.label("", "small")
        for way in (self.save_next, self.save_only, self.empty, self.back):
            foot.addWidget(way)
        foot.addStretch(1)
        foot.addWidget(self.state)
        return foot

    def begin(self, changing: str) -> None:
        """Another person: nothing is said any more, and the form stands at its top.

        ``changing`` is the record id of somebody registered, empty for somebody new.
        """
        self._changing = changing
        self.message.say("")
        self.state.setText("")
        self.known.show_known(None)
        self.save_next.setVisible(not changing)
        self.back.setVisible(bool(changing))
        self.area.verticalScrollBar().setValue(0)

    def go_to(self, key: str) -> None:
        """Put the cursor at the field of a key, and the field where it is seen."""
        control = self.form.control_of(key)
        if control:
            control.setFocus(Qt.FocusReason.OtherFocusReason)
            self._uncover(control)
            QTimer.singleShot(0, self, lambda: self._uncover(control))  # once all has its place

    def _uncover(self, control: QWidget) -> None:
        """Scroll to where the cursor is: a control may be taller than what is seen of the form."""
        if isValid(control):
            self.area.ensureWidgetVisible(control.focusWidget() or control, 0, 120)

    def show_look(self, seen: Look) -> None:
        """Show what was found out about what stands in the form."""
        if seen.nik:
            born = seen.nik.birth_date
            self.form.fill("birth_date", born.isoformat() if born else None)
            self.form.fill("sex", seen.nik.sex)
        self.form.show_findings(seen.findings)
        self.known.show_known(seen)
        self.dues.show_dues(seen.dues, seen.payer)
        self.checklist.show_lacking(seen.lacking, seen.wished)

    def say_changing(self, name: str, number: str, why: str = "") -> None:
        """Whose data stands in the form, and what is to be mended in it."""
        words = _("You are changing the data of {name}, {number}.")
        whole = f"{words.format(name=name, number=number)} {why}".strip()
        self.message.say(whole, "warn" if why else "")

    def say_registered(self, name: str, number: str) -> None:
        """Who was registered last, above the empty form."""
        words = _("{name} is registered: {number}.")
        self.message.say(words.format(name=name, number=number), "done")

    def say_kept(self, at: datetime) -> None:
        """What was typed is safe as a draft since then."""
        time = shown.moment(at).split()[-1]
        self.state.setText(_("Kept as a draft at {time}").format(time=time))

    def set_busy(self, on: bool) -> None:
        """Nothing can be asked while a save is on its way."""
        for way in (self.save_next, self.save_only, self.empty):
            way.setEnabled(not on)


class KnownLine(QWidget):
    """Under the NIK: what it says, or who has it already with a way to them."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._id = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.line = texts.label("", "done", wrap=True)
        self.go = quiet("", lambda: self.asked.emit(self._id), icon_name="user")
        row.addWidget(self.line, 1)
        row.addWidget(self.go)
        self.hide()

    def show_known(self, seen: Look | None) -> None:
        """Show what the NIK says."""
        known = seen.known if seen else None
        taken = known is not None and known.rule == "nik_registered"
        parts = _said(seen) if seen and not taken else []
        self.line.setText(" · ".join(parts))
        self.go.setVisible(known is not None)
        if known:
            self._id = known.id
            self.go.setText(_("Open the data of {name}").format(name=known.name))
        self.setVisible(bool(parts or known))


def _said(seen: Look) -> list[str]:
    nik = seen.nik
    if nik is None or nik.birth_date is None or nik.sex is None:
        return []
    place = _("issued in {place}").format(place=seen.issued_in) if seen.issued_in else ""
    born = _("born {day}").format(day=shown.day(nik.birth_date))
    said = (_("The form is correct"), place, born, status_word(nik.sex).lower())
    return [part for part in said if part]


def _column(*parts: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(16)
    for part in parts:
        column.addWidget(part)
    return column
