"""The region table: 83,762 villages, found by any part of their name or code.

The files under ``resources/regions`` are searched as they lie: one read at first use, nothing is
parsed, and a keystroke costs a few ``bytes.find``. Their form: ``packaging/build_regions.py``;
origin and licence: ``resources/regions/README.md``.
"""

import re
from collections.abc import Iterator
from functools import cache, cached_property, lru_cache, partial, reduce
from itertools import chain, islice
from pathlib import Path

from desktop_app import paths
from desktop_app.domain.names import search_fold
from desktop_app.domain.region import OLD_SPLIT_REGENCIES, Village, dotted, plain

Span = tuple[int, int]

_NO_LETTERS = dict.fromkeys(map(ord, "'’‘ʼʻ`´ʾʿ\"“”″*"))
_GAPS = dict.fromkeys(map(ord, "-./(),&_\t\n\r"), " ")
#: Words that people write before a name and that are part of few names.
_KINDS = frozenset(
    ("desa", "ds", "kelurahan", "kel", "kecamatan", "kec", "kabupaten", "kab", "kota", "provinsi")
)
#: So many matches are ranked and put in order; of more, the first ones of each closeness are.
_SORTED = 200
_WORDS = 6
#: What stands before and behind the text in the table: the whole name, its beginning, the
#: beginning of a word, anywhere.
_CLOSENESS = ((b"\t", b"\t"), (b"\t", b""), (b" ", b""), (b"", b""))


def fold(text: str) -> str:
    """Small letters, no apostrophes (*Pu'uk* is *puuk*), other marks are gaps."""
    return " ".join(search_fold(text.translate(_NO_LETTERS).translate(_GAPS)).split())


