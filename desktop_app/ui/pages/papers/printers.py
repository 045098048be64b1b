"""Printers: the offset of each, the page that shows it, and how each prints two sides."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.print_run import BY_HAND
from desktop_app.domain.print_run import Step as Page
from desktop_app.text import _, language
from desktop_app.ui.context import UiContext
from desktop_app.ui.jobs import Step, Stop
from desktop_app.ui.pages.form.controls import Choice
from desktop_app.ui.pages.page import scrolling
from desktop_app.ui.pages.papers import making, runs
from desktop_app.ui.pages.papers.printer_state import KnownPrinters
from desktop_app.ui.paper import Task
from desktop_app.ui.printer_settings import MOST_TENTHS, PrinterSettings
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import button, primary
from desktop_app.ui.widgets.fields import Field
from desktop_app.ui.widgets.files import choose_target
from desktop_app.ui.widgets.spins import spaced

_PAPERS = (("a4", "A4"), ("f4", "F4"))
_WIDEST = 1240


class Printers(QWidget):
    """One printer at a time; everything is kept as it is changed."""

    def __init__(self, context: UiContext, printers: KnownPrinters) -> None:
        super().__init__()
        self._context, self._printers = context, printers
        self.printer = Choice(())
        self.paper = Choice(_PAPERS)
        self.message = texts.Message()
        self.right, self.down = _offset(_("To the right (mm)")), _offset(_("Down (mm)"))
        self.calibrate = button(
            _("Print the calibration page"), self.print_calibration, icon_name="printer"
        )
        self.save = button(_("Save as PDF…"), self._ask_target, icon_name="download")
        self.both_sides = QCheckBox(_("This printer turns sheets itself (prints both sides)"))
        self.by_hand = QWidget()
        self.fronts = button(_("Print the two fronts"), lambda: self.print_test("front"))
        self.backs = button(_("Print the two backs"), lambda: self.print_test("back"))
        self.turn = Choice([(letter, letter) for letter in BY_HAND[1:]], _("not tested yet"))
        self.more = primary(_("Add these"), self.add, icon_name="plus")
        self.read_right, self.read_down = _offset(_("Read to the right")), _offset(_("Read down"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(12)
        for part in (self._which(), self.message):
            column.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(16)
        for panel in (_shift_panel(self), _sides_panel(self)):
            row.addWidget(panel, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        column.addStretch(1)
        area = scrolling(column)
        inner = area.widget()
        if inner is not None:
            inner.setMaximumWidth(_WIDEST)
        outer.addWidget(area)
        self._connect()

    def _which(self) -> QWidget:
        part = QWidget()
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(Field(_("Printer"), self.printer), 3)
        row.addWidget(Field(_("Paper in it"), self.paper), 1)
        return part

    def _connect(self) -> None:
        self._printers.changed.connect(self._show)
        self.printer.activated.connect(
            lambda _at: self._printers.choose(self.printer.value() or "")
        )
        for spin in (self.right, self.down):
            spin.valueChanged.connect(lambda _value: self._keep())
        self.both_sides.toggled.connect(lambda _on: self._keep())
        self.turn.activated.connect(lambda _at: self._tested())

    def ask_for_test(self) -> None:
        """Somebody wants to print two sides on a printer that nobody tested."""
        self.message.say(
            _("This sheet has backs. Do the two-sheet test below once, then print."), "warn"
        )
        self.fronts.setFocus()

    def _show(self) -> None:
        name, known = self._printers.chosen, self._printers.settings
        self.printer.clear()
        for one in self._printers.found:
            self.printer.addItem(one.name, one.name)
        if name:
            self.printer.choose(name)
        for spin, tenths in ((self.right, known.right), (self.down, known.down)):
            _put(spin, tenths)
        self.both_sides.blockSignals(True)
        self.both_sides.setChecked(known.both_sides)
        self.both_sides.blockSignals(False)
        self.turn.choose(known.turn or None)
        self.by_hand.setVisible(not known.both_sides)
        for part in (self.right, self.down, self.both_sides, self.turn, self.calibrate):
            part.setEnabled(bool(name))
        for part in (self.fronts, self.backs, self.more, self.printer):
            part.setEnabled(bool(name))
        none = _("No printer is set up on this PC.")
        if self._printers.read_yet and not name:
            self.message.say(none, "warn")
        elif self.message.text() == none:
            self.message.say("")

    def _tested(self) -> None:
        """The letter of the test is known: sheets with backs can be printed."""
        self._keep()
        known = bool(self.turn.value())
        self.message.say(_("Kept. Sheets with backs can be printed now.") if known else "", "done")

    def _keep(self) -> None:
        self._printers.put(
            self._printers.chosen,
            PrinterSettings(
                right=_tenths(self.right),
                down=_tenths(self.down),
                both_sides=self.both_sides.isChecked(),
                turn=self.turn.value() or "",
            ),
        )
        self.by_hand.setVisible(not self.both_sides.isChecked())

    def add(self) -> None:
        """What was read from the page is added to what there is."""
        known = self._printers.settings
        most = MOST_TENTHS
        right = max(-most, min(most, known.right + _tenths(self.read_right)))
        down = max(-most, min(most, known.down + _tenths(self.read_down)))
        self._printers.put(self._printers.chosen, replace(known, right=right, down=down))
        for spin in (self.read_right, self.read_down):
            _put(spin, 0)
        self.message.say(_("Kept. Print the calibration page once more to see it."), "done")

    def print_calibration(self) -> None:
        """Print the page with the offset as it is now."""
        desk, name, paper = self._context.desk, self._printers.chosen, self.paper.value() or "a4"
        shift = self._printers.settings.shift
        self._print(lambda: runs.calibration(desk, name, paper, shift))

    def _ask_target(self) -> None:
        target = choose_target(self, _("Save as PDF"), _("calibration.pdf"), "PDF (*.pdf)")
        if target:
            self.save_to(target)

    def save_to(self, target: Path) -> None:
        """Write the page for a printer at another PC."""
        desk, name, paper = self._context.desk, self._printers.chosen, self.paper.value() or "a4"
        shift = self._printers.settings.shift
        self._context.jobs.write(
            self,
            lambda: runs.save_calibration(desk, target, name, paper, shift),
            lambda path: self.message.say(_("Saved: {file}").format(file=path), "done"),
            failed=self._failed,
        )

    def print_test(self, side: str) -> None:
        """Print the fronts or the backs of the two-sheet test."""
        desk, paper = self._context.desk, self.paper.value() or "a4"
        self._print(lambda: runs.turn_test(desk, side, paper))

    def _print(self, draw: Callable[[], bytes]) -> None:
        name, send = self._printers.chosen, self._printers.send
        if not name:
            return
        self.message.say(_("The printer is asked…"))

        def work(step: Step, stop: Stop) -> int:
            pdf = draw()
            pages = [Page(number, number) for number in range(len(making.sizes(pdf)))]
            return send(Task(printer=name, title=_("Print"), pdf=pdf, pages=pages), step, stop)

        self._context.jobs.long(self, work, self._sent, failed=self._failed)

    def _sent(self, _count: int) -> None:
        self.message.say(_("Sent to the printer."), "done")

    def _failed(self, error: Exception) -> None:
        from desktop_app.ui.notices import sentence

        self.message.say(sentence(error), "block")


def _shift_panel(leaf: Printers) -> texts.Panel:
    panel = texts.Panel(
        _("Does it print beside the mark?"),
        _(
            "Print the calibration page, fold it as it says, and read two numbers from it. "
            "Add them here, print it again: the crease must lie at 0."
        ),
    )
    panel.body.addLayout(_line(leaf.calibrate, leaf.save))
    panel.body.addLayout(
        _line(
            Field(_("Read to the right (mm)"), leaf.read_right),
            Field(_("Read down (mm)"), leaf.read_down),
            leaf.more,
        )
    )
    panel.body.addWidget(texts.rule())
    panel.body.addLayout(
        _line(
            Field(_("Everything moves right by (mm)"), leaf.right),
            Field(_("and down by (mm)"), leaf.down),
        )
    )
    return panel


def _sides_panel(leaf: Printers) -> texts.Panel:
    panel = texts.Panel(_("Front and back"))
    panel.body.addWidget(leaf.both_sides)
    column = QVBoxLayout(leaf.by_hand)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(10)
    hint = _(
        "Without that the stack is turned by hand. Try it once with two sheets: print the "
        "fronts, lay both back as the sheet says, print the backs, and choose the letter you "
        "read there. Cards to fold need none of this."
    )
    column.addWidget(texts.muted(hint))
    column.addLayout(_line(leaf.fronts, leaf.backs))
    column.addLayout(_line(Field(_("The letter you read"), leaf.turn)))
    panel.body.addWidget(leaf.by_hand)
    return panel


def _offset(name: str) -> QDoubleSpinBox:
    spin = spaced(QDoubleSpinBox())
    spin.setDecimals(1)
    spin.setSingleStep(0.1)
    spin.setRange(-MOST_TENTHS / 10, MOST_TENTHS / 10)
    spin.setAccessibleName(name)
    spin.setMinimumWidth(120)
    spin.setLocale(QLocale(language()))
    return spin


def _put(spin: QDoubleSpinBox, tenths: int) -> None:
    spin.blockSignals(True)
    spin.setValue(tenths / 10)
    spin.blockSignals(False)


def _tenths(spin: QDoubleSpinBox) -> int:
    return round(spin.value() * 10)


def _line(*parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    for part in parts:
        if isinstance(part, Field):
            row.addWidget(part)
        else:
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignBottom)
    row.addStretch(1)
    return row
