"""Ending a registration or membership: why, since when, and on which paper."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from desktop_app.text import _
from desktop_app.ui.dialogs.ask import Question
from desktop_app.ui.pages.form import entries
from desktop_app.ui.widgets import texts
from desktop_app.wording.words import status_word

#: As ``actions.registering.ENDINGS``.
REASONS = ("death", "moved", "wage_worker", "own_wish")


#: As ``actions.paper_named.LONGEST``.
LONGEST = 120


class EndDialog(Question):
    """Gives ``why``, ``on`` and ``paper`` once accepted. ``note`` says what a day means."""

    def __init__(
        self,
        parent: QWidget | None,
        name: str,
        today: date,
        note: Callable[[date], str] = lambda _on: "",
    ) -> None:
        super().__init__(
            parent,
            _("End the registration of {name}").format(name=name),
            _("The data stays in the register, marked as ended. No more papers can be printed."),
            _("End it"),
        )
        self.why_line = texts.label("", "block", wrap=True)
        self.reasons = QButtonGroup(self)
        for reason in REASONS:
            box = QRadioButton(status_word(reason))
            self.reasons.addButton(box)
            box.setProperty("reason", reason)
            self.body.addWidget(box)
        self.body.addWidget(self.why_line)
        self.why_line.setVisible(False)
        self.day = entries.day("on", _("Since"))
        self.day.put(today.isoformat())
        self.body.addWidget(self.day.field)
        self.note = texts.label("", "note", wrap=True)
        self.body.addWidget(self.note)
        self._note = note
        self.day.changed.connect(self._say_note)
        self._say_note()
        self.named = entries.line(
            "paper",
            _("Paper it rests on"),
            _("For example: death certificate 474.3/12/2026. May be left empty."),
            longest=LONGEST,
        )
        self.body.addWidget(self.named.field)
        self.reasons.buttons()[0].setFocus()
        self._today = today

    def _say_note(self) -> None:
        """What the day means for months that are paid."""
        text = self._note(self.on) if self.on else ""
        self.note.setText(text)
        self.note.setVisible(bool(text))

    @property
    def why(self) -> str:
        """The reason chosen."""
        chosen = self.reasons.checkedButton()
        return str(chosen.property("reason")) if chosen else ""

    @property
    def on(self) -> date | None:
        """The day typed, if it is one."""
        try:
            return date.fromisoformat(str(self.day.value()))
        except ValueError:
            return None

    @property
    def paper(self) -> str:
        """The paper named; empty for none."""
        return str(self.named.value() or "")

    def accept(self) -> None:
        """Only with a reason and a day that is not ahead."""
        self.why_line.setText("" if self.why else _("Choose why."))
        self.why_line.setVisible(not self.why)
        wrong = self.on is None or self.on > self._today
        text = _("Type the day, not later than today: 17-05-2026.")
        self.day.field.say(text if wrong else "")
        if self.why and not wrong:
            super().accept()
