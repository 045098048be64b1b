"""What came out of the printer? Asked after every run, and again after a power cut, until told."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from desktop_app.domain import print_run
from desktop_app.text import _, n_
from desktop_app.ui import shown
from desktop_app.ui.pages.papers.turn_picture import TurnPicture
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import button, primary, quiet
from desktop_app.ui.widgets.spins import spaced

if TYPE_CHECKING:
    from desktop_app.actions.printing import Open
    from desktop_app.domain.print_run import PrintRun


class CameOut(texts.Panel):
    """Hidden while no run waits. ``told`` brings the places that are out; ``backs`` the number of
    sheets whose fronts are."""

    told = Signal(str, object)
    backs = Signal(str, int)

    def __init__(self) -> None:
        super().__init__()
        self.body.setContentsMargins(20, 14, 20, 14)
        self.body.setSpacing(8)
        self._open: Open | None = None
        self.trouble = texts.Message()
        self.head = texts.label("", "heading", wrap=True)
        self.text = texts.paragraph("")
        self.body.addWidget(self.trouble)
        self.body.addWidget(self.head)
        self.body.addWidget(self.text)
        self.ask, self.which, self.turn = self._ask(), self._which(), self._turn()
        for part in (self.ask, self.which, self.turn):
            self.body.addWidget(part)
        self.hide()

    def _ask(self) -> QWidget:
        self.all = primary(_("All came out well"), self._all, icon_name="circle-check")
        self.not_all = button(_("Not all of them…"), self._ask_which, icon_name="triangle-alert")
        self.none = quiet(_("None came out"), lambda: self._tell(()))
        return _row(self.all, self.not_all, self.none)

    def _which(self) -> QWidget:
        self.first = spaced(QSpinBox())
        self.first.setAccessibleName(_("The first one that is missing or spoilt"))
        self.first.valueChanged.connect(self._named)
        self.name = QLabel()
        self.enter = primary(_("Go on from there"), self._until, icon_name="arrow-right")
        self.back = quiet(_("Back"), self._again)
        label = texts.label(_("The first one that is missing or spoilt:"), "label")
        label.setBuddy(self.first)
        return _row(label, self.first, self.name, self.enter, self.back)

    def _turn(self) -> QWidget:
        part = QWidget()
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(20)
        self.picture = TurnPicture()
        row.addWidget(self.picture)
        column = QVBoxLayout()
        column.setSpacing(8)
        self.steps = texts.paragraph("")
        column.addWidget(self.steps)
        self.sheets = spaced(QSpinBox())
        label = texts.label(_("Sheets that came out well:"), "label")
        label.setBuddy(self.sheets)
        self.sheets.setAccessibleName(_("Sheets that came out well"))
        self.go = primary(_("Print the backs"), self._go_backs, icon_name="printer")
        self.give_up = quiet(_("Do not print the backs"), lambda: self._tell(()))
        column.addWidget(_row(label, self.sheets, self.go, self.give_up))
        row.addLayout(column, 1)
        return part

    @property
    def run(self) -> "PrintRun | None":
        """The run that is asked about."""
        return self._open.run if self._open else None

    def show_open(self, open_: "Open | None", *, backs: bool, error: str = "") -> None:
        """Ask about this run, or about none. ``backs``: its other side can be printed still."""
        self._open = open_
        self.setVisible(open_ is not None)
        if open_ is None:
            return
        self.trouble.say(error, "warn")
        run = open_.run
        self.head.setText(_headline(run))
        turning = backs and (run.to_turn or (run.turned is not None and not run.sent))
        self._show(self.turn if turning else self.ask)
        if turning:
            self._offer_turn(run)
            return
        self.text.setText(self._told_of(run, lost=run.to_turn))
        took, count = len(run.taken()), len(run.order())
        self.all.setText(_("All came out well") if took == count else _all_taken(took))
        self.all.setVisible(not run.to_turn and took > 0)
        self.not_all.setVisible(not run.to_turn and len(run.papers) > 1)
        (self.none if self.all.isHidden() else self.all).setFocus()

    def _show(self, wanted: QWidget) -> None:
        for part in (self.ask, self.which, self.turn):
            part.setVisible(part is wanted)

    def _told_of(self, run: "PrintRun", *, lost: bool) -> str:
        if lost:
            return _(
                "Only the fronts were sent, and their backs cannot be printed any more. Lay those "
                "sheets aside, say that none came out, and print them anew."
            )
        count = len(run.taken())
        if count < len(run.order()):
            words = _("The printer took {n} of {of} before it stopped. See what lies there.")
            sent = words.format(n=shown.number(count), of=shown.number(len(run.order())))
        else:
            sent = _("The printer took all of them.")
        return sent + " " + _("Only what came out well is entered in the ledger.")

    def _offer_turn(self, run: "PrintRun") -> None:
        self.text.setText("")
        steps = (
            _("1. Take the sheets as they came out; do not change their order."),
            _("2. Lay them back into the tray as in the two-sheet test, blank side to be printed."),
            _("3. Print the backs."),
        )
        self.steps.setText("\n".join(steps))
        most = len(run.sheets)
        self.sheets.setRange(1, most)
        whole = run.sent // max(run.copies, 1)
        self.sheets.setValue(whole if run.sent else most)
        self.go.setFocus()

    def _ask_which(self) -> None:
        run = self.run
        if run is None:
            return
        order = run.order()
        self.first.setRange(1, len(order))
        self.first.setValue(min(len(run.taken()) + 1, len(order)))
        self.first.setSuffix(" / " + shown.number(len(order)))
        self._named()
        self._show(self.which)
        self.first.setFocus()
        self.first.selectAll()

    def _named(self) -> None:
        if self._open is None:
            return
        place = self._open.run.order()[self.first.value() - 1]
        self.name.setText(self._open.names[place - 1])

    def _again(self) -> None:
        self._show(self.ask)
        self.not_all.setFocus()

    def _all(self) -> None:
        """What the printer took came out; the rest was never printed."""
        if self.run:
            self._tell(self.run.taken())

    def _until(self) -> None:
        if self.run:
            order = self.run.order()
            self._tell(print_run.until(order, order[self.first.value() - 1]))

    def _tell(self, out: tuple[int, ...]) -> None:
        if self.run:
            self.told.emit(self.run.id, out)

    def _go_backs(self) -> None:
        if self.run:
            self.backs.emit(self.run.id, self.sheets.value())


def _all_taken(count: int) -> str:
    words = n_("The {n} it took came out well", "The {n} it took came out well", count)
    return words.format(n=shown.number(count))


def _headline(run: "PrintRun") -> str:
    count = len(run.papers)
    words = n_(
        "{n} paper was sent to {printer} at {when}. Did it come out well?",
        "{n} papers were sent to {printer} at {when}. Did all of them come out well?",
        count,
    )
    if run.to_turn:
        words = n_(
            "The front of {n} paper was sent to {printer} at {when}. Now the back.",
            "The fronts of {n} papers were sent to {printer} at {when}. Now the backs.",
            count,
        )
    when = shown.moment(datetime.fromisoformat(run.begun))
    return words.format(n=shown.number(count), printer=run.printer, when=when)


def _row(*parts: QWidget) -> QWidget:
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return whole
