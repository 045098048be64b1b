"""Asks for today's date where the PC's clock cannot be right, before it dates anything."""

from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QDateEdit, QHBoxLayout

from desktop_app.text import _
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import primary


class ClockBar(texts.Panel):
    """Says what is wrong, and a field to say today's date."""

    confirmed = Signal(object)
    """The date a person confirmed."""

    def __init__(self, text: str, today: date) -> None:
        super().__init__(role="message")
        texts.set_property(self, "tone", "warn")
        self.body.setContentsMargins(16, 12, 16, 12)
        self.body.addWidget(texts.paragraph(text))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(texts.label(_("Today is"), "label"))
        self.day = QDateEdit(QDate(today.year, today.month, today.day))
        self.day.setDisplayFormat("dd-MM-yyyy")
        self.day.setCalendarPopup(True)
        self.day.setAccessibleName(_("Today is"))
        row.addWidget(self.day)
        self.sure = primary(_("This is right"), self._confirm)
        row.addWidget(self.sure)
        row.addStretch(1)
        self.body.addLayout(row)

    def _confirm(self) -> None:
        day = self.day.date()
        self.confirmed.emit(date(day.year(), day.month(), day.day()))