class Regions:
    """The villages with their chain of regions. Codes are taken with or without dots."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._spans = lru_cache(maxsize=64)(self._spans_uncached)
        self._place = lru_cache(maxsize=512)(self._place_uncached)

    @cached_property
    def _villages(self) -> bytes:
        return (self._folder / "villages.txt").read_bytes()

    @cached_property
    def _places(self) -> bytes:
        return (self._folder / "places.txt").read_bytes()

    @cached_property
    def _retired(self) -> frozenset[str]:
        return frozenset((self._folder / "retired.txt").read_text("ascii").split())

    def village(self, code: str) -> Village | None:
        """The village of this code, or None."""
        digits = plain(code)
        if len(digits) != 10:
            return None
        at = _line_from(self._villages, digits)
        return self._village_at(at) if self._villages.startswith(digits.encode(), at) else None

    def district_known(self, code: str) -> bool:
        """Whether the district exists, existed until lately, or its regency was split off early."""
        digits = plain(code)
        if len(digits) != 6:
            return False
        early = dotted(digits[:4]) in OLD_SPLIT_REGENCIES
        return early or self._place(digits) is not None or digits in self._retired

    def regency_ever(self, code: str) -> bool:
        """Whether the regency exists or existed."""
        return self._ever(plain(code), 4) or dotted(code) in OLD_SPLIT_REGENCIES

    def province_ever(self, code: str) -> bool:
        """Whether the province exists or existed."""
        return self._ever(plain(code), 2)

    def _ever(self, digits: str, length: int) -> bool:
        if len(digits) != length:
            return False
        return self._place(digits) is not None or any(c.startswith(digits) for c in self._retired)

    def district_name(self, code: str) -> str | None:
        """The name of the district in which this code lies (its own or a village's)."""
        return self._name(plain(code), 6)

    def regency_name(self, code: str) -> str | None:
        """The name of the regency or city, with *Kabupaten* or *Kota*."""
        return self._name(plain(code), 4)

    def province_name(self, code: str) -> str | None:
        """The name of the province."""
        return self._name(plain(code), 2)

    def _name(self, digits: str, length: int) -> str | None:
        return self._place(digits[:length]) if len(digits) >= length else None

    def find(self, text: str, limit: int = 20) -> list[Village]:
        """The best villages for what was typed so far.

        Any part of the name, with words of the district, regency or province before or behind it;
        or the code, as far as it is typed. Best first: the whole name, its beginning, the
        beginning of a word in it, anywhere; then all villages of a place of that name.
        """
        digits = plain(text)
        if digits.isascii() and digits.isdigit():
            return [self._village_at(at) for at in self._by_code(digits, limit)]
        words = fold(text).split()[:_WORDS]
        telling = [word for word in words if word not in _KINDS] or words
        found: dict[int, None] = {}
        if words:
            self._by_names(found, words, limit)
            if telling != words and len(found) < limit:
                self._by_names(found, telling, limit)
            if len(found) < limit:
                inside = chain.from_iterable(map(self._all_lines, self._within(telling)))
                found.update(dict.fromkeys(islice(inside, limit + len(found))))
        return [self._village_at(at) for at in islice(found, limit)]

    def _by_code(self, digits: str, limit: int) -> Iterator[int]:
        at, wanted = _line_from(self._villages, digits), digits.encode()
        while limit > 0 and self._villages.startswith(wanted, at):
            yield at
            at, limit = self._villages.index(b"\n", at) + 1, limit - 1

    def _by_names(self, found: dict[int, None], words: list[str], limit: int) -> None:
        """Adds the villages of this name, then those of a part of it in places of the rest."""
        self._collect(found, words, [(0, len(self._villages))], limit)
        for cut in range(len(words) - 1, 0, -1):
            for name, place in ((words[:cut], words[cut:]), (words[-cut:], words[:-cut])):
                if len(found) < limit and (spans := self._within(place)):
                    self._collect(found, name, spans, limit)

    def _collect(
        self, found: dict[int, None], words: list[str], spans: list[Span], limit: int
    ) -> None:
        """Adds the villages of these spans that the words name, the closest names first."""
        anywhere = self._some(b"", words, b"", spans)
        if len(anywhere) < _SORTED:
            rank = partial(self._rank, [" ".join(words).encode(), "".join(words).encode()])
            found.update(dict.fromkeys(sorted(anywhere, key=rank)))
            return
        beginning = self._some(b"\t", words, b"", spans)
        if len(beginning) == _SORTED:  # the whole name may be among those that were left out
            beginning += self._some(b"\t", words, b"\t", spans)
        found.update(dict.fromkeys(sorted(beginning, key=self._name_at)))
        for before in (b" ", b""):
            if len(found) < limit:
                some = self._some(before, words, b"", spans)
                found.update(dict.fromkeys(sorted(some, key=self._name_at)))

    def _some(self, before: bytes, words: list[str], behind: bytes, spans: list[Span]) -> list[int]:
        """Where the first lines begin that hold the words, together or apart, between these."""
        return list(islice(self._lines_with(before, words, behind, spans), _SORTED))

    def _lines_with(
        self, before: bytes, words: list[str], behind: bytes, spans: list[Span]
    ) -> Iterator[int]:
        first, *rest = (word.encode() for word in words)
        first, table = before + first, self._villages  # found by itself: faster than any pattern
        fits = re.compile(b"".join(b" ?" + re.escape(word) for word in rest) + behind).match
        for start, end in spans:
            at = table.find(first, start, end)
            while at >= 0:
                if fits(table, at + len(first), end):
                    yield table.rfind(b"\n", 0, at) + 1
                    at = table.index(b"\n", at)
                at = table.find(first, at + 1, end)

    def _rank(self, names: list[bytes], at: int) -> tuple[int, bool, bytes]:
        line = self._name_at(at)
        as_typed = line.startswith(b"\t" + names[0])
        for closeness, (before, behind) in enumerate(_CLOSENESS):
            if any(before + name + behind in line for name in names):
                return closeness, not as_typed, line
        return len(_CLOSENESS), not as_typed, line

    def _name_at(self, at: int) -> bytes:
        return self._villages[at + 10 : self._villages.index(b"\n", at)]

    def _all_lines(self, span: Span) -> Iterator[int]:
        at, end = span
        while at < end:
            yield at
            at = self._villages.index(b"\n", at) + 1

    def _within(self, words: list[str]) -> list[Span]:
        """The parts of the table whose places are named by all these words."""
        return reduce(_common, map(self._spans, [w for w in words if w not in _KINDS] or words))

    def _spans_uncached(self, word: str) -> list[Span]:
        found: list[Span] = []
        places, wanted = self._places, word.encode()
        for pattern in (b"\t" + wanted, b" " + wanted):
            at = places.find(pattern)
            while at >= 0:
                end = places.index(b"\n", at)
                start = places.rfind(b"\n", 0, at) + 1
                first, last = places[start:end].rsplit(b"\t", 2)[1:]
                found.append((int(first), int(last)))
                at = places.find(pattern, end)
        return _joined(found)

    def _village_at(self, at: int) -> Village:
        line = self._villages[at : self._villages.index(b"\n", at)].decode()
        code, folded, _squashed, shown = line.split("\t")
        return Village(
            code=dotted(code),
            name=shown or folded.title(),
            district=self.district_name(code) or "",
            regency=self.regency_name(code) or "",
            province=self.province_name(code) or "",
        )

    def _place_uncached(self, digits: str) -> str | None:
        start = _line_from(self._places, digits)
        if not self._places.startswith(digits.encode() + b"\t", start):
            return None
        line = self._places[start : self._places.index(b"\n", start)]
        return line.split(b"\t")[2].decode()


@cache
def regions() -> Regions:
    """The shipped table; nothing is read before the first question."""
    return Regions(paths.resources() / "regions")


def _line_from(table: bytes, code: str) -> int:
    """Where the first line begins whose code is this one, extends it or comes behind it."""
    wanted, low, high = code.encode(), 0, len(table)
    while low < high:
        middle = (low + high) // 2
        start = table.rfind(b"\n", 0, middle) + 1
        end = table.index(b"\n", middle) + 1
        if table[start : table.index(b"\t", start)] < wanted:
            low = end
        else:
            high = start
    return low


def _joined(spans: list[Span]) -> list[Span]:
    """The same parts in order, none inside another."""
    result: list[Span] = []
    for first, last in sorted(spans):
        if result and first < result[-1][1]:
            result[-1] = (result[-1][0], max(last, result[-1][1]))
        else:
            result.append((first, last))
    return result


def _common(one: list[Span], other: list[Span]) -> list[Span]:
    """The parts that lie in both; each list is in order and without overlap."""
    result: list[Span] = []
    i = j = 0
    while i < len(one) and j < len(other):
        first, last = max(one[i][0], other[j][0]), min(one[i][1], other[j][1])
        if first < last:
            result.append((first, last))
        if one[i][1] < other[j][1]:
            i += 1
        else:
            j += 1
    return result
