"""Controls of the form: a choice no wheel changes by accident, ticks, an occupation."""

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QHBoxLayout, QLineEdit, QWidget

from desktop_app.reference.occupations import find_occupation, occupations

MOST_FOUND = 8


class Choice(QComboBox):
    """Words to choose from, each with the value it stands for; the first may stand for nothing."""

    def __init__(self, options: Sequence[tuple[str, str]], empty: str | None = None) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if empty is not None:
            self.addItem(empty, None)
        for value, word in options:
            self.addItem(word, value)

    def offer(self, options: Sequence[tuple[str, str]], first: int = 0) -> None:
        """Offer these behind the ``first`` ones that stay; what is chosen stays chosen."""
        chosen = self.value()
        while self.count() > first:
            self.removeItem(first)
        for value, word in options:
            self.addItem(word, value)
        self.choose(chosen)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turning the wheel scrolls the page, whatever is below the pointer."""
        event.ignore()

    def value(self) -> str | None:
        """What is chosen."""
        chosen: str | None = self.currentData()
        return chosen

    def choose(self, value: str | None) -> None:
        """Choose this value; one that is not offered is added as it is, so that it is not lost."""
        at = self.findData(value)
        if at < 0 and value is not None:
            self.addItem(str(value), value)
            at = self.count() - 1
        self.setCurrentIndex(max(at, 0))


class Ticks(QWidget):
    """Several words, each of which may be ticked."""

    ticked = Signal()

    def __init__(self, options: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(20)
        self.boxes = {value: QCheckBox(word) for value, word in options}
        for box in self.boxes.values():
            row.addWidget(box)
            box.clicked.connect(lambda _on: self.ticked.emit())
        row.addStretch(1)
        self.setFocusProxy(next(iter(self.boxes.values())))

    def value(self) -> list[str]:
        """What is ticked, in the order offered."""
        return [value for value, box in self.boxes.items() if box.isChecked()]

    def tick(self, values: Sequence[str]) -> None:
        """Tick exactly these."""
        for value, box in self.boxes.items():
            box.setChecked(value in values)


class OccupationLine(QLineEdit):
    """An occupation by its name or by any word people use for it."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._names = QStringListModel(self)
        completer = self._completer = QCompleter(self._names, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(MOST_FOUND)
        completer.activated.connect(self._take)
        completer.setWidget(self)
        self.textEdited.connect(self._look)

    def value(self) -> str | None:
        """The code of the occupation meant, else what was typed."""
        typed = self.text().strip()
        named = [o.code for o in occupations().values() if o.name == typed]
        return named[0] if named else typed or None

    def show_code(self, code: str | None) -> None:
        """Show the occupation with this code, or the text that is none."""
        known = occupations().get(code) if code else None
        self.setText(known.name if known else code or "")

    def _look(self, text: str) -> None:
        found = [occupation.name for occupation in find_occupation(text)[:MOST_FOUND]]
        self._names.setStringList(found)
        if found and text.strip():
            self._completer.complete()
            if popup := self._completer.popup():
                popup.setCurrentIndex(self._names.index(0, 0))
        elif popup := self._completer.popup():
            popup.hide()

    def _take(self, name: str) -> None:
        self.setText(name)
        self.chosen.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was typed means the one occupation it names, where it names one."""
        if event.reason() != Qt.FocusReason.PopupFocusReason and self._settle():
            self.chosen.emit()
        super().focusOutEvent(event)

    def _settle(self) -> bool:
        typed = self.text().strip()
        if not typed or self.value() in occupations():
            return False
        found = find_occupation(typed)
        exact = [o for o in found if typed.casefold() in _spoken(o.name, *o.synonyms)]
        meant = exact[:1] or (found if len(found) == 1 else [])
        if meant:
            self.setText(meant[0].name)
        return bool(meant)


def _spoken(*words: str) -> set[str]:
    return {word.casefold() for word in words}
