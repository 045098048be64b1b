"""Which sponsors there are, asked for every person that is read."""

from desktop_app.store import sponsors
from desktop_app.store.engine import Store


class SponsorCodes:
    """The codes of all sponsors, kept; one that is not among them is looked for once more, because
    it may have been added since, by another process too. None ever goes."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: frozenset[str] = frozenset()

    def __contains__(self, code: object) -> bool:
        if code not in self._known:
            with self._store.read() as c:
                self._known = sponsors.codes(c)
        return code in self._known
