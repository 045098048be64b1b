"""What can be wrong with bytes that came over the line or a stick."""

from typing import Any

from desktop_app.domain.findings import Refused

#: ``sealed_altered``: changed, cut or not ours at all. ``sealed_unknown_key``: nobody we know
#: signed it. ``sealed_not_for_us``: sealed to somebody else. ``sealed_newer``: of a newer program.
#: ``sealed_too_large``: larger than anything we would ever make.
RULES = (
    "sealed_altered",
    "sealed_unknown_key",
    "sealed_not_for_us",
    "sealed_newer",
    "sealed_too_large",
)


class Garbled(Refused):
    """Bytes that cannot be taken; nothing of them was used. ``rule`` is one of :data:`RULES`."""

    def __init__(self, rule: str = "sealed_altered", **params: Any) -> None:
        super().__init__(rule, None, **params)
