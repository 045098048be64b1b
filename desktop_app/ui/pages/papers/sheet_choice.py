"""On which sheet, and where on it the first free place is."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.text import _
from desktop_app.ui.pages.form.controls import Choice
from desktop_app.ui.pages.papers.kinds import KINDS
from desktop_app.ui.pages.papers.making import Plan
from desktop_app.ui.pages.papers.places import SheetPicture
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.fields import Field

_KNOWN = ("cr80", "a4-10", "f4-10", "a4-fold-5", "f4-fold-5")


def layout_words() -> dict[str, str]:
    """The sheets that have a word of their own; the others are called as their file says."""
    return {
        "a4-10": _("A4, 10 cards, both sides"),
        "f4-10": _("F4, 10 cards, both sides"),
        "a4-fold-5": _("A4, 5 cards to fold"),
        "f4-fold-5": _("F4, 5 cards to fold"),
        "cr80": _("Card printer (plastic card)"),
        "slip": _("A4, 3 slips"),
        "a4": "A4",
        "f4": "F4",
        "a5": "A5",
        "roll": _("Receipt printer (roll of 80 mm)"),
    }


class SheetChoice(QWidget):
    """The sheets of a kind of paper; ``changed`` when another one or another place is chosen."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._kind = "proof"
        self._plans: dict[str, Plan] = {}
        self._duplex = self._by_hand = False
        self.field = Field(_("Sheet"), Choice(()))
        self.picture = SheetPicture()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self.field)
        hint = _("A sheet half used? Click the first place that is still free.")
        self.hint = texts.paragraph(hint, "small")
        column.addWidget(self.hint)
        column.addStretch(1)
        row.addLayout(column, 1)
        self.field.control.activated.connect(lambda _at: self.chosen())
        self.picture.picked.connect(self.changed)

    @property
    def name(self) -> str:
        """The sheet chosen."""
        return self.field.control.value() or ""

    @property
    def plan(self) -> Plan | None:
        """How the chosen sheet looks; None until the sheets are read."""
        return self._plans.get(self.name)

    @property
    def skip(self) -> int:
        """Places of the first sheet that are used."""
        return self.picture.skip

    def show_plans(self, plans: dict[str, Plan]) -> None:
        """The sheets there are, the office's own too."""
        self._plans = plans
        self._offer()

    def show_kind(self, kind: str) -> None:
        """The sheets of this kind of paper; the usual one is chosen."""
        if kind != self._kind:
            self._by_hand = False
        self._kind = kind
        self._offer()

    def show_printer(self, *, duplex: bool) -> bool:
        """The printer turns sheets itself, or not: the usual sheet follows. Whether it changed."""
        before, self._duplex = self.name, duplex
        if not self._by_hand:
            self._offer()
        return self.name != before

    def put(self, name: str) -> None:
        """Choose this sheet, a fresh one, where it is offered; nobody clicked."""
        if name in self._names():
            self.field.control.choose(name)
            self._by_hand = True
            self._show()
        self.picture.put(0)

    def chosen(self) -> None:
        """Somebody chose a sheet."""
        self._by_hand = True
        self._show()
        self.changed.emit()

    def _names(self) -> list[str]:
        if KINDS[self._kind].layouts:
            return list(KINDS[self._kind].layouts)
        known = [name for name in self._plans if name != "slip"] or list(_KNOWN)
        if self._kind == "proof":
            return ["slip", *known]
        usual = "a4-10" if self._duplex else "a4-fold-5"
        return sorted(known, key=lambda name: (name != usual, name == "cr80"))

    def _offer(self) -> None:
        box, kept = self.field.control, self.name
        names, words = self._names(), layout_words()
        box.clear()
        for name in names:
            plan = self._plans.get(name)
            box.addItem(words.get(name) or (plan.name if plan else "") or name, name)
        if self._by_hand and kept in names:
            box.choose(kept)
        self._show()

    def _show(self) -> None:
        plan = self.plan or Plan("", (210, 297))
        for part in (self.picture, self.hint):
            part.setVisible(bool(plan.places))
        self.picture.show_plan(plan)
