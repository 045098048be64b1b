"""What, for whom, on which sheet."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.nik import masked
from desktop_app.store.summary import Summary
from desktop_app.text import _
from desktop_app.ui import shown
from desktop_app.ui.context import UiContext
from desktop_app.ui.pages.form.controls import Choice
from desktop_app.ui.pages.papers.making import (
    CARD_LAYOUTS,
    CERTIFICATE_LAYOUTS,
    PLACES,
    Counts,
    Order,
)
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.fields import Field

FOUND = 6


def layout_words() -> dict[str, str]:
    """The sheets by name."""
    return {
        "a4-10": _("A4, 10 cards"),
        "f4-10": _("F4, 10 cards"),
        "a4-fold-5": _("A4, 5 folded cards (front and back)"),
        "f4-fold-5": _("F4, 5 folded cards (front and back)"),
        "cr80": _("Card printer (plastic card)"),
        "slip": _("Receipt printer (narrow roll)"),
        "a4": "A4",
        "f4": "F4",
    }


class PeoplePicker(QWidget):
    """The people chosen by hand: those that came along, and more by search. ``tell`` names them
    below the line, where no table beside it does."""

    changed = Signal()

    def __init__(self, context: UiContext, *, tell: bool = True) -> None:
        super().__init__()
        self._context, self._tell = context, tell
        self.ids: list[str] = []
        self._names: dict[str, str] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 0, 0, 0)
        column.setSpacing(6)
        self.line = QLineEdit()
        self.line.setPlaceholderText(_("Add somebody: name, NIK or number"))
        self.line.setAccessibleName(self.line.placeholderText())
        self.found = QListWidget()
        self.found.setAccessibleName(_("People found"))
        self.found.setMaximumHeight(150)
        self.found.hide()
        self.chosen = texts.muted("")
        self.chosen.hide()
        for part in (self.line, self.found, self.chosen):
            column.addWidget(part)
        self.line.textEdited.connect(self._search)
        self.line.returnPressed.connect(lambda: self._add(self.found.item(0)))
        self.found.itemActivated.connect(self._add)
        self.found.itemClicked.connect(self._add)

    def put(self, ids: list[str]) -> None:
        """Exactly these people."""
        self.ids = list(dict.fromkeys(ids))
        self._names.clear()
        self._told()

    def _search(self, text: str) -> None:
        desk = self._context.desk

        def work(stop: object) -> list[Summary]:
            from desktop_app.actions import finding

            return finding.search(desk, text, FOUND, stop=stop) if text.strip() else []  # type: ignore[arg-type]

        self._context.jobs.read(self, work, self._show_found, topic="search")

    def _show_found(self, people: list[Summary]) -> None:
        self.found.clear()
        for person in people:
            item = QListWidgetItem(f"{person.full_name}  {masked(person.nik)}")
            item.setData(Qt.ItemDataRole.UserRole, (person.id, person.full_name))
            self.found.addItem(item)
        self.found.setVisible(bool(people))

    def _add(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        record_id, name = item.data(Qt.ItemDataRole.UserRole)
        self._names[record_id] = name
        if record_id not in self.ids:
            self.ids.append(record_id)
        self.line.clear()
        self.found.hide()
        self.line.setFocus()
        self._told()
        self.changed.emit()

    def _told(self) -> None:
        names = ", ".join(self._names.values())
        self.chosen.setText(names)
        self.chosen.setVisible(self._tell and bool(names))


class Choosing(QWidget):
    """The order as it is chosen; ``changed`` when it is another."""

    changed = Signal()

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.kinds = _Radios(
            {
                "card": _("Proof of registration, or card of participants"),
                "certificate": _("Certificate"),
            }
        )
        self.who = _Radios(
            {
                "chosen": _("People chosen"),
                "unprinted": _("Everybody not printed yet"),
                "members": _("All participants"),
            }
        )
        self.picker = PeoplePicker(context)
        self.who.column.insertWidget(1, self.picker)
        self.layout_field = Field(_("Sheet"), Choice(()))
        self.skip_field = Field(_("Places already used on the first sheet"), Choice(()))
        for part in (
            texts.heading(_("What is printed")),
            self.kinds,
            texts.heading(_("For whom")),
            self.who,
            self.layout_field,
            self.skip_field,
        ):
            column.addWidget(part)
        column.addStretch(1)
        self._kind_layouts()
        self.kinds.picked.connect(self._kind_layouts)
        self.kinds.picked.connect(self.changed)
        self.who.picked.connect(self._who_changed)
        self.picker.changed.connect(self._added)
        self.layout_field.control.activated.connect(lambda _at: self._places())
        self.layout_field.control.activated.connect(lambda _at: self.changed.emit())
        self.skip_field.control.activated.connect(lambda _at: self.changed.emit())

    def order(self) -> Order:
        """What is chosen."""
        return Order(
            kind=self.kinds.value,
            who=self.who.value,
            ids=tuple(self.picker.ids),
            layout=self.layout_field.control.value() or "a4",
            skip=int(self.skip_field.control.value() or 0),
        )

    def put(self, *, kind: str = "", ids: list[str] | None = None, who: str = "") -> None:
        """Choose what another page asked for."""
        if kind:
            self.kinds.pick(kind)
            self._kind_layouts()
        if ids is not None:
            self.picker.put(ids)
            self._count_chosen()
            who = "chosen"
        if who:
            self.who.pick(who)
            self.picker.setVisible(who == "chosen")

    def _count_chosen(self) -> None:
        count = shown.number(len(self.picker.ids))
        self.who.boxes["chosen"].setText(_("People chosen ({n})").format(n=count))

    def show_counts(self, counts: Counts) -> None:
        """Say how many people each choice means."""
        for who, text, n in (
            ("unprinted", _("Everybody not printed yet ({n})"), counts.unprinted),
            ("members", _("All participants ({n})"), counts.members),
        ):
            self.who.boxes[who].setText(text.format(n=shown.number(n)))

    def _kind_layouts(self) -> None:
        names = CARD_LAYOUTS if self.kinds.value == "card" else CERTIFICATE_LAYOUTS
        box = self.layout_field.control
        box.clear()
        for name in names:
            box.addItem(layout_words()[name], name)
        self._places()

    def _places(self) -> None:
        places = PLACES.get(self.layout_field.control.value() or "", 0)
        self.skip_field.setVisible(places > 0)
        box = self.skip_field.control
        box.clear()
        for n in range(max(places, 1)):
            box.addItem(str(n) if n else _("none"), str(n))

    def _who_changed(self) -> None:
        self.picker.setVisible(self.who.value == "chosen")
        self.changed.emit()

    def _added(self) -> None:
        self._count_chosen()
        self.who.pick("chosen")
        self.changed.emit()


class _Radios(QWidget):
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
