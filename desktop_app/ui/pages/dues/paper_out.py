"""A paper that is ready to go out: to a printer or into a file, drawn at that moment."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.text import _
from desktop_app.ui import paper, printer_settings
from desktop_app.ui.context import UiContext
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import button, primary
from desktop_app.ui.widgets.files import choose_target

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk
    from desktop_app.actions.going_out import Drawn

Draw = Callable[[], "Drawn | bytes"]
"""Bytes are a sheet that is about nobody."""


def _drawn(draw: Draw) -> "Drawn":
    from desktop_app.actions.going_out import Drawn

    made = draw()
    return Drawn(pdf=made) if isinstance(made, bytes) else made


def saved(desk: "Desk", draw: Draw, path: Path) -> Path:
    """Draw it into a file, and enter it. For a lane."""
    from desktop_app.actions import going_out

    return going_out.save(desk, _drawn(draw), path)


def printed(desk: "Desk", draw: Draw, printer: Any, shift: paper.Shift, lane: paper.Lane) -> None:
    """Draw it, send every page to this printer, and enter it once all of them went. For a lane."""
    from desktop_app.actions import going_out

    made = _drawn(draw)
    going_out.send(desk, made, lambda pdf: paper.print_whole(printer, pdf, shift, lane))


class PaperOut(QWidget):
    """What it is, *Cetak…*, *Simpan sebagai PDF…*. Hidden while there is nothing to print."""

    gone = Signal()
    """The paper is out."""

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        self._draw: Draw | None = None
        self._name = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.line = texts.label("", "label", wrap=True)
        self.print = primary(_("Print…"), self._ask_printer, icon_name="printer")
        self.save = button(_("Save as PDF…"), self._ask_target, icon_name="download")
        row.addWidget(self.line, 1)
        row.addWidget(self.print)
        row.addWidget(self.save)
        self.hide()

    def offer(self, line: str, name: str, draw: Draw) -> None:
        """Offer a paper: what it is, a name for its file, and how it is drawn (in a lane)."""
        self._draw, self._name = draw, name
        self.line.setText(line)
        self._busy(False)
        self.show()
        self.print.setFocus()

    def take_back(self) -> None:
        """Offer nothing."""
        self._draw = None
        self.hide()

    def _busy(self, busy: bool) -> None:
        for way in (self.print, self.save):
            way.setEnabled(not busy)

    def _ask_target(self) -> None:
        path = choose_target(self, _("Save as PDF"), self._name, "PDF (*.pdf)")
        if path:
            self.save_to(path)

    def save_to(self, path: Path) -> None:
        """Draw it into this file."""
        draw, desk = self._draw, self._context.desk
        if draw is None:
            return
        self._busy(True)
        self._context.jobs.write(
            self,
            lambda: saved(desk, draw, path),
            lambda made: self._out(_("Saved: {file}").format(file=made)),
            failed=self._failed,
            changes=("papers",),
        )

    def _ask_printer(self) -> None:
        printer = paper.ask_printer(self, self._name)
        if printer:
            self.print_on(printer)

    def print_on(self, printer: Any) -> None:
        """Draw it and send every page to this printer."""
        draw, desk = self._draw, self._context.desk
        if draw is None:
            return
        self._busy(True)
        shift = printer_settings.load(self._context.config.data).of(printer.printerName()).shift
        self._context.jobs.long(
            self,
            lambda step, stop: printed(desk, draw, printer, shift, (step, stop)),
            lambda _done: self._out(_("Sent to the printer.")),
            failed=self._failed,
            changes=("papers",),
        )

    def _out(self, told: str) -> None:
        self._busy(False)
        self._context.notices.done(told)
        self.gone.emit()

    def _failed(self, error: Exception) -> None:
        self._busy(False)
        self._context.notices.trouble(error)
