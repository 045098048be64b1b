"""What can go wrong between a person and a key; ``rule`` and ``params`` make the sentence."""

from typing import Any

from desktop_app.domain.findings import Finding, Level


class TrustTrouble(Exception):
    """A key that was not given. Nothing was changed; no name or secret is in the text."""

    rule = "damaged"

    def __init__(self, **params: Any) -> None:
        super().__init__(self.rule)
        self.field: str | None = None
        self.params = params

    @property
    def finding(self) -> Finding:
        """The same as a finding that blocks."""
        return Finding(self.rule, Level.BLOCK, self.field, self.params)


class WrongPassword(TrustTrouble):
    """Account or password does not fit.

    ``params``: ``tries``, wrong ones in a row; ``wait``, seconds before the next one is answered.
    """

    rule = "wrong_password"


class WrongCode(TrustTrouble):
    """The recovery code does not fit.

    ``params``: ``mistyped`` (true) when it is no code at all, as its check characters say;
    else it is another office's or an older one: ``tries`` and ``wait`` as for a password.
    """

    rule = "wrong_recovery_code"


class SlotsMissing(TrustTrouble):
    """Neither copy of the slot file is there. ``params``: ``file``, its name."""


class SlotsDamaged(TrustTrouble):
    """No copy of the slot file can be used, or somebody changed it. ``params``: ``file``."""


class SlotsNewer(SlotsDamaged):
    """The slot file is from a newer version of the program. ``params``: ``file``."""

    rule = "newer_version"


class SlotsBusy(TrustTrouble):
    """Another window or command is changing the slots for longer than anybody should wait."""

    rule = "locked"
