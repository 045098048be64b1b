"""Finding people while somebody types: exact things first, then parts of names, then mistakes.

Stages, each only where the ones before found too few: names that begin so, from the index of
names; words that begin so and any part of a word, by trigrams; and where nothing fits, the people
who share most of the rarest trigrams, ranked by edit distance. Digits search the numbers.
"""

# ruff: noqa: S608 - only names of columns are put together; values are always bound

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from desktop_app.domain.names import search_fold
from desktop_app.store import index
from desktop_app.store.listing import condition, summaries
from desktop_app.store.summary import Filters, Summary

if TYPE_CHECKING:
    from sqlalchemy import Connection

#: Candidates looked at for ranking.
_RANKED = 400
#: Rows read of the rarest trigrams for a mistyped name, altogether and at least this many terms.
_ROWS = 24_000
_TERMS = 3
#: How alike a word must be to count as mistyped (0–100), and from how many letters it can be.
_ALIKE = 70.0
_MISTYPED = 4
#: Steps of SQLite's machine between two looks at ``stop``.
_STEPS = 2_000
_DIGITS = 3
#: In a registration number without its dashes: where the tag stands, and how long the serial is.
_TAG_BEGINS, _TAG_ENDS, _SERIAL = 10, 13, 6


def search(
    c: "Connection",
    text: str,
    limit: int = 50,
    filters: Filters | None = None,
    stop: Callable[[], bool] | None = None,
) -> list[Summary]:
    """People found by ``text``, best first. Empty where ``stop`` said so meanwhile."""
    folded = search_fold(text.replace("\0", " "))
    digits = "".join(ch for ch in folded if ch.isalnum())
    if not folded:
        return []
    found = _Found(c, limit, filters or Filters())
    try:
        with _stoppable(c, stop):
            if _is_number(digits, folded):
                _by_number(found, digits)
            else:
                _by_name(found, folded)
            return found.people()
    except Exception as error:
        if stop is not None and stop() and _interrupted(error):
            return []
        raise


def _interrupted(error: Exception) -> bool:
    original = getattr(error, "orig", None) or error
    return getattr(original, "sqlite_errorcode", None) == 9  # SQLITE_INTERRUPT


@contextmanager
def _stoppable(c: "Connection", stop: Callable[[], bool] | None) -> Iterator[None]:
    if stop is None:
        yield
        return
    driver = c.connection.driver_connection
    driver.set_progress_handler(lambda: int(stop()), _STEPS)  # type: ignore[union-attr]
    try:
        yield
    finally:
        driver.set_progress_handler(None, 0)  # type: ignore[union-attr]


class _Found:
    """Rows found so far, in order of merit, each once."""

    def __init__(self, c: "Connection", limit: int, filters: Filters) -> None:
        self.c = c
        self.limit = limit
        self.rows: dict[int, None] = {}
        where, self.values = condition(filters)
        self.unfiltered = filters == Filters()
        self.where = where

    @property
    def enough(self) -> bool:
        """Whether as many were found as were wanted."""
        return len(self.rows) >= self.limit

    def take(self, sql: str, values: tuple[Any, ...]) -> None:
        """Add the rows of a statement that selects ``w.n``, ended here by filter and limit."""
        left = self.limit - len(self.rows)
        statement = f"{sql} AND {self.where} LIMIT ?"
        for row in self.c.exec_driver_sql(statement, (*values, *self.values, left * 2)):
            self.rows.setdefault(row[0])

    def add(self, ranked: list[int]) -> None:
        """Add rows in this order, those that the filter lets through."""
        if not self.unfiltered and ranked:
            marks = ", ".join("?" * len(ranked))
            passed = self.c.exec_driver_sql(
                f"SELECT w.n FROM worker w WHERE w.n IN ({marks}) AND {self.where}",
                (*ranked, *self.values),
            )
            through = {row[0] for row in passed}
            ranked = [n for n in ranked if n in through]
        for n in ranked:
            self.rows.setdefault(n)

    def matching(self, match: str, most: int) -> list[tuple[int, str, str, str]]:
        """(row, name, hamlet, digits) of what the index finds."""
        rows = self.c.exec_driver_sql(
            "SELECT rowid, name, hamlet, digits FROM worker_search"
            " WHERE worker_search MATCH ? LIMIT ?",
            (match, most),
        )
        return [(row[0], row[1], row[2], row[3]) for row in rows]

    def people(self) -> list[Summary]:
        """The summaries, best first."""
        rows = list(self.rows)[: self.limit]
        if not rows:
            return []
        marks = ", ".join("?" * len(rows))
        by_id = {s.id: s for s in summaries(self.c, f"w.n IN ({marks})", tuple(rows))}
        ids = self.c.exec_driver_sql(
            f"SELECT n, id FROM worker WHERE n IN ({marks})",
            tuple(rows),
        )
        order = {row[0]: row[1] for row in ids}
        return [by_id[order[n]] for n in rows]


