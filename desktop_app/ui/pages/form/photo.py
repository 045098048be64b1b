"""The photo on the form: chosen from a file, shown as it will be kept, 3:4."""

import base64
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop_app.text import _
from desktop_app.ui.icons import Role, icon
from desktop_app.ui.jobs import Jobs
from desktop_app.ui.notices import sentence
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import button, quiet
from desktop_app.ui.widgets.files import choose_file

SHOWN = (120, 160)


def cropped(path: Path) -> bytes:
    """The file as it would be kept. Raises Refused. For a lane."""
    from desktop_app.actions import photographs, pictures

    return photographs.prepared(pictures.read(path))


class Portrait(QFrame):
    """A photo in its place, or the outline of nobody."""

    def __init__(self, width: int = SHOWN[0], height: int = SHOWN[1]) -> None:
        super().__init__()
        self.setProperty("role", "sunken")
        self.setFixedSize(width, height)
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.picture)
        self.show_jpeg(None)

    def show_jpeg(self, jpeg: bytes | None) -> None:
        """Show this picture."""
        pixels = QPixmap()
        if not (jpeg and pixels.loadFromData(jpeg)):
            self.picture.setPixmap(icon("user", Role.PlaceholderText).pixmap(40, 40))
            self.picture.setAccessibleName(_("No photo"))
            return
        self.picture.setAccessibleName(_("Photo"))
        self.picture.setPixmap(
            pixels.scaled(
                self.size(),
                Qt.AspectRatioMode.KeepAspectRatioByExpanding,
                Qt.TransformationMode.SmoothTransformation,
            )
        )


class PhotoPart(QWidget):
    """The portrait, *Pilih foto…* and *Hapus foto*. ``value`` is base64, or a kept photo's mark."""

    changed = Signal()

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self._value: str | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        self.portrait = Portrait()
        row.addWidget(self.portrait)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(
            texts.muted(_("A JPEG or PNG picture. It is cropped to 3:4, as on the card."))
        )
        buttons = QHBoxLayout()
        self.pick = button(_("Choose a photo…"), self.ask, icon_name="camera")
        self.drop = quiet(_("Remove the photo"), self._drop, icon_name="trash-2")
        buttons.addWidget(self.pick)
        buttons.addWidget(self.drop)
        buttons.addStretch(1)
        column.addLayout(buttons)
        self.line = texts.label("", "block", wrap=True)
        column.addWidget(self.line)
        column.addStretch(1)
        row.addLayout(column, 1)
        self.put(None)

    def value(self) -> str | None:
        """The photo as the worker's object names it."""
        return self._value

    def put(self, value: str | None, jpeg: bytes | None = None) -> None:
        """Show a photo: base64, or the mark of a kept one with its picture."""
        self._value = value
        if value and jpeg is None and len(value) > 64:
            jpeg = base64.b64decode(value)
        self.portrait.show_jpeg(jpeg)
        self.drop.setVisible(value is not None)
        self.say("")

    def say(self, text: str) -> None:
        """What is wrong with the photo."""
        self.line.setText(text)
        self.line.setVisible(bool(text))

    def ask(self) -> None:
        """Let a file be chosen."""
        kinds = _("Pictures") + " (*.jpg *.jpeg *.png)"
        path = choose_file(self, _("Choose a photo"), kinds)
        if path:
            self.take(path)

    def take(self, path: Path) -> None:
        """Read a file, in a lane, and show what would be kept of it."""
        self._jobs.long(
            self,
            lambda _step, _stop: cropped(path),
            self._took,
            failed=lambda error: self.say(sentence(error)),
        )

    def _took(self, jpeg: bytes) -> None:
        self.put(base64.b64encode(jpeg).decode("ascii"), jpeg)
        self.changed.emit()

    def _drop(self) -> None:
        self.put(None)
        self.changed.emit()
