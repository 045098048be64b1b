"""From which month, and how many: what a sheet about contributions is for."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.domain.months import later, month_of
from desktop_app.text import _, n_
from desktop_app.ui import shown
from desktop_app.ui.context import UiContext
from desktop_app.ui.pages.form.controls import Choice
from desktop_app.ui.widgets.fields import Field

#: So many months before and after this one are offered, and so many at once.
_BEFORE, _AFTER, _MOST = 3, 12, 12


class Months(QWidget):
    """Two choices side by side; ``changed`` when another is made."""

    changed = Signal()

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        month = month_of(context.desk.config.today())
        ahead = [later(month, at) for at in range(-_BEFORE, _AFTER + 1)]
        self.first = Choice([(one, shown.month(one)) for one in ahead])
        self.first.choose(month)
        counts = range(1, _MOST + 1)
        self.count = Choice(
            [(str(n), n_("{n} month", "{n} months", n).format(n=n)) for n in counts]
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(Field(_("From the month"), self.first), 1)
        row.addWidget(Field(_("How many months"), self.count), 1)
        for box in (self.first, self.count):
            box.activated.connect(lambda _at: self.changed.emit())

    def value(self) -> tuple[str, int]:
        """The first month (``2026-11``), and how many."""
        return self.first.value() or "", int(self.count.value() or 1)
