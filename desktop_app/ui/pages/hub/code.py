"""The field for an activation code: grouped while it is typed or scanned, and then checked."""

from PySide6.QtWidgets import QLineEdit

from desktop_app.text import _
from desktop_app.ui.notices import sentence
from desktop_app.ui.widgets.fields import Field

LENGTH, GROUP = 30, 5


def kept(typed: str) -> str:
    """The characters that count."""
    return "".join(char for char in typed.upper() if char.isalnum())[:LENGTH]


def grouped(typed: str) -> str:
    """``ABCDE-FGHJK-…``: as it stands on the letter."""
    text = kept(typed)
    return "-".join(text[at : at + GROUP] for at in range(0, len(text), GROUP))


def complete(typed: str) -> bool:
    """Whether every character is there."""
    return len(kept(typed)) == LENGTH


def fault(typed: str) -> str:
    """What is wrong with a code, in words; empty for a right one. For a lane: it loads much."""
    from desktop_app.domain.findings import Refused
    from desktop_app.sync.wire.activation import read_code

    try:
        read_code(typed)
    except Refused as error:
        return sentence(error)
    return ""


class CodeField(Field[QLineEdit]):
    """Keeps the cursor where the person types while the groups move."""

    def __init__(self) -> None:
        super().__init__(
            _("Activation code"),
            QLineEdit(),
            _("Six groups of five, from the letter of the regency office. A scanner works too."),
        )
        self.control.setPlaceholderText("XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX")
        self.control.textEdited.connect(self._group)

    def _group(self, typed: str) -> None:
        before = len(kept(typed[: self.control.cursorPosition()]))
        whole = grouped(typed)
        if whole != typed:
            self.control.setText(whole)
            self.control.setCursorPosition(before + max(before - 1, 0) // GROUP)

    def count(self, typed: str) -> None:
        """Tell how far it has come."""
        at = len(kept(typed))
        told = _("{n} of {all} characters").format(n=at, all=LENGTH) if 0 < at < LENGTH else ""
        self.say(told, "note")

    def judge(self, fault: str | None) -> None:
        """Tell what is wrong, or that nothing is; None says nothing."""
        if fault is not None:
            self.say(fault or _("The code is complete."), "block" if fault else "done")
