"""The tables of contributions read from their files, and refused where they cannot be right.

A wrong table would charge a whole village wrongly, so a file is taken whole or not at all, and
what is wrong with it is said with its line.
"""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from itertools import groupby, pairwise
from typing import TypeVar

from desktop_app.domain.contribution import MOST_RUPIAH, PAYERS, Band, Discount
from desktop_app.domain.findings import Refused
from desktop_app.domain.months import is_month
from desktop_app.domain.occupation import SECTORS
from desktop_app.domain.worker import PROGRAMMES
from desktop_app.reference import channels

BANDS, DISCOUNTS = "contribution_bands.csv", "discounts.csv"
#: The official table is printed in thousands: the next band begins so many rupiah after the last.
_PRINTED_STEP = 1_000
_BAND_KEYS = frozenset(
    ("month_from", "band", "income_min", "income_max", "base", "jkk", "jkm", "jht", "verified")
) | {"source"}
_DISCOUNT_KEYS = frozenset(
    ("rule", "sector", "month_from", "month_to", "multiplier", "programmes", "payer_excluded")
) | {"payer_unclear"}

T = TypeVar("T")


class _Row:
    """One line of a file; every reading of it may refuse, with the line."""

    def __init__(self, file: str, line: int, cells: dict[str, str]) -> None:
        self.file, self.line, self.cells = file, line, cells

    def wrong(self, why: str, key: str = "", **params: object) -> Refused:
        """What is wrong with this line."""
        told = {"file": self.file, "line": self.line, "key": key, "why": why}
        return Refused("rules", None, **told, value=self.cells.get(key, "")[:40], **params)

    def text(self, key: str) -> str:
        """Something that is not empty."""
        if not self.cells[key]:
            raise self.wrong("empty", key)
        return self.cells[key]

    def month(self, key: str) -> str:
        """A month ``YYYY-MM``."""
        if not is_month(self.cells[key]):
            raise self.wrong("date", key)
        return self.cells[key]

    def rupiah(self, key: str) -> int:
        """Whole rupiah, not negative."""
        text = self.cells[key]
        if not (text.isascii() and text.isdigit() and int(text) <= MOST_RUPIAH):
            raise self.wrong("number", key)
        return int(text)

    def words(self, key: str, allowed: Sequence[str], why: str) -> frozenset[str]:
        """Words between spaces, each one of those allowed."""
        found = frozenset(self.cells[key].split())
        for word in sorted(found):
            if word not in allowed:
                raise self.wrong(why, key, word=word[:40], allowed=tuple(allowed))
        return found


def read_bands(text: str, file: str = BANDS) -> tuple[Band, ...]:
    """The bands of every table, by their first month and rising income.

    Raises Refused (``rules``): ``heading``, ``empty``, ``date``, ``number``, ``gap``, ``open_end``,
    ``overlap``, ``order``, with file and line.
    """
    rows = _rows(text, file, _BAND_KEYS)
    bands = []
    tables = [
        (month, list(lines)) for month, lines in groupby(rows, lambda r: r.month("month_from"))
    ]
    for (month, _), (following, lines) in pairwise(tables):
        if following <= month:
            raise lines[0].wrong("order", "month_from")
    for _, lines in tables:
        bands += _table(lines)
    return tuple(bands)


def _table(lines: Sequence[_Row]) -> list[Band]:
    """One table: without a gap from 0 upwards, the last band open."""
    first, last = lines[0], lines[-1]
    if first.rupiah("income_min"):
        raise first.wrong("gap", "income_min", before=0)
    for one, following in pairwise(lines):
        end, begin = one.rupiah("income_max"), following.rupiah("income_min")
        if end < one.rupiah("income_min") or begin <= end:
            raise following.wrong("overlap", "income_min", before=end)
        if begin - end > _PRINTED_STEP:
            raise following.wrong("gap", "income_min", before=end)
    if last.cells["income_max"]:
        raise last.wrong("open_end", "income_max")
    for place, line in enumerate(lines, 1):
        if line.rupiah("band") != place:
            raise line.wrong("order", "band")
    return [_band(line) for line in lines]


