"""Periksa kartu: a scanned code, a photo, a scan or a PDF → what it proves, in words."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.domain.findings import Refused
from desktop_app.text import _
from desktop_app.ui import shown
from desktop_app.ui.context import UiContext
from desktop_app.ui.notices import sentence
from desktop_app.ui.pages.form.entries import named
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import button, primary
from desktop_app.ui.widgets.files import choose_file
from desktop_app.ui.widgets.texts import Message, Panel

if TYPE_CHECKING:
    from desktop_app.actions.issuing import Verdict
    from desktop_app.config import Config

#: As a photo of a card may be.
_LARGEST = 30_000_000


def verdict(config: "Config", given: "str | Path") -> "Verdict":
    """Check a code's text or a file. Raises Refused. For a lane."""
    from desktop_app.actions import issuing

    if isinstance(given, str):
        return issuing.check_paper(config, given)
    if given.stat().st_size > _LARGEST:
        raise Refused("file_too_large", None, name=given.name, limit=_LARGEST // 10**6)
    return issuing.check_paper(config, given.read_bytes())


class Checking(QWidget):
    """A line for the scanner, a button for a file, the verdict."""

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(
            texts.muted(
                _(
                    "Scan the QR code of a card or proof, or choose a photo, a scan or a PDF of "
                    "it. No internet is needed."
                )
            )
        )
        row = QHBoxLayout()
        self.line = QLineEdit()
        self.line.setPlaceholderText(_("Put the cursor here and scan the code"))
        self.line.setAccessibleName(_("Text of the QR code"))
        self.go = primary(_("Check it"), self._check_text, icon_name="shield-check")
        self.pick = button(_("Choose a picture or PDF…"), self._ask, icon_name="scan-line")
        row.addWidget(self.line, 1)
        row.addWidget(self.go)
        row.addWidget(self.pick)
        column.addLayout(row)
        self.message = Message()
        self.panel = Panel()
        self.form = QFormLayout()
        self.form.setHorizontalSpacing(24)
        self.form.setVerticalSpacing(10)
        self.panel.body.addLayout(self.form)
        self.panel.setVisible(False)
        self.panel.setMaximumWidth(720)
        column.addWidget(self.message)
        column.addWidget(self.panel)
        column.addStretch(1)
        self.line.returnPressed.connect(self._check_text)

    def _check_text(self) -> None:
        text = self.line.text().strip()
        if text:
            self.check(text)
            self.line.selectAll()

    def _ask(self) -> None:
        kinds = _("Pictures and PDF") + " (*.jpg *.jpeg *.png *.pdf)"
        path = choose_file(self, _("Choose a photo or scan of the paper"), kinds)
        if path:
            self.check(path)

    def check(self, given: "str | Path") -> None:
        """Check a code's text or a file."""
        config = self._context.config
        self._context.jobs.read(
            self,
            lambda _stop: verdict(config, given),
            self.show_verdict,
            topic="check",
            failed=self._unreadable,
        )

    def _unreadable(self, error: Exception) -> None:
        self.panel.setVisible(False)
        self.message.say(sentence(error), "block")

    def show_verdict(self, told: "Verdict") -> None:
        """Say what it proves."""
        self.panel.setVisible(told.genuine)
        if not told.genuine:
            said = sentence(Refused(told.reason)) if told.reason else ""
            self.message.say(_("Not proven genuine.") + f" {said}", "block")
            return
        confirmed = told.status == "confirmed"
        self.message.say(
            _("Genuine, and the membership was confirmed by BPJS Ketenagakerjaan.")
            if confirmed
            else _("Genuine, but it proves only the registration: not a participant yet."),
            "done" if confirmed else "warn",
        )
        while self.form.rowCount():
            self.form.removeRow(0)
        for name, value in (
            (_("Name"), told.name),
            (_("Registration number"), told.registration_number),
            (named("kpj"), told.kpj),
            (_("As of"), shown.day(told.as_of)),
            (_("Issued by"), told.issued_by),
        ):
            if value:
                line = texts.label(value)
                line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                self.form.addRow(texts.label(name, "muted"), line)
