"""Last year's members (saldo awal): people with their KPJ, since when, paid until when, by whom.

One person may stand in several rows, one for each KPJ they ever had: the newest is the active one.
As with the branch's answer, a row is only taken where every digit of NIK and KPJ can be trusted.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from desktop_app import paths
from desktop_app.domain.findings import Finding, block, blocks, warn
from desktop_app.domain.months import is_month, later, month_of
from desktop_app.domain.nik import clean
from desktop_app.domain.payment import AHEAD
from desktop_app.lists.answers import trusted_nik
from desktop_app.lists.cells import Value, fold, is_number, read_text
from desktop_app.lists.mapping import ListMapping
from desktop_app.lists.people import PeopleList, RawWorker, open_people
from desktop_app.lists.reader import Row

FORMER = "former_kpjs"
#: Keys of a row that say something of the membership, not of the person.
MEMBERSHIP = ("kpj", "member_since", "paid_until", "former_payer", "funding")

_KPJ = re.compile(r"\d{11}", re.ASCII)
#: Numbers of older cards may have letters.
_OLD_KPJ = re.compile(r"(?=.*\d)(?=.*[A-Z])[0-9A-Z]{6,20}", re.ASCII)
_BETWEEN = re.compile(r"[,;/|]|\bdan\b|\s(?=[0-9A-Za-z]{8,}\b)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """What a row says of the membership. With findings that block, nothing of it may be taken."""

    nik: str | None
    """Sixteen digits, or None where they cannot be trusted."""
    kpj: str | None
    member_since: date | None
    paid_until: str | None
    payer: str | None
    """``self``, or in the list's own words."""
    former_kpjs: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def newest(self) -> str:
        """The last month that it tells of, by which the newest of several rows is found."""
        since = month_of(self.member_since) if self.member_since else ""
        return max(since, self.paid_until or "")


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A row of the list."""

    person: RawWorker
    """The person, without what belongs to the membership."""
    told: Membership
    older_than: int | None = None
    """The row with the same person's newest KPJ; this one only tells of a former one."""

    @property
    def row(self) -> int:
        """As the spreadsheet counts it."""
        return self.person.row


@dataclass(frozen=True, slots=True)
class MemberList:
    """A list of members, its rows compared with one another."""

    people: PeopleList
    rows: tuple[MemberRow, ...]

    def __iter__(self) -> Iterator[MemberRow]:
        """The rows in their order."""
        return iter(self.rows)


def open_members(
    path: Path, *, today: date, sheet: str | None = None, mapping: ListMapping | None = None
) -> MemberList:
    """Open and read a list of members. Raises :class:`Refused` as :func:`open_people` does."""
    mapping = mapping or ListMapping()
    words = {**_words(), **mapping.columns}
    passed = {heading: "" if key == FORMER else key for heading, key in words.items()}
    people = open_people(path, today=today, sheet=sheet, mapping=replace(mapping, columns=passed))
    former = [at for at, h in enumerate(people.sheet.headings) if _meant(h, words) == FORMER]
    people = _without_former(people, set(former))
    places = {column.key: at for at, column in people.columns}
    rows = [
        _row(people, row, person, places, former)
        for row in people.sheet.rows()
        if (person := people.read(row))
    ]
    return MemberList(people, tuple(_compared(rows)))


@cache
def _data() -> dict[str, Any]:
    with (paths.resources() / "lists" / "members.toml").open("rb") as file:
        return tomllib.load(file)


def _words() -> dict[str, str]:
    return {fold(heading): key for key, names in _data()["headings"].items() for heading in names}


def _meant(heading: str, words: Mapping[str, str]) -> str | None:
    """What a heading means; a number after it counts columns of the same meaning."""
    folded = fold(heading)
    return words.get(folded, words.get(folded.rstrip("0123456789")))


def _without_former(people: PeopleList, former: set[int]) -> PeopleList:
    """The list without a word about headings that are former KPJs, "KPJ lama 2" among them."""
    known = {people.sheet.headings[at] for at in former}
    kept = tuple(f for f in people.findings if f.params.get("heading") not in known)
    columns = tuple(c for c in people.columns if c[0] not in former)
    return replace(people, findings=kept, columns=columns)


def _row(
    people: PeopleList,
    row: Row,
    person: RawWorker,
    places: Mapping[str, int],
    former: Iterable[int],
) -> MemberRow:
    def cell(at: int | None) -> Value:
        return row.values[at] if at is not None and at < len(row.values) else ""

    nik, findings = _nik(cell(places.get("nik")))
    kpj, wrong = _kpj(cell(places.get("kpj")))
    if kpj is None and not wrong:
        wrong = [block("required", "kpj")]
    old, more = _former_kpjs([cell(at) for at in former])
    raw = dict(person.raw)
    said = {key: raw.pop(key, None) for key in MEMBERSHIP}
    since, month, about = _times(said, people.reading.today)
    told = Membership(
        nik=nik,
        kpj=kpj,
        member_since=since,
        paid_until=month,
        payer=_payer(said["former_payer"] or said["funding"]),
        former_kpjs=tuple(one for one in old if one != kpj),
        findings=(*findings, *wrong, *more, *about),
    )
    return MemberRow(replace(person, raw=raw), told)


