"""One of several words, each with the value it stands for."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget


class Radios(QWidget):
    """One of several, by name."""

    picked = Signal()

    def __init__(self, words: dict[str, str]) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 8)
        self.column.setSpacing(2)
        self._group = QButtonGroup(self)
        self.boxes = {name: QRadioButton(word) for name, word in words.items()}
        for box in self.boxes.values():
            self._group.addButton(box)
            self.column.addWidget(box)
            box.clicked.connect(lambda _on: self.picked.emit())
        next(iter(self.boxes.values())).setChecked(True)

    @property
    def value(self) -> str:
        """The name picked."""
        return next(name for name, box in self.boxes.items() if box.isChecked())

    def pick(self, name: str) -> None:
        """Pick it; nobody clicked."""
        self.boxes[name].setChecked(True)
