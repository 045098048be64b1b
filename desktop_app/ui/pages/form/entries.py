"""An entry: one key of the worker's object, its field, and what the rules say about it."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from desktop_app.domain.findings import Finding, Level
from desktop_app.text import _
from desktop_app.ui.pages.form import texts as typed
from desktop_app.ui.pages.form.controls import Choice, OccupationLine, Ticks
from desktop_app.ui.widgets.fields import Field
from desktop_app.wording.sentences import sentence
from desktop_app.wording.words import field_name, status_word


class Entry(QObject):
    """A key, read from its field and put into it.

    ``auto`` is true while the value was not typed but read from elsewhere (the NIK, the last
    person); such a value follows its source until somebody types another.
    """

    changed = Signal()
    left = Signal()
    accepted = Signal(str, bool)
    """A warning's rule, and whether it is confirmed."""

    def __init__(
        self, key: str, field: Field[Any], get: Callable[[], Any], put: Callable[[Any], None]
    ) -> None:
        super().__init__(field)
        self.key, self.field = key, field
        self._get, self._put = get, put
        self.auto = False
        self._boxes: dict[str, QCheckBox] = {}
        field.control.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell when the focus leaves the control."""
        if event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        return super().eventFilter(watched, event)

    def value(self) -> Any:
        """What stands in the field, as the worker's object holds it; None for nothing."""
        return self._get()

    def put(self, value: Any, *, auto: bool = False) -> None:
        """Show a value; nobody typed it."""
        self.auto = auto and value is not None
        self._put(value)

    def touch(self) -> None:
        """Somebody typed here."""
        self.auto = False
        self.changed.emit()

    def say(self, findings: Sequence[Finding], confirmed: Collection[str]) -> None:
        """The findings below the field, a box to confirm beneath each warning."""
        level = findings[0].level.value if findings else ""
        self.field.say("\n".join(spoken(f) for f in findings), level)
        warnings = {f.rule for f in findings if f.level is Level.WARN}
        for rule in warnings:
            if rule not in self._boxes:
                self._boxes[rule] = self._new_box(rule)
            self._boxes[rule].setChecked(rule in confirmed)
        for rule, box in self._boxes.items():
            box.setVisible(rule in warnings)

    def _new_box(self, rule: str) -> QCheckBox:
        box = QCheckBox(_("I have compared it; it is so"))
        box.setAccessibleName(f"{self.field.name.text()}: {box.text()}")
        box.clicked.connect(lambda on: self.accepted.emit(rule, on))
        self.field.column.insertWidget(self.field.column.count() - 1, box)
        QWidget.setTabOrder(self.field.control, box)
        return box


def spoken(finding: Finding) -> str:
    """The sentence; a date is asked for as it is typed here, not as a file holds it."""
    if finding.rule == "type" and finding.params.get("wanted") == "date":
        return _("This is no date that exists. Type day, month, year: 17-05-1984.")
    if finding.rule == "type" and finding.params.get("wanted") == "month":
        return _("Type month and year: 11-2026.")
    if finding.rule == "type" and finding.params.get("wanted") == "integer":
        return _("Type the amount in rupiah, in digits only.")
    return sentence(finding)


def named(key: str) -> str:
    """What the field of a key is called, as a heading."""
    name = field_name(key)
    return name[:1].upper() + name[1:]


def line(key: str, name: str = "", hint: str = "", *, longest: int = 255) -> Entry:
    """A line of text."""
    return _line(key, name, hint, typed.plain, str, longest)


def day(key: str, name: str = "", hint: str = "") -> Entry:
    """A date, typed day first."""
    return _tidied(key, name, hint, typed.read_day, typed.day_text, _("dd-mm-yyyy"))


def month(key: str, name: str = "", hint: str = "") -> Entry:
    """A month."""
    return _tidied(key, name, hint, typed.read_month, typed.month_text, _("mm-yyyy"))


def amount(key: str, name: str = "", hint: str = "") -> Entry:
    """A sum in rupiah."""
    return _tidied(key, name, hint, typed.read_amount, typed.amount_text, "Rp")


def _line(
    key: str,
    name: str,
    hint: str,
    read: Callable[[str], Any],
    show: Callable[[Any], str],
    longest: int = 255,
) -> Entry:
    control = QLineEdit()
    control.setMaxLength(longest * 2)
    field = Field(name or named(key), control, hint)
    entry = Entry(
        key,
        field,
        lambda: read(control.text()),
        lambda value: control.setText("" if value is None else show(value)),
    )
    control.textEdited.connect(lambda _text: entry.touch())
    return entry


def _tidied(
    key: str,
    name: str,
    hint: str,
    read: Callable[[str], Any],
    show: Callable[[Any], str],
    form: str,
) -> Entry:
    """A line that is written out in its usual form when it is left."""
    entry = _line(key, name, hint, read, show, 40)
    control: QLineEdit = entry.field.control
    control.setPlaceholderText(form)

    def tidy() -> None:
        value = read(control.text())
        if value is not None and show(value) != control.text():
            control.setText(show(value))

    control.editingFinished.connect(tidy)
    return entry


def choice(
    key: str, values: Sequence[str], name: str = "", hint: str = "", *, empty: str | None = ""
) -> Entry:
    """One of the words there are for a key; ``empty`` stands for none of them."""
    words = [(value, status_word(value)) for value in values]
    control = Choice(words, empty)
    entry = Entry(key, Field(name or named(key), control, hint), control.value, control.choose)
    control.activated.connect(lambda _at: entry.touch())
    return entry


def flag(key: str, text: str, hint: str = "") -> Entry:
    """A box to tick; not ticked is not said."""
    control = QCheckBox(text)
    field: Field[Any] = Field(text, control, hint)
    field.name.hide()
    entry = Entry(
        key,
        field,
        lambda: control.isChecked() or None,
        lambda value: control.setChecked(bool(value)),
    )
    control.clicked.connect(lambda _on: entry.touch())
    return entry


def ticks(key: str, options: Sequence[tuple[str, str]], usual: Sequence[str], name: str) -> Entry:
    """Several words of which ``usual`` are ticked where nothing else is said."""
    control = Ticks(options)
    control.tick(usual)

    def put(value: Any) -> None:
        control.tick(value if isinstance(value, list | tuple) else usual)

    entry = Entry(key, Field(name, control), control.value, put)
    control.ticked.connect(entry.touch)
    return entry


def occupation(key: str, hint: str = "") -> Entry:
    """An occupation, found while typing."""
    control = OccupationLine()
    entry = Entry(key, Field(named(key), control, hint), control.value, control.show_code)
    control.textEdited.connect(lambda _text: entry.touch())
    control.chosen.connect(entry.touch)
    return entry


def mapped(entry: Entry, read: Callable[[Any], Any], show: Callable[[Any], Any]) -> Entry:
    """The same field, its value seen through ``read`` and put back through ``show``."""
    made = Entry(
        entry.key,
        entry.field,
        lambda: read(entry.value()),
        lambda value: entry.put(None if value is None else show(value)),
    )
    entry.changed.connect(made.touch)
    return made
