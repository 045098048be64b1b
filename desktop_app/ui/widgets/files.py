"""Choosing files to read and to write."""

from pathlib import Path

from PySide6.QtCore import QDir, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from desktop_app.text import _
from desktop_app.ui.widgets.buttons import button
from desktop_app.ui.widgets.fields import Field


def documents_folder() -> Path:
    """Where people look for their files."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(place) or QDir.homePath())


def choose_file(parent: QWidget, title: str, kinds: str = "") -> Path | None:
    """A file to read, or None. ``kinds`` as Qt spells them: ``Lists (*.xlsx *.csv)``."""
    name, _kind = QFileDialog.getOpenFileName(parent, title, str(documents_folder()), kinds)
    return Path(name) if name else None


def choose_folder(parent: QWidget, title: str) -> Path | None:
    """A folder, or None."""
    name = QFileDialog.getExistingDirectory(parent, title, str(documents_folder()))
    return Path(name) if name else None


def choose_target(parent: QWidget, title: str, suggested: str, kinds: str = "") -> Path | None:
    """A file to write, or None. The ending of ``suggested`` is added where none was typed."""
    start = str(documents_folder() / suggested)
    name, _kind = QFileDialog.getSaveFileName(parent, title, start, kinds)
    if not name:
        return None
    path = Path(name)
    return path if path.suffix else path.with_suffix(Path(suggested).suffix)


class FileField(Field[QLineEdit]):
    """A path with a button to choose it."""

    def __init__(
        self, name: str, title: str, *, kinds: str = "", chosen: Path | None = None
    ) -> None:
        super().__init__(name, QLineEdit(str(chosen) if chosen else ""))
        self._title, self._kinds = title, kinds
        self.browse: QPushButton = button(_("Choose…"), self._choose, icon_name="folder-open")
        row = QHBoxLayout()
        row.setSpacing(8)
        self.column.removeWidget(self.control)
        row.addWidget(self.control, 1)
        row.addWidget(self.browse)
        self.column.insertLayout(1, row)

    def path(self) -> Path:
        """What was chosen or typed."""
        return Path(self.control.text().strip().strip('"'))

    def _choose(self) -> None:
        path = choose_file(self, self._title, self._kinds)
        if path:
            self.control.setText(str(path))
            self.say("")
