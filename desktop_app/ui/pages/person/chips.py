"""Filters as chips above the list: one at a time, each with its key words."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from desktop_app.store.summary import Filters
from desktop_app.text import _
from desktop_app.wording.words import status_word

DRAFTS = "drafts"
#: What the regency office sent back; shown where there is one.
RETURNED = "refused"


def choices() -> tuple[tuple[str, str], ...]:
    """Name and word of each chip."""
    return (
        ("all", _("All")),
        ("candidate", status_word("candidate")),
        ("submitted", status_word("submitted")),
        ("refused_by_bpjs", status_word("refused_by_bpjs")),
        ("member", status_word("member")),
        ("ended", status_word("ended")),
        ("unprinted", _("Not printed")),
        ("no_consent", _("No consent")),
        (RETURNED, status_word(RETURNED)),
        (DRAFTS, _("Drafts")),
    )


def narrowed(name: str, filters: Filters) -> Filters:
    """The filters with what a chip stands for."""
    plain = replace(
        filters, status=None, membership=None, delivery=None, unprinted=False, consent=None
    )
    if name in ("all", DRAFTS):
        return plain
    if name == "unprinted":
        return replace(plain, unprinted=True)
    if name == "no_consent":
        return replace(plain, consent="pending")
    if name == RETURNED:
        return replace(plain, delivery=name)
    return replace(plain, membership=name)


def chip_of(filters: Filters) -> str:
    """The chip that shows these filters best."""
    if filters.unprinted:
        return "unprinted"
    if filters.consent == "pending":
        return "no_consent"
    known = {name for name, _word in choices()}
    word = filters.membership or filters.delivery or filters.status or "all"
    return word if word in known else "all"


class Chips(QWidget):
    """The row of chips."""

    picked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        for name, word in choices():
            chip = QPushButton(word)
            chip.setProperty("kind", "chip")
            chip.setCheckable(True)
            chip.clicked.connect(self._teller(name))
            self._group.addButton(chip)
            self.buttons[name] = chip
            row.addWidget(chip)
        row.addStretch(1)
        self.show_returned(False)
        self.pick("all")

    def _teller(self, name: str) -> Callable[[], None]:
        return lambda: self.picked.emit(name)

    def pick(self, name: str) -> None:
        """Show a chip as picked."""
        self.buttons[name].setChecked(True)

    def show_returned(self, on: bool) -> None:
        """Whether there is a regency office that could send something back."""
        self.buttons[RETURNED].setVisible(on or self.buttons[RETURNED].isChecked())

    @property
    def current(self) -> str:
        """The chip that is picked."""
        return next(name for name, chip in self.buttons.items() if chip.isChecked())
