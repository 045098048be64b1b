"""A new recovery sheet: told once, and closed only after it was printed or saved."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.text import _
from desktop_app.ui.first.steps import RecoveryStep
from desktop_app.ui.jobs import Jobs
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import primary

if TYPE_CHECKING:
    from desktop_app.actions.office import Recovery


class RecoveryDialog(QDialog):
    """The code, and the two ways to take it away from this PC."""

    def __init__(self, parent: QWidget | None, jobs: Jobs, recovery: "Recovery") -> None:
        super().__init__(parent)
        self.setMinimumWidth(560)
        self.step = RecoveryStep(jobs)
        self.setWindowTitle(self.step.title)
        self.step.show_recovery(recovery)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 24)
        column.setSpacing(16)
        column.addWidget(texts.heading(self.step.title))
        column.addWidget(texts.paragraph(self.step.lead))
        column.addWidget(self.step)
        row = QHBoxLayout()
        self.finish = primary(_("Finish"), self.accept)
        row.addStretch(1)
        row.addWidget(self.finish)
        column.addLayout(row)
        self.step.setFocus()

    def accept(self) -> None:
        """Only once the sheet was printed or saved."""
        if self.step.complete():
            super().accept()

    def reject(self) -> None:
        """Closing is finishing: the code is never shown again."""
        self.accept()
