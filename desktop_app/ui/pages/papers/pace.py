"""How long something still takes, told from how long it took so far."""

from time import monotonic

from desktop_app.text import _, n_

#: Seconds before anything is foretold.
_SURE = 3


class Pace:
    """Begins when it is made."""

    def __init__(self) -> None:
        self._begun = monotonic()

    def left(self, at: int, of: int, now: float | None = None) -> str:
        """The time left in words; empty while nobody can know."""
        taken = (monotonic() if now is None else now) - self._begun
        if at < 1 or taken < _SURE or at >= of:
            return ""
        seconds = taken / at * (of - at)
        if seconds < 60:
            return _("less than a minute left")
        minutes = round(seconds / 60)
        return n_("{n} minute left", "{n} minutes left", minutes).format(n=minutes)