def _all_of(terms: list[str]) -> str:
    return " AND ".join(index.quoted(term) for term in terms)


def _is_number(digits: str, folded: str) -> bool:
    plain = folded.lstrip("+").replace(" ", "").replace("-", "").replace(".", "")
    return (
        plain.isascii() and plain.isalnum() and sum(ch.isdigit() for ch in plain) * 2 >= len(plain)
    )


def _by_number(found: _Found, digits: str) -> None:
    """NIK, KPJ and number by beginning; then any part of any number from three digits on."""
    number = _dashed(digits.upper())
    for column, begin in (("nik", digits), ("kpj", digits), ("number", number)):
        if begin and not found.enough and len(begin) > 2:
            found.take(
                f"SELECT w.n FROM worker w WHERE w.{column} >= ? AND w.{column} < ?"
                " AND w.record = 'recorded'",
                (begin, begin + "\x7f"),
            )
    if len(digits) < _DIGITS:
        return
    exact = len(digits) >= _SERIAL or not digits.isdigit()
    if exact:
        _by_tail(found, digits.upper())
    if not found.enough:
        _by_part(found, digits)
    if not exact and not found.enough:  # three digits may be a tag, which everybody bears
        _by_tail(found, digits.upper())


def _by_part(found: _Found, digits: str) -> None:
    parts = [digits, digits[1:]] if digits.startswith("0") and len(digits) > _DIGITS else [digits]
    for part in parts:
        rows = found.matching(_all_of(index.terms(part)), _RANKED * 5)
        found.add([n for n, _, _, numbers in rows if part in numbers][: found.limit * 2])


def _by_tail(found: _Found, typed: str) -> None:
    """A registration number from somewhere behind its beginning, as it is read off a slip: (a
    part of) the tag, (a part of) the serial, the check character; or the tag alone."""
    for begin in _beginnings(found.c):
        whole = begin.replace("-", "")
        for at in range(1, _TAG_ENDS + 1):
            rest = _after(whole[at:], typed, at)
            if rest is None or found.enough:
                continue
            number = begin + "-".join(part for part in (rest[:_SERIAL], rest[_SERIAL:]) if part)
            found.take(
                "SELECT w.n FROM worker w WHERE w.number >= ? AND w.number < ?",
                (number, number + "\x7f"),
            )


def _after(ending: str, typed: str, at: int) -> str | None:
    """What is typed behind this ending of village and tag; None where the two do not fit."""
    if len(typed) < len(ending):
        told = at + len(typed) > _TAG_BEGINS and not typed.isdigit()
        return "" if told and ending.startswith(typed) else None
    rest = typed[len(ending) :]
    if not typed.startswith(ending) or len(rest) > _SERIAL + 1:
        return None
    if at > _TAG_BEGINS and typed.isdigit() and len(typed) < _SERIAL:
        return None
    return rest if not rest or rest[:_SERIAL].isdigit() else None


def _beginnings(c: "Connection") -> list[str]:
    """Village and tag of every number there is, ``3301222003-ES2-``: one look into the index of
    numbers for each, not one for each person."""
    rows = c.exec_driver_sql(
        "WITH RECURSIVE begun (begin) AS (SELECT substr(min(number), 1, 15) FROM worker"
        " UNION ALL SELECT (SELECT substr(min(number), 1, 15) FROM worker"
        " WHERE number > begin || '~') FROM begun WHERE begin IS NOT NULL)"
        " SELECT begin FROM begun WHERE begin IS NOT NULL LIMIT 500"
    )
    return [row[0] for row in rows]


