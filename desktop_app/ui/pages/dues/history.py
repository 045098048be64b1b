"""*Riwayat pembayaran*: what was paid in one go, for whom, with which proof; and undoing it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.text import _, n_
from desktop_app.ui import shown
from desktop_app.ui.context import UiContext
from desktop_app.ui.models.covered import payer_word
from desktop_app.ui.notices import sentence
from desktop_app.ui.pages.dues.remittance import Opened, RemittancePanel, read_one
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.table import Row, Table
from desktop_app.ui.widgets.texts import Empty
from desktop_app.wording.sentences import sentence as finding_sentence

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk
    from desktop_app.actions.letting_go import LetGo
    from desktop_app.store.payments import Remittance

#: So many are listed, the newest first.
MOST = 300
CHANGED = ("payments", "workers", "sponsors", "deposits")
#: Columns that give way while one is open beside the list.
_GIVE_WAY = (2, 5, 6)


def read(desk: "Desk") -> "list[Remittance]":
    """The newest ones. For a lane."""
    from desktop_app.actions import paying

    return paying.remittances(desk, MOST)


def undone(desk: "Desk", reference: str) -> "tuple[int, list[LetGo]]":
    """Undo all of it; how many payments that were, and for which months set aside there is no
    room. For a lane."""
    from desktop_app.actions import paying

    gone: list[LetGo] = []
    return paying.undo_reference(desk, reference, told=gone.append), gone


def _row(one: "Remittance") -> Row:
    people = n_("{n} person", "{n} people", one.people).format(n=shown.number(one.people))
    gone = _("taken back") if one.undone and not one.people else ""
    cells = (
        shown.day(one.paid_on),
        ", ".join(payer_word(payer) for payer in one.payer.split(",")),
        one.code or "–",
        gone or people,
        shown.rupiah(one.total),
        one.by,
        one.source or "–",
    )
    return Row(cells, one.reference)


class HistoryTab(QWidget):
    """The list; one opened beside it."""

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        self._known: dict[str, Remittance] = {}
        self._open = ""
        self.table = Table(
            _("Payments recorded"),
            (
                _("Paid on"),
                _("Paid by"),
                _("Payment code"),
                _("People"),
                _("Sum"),
                _("Recorded by"),
                _("List"),
            ),
            wide=1,
            numbers=(4,),
        )
        self.panel = RemittancePanel(context)
        self.panel.hide()
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setHandleWidth(16)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.table)
        self.split.addWidget(self.panel)
        self.nothing = Empty(
            "history",
            _("No payment is recorded yet"),
            _("What you record under “Pay” stands here, with its people and its proof."),
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.split)
        self.stack.addWidget(self.nothing)
        self.message = texts.Message()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 24)
        column.setSpacing(12)
        column.addWidget(self.message)
        column.addWidget(self.stack, 1)
        self.table.opened.connect(self.open_one)
        self.table.clicked.connect(lambda _index: self.open_one(self.table.key))
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _old: self._moved())
        self.panel.closed.connect(self.close_one)
        self.panel.undo_asked.connect(self.undo)
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.close_one)

    def refresh(self) -> None:
        """Read the list again, and the one that is open."""
        desk = self._context.desk
        self._context.jobs.read(self, lambda _stop: read(desk), self._show, topic="remittances")

    def focus_first(self) -> None:
        """The cursor waits in the list."""
        self.table.setFocus()

    def _show(self, found: "Sequence[Remittance]") -> None:
        self._known = {one.reference: one for one in found}
        self.table.show_rows([_row(one) for one in found])
        self.stack.setCurrentWidget(self.split if found else self.nothing)
        if self._open in self._known:
            self.open_one(self._open)
        else:
            self.close_one()

    def _moved(self) -> None:
        if self.panel.isVisible() and self.table.key:
            self.open_one(self.table.key)

    def open_one(self, reference: str | None) -> None:
        """Show one beside the list."""
        if not reference or reference not in self._known:
            return
        if reference != self._open:
            self.message.say("")
        self._open, desk = reference, self._context.desk
        self._context.jobs.read(
            self,
            lambda _stop: read_one(desk, reference),
            lambda opened: self._opened(reference, opened),
            topic="remittance",
        )

    def _opened(self, reference: str, opened: Opened) -> None:
        if reference != self._open or reference not in self._known:
            return
        self.panel.show_one(self._known[reference], opened)
        if self.panel.isHidden():
            self.panel.show()
            width = self.split.width()
            self.split.setSizes([width // 2, width // 2])
            for column in _GIVE_WAY:
                self.table.setColumnHidden(column, True)

    def close_one(self) -> None:
        """Only the list again."""
        self._open = ""
        if not self.panel.isHidden():
            self.panel.hide()
            self.table.setFocus()
        for column in _GIVE_WAY:
            self.table.setColumnHidden(column, False)

    def undo(self, reference: str) -> None:
        """Take back all of it."""
        desk = self._context.desk
        self._context.jobs.write(
            self,
            lambda: undone(desk, reference),
            self._undone,
            failed=self._failed,
            changes=CHANGED,
        )

    def _undone(self, done: "tuple[int, list[LetGo]]") -> None:
        count, gone = done
        words = n_(
            "The payment of {n} person was taken back; the months can be paid again.",
            "The payments of {n} people were taken back; the months can be paid again.",
            count,
        )
        told = [words.format(n=shown.number(count)), *(finding_sentence(o.finding) for o in gone)]
        self.message.say(" ".join(dict.fromkeys(told)), "done")

    def _failed(self, error: Exception) -> None:
        self.panel.allow()
        self.message.say(sentence(error), "block")