def _band(row: _Row) -> Band:
    if row.rupiah("base") == 0:
        raise row.wrong("number", "base")
    if row.cells["verified"] not in ("yes", "no"):
        raise row.wrong("word", "verified", allowed=("yes", "no"))
    return Band(
        month_from=row.month("month_from"),
        number=row.rupiah("band"),
        income_min=row.rupiah("income_min"),
        base=row.rupiah("base"),
        amounts={p: row.rupiah(p.lower()) for p in PROGRAMMES},
        verified=row.cells["verified"] == "yes",
        source=row.text("source"),
    )


def read_discounts(text: str, file: str = DISCOUNTS) -> tuple[Discount, ...]:
    """The reductions. Raises Refused (``rules``) as :func:`read_bands` does; also ``payer``,
    ``sector``, ``word``; ``overlap`` where two hold for the same months, sector and programme."""
    rows = _rows(text, file, _DISCOUNT_KEYS, may_be_empty=True)
    found = [(_discount(row), row) for row in rows]
    for place, (one, row) in enumerate(found):
        for other, _ in found[:place]:
            if _meet(one, other):
                raise row.wrong("overlap", "month_from", before=other.rule)
    return tuple(one for one, _ in found)


def _discount(row: _Row) -> Discount:
    first, last = row.month("month_from"), row.month("month_to")
    if last < first:
        raise row.wrong("date", "month_to")
    if row.cells["sector"] not in SECTORS:
        raise row.wrong("sector", "sector", allowed=SECTORS)
    excluded = row.words("payer_excluded", PAYERS, "payer")
    unclear = row.words("payer_unclear", PAYERS, "payer")
    if excluded & unclear:
        raise row.wrong("payer", "payer_unclear", word=min(excluded & unclear), allowed=PAYERS)
    programmes = row.words("programmes", PROGRAMMES, "word")
    if not programmes:
        raise row.wrong("empty", "programmes")
    return Discount(
        rule=row.text("rule"),
        sector=row.cells["sector"],
        month_from=first,
        month_to=last,
        multiplier=_multiplier(row),
        programmes=programmes,
        payer_excluded=excluded,
        payer_unclear=unclear,
    )


def _multiplier(row: _Row) -> Fraction:
    try:
        share = Fraction(row.cells["multiplier"])
    except (ValueError, ZeroDivisionError):
        raise row.wrong("number", "multiplier") from None
    if not 0 <= share < 1:
        raise row.wrong("number", "multiplier")
    return share


def _meet(one: Discount, other: Discount) -> bool:
    return (
        one.sector == other.sector
        and one.month_from <= other.month_to
        and other.month_from <= one.month_to
        and bool(one.programmes & other.programmes)
    )


#: How a rule file is read, by its name.
READERS: dict[str, Callable[[str], object]] = {
    BANDS: read_bands,
    DISCOUNTS: read_discounts,
    channels.FILE: channels.read_channels,
}


def _rows(text: str, file: str, keys: Iterable[str], *, may_be_empty: bool = False) -> list[_Row]:
    wanted = set(keys)
    try:
        lines = csv.DictReader(io.StringIO(text), restkey="", restval="", strict=True)
        headings = {(name or "").strip() for name in lines.fieldnames or ()}
        if headings != wanted:
            strange = sorted(wanted ^ headings)
            raise Refused("rules", None, file=file, line=1, why="heading", key=strange[0][:40])
        rows = [_row(file, lines.line_num, cells) for cells in lines]
    except csv.Error:
        raise Refused("rules", None, file=file, line=1, why="heading", key="csv") from None
    if not rows and not may_be_empty:
        raise Refused("rules", None, file=file, line=2, why="empty", key="band")
    return rows


def _row(file: str, line: int, cells: dict[str, str]) -> _Row:
    if "" in cells:  # more cells than headings
        raise Refused("rules", None, file=file, line=line, why="heading", key="")
    return _Row(file, line, {key.strip(): value.strip() for key, value in cells.items()})