def _dashed(characters: str) -> str:
    """The beginning of a registration number as it is written, or nothing."""
    if len(characters) <= 10:
        return characters if characters[:10].isdigit() else ""
    parts = (characters[:10], characters[10:13], characters[13:19], characters[19:20])
    return "-".join(part for part in parts if part)


def _by_name(found: _Found, folded: str) -> None:
    found.take(
        "SELECT w.n FROM worker w INDEXED BY worker_name"
        " WHERE w.name_folded >= ? AND w.name_folded < ?",
        (folded, folded + "\U0010ffff"),
    )
    words = folded.split()
    if not found.enough:
        beginnings = [f"  {word}"[:3] if len(word) == 1 else f" {word[:2]}" for word in words]
        parts = [term for word in words for term in index.terms(word)]
        _add_parts(found, words, [*beginnings, *parts])
    if not found.enough:
        _add_parts(found, words, [term for word in words for term in index.terms(word)])
    if not found.enough and (typed := _tag(folded)):
        _by_tail(found, typed)
    if not found.rows and any(len(word) >= _MISTYPED for word in words):
        _add_mistyped(found, words)


def _tag(folded: str) -> str:
    """What may be the tag of a registration number, with something around it; or nothing."""
    typed = "".join(ch for ch in folded if ch.isalnum()).upper()
    known = typed.isascii() and (len(typed) == _DIGITS or any(ch.isdigit() for ch in typed))
    return typed if known else ""


def _add_parts(found: _Found, words: list[str], terms: list[str]) -> None:
    rows = found.matching(_all_of(list(dict.fromkeys(terms))), _RANKED)
    ranked = [
        (merit, name, n)
        for n, name, hamlet, _ in rows
        if (merit := _merit(words, name, hamlet)) is not None
    ]
    found.add([n for _, _, n in sorted(ranked)])


def _merit(words: list[str], name: str, hamlet: str) -> tuple[int, int] | None:
    """Smaller is better; None where a word is in neither name nor hamlet.

    All in the name before some in the hamlet; beginnings of words before their middles.
    """
    elsewhere = middles = 0
    for word in words:
        begin = f" {word}"
        if begin in name:
            continue
        if len(word) > 2 and word in name:
            middles += 1
        elif begin in hamlet or (len(word) > 2 and word in hamlet):
            elsewhere += 1
        else:
            return None
    return elsewhere, middles


def _add_mistyped(found: _Found, words: list[str]) -> None:
    shared: Counter[int] = Counter()
    for term in _rarest(found.c, words):
        rows = found.c.exec_driver_sql(
            "SELECT rowid FROM worker_search WHERE worker_search MATCH ?", (index.quoted(term),)
        )
        shared.update(row[0] for row in rows.all())
    best = [n for n, _ in shared.most_common(_RANKED)]
    if not best:
        return
    marks = ", ".join("?" * len(best))
    rows = found.c.exec_driver_sql(
        f"SELECT rowid, name FROM worker_search WHERE rowid IN ({marks})",
        tuple(best),
    )
    ranked = [(-likeness, name, n) for n, name in rows if (likeness := _likeness(words, name))]
    found.add([n for _, _, n in sorted(ranked)])


def _rarest(c: "Connection", words: list[str]) -> list[str]:
    """The trigrams of these words that tell most, as far as reading them stays quick."""
    wanted = {
        term
        for word in words
        for term in (*index.terms(word), f" {word[:2]}" if len(word) > 1 else f"  {word}")
    }
    marks = ", ".join("?" * len(wanted))
    counted = c.exec_driver_sql(
        f"SELECT doc, term FROM worker_terms WHERE term IN ({marks})",
        tuple(wanted),
    )
    chosen: list[str] = []
    total = 0
    for many, term in sorted((row[0], row[1]) for row in counted):
        total += many
        if total > _ROWS and len(chosen) >= _TERMS:
            break
        chosen.append(term)
    return chosen


def _likeness(words: list[str], name: str) -> float:
    """How alike (0–100) the words are to those of a name; 0 where any is too far off."""
    from rapidfuzz import fuzz

    parts, total = name.split(), 0.0
    for word in words:
        best = max(
            max(fuzz.ratio(word, part), fuzz.ratio(word, part[: len(word)]) - 1) for part in parts
        )
        if best < (_ALIKE if len(word) >= _MISTYPED else 99):
            return 0.0
        total += best
    return total / len(words)
