"""Beside the form: the monthly contribution, and what BPJS will still ask for."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.contribution import Contribution
from desktop_app.domain.findings import note
from desktop_app.text import _, n_
from desktop_app.ui import shown
from desktop_app.ui.icons import Role
from desktop_app.ui.pages.form.entries import named
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import quiet
from desktop_app.ui.widgets.texts import Panel
from desktop_app.wording.sentences import sentence


class DuesPanel(Panel):
    """This month's contribution by income and programmes."""

    def __init__(self) -> None:
        super().__init__(_("Contribution"))
        self.total = texts.label("", "figure")
        self.of = texts.muted("")
        self.parts = texts.muted("")
        self.line = texts.paragraph("", "small")
        for part in (self.total, self.of, self.parts, self.line):
            self.body.addWidget(part)

    def show_dues(self, dues: Contribution | None, payer: str = "self") -> None:
        """Show what would be paid for this month."""
        if dues is None:
            self.total.setText("—")
            self.of.setText(_("Complete income and programmes first."))
            self.parts.setText("")
            self.line.setVisible(False)
            return
        self.total.setText(shown.rupiah(dues.total))
        words = _("a month, paid by the person · band {band}, base {base}")
        if payer != "self":
            words = _("a month, paid by {payer} · band {band}, base {base}")
        self.of.setText(words.format(payer=payer, band=dues.band, base=shown.rupiah(dues.base)))
        parts = (f"{name} {shown.number(part)}" for name, part in dues.parts.items() if part)
        self.parts.setText(" + ".join(parts))
        said = [sentence(note(rule)) for rule in dues.unclear]
        if dues.assumed:
            said.insert(0, _("The income is not filled in; the lowest band is assumed."))
        if len(dues.rules) > 1:
            said.append(_("The reduction of this month is already in it."))
        self.line.setText("\n".join(said))
        self.line.setVisible(bool(said))


class ChecklistPanel(Panel):
    """What BPJS will still ask for; never a wall. A line leads to its field."""

    def __init__(self, go_to: Callable[[str], object]) -> None:
        super().__init__(_("For BPJS"))
        self._go_to = go_to
        self._shown: tuple[Sequence[str], Sequence[str]] | None = None
        self.head = texts.muted("")
        self.body.addWidget(self.head)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self.body.addLayout(self._lines)

    def show_lacking(self, lacking: Sequence[str], wished: Sequence[str]) -> None:
        """Show these keys: without the first nobody can be sent, the others are only asked."""
        if self._shown == (lacking, wished):
            return
        self._shown = (lacking, wished)
        self._clear()
        count = len(lacking)
        if count:
            words = n_("{n} field is still needed", "{n} fields are still needed", count)
            self.head.setText(words.format(n=count))
        else:
            self.head.setText(_("Complete: this person can be sent to BPJS."))
        for key in lacking:
            self._lines.addWidget(self._line(key, "circle-alert"))
        for key in wished:
            self._lines.addWidget(self._line(key, "info", _("{field} (if there is one)")))

    def _line(self, key: str, sign: str, form: str = "{field}") -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(texts.picture(sign, 18, Role.PlaceholderText))
        go = quiet(form.format(field=named(key)), lambda: self._go_to(key))
        go.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        row.addWidget(go, 1, Qt.AlignmentFlag.AlignLeft)
        return line

    def _clear(self) -> None:
        while item := self._lines.takeAt(0):
            if part := item.widget():
                part.deleteLater()