def _nik(cell: Value) -> tuple[str | None, list[Finding]]:
    """As in an answer; only that a number which ends in 0 may be confirmed by a person."""
    nik, findings = trusted_nik(cell)
    if [f.rule for f in findings] == ["nik_from_number"]:
        return clean(read_text(cell) or ""), [warn("nik_from_number", "nik")]
    return nik, findings


def _kpj(cell: Value, key: str = "kpj") -> tuple[str | None, list[Finding]]:
    text = read_text(cell)
    if text is None:
        return None, []
    if is_number(cell):
        return None, [block("kpj_form", key, why="number")]
    number = clean(text).upper()
    if (_KPJ.fullmatch(number) and int(number)) or _OLD_KPJ.fullmatch(number):
        return number, []
    return None, [block("kpj_form", key, value=text[:20])]


def is_usual(kpj: str) -> bool:
    """Whether a KPJ has the form that all have now: eleven digits."""
    return _KPJ.fullmatch(kpj) is not None


def _former_kpjs(cells: Iterable[Value]) -> tuple[list[str], list[Finding]]:
    numbers: list[str] = []
    findings: list[Finding] = []
    for cell in cells:
        parts = [cell] if is_number(cell) else _BETWEEN.split(read_text(cell) or "")
        for part in parts:
            kpj, wrong = _kpj(part, FORMER)
            findings += wrong
            numbers += [kpj] if kpj else []
    return list(dict.fromkeys(numbers)), findings


def _times(said: Mapping[str, Any], today: date) -> tuple[date | None, str | None, list[Finding]]:
    """Since when and until when, and what is wrong with them."""
    findings: list[Finding] = []
    since, month = _date(said["member_since"]), said["paid_until"]
    if said["member_since"] and since is None:
        findings.append(block("type", "member_since", wanted="date"))
    elif since and since > today:
        findings.append(block("type", "member_since", wanted="past_date"))
    if month is not None and not is_month(month):
        findings.append(block("type", "paid_until", wanted="month"))
        month = None
    elif month and month > later(month_of(today), AHEAD):
        findings.append(block("paid_too_far", "paid_until", month=month, most=AHEAD))
    elif month and since and month < month_of(since):
        findings.append(block("paid_before_member", "paid_until", month=month, on=since))
    return since, month, findings


def _date(text: Any) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except (TypeError, ValueError):
        return None


def _payer(text: Any) -> str | None:
    if not isinstance(text, str) or not text.strip():
        return None
    own = {fold(word) for word in _data()["payers"]["self"]}
    return "self" if fold(text) in own else text.strip()


def _compared(rows: list[MemberRow]) -> Iterator[MemberRow]:
    """The rows, each with what the others say about it."""
    rows = list(_without_shared(rows))
    alike: dict[str, list[MemberRow]] = defaultdict(list)
    for row in rows:
        if row.told.nik and not blocks(row.told.findings):
            alike[row.told.nik].append(row)
    for row in rows:
        group = alike.get(row.told.nik or "", [])
        yield _among(row, group) if row in group and len(group) > 1 else row


def _without_shared(rows: list[MemberRow]) -> Iterator[MemberRow]:
    """A KPJ, or a former one, that stands with two people is nobody's."""
    holders: dict[str, set[str | None]] = defaultdict(set)
    for row in rows:
        for kpj in (row.told.kpj, *row.told.former_kpjs):
            if kpj:
                holders[kpj].add(row.told.nik)
    for row in rows:
        told = row.told
        shared = (kpj for kpj in (told.kpj, *told.former_kpjs) if len(holders[kpj or ""]) > 1)
        kpj = next(shared, None)
        field = "kpj" if kpj == told.kpj else FORMER
        yield row if kpj is None else _blocked(row, block("kpj_twice", field, why="list"))


def _among(row: MemberRow, group: list[MemberRow]) -> MemberRow:
    """A row beside others of the same person: the newest takes the others' KPJs along."""
    told = row.told
    first = max(group, key=lambda one: one.told.newest)
    rivals = [o for o in group if o.told.newest == first.told.newest and o is not first]
    if any(one.told.kpj != first.told.kpj for one in rivals):
        return _blocked(row, block("kpj_several", "kpj"))
    if row is first:
        others = (k for o in group for k in (*o.told.former_kpjs, o.told.kpj) if k)
        former = tuple(k for k in dict.fromkeys((*told.former_kpjs, *others)) if k != told.kpj)
        return replace(row, told=replace(told, former_kpjs=former))
    if told.kpj == first.told.kpj:
        return _blocked(row, block("duplicate_row", "nik"))
    return replace(row, older_than=first.row)


def _blocked(row: MemberRow, finding: Finding) -> MemberRow:
    return replace(row, told=replace(row.told, findings=(*row.told.findings, finding)))
