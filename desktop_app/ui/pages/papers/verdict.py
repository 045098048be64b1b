"""What a checked paper proves, and what the office's own records say beside it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop_app.domain.findings import Finding, Level
from desktop_app.text import _, n_
from desktop_app.ui import shown
from desktop_app.ui.icons import icon
from desktop_app.ui.pages.form.entries import named
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.texts import Message, Panel
from desktop_app.wording import verdicts as worded
from desktop_app.wording.sentences import sentence

if TYPE_CHECKING:
    from desktop_app.actions.verifying import Verdict

#: Codes of one page that are named; more than a sheet of cards holds.
NAMED = 12
_SIGNS = {"done": "circle-check", "warn": "triangle-alert", "block": "circle-x", "": "info"}


class Banner(QFrame):
    """The verdict in one line, large, and below it why. Empty text hides it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "message")
        self._sign, self._line = QLabel(), texts.label("", "heading", wrap=True)
        self._why = texts.paragraph("")
        row, column = QHBoxLayout(self), QVBoxLayout()
        row.setContentsMargins(20, 16, 20, 16)
        row.setSpacing(16)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        column.setSpacing(4)
        column.addWidget(self._line)
        column.addWidget(self._why)

    def say(self, line: str, tone: str = "", why: str = "") -> None:
        """Show this; ``tone`` as of a message."""
        self._line.setText(line)
        self._why.setText(why)
        self._why.setVisible(bool(why))
        self._sign.setPixmap(icon(_SIGNS[tone]).pixmap(28, 28))
        texts.set_property(self, "tone", tone)
        self.setVisible(bool(line))

    def text(self) -> str:
        """What it says now."""
        return "\n".join(filter(None, (self._line.text(), self._why.text())))


class VerdictPanel(QWidget):
    """The verdict, who it is, and what is otherwise today. Empty until something was checked."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.message, self.today = Banner(), Message()
        self.panel, self.several = Panel(), Panel()
        self.name = texts.label("", "title", wrap=True)
        self.name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.form = QFormLayout()
        self.form.setHorizontalSpacing(24)
        self.form.setVerticalSpacing(10)
        self.meaning = texts.muted("")
        self.panel.body.addWidget(self.name)
        self.panel.body.addLayout(self.form)
        self.panel.body.addWidget(self.meaning)
        for part in (self.message, self.today, self.panel, self.several):
            column.addWidget(part)
        column.addStretch(1)
        self.setMaximumWidth(760)
        self.say("")

    def say(self, line: str, tone: str = "") -> None:
        """Only a sentence: it is being read, or cannot be."""
        for part in (self.today, self.panel, self.several):
            part.setVisible(False)
        self.message.say(line, tone)

    def show_verdicts(self, found: "Sequence[Verdict]") -> None:
        """What the codes of one paper or page prove."""
        from desktop_app.actions.verifying import told as summed

        told = summed(found)
        self.say("")
        line = worded.headline(told)
        if len(found) > 1:
            good = sum(one.genuine for one in found)
            line = n_("{good} of {n} code is genuine", "{good} of {n} codes are genuine", good)
            line = line.format(good=good, n=len(found))
            self._show_several(found)
        elif told.name is not None:
            self._show_person(told)
        self.message.say(line, _tone(told), sentence(told.finding) if told.finding else "")

    def show_today(self, said: Sequence[Finding]) -> None:
        """What the office's own records say today."""
        warned = any(finding.level is not Level.NOTE for finding in said)
        self.today.say("\n".join(map(sentence, said)), "warn" if warned else "")

    def _show_person(self, told: "Verdict") -> None:
        self.name.setText(told.name or "")
        _empty(self.form)
        for name, value in (
            (_("Registration number"), told.registration_number),
            (named("kpj"), told.kpj),
            (_("Programmes"), ", ".join(told.programmes)),
            (_("As of"), shown.day(told.as_of)),
            (_("Issued by"), told.issued_by),
        ):
            if value:
                line = texts.label(value)
                line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                self.form.addRow(texts.label(name, "muted"), line)
        self.meaning.setText(worded.meaning(told))
        self.meaning.setVisible(bool(self.meaning.text()))
        self.panel.setVisible(True)

    def _show_several(self, found: "Sequence[Verdict]") -> None:
        while item := self.several.body.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        for one in found[:NAMED]:
            self.several.body.addWidget(_row(one))
        if (more := len(found) - NAMED) > 0:
            self.several.body.addWidget(texts.muted(_("and {n} more").format(n=more)))
        self.several.setVisible(True)


def _tone(told: "Verdict") -> str:
    if not told.genuine:
        return "block"
    return "done" if told.status == "confirmed" else "warn"


def _row(one: "Verdict") -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    row.addWidget(texts.chip(worded.mark(one), _tone(one)))
    row.addWidget(texts.label(one.name or "–"), 1)
    row.addWidget(texts.label(one.kpj or one.registration_number or "", "muted"))
    return made


def _empty(form: QFormLayout) -> None:
    while form.rowCount():
        form.removeRow(0)
