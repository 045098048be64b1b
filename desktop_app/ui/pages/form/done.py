"""After saving: the number, large enough to copy by hand, and the ways on."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.text import _
from desktop_app.ui.icons import Role
from desktop_app.ui.pages.form.saving import Saved
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import button, primary, quiet
from desktop_app.ui.widgets.texts import Panel


class DoneView(QWidget):
    """Who was registered, under which number; print, next, open."""

    def __init__(
        self,
        go_next: Callable[[], object],
        print_paper: Callable[[str], object],
        show_person: Callable[[str], object],
    ) -> None:
        super().__init__()
        self._saved: Saved | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        panel = Panel()
        panel.setMaximumWidth(720)
        panel.body.setContentsMargins(40, 32, 40, 32)
        panel.body.addWidget(texts.picture("circle-check", 40, Role.Accent))
        self.head = texts.label("", "heading", wrap=True)
        self.number = texts.label("", "figure")
        self.number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.hint = texts.muted("")
        for part in (self.head, self.number, self.hint):
            panel.body.addWidget(part)
        self.next = primary(_("Register the next person"), go_next, icon_name="user-plus")
        self.print = button(
            _("Print the paper"),
            lambda: self._saved and print_paper(self._saved.id),
            icon_name="printer",
        )
        self.show_data = quiet(
            _("Open the data"), lambda: self._saved and show_person(self._saved.id)
        )
        row = QHBoxLayout()
        row.setSpacing(8)
        for way in (self.next, self.print, self.show_data):
            row.addWidget(way)
        row.addStretch(1)
        panel.body.addSpacing(12)
        panel.body.addLayout(row)
        column.addWidget(panel)
        column.addStretch(1)

    def show_saved(self, saved: Saved) -> None:
        """Show what stands now."""
        self._saved = saved
        words = (
            _("{name} is registered, with the number")
            if saved.is_new
            else _("The change to {name}'s data is saved")
        )
        self.head.setText(words.format(name=saved.name))
        self.number.setText(saved.number)
        self.hint.setText(
            _("The data is safe on this computer. The person may take the printed paper home.")
        )
        (self.print if saved.is_new else self.show_data).setFocus()
