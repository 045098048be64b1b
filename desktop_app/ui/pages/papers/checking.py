"""Periksa kartu: a scanned code, a photo, a scan or a PDF → what it proves, in words."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.text import _
from desktop_app.ui.context import UiContext
from desktop_app.ui.notices import sentence
from desktop_app.ui.pages.page import scrolling
from desktop_app.ui.pages.papers.scanner_line import ScannerLine, pictures_in
from desktop_app.ui.pages.papers.verdict import VerdictPanel
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import button, primary
from desktop_app.ui.widgets.files import choose_file

if TYPE_CHECKING:
    from desktop_app.actions.verifying import Verdict
    from desktop_app.config import Config
    from desktop_app.domain.findings import Finding

Found = tuple["tuple[Verdict, ...]", "list[Finding]"]


def verdicts(config: "Config", given: str | Path | bytes) -> "tuple[Verdict, ...]":
    """Check a code's text, a file or a picture's bytes. Raises Refused. For a lane."""
    from desktop_app.actions import verifying

    if isinstance(given, Path):
        return verifying.check_file(config, given)
    return verifying.check_codes(config, given)


class Checking(QWidget):
    """A line for the scanner, a button for a file, the verdict; takes what is dropped on it."""

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context, self._asked = context, 0
        self.line, self.verdict = ScannerLine(), VerdictPanel()
        self.line.setPlaceholderText(_("Put the cursor here and scan the code"))
        self.line.setAccessibleName(_("Text of the QR code"))
        self.go = primary(_("Check it"), self.line.tell, icon_name="shield-check")
        self.pick = button(_("Choose a picture or PDF…"), self._ask, icon_name="scan-line")
        self.empty = texts.Empty(
            "scan-line",
            _("Scan the code of a paper, or drop a photo of it here."),
            _("A scanner types into the line above. A photo, a scan or a PDF can be dropped here."),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        hint = _(
            "Scan the QR code of a card or proof, or choose a photo, a scan or a PDF of it. No "
            "internet is needed."
        )
        column.addWidget(texts.muted(hint))
        row = QHBoxLayout()
        row.addWidget(self.line, 1)
        row.addWidget(self.go)
        row.addWidget(self.pick)
        column.addLayout(row)
        below = QVBoxLayout()
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self.verdict)
        below.addWidget(self.empty, 1)
        column.addWidget(scrolling(below), 1)
        self.setAcceptDrops(True)
        self.line.setAcceptDrops(False)  # a file on the line is a picture, not its name
        self.line.scanned.connect(self.check)
        self.line.pasted.connect(self._take)

    def showEvent(self, event: QShowEvent) -> None:
        """The scanner can type at once."""
        super().showEvent(event)
        self.line.setFocus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files and pictures are welcome, and a code's text."""
        mime = event.mimeData()
        if mime.hasUrls() or mime.hasImage() or mime.hasText():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Check what was dropped."""
        found = pictures_in(event.mimeData())
        if found is None:
            self.check(event.mimeData().text())
        else:
            self._take(found)
        event.acceptProposedAction()

    def _take(self, found: str | bytes) -> None:
        self.check(Path(found) if isinstance(found, str) else found)

    def _ask(self) -> None:
        kinds = _("Pictures and PDF") + " (*.jpg *.jpeg *.png *.pdf)"
        path = choose_file(self, _("Choose a photo or scan of the paper"), kinds)
        if path:
            self.check(path)

    def check(self, given: str | Path | bytes) -> None:
        """Check a code's text, a file, or a picture's bytes; the newest request counts."""
        self._asked += 1
        turn, config, desk = self._asked, self._context.config, self._context.desk

        def work() -> Found:
            from desktop_app.actions.verified_today import today

            found = verdicts(config, given)
            return found, today(desk, found[0]) if len(found) == 1 else []

        self.empty.setVisible(False)
        if isinstance(given, str):  # at once, and no search waits for it
            self._context.jobs.read(
                self,
                lambda _stop: work(),
                self._newest(turn, self._show),
                topic="check",
                failed=self._newest(turn, self._unreadable),
            )
            return
        self.verdict.say(_("The picture is being read…"))
        self._context.jobs.long(
            self,
            lambda _step, _stop: work(),
            self._newest(turn, self._show),
            failed=self._newest(turn, self._unreadable),
        )

    def _newest(self, turn: int, show: Callable[..., None]) -> Callable[..., None]:
        """Shows only what nobody asked anything after."""

        def shown(result: object) -> None:
            if turn == self._asked:
                show(result)

        return shown

    def _show(self, found: Found) -> None:
        self.verdict.show_verdicts(found[0])
        self.verdict.show_today(found[1])
        self.line.setFocus()

    def _unreadable(self, error: Exception) -> None:
        self.verdict.say(sentence(error), "block")
