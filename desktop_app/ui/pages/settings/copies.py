"""The copies that are made by themselves: where, and a second place on another drive."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from desktop_app.text import _
from desktop_app.ui.context import UiContext
from desktop_app.ui.notices import sentence
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import button, quiet
from desktop_app.ui.widgets.files import choose_folder

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk


def place(desk: "Desk") -> Path | None:
    """The second place. For a lane."""
    from desktop_app.actions import keeping

    return keeping.second_place(desk)


def choose(desk: "Desk", folder: Path | None) -> Path | None:
    """Decide the second place, and give it back. For a lane."""
    from desktop_app.actions import keeping

    keeping.choose_second_place(desk, folder)
    return folder


class AutomaticCopies(texts.Panel):
    """Says where daily copies lie; a second place survives the loss of this PC."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(
            _("Automatic copies"),
            _(
                "A copy is made by itself every day in the folder below. It helps when the data is "
                "damaged, not when the PC is lost: choose a second place on another drive too."
            ),
        )
        self._context = context
        self.body.addWidget(texts.paragraph(str(context.config.data / "backups")))
        self.second = texts.paragraph("")
        self.body.addWidget(self.second)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.choose = button(_("Choose a second place…"), self._choose, icon_name="folder-open")
        self.none = quiet(_("No second place"), lambda: self.put(None))
        row.addWidget(self.choose)
        row.addWidget(self.none)
        row.addStretch(1)
        self.body.addLayout(row)
        self.message = texts.Message()
        self.body.addWidget(self.message)

    def refresh(self) -> None:
        """Read the second place."""
        desk = self._context.desk
        self._context.jobs.read(self, lambda _stop: place(desk), self._show, topic="place")

    def put(self, folder: Path | None) -> None:
        """Use this folder as the second place from the next copy on."""
        desk = self._context.desk
        self.message.say("")
        self._context.jobs.write(
            self, lambda: choose(desk, folder), self._show, failed=self._failed
        )

    def _choose(self) -> None:
        folder = choose_folder(self, _("Second place for backups"))
        if folder:
            self.put(folder)

    def _show(self, folder: Path | None) -> None:
        said = _("Second place: {folder}").format(folder=folder)
        self.second.setText(said if folder else _("No second place is chosen yet."))
        self.none.setVisible(folder is not None)

    def _failed(self, error: Exception) -> None:
        self.message.say(sentence(error), "block")
