"""A sum that opens into what it is made of: months, band, programmes, reductions, sources."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QDialog, QHeaderView, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.domain.findings import note
from desktop_app.domain.months import later
from desktop_app.domain.payment import Portion
from desktop_app.domain.worker import PROGRAMMES
from desktop_app.text import _
from desktop_app.ui import shown
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import quiet
from desktop_app.ui.widgets.table import Row, Table
from desktop_app.wording.sentences import sentence

WIDTH = 1040
#: Rows seen at once; more are scrolled.
SEEN = 8
ROW = 36


@dataclass(frozen=True, slots=True)
class Share:
    """A portion, and for how many people it is the same."""

    portion: Portion
    people: int = 1

    @property
    def total(self) -> int:
        """Rupiah for all of them."""
        return self.portion.total * self.people


def shares(portions: Iterable[Portion]) -> tuple[Share, ...]:
    """Portions of one person or of many, those that are alike counted together, by month."""
    alike: Counter[tuple[object, ...]] = Counter()
    one_of: dict[tuple[object, ...], Portion] = {}
    for portion in portions:
        key = _key(portion)
        alike[key] += 1
        one_of.setdefault(key, portion)
    found = [Share(one_of[key], people) for key, people in alike.items()]
    return tuple(sorted(found, key=lambda s: (s.portion.first, s.portion.base, s.portion.monthly)))


def _key(one: Portion) -> tuple[object, ...]:
    told = (one.rules, one.unclear, one.possible_saving, one.assumed)
    return (one.first, one.months, one.base, tuple(one.parts.items()), *told)


def months_told(first: str, last: str) -> str:
    """``11-2026`` or ``11-2026 – 02-2027``."""
    begin, end = shown.month(first), shown.month(last)
    return begin if first == last else f"{begin} – {end}"


class SumButton(QPushButton):
    """Looks like a link; Enter, Space or a click opens the table, Esc closes it."""

    def __init__(self, portions: Iterable[Portion] = ()) -> None:
        super().__init__()
        self._shares: tuple[Share, ...] = ()
        self.setProperty("kind", "sum")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda _on=False: self.open_sum())
        self.show_portions(portions)

    def show_portions(self, portions: Iterable[Portion], total: int | None = None) -> None:
        """The sum of these, of one person or of many; ``total`` where it is known otherwise."""
        self.show_shares(shares(portions), total)

    def show_shares(self, made_of: Sequence[Share], total: int | None = None) -> None:
        """The same, counted together already (in a lane, where they are many)."""
        self._shares = tuple(made_of)
        amount = sum(s.total for s in self._shares) if total is None else total
        self.setText(shown.rupiah(amount))
        self.setEnabled(bool(self._shares))
        told = _("What this sum is made of") if self._shares else ""
        self.setToolTip(told)
        self.setAccessibleDescription(told)

    def open_sum(self) -> "SumPanel":
        """Open the table below the button."""
        return open_sum(self, self._shares, self.text())


def open_sum(anchor: QWidget, made_of: Sequence[Share], heading: str) -> "SumPanel":
    """Open the panel beside a widget, wholly in its window; the focus comes back after it."""
    panel = SumPanel(anchor, made_of, heading)
    panel.adjustSize()
    below = anchor.mapToGlobal(QPoint(0, anchor.height() + 4))
    room = _room(anchor)
    left = min(below.x(), room.right() - panel.width() - 8)
    top = min(below.y(), room.bottom() - panel.height() - 8)
    panel.move(max(room.left() + 8, left), max(room.top() + 8, top))
    panel.show()
    panel.table.setFocus(Qt.FocusReason.PopupFocusReason)
    return panel


def _room(anchor: QWidget) -> QRect:
    """The window, where the panel fits into it, else the screen."""
    window, screen = anchor.window().geometry(), anchor.screen().availableGeometry()
    return window if window.width() > min(WIDTH, screen.width()) else screen


class SumPanel(QDialog):
    """The table. A click beside it closes it too."""

    def __init__(self, parent: QWidget, made_of: Sequence[Share], heading: str) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("What this sum is made of"))
        self.setFixedWidth(min(WIDTH, _room(parent).width() - 16))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        panel = texts.Panel(heading, _("What this sum is made of"))
        outer.addWidget(panel)
        many = any(share.people > 1 for share in made_of)
        headings = _headings(many)
        self.table = Table(
            _("What this sum is made of"),
            headings,
            numbers=[at for at, name in enumerate(headings) if name in _numbers()],
        )
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        self.table.show_rows([Row(_cells(share, many)) for share in made_of])
        self.table.setFixedHeight(ROW * (min(len(made_of), SEEN) + 1) + 10)
        self.table.opened.connect(lambda _key: self.accept())
        panel.body.addWidget(self.table)
        if said := remarks(made_of):
            panel.body.addWidget(texts.paragraph("\n".join(said), "small"))
        panel.body.addWidget(
            quiet(_("Close") + " (Esc)", self.accept), 0, Qt.AlignmentFlag.AlignRight
        )


def _numbers() -> tuple[str, ...]:
    return (*PROGRAMMES, _("Base (band)"), _("a month"), _("People"), _("Sum"))


def _headings(many: bool) -> tuple[str, ...]:
    return (
        _("Months"),
        _("Base (band)"),
        *PROGRAMMES,
        _("a month"),
        _("Reduction"),
        _("Source of the rule"),
        *((_("People"),) if many else ()),
        _("Sum"),
    )


def _cells(share: Share, many: bool) -> tuple[str, ...]:
    one = share.portion
    parts = (one.parts.get(programme, 0) for programme in PROGRAMMES)
    return (
        months_told(one.first, later(one.first, one.months - 1)),
        f"{shown.number(one.base)} ({one.band}{'*' if one.assumed else ''})",
        *(shown.number(part) if part else "–" for part in parts),
        shown.number(one.monthly),
        _reduction(one),
        one.rules[0] if one.rules else "–",
        *((shown.number(share.people),) if many else ()),
        shown.number(share.total),
    )


def _reduction(one: Portion) -> str:
    """The reductions that are in the sum, by their source."""
    if one.rules[1:]:
        return ", ".join(one.rules[1:])
    return _("not clear") if one.possible_saving else _("none")


def remarks(made_of: Sequence[Share]) -> list[str]:
    """What there is to say of a sum: what is assumed, not clear, or might be saved."""
    said = []
    if any(share.portion.assumed for share in made_of):
        said.append(_("* The income is not filled in; the lowest band is assumed."))
    rules = dict.fromkeys(rule for share in made_of for rule in share.portion.unclear)
    said += [sentence(note(rule)) for rule in rules]
    saving = sum(s.portion.possible_saving * s.portion.months * s.people for s in made_of)
    if saving:
        words = _("If the branch office says that the reduction holds, {sum} less is to be paid.")
        said.append(words.format(sum=shown.rupiah(saving)))
    return said
