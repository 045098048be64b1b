"""The search rows, written in the same transaction as the people they find.

Three texts are cut into trigrams: the name and the hamlet with two spaces before each word (so
that the first one or two letters of any word are a trigram too), and every number somebody may
type a part of. The village and tag of a registration number are not among them: the index of
numbers finds those, and a tag that is also a syllable would be a part of everybody.
"""

from desktop_app.domain.names import search_fold
from desktop_app.domain.registration import Registration
from desktop_app.store.tx import Tx

_INSERT = "INSERT INTO worker_search (rowid, name, hamlet, digits) VALUES (?, ?, ?, ?)"


def padded(folded: str) -> str:
    """A folded text as it is indexed: two spaces before each word."""
    return "".join(f"  {word}" for word in folded.split())


def texts(registration: Registration) -> tuple[str, str, str]:
    """What can be found of somebody: name, hamlet, numbers."""
    worker = registration.worker
    _, _, serial, check = registration.number.split("-")
    now = (worker.nik, worker.kpj, worker.phone, serial + check.lower())
    numbers = (*now, *registration.aliases, *registration.former_kpjs)
    return (
        padded(search_fold(worker.full_name)),
        padded(search_fold(worker.hamlet or "")),
        " ".join(number.lstrip("+").lower() for number in numbers if number),
    )


def add(tx: Tx, first: int, people: list[Registration]) -> None:
    """Make people findable; they stand in consecutive rows from ``first``."""
    tx.cursor.executemany(_INSERT, [(n, *texts(one)) for n, one in enumerate(people, first)])


def replace(tx: Tx, n: int, before: Registration, after: Registration) -> None:
    """Find somebody by what they are now; nothing is written where that did not change."""
    if texts(before) != (now := texts(after)):
        tx.cursor.execute("DELETE FROM worker_search WHERE rowid = ?", (n,))
        tx.cursor.execute(_INSERT, (n, *now))


def terms(word: str) -> list[str]:
    """The trigrams that whatever contains this word has; of one or two letters, the beginning."""
    if len(word) < 3:
        return [f"  {word}"[-3:]]
    return list(dict.fromkeys(word[at : at + 3] for at in range(len(word) - 2)))


def quoted(term: str) -> str:
    """A trigram as FTS5 takes it."""
    return '"' + term.replace('"', '""') + '"'
