"""Why a paper is printed again: a choice of words, or a line of one's own."""

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop_app.domain.reprint import LONGEST, REASONS
from desktop_app.text import _, n_
from desktop_app.ui import shown
from desktop_app.ui.pages.form.controls import Choice
from desktop_app.ui.widgets import texts
from desktop_app.wording.papers import reason_word

_OTHER = "other"


class ReasonField(QWidget):
    """Shown where somebody has the paper already. ``value()`` is empty until one is given."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        options = [(reason, reason_word(reason)) for reason in REASONS]
        self.choice = Choice([*options, (_OTHER, _("Another reason…"))], _("Choose a reason"))
        self.choice.setAccessibleName(_("Why again?"))
        self.words = QLineEdit()
        self.words.setMaxLength(LONGEST)
        self.words.setPlaceholderText(_("The reason in a few words"))
        self.words.setAccessibleName(_("The reason in a few words"))
        self.words.hide()
        self.told = texts.paragraph("", "warn")
        for part in (self.told, self.choice, self.words):
            column.addWidget(part)
        self.choice.currentIndexChanged.connect(self._chosen)
        self.hide()

    def _chosen(self, _at: int) -> None:
        other = self.choice.value() == _OTHER
        self.words.setVisible(other)
        if other:
            self.words.setFocus()
        self._mark(missing=False)

    def ask(self, people: int) -> None:
        """So many people have this paper already; nobody: nothing is asked."""
        words = n_(
            "{n} person has this paper already.", "{n} people have this paper already.", people
        )
        self.told.setText(words.format(n=shown.number(people)) + " " + _("Why again?"))
        self.setVisible(people > 0)

    def value(self) -> str:
        """The reason; empty where none is asked or given."""
        if self.isHidden():
            return ""
        chosen = self.choice.value() or ""
        return self.words.text().strip() if chosen == _OTHER else chosen

    def put(self, reason: str) -> None:
        """A reason that was given before."""
        known = reason in ("", *REASONS)
        self.choice.choose((reason or None) if known else _OTHER)
        self.words.setText("" if known else reason)

    def complain(self) -> bool:
        """Whether a reason is missing; the field is marked then, and has the focus."""
        missing = not self.isHidden() and not self.value()
        self._mark(missing=missing)
        if missing:
            (self.choice if self.words.isHidden() else self.words).setFocus()
        return missing

    def _mark(self, *, missing: bool) -> None:
        for part in (self.choice, self.words):
            texts.set_property(part, "finding", "block" if missing else "")
        told = _("Say why it is printed again.") if missing else ""
        self.choice.setAccessibleDescription(told)
        self.choice.setToolTip(told)

    def clear(self) -> None:
        """No reason."""
        self.put("")
