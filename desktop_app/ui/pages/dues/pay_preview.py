"""What a payment comes to: the sum that opens, what might be saved, and who can not be paid for."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.text import _, n_
from desktop_app.ui import shown
from desktop_app.ui.icons import Role, icon
from desktop_app.ui.pages.dues.many import ROW, ManyTable
from desktop_app.ui.pages.dues.order import PayRow, Preview
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.sum import SumButton, open_sum, shares
from desktop_app.ui.widgets.texts import Empty

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
DISPLAY, DECORATION = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.DecorationRole
TOOL_TIP = Qt.ItemDataRole.ToolTipRole
ALIGNMENT = Qt.ItemDataRole.TextAlignmentRole
_PLAIN = Role.ButtonText
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_WIDTHS = {1: 170, 2: 140}
#: So many reasons are given room to be read whole; the rest is whole in its tool tip.
SPREAD = 200
#: Sign and margins beside a reason, and above and below it (pixels).
BESIDE, AROUND = 60, 20

N_ = str  # marks a text for the catalogue; it is looked up when it is shown

WAY = N_("Choose for whom at the left; months and sums appear here at once.")


class PreviewModel(QAbstractTableModel):
    """Name, months, sum; or name and why not, across the table."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[PayRow] = ()

    def show(self, rows: Sequence[PayRow]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many people there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(_WIDTHS) + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        """The names of the columns."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == ALIGNMENT and section == len(_WIDTHS):
            return _RIGHT
        return (_("Name"), _("Months"), _("Sum"))[section] if role == DISPLAY else None

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """A cell; a sign before who cannot be paid for."""
        row, column = self.rows[index.row()], index.column()
        if role == DECORATION and column == 0 and row.why:
            return icon(row.sign, Role.BrightText if row.sign == "circle-alert" else _PLAIN)
        if role == ALIGNMENT and column == len(_WIDTHS):
            return _RIGHT
        if role not in (DISPLAY, TOOL_TIP):
            return None
        if row.why:
            return (told(row), "", "")[column]
        amount = shown.rupiah(row.amount) if row.amount is not None else ""
        return (row.name, row.months, amount)[column]


class PayPreview(QWidget):
    """Head, remarks and table. Enter opens a sum, or somebody who cannot be paid for (``opened``);
    Delete leaves somebody out (``left_out``)."""

    left_out = Signal(str)
    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.model = PreviewModel()
        self.table = ManyTable(_("What the payment comes to"), self.model, _WIDTHS)
        self.table.setWordWrap(True)
        self.people = texts.label("", "lead")
        self.sum = SumButton()
        self.remark = texts.Message()
        self.hint = texts.label("", "small")
        self.nothing = Empty("wallet", _("Nobody is chosen yet"), _(WAY))
        self.patience = Empty("clock", _("One moment…"))
        self.wrong = Empty("circle-alert", _("This cannot be paid so"))
        self.why = texts.paragraph("", "block")
        self.why.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.wrong.ways.addWidget(self.why)
        self.stack = QStackedWidget()
        for view in (self.table, self.nothing, self.patience, self.wrong):
            self.stack.addWidget(view)
        self._lay_out()
        self.table.opened.connect(self._open)
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.table)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._leave_out)
        self.show_nothing()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.people)
        head.addWidget(self.sum)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.remark)
        column.addWidget(self.stack, 1)
        column.addWidget(self.hint)

    def show_nothing(self) -> None:
        """Nobody is chosen."""
        self._show(self.nothing)

    def show_patience(self) -> None:
        """It is being reckoned."""
        self._show(self.patience)

    def show_wrong(self, text: str) -> None:
        """It cannot be reckoned at all."""
        self.why.setText(text)
        self._show(self.wrong)

    def show_preview(self, got: Preview, *, may_leave_out: bool) -> None:
        """Those who cannot be paid for first, then each with months and sum."""
        self.model.show(got.rows)
        self._show(self.table)
        spread(self.table, got.rows)
        people = n_("{n} person", "{n} people", got.people).format(n=shown.number(got.people))
        self.people.setText(f"{people} ·")
        self.sum.show_shares(got.made_of, got.total)
        for part in (self.people, self.sum):
            part.setVisible(bool(got.people))
        self.remark.say(*remarks(got))
        hints = [_("Enter opens a sum.") if got.people else _("Enter opens a person.")]
        if may_leave_out:
            hints.append(_("Delete leaves somebody out."))
        self.hint.setText(" ".join(hints))
        self.hint.show()

    def show_left(self, rows: Sequence[PayRow]) -> None:
        """Only those who were not paid for, after the others were."""
        count = len(rows)
        left = Preview(rows=rows, people=0, refused=count, total=0, saving=0, made_of=())
        self.show_preview(left, may_leave_out=False)

    def _show(self, view: QWidget) -> None:
        self.stack.setCurrentWidget(view)
        if view is not self.table:
            for part in (self.people, self.sum, self.remark, self.hint):
                part.hide()

    def _open(self, at: int) -> None:
        row = self.model.rows[at]
        if row.portions and row.amount is not None:
            heading = f"{row.name} · {shown.rupiah(row.amount)}"
            open_sum(self.table, shares(row.portions), heading)
        elif row.worker_id:
            self.opened.emit(row.worker_id)

    def _leave_out(self) -> None:
        rows = [self.model.rows[at] for at in self.table.chosen_rows()]
        for row in rows:
            if row.worker_id:
                self.left_out.emit(row.worker_id)


def spread(table: ManyTable, rows: Sequence[PayRow]) -> None:
    """Let a reason have the whole width and as many lines as it needs."""
    table.clearSpans()
    room = QRect(0, 0, max(table.viewport().width() - BESIDE, BESIDE), ROW)
    wrapped, metrics = Qt.TextFlag.TextWordWrap, table.fontMetrics()
    for at, row in enumerate(rows[:SPREAD]):
        high = 0
        if row.why:
            table.setSpan(at, 0, 1, len(_WIDTHS) + 1)
            high = metrics.boundingRect(room, wrapped, told(row)).height() + AROUND
        table.setRowHeight(at, max(ROW, high))


def told(row: PayRow) -> str:
    """Who, and why not."""
    return f"{row.name}: {row.why}"


def remarks(got: Preview) -> tuple[str, str]:
    """Who cannot be paid for, and what might be saved; as text and tone."""
    said = []
    if got.refused:
        words = n_(
            "{n} person cannot be paid for; the reason stands below.",
            "{n} people cannot be paid for; the reasons stand below.",
            got.refused,
        )
        said.append(words.format(n=shown.number(got.refused)))
    if got.saving:
        words = _(
            "Whether a reduction holds for this payer is not clear. If the branch office says so, "
            "it is {sum} in all, {saving} less: type the sum on the slip, it decides."
        )
        reduced = got.total - got.saving
        said.append(words.format(sum=shown.rupiah(reduced), saving=shown.rupiah(got.saving)))
    return "\n".join(said), "warn" if got.refused else ""
