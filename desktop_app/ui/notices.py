"""News for the clerk: one line at the foot of the window, never a box in the way."""

from PySide6.QtCore import QObject, Signal

from desktop_app.text import _


def sentence(error: Exception) -> str:
    """What happened, in words; an error nobody foresaw says only what is certain."""
    if hasattr(error, "rule"):
        from desktop_app.wording.sentences import sentence as worded

        return worded(error)  # type: ignore[arg-type]
    if isinstance(error, OSError) and error.filename:
        return _("The file {name} cannot be used: {why}.").format(
            name=error.filename, why=error.strerror or _("it cannot be reached")
        )
    return _("This did not work and nothing was changed. Try again; what was saved is safe.")


class Notices(QObject):
    """What the foot of the window says."""

    said = Signal(str, str)
    """Kind (``done``, ``info`` or ``trouble``) and text."""

    def done(self, text: str) -> None:
        """Something the clerk asked for stands."""
        self.said.emit("done", text)

    def info(self, text: str) -> None:
        """Something worth knowing."""
        self.said.emit("info", text)

    def trouble(self, what: str | Exception) -> None:
        """Something did not work; an exception becomes its sentence."""
        self.said.emit("trouble", what if isinstance(what, str) else sentence(what))
