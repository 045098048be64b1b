"""What kinds of records changed, told to every page on the main thread."""

from PySide6.QtCore import QObject, Signal

KINDS = (
    "workers",
    "drafts",
    "papers",
    "submissions",
    "payments",
    "sponsors",
    "deposits",
    "accounts",
    "office",
    "backups",
    "hub",
)


class Changes(QObject):
    """The bus. Pages listen and read again what they show."""

    changed = Signal(object)
    """A frozenset of the kinds that changed."""

    def tell(self, *kinds: str) -> None:
        """These kinds of records changed (of :data:`KINDS`)."""
        if unknown := set(kinds).difference(KINDS):
            raise ValueError(sorted(unknown))
        self.changed.emit(frozenset(kinds))
