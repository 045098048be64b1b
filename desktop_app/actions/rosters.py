"""Lists of people on paper: the list of participants, and the list on which they sign.

The open list goes to everybody and shows little; the archive's has whole NIKs, needs the right
``archive``, and every copy of it is numbered and stands in the audit trail.
"""

import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Unpack

from desktop_app.actions import heads
from desktop_app.actions.desk import Desk
from desktop_app.actions.reckoning import Reckoner
from desktop_app.documents.printed import Printed
from desktop_app.domain.fields import tidy
from desktop_app.domain.findings import Finding, Refused
from desktop_app.domain.months import is_month, month_of
from desktop_app.domain.nik import masked
from desktop_app.domain.registration import Registration
from desktop_app.reference.occupations import occupations
from desktop_app.store import audit, office, papers, sponsors, workers

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop_app.documents.form_values import Handed, Listed, ParticipantList

KINDS = ("umum", "arsip")
PAPERS = ("f4", "a4")
#: More copies of a list with whole NIKs than anybody needs.
MOST_COPIES = 20
LONGEST_ANNEX = 250
_SETTING = "archive_lists"


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """A list as it will print."""

    pdf: bytes
    kind: str
    people: int
    """Who is named in it."""
    unnamed: int = 0
    number: int | None = None
    """Of the archive's list in its year."""
    year: int | None = None
    copies: int = 1
    refused: tuple[tuple[str, Finding], ...] = ()
    """(registration number, finding) of those who do not stand in it."""

    @property
    def label(self) -> str | None:
        """The number as it is printed: ``007/2026``."""
        return f"{self.number:03}/{self.year}" if self.number else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a list is drawn."""

    kind: str = "umum"
    paper: str = "f4"
    copies: int = 1
    """Of the archive's list."""
    month: str | None = None
    """Whose rules the contributions follow; this month where none is named."""
    annex: str | None = None
    """The decree that the list belongs to: ``Keputusan Kepala Desa … Nomor …``."""


def compose(
    desk: Desk, ids: Sequence[str], manner: Manner = Manner(), **how: Unpack[Printed]
) -> Roster:
    """Draw the list of these people, in their order. Records nothing; :func:`issue` does.

    Raises NotAllowed; Refused: ``choice``, ``layout``, ``type``, ``nothing_selected``,
    ``does_not_fit``, ``letter_unknown``, ``clock``.
    """
    from desktop_app.documents.participants import Copies, write_participants

    archive = _check(desk, manner)
    desk.check_clock()
    today = desk.config.today()
    with desk.read() as c:
        people = [one for one in (workers.get(c, record_id) for record_id in ids) if one]
        number = _next(c, today.year) if archive else None
        there = [one for one in people if one.states.membership != "ended"]
        if not there:
            raise Refused("nothing_selected")
        there, unprintable = _printable(there, archive=archive)
        told = _told(desk, c, there, manner)
    made = Roster(
        pdf=b"",
        kind=manner.kind,
        people=len(told.people),
        unnamed=told.unnamed,
        number=number,
        year=today.year if archive else None,
        copies=manner.copies,
        refused=(
            *(_ended(one) for one in people if one.states.membership == "ended"),
            *unprintable,
        ),
    )
    copies = Copies(made.label, manner.copies) if made.label else None
    out = io.BytesIO()
    write_participants(out, heads.head_of(desk), told, copies=copies, paper=manner.paper, **how)
    return replace(made, pdf=out.getvalue())


def issue(desk: Desk, made: Roster) -> None:
    """Enter in the audit trail that the list went out, an archive's with its number and copies.

    Raises Refused ``preview_old`` where that number was taken meanwhile.
    """
    desk.require("archive" if made.number else "print")
    with desk.write("list_printed") as tx:
        detail = {"list": made.kind, "people": made.people, "copies": made.copies}
        if made.number and made.year:
            if _next(tx.connection, made.year) != made.number:
                raise Refused("preview_old")
            office.set_setting(tx, _SETTING, {str(made.year): made.number})
            detail["number"] = made.label or ""
        audit.event(tx, detail)


def _check(desk: Desk, manner: Manner) -> bool:
    """Whether it is the archive's list, everything about it being allowed."""
    desk.require("print")
    if manner.kind not in KINDS:
        raise Refused("choice", "kind", value=manner.kind, allowed=KINDS)
    archive = manner.kind == "arsip"
    if archive:
        desk.require("archive")
    if manner.paper not in PAPERS:
        raise Refused("layout", "paper", value=manner.paper, allowed=PAPERS)
    if not 1 <= manner.copies <= MOST_COPIES or (manner.copies > 1 and not archive):
        raise Refused("copies", "copies", most=MOST_COPIES)
    if manner.month is not None and not is_month(manner.month):
        raise Refused("type", "month", wanted="month")
    return archive


def _annex(text: str | None) -> str | None:
    told = tidy(text) if text else ""
    if told is None or len(told) > LONGEST_ANNEX:
        raise Refused("type", "paper", wanted="shorter", most=LONGEST_ANNEX)
    return told or None


def _next(c: "Connection", year: int) -> int:
    numbers: dict[str, int] = office.setting(c, _SETTING, {})
    return numbers.get(str(year), 0) + 1


def _ended(one: Registration) -> tuple[str, Finding]:
    refused = Refused("ended", None, number=one.number, on=one.standing.ended_on)
    return one.number, refused.finding


def _told(
    desk: Desk, c: "Connection", people: Sequence[Registration], manner: Manner
) -> "ParticipantList":
    from desktop_app.documents.form_values import ParticipantList

    today, archive = desk.config.today(), manner.kind == "arsip"
    month = manner.month or month_of(today)
    kinds = {one.code: one.kind for one in sponsors.all_sponsors(c)}
    names, reckoner = heads.payer_names(c), Reckoner(desk.tables)
    amounts, doubtful = [], False
    for one in people:
        code = one.worker.funding
        (portion,) = reckoner.portions(one, month, 1, kinds.get(code, code))
        amounts.append(portion.monthly)
        doubtful = doubtful or bool(portion.unclear)
    payers = [names.get(one.worker.funding, one.worker.funding) for one in people]
    named = [
        _listed(desk, one, payer, amount, archive=archive)
        for one, payer, amount in zip(people, payers, amounts, strict=True)
        if archive or one.worker.consent.method != "pending"
    ]
    return ParticipantList(
        as_of=today,
        month=month,
        people=tuple(named),
        sums=_sums(payers, amounts),
        hamlets=_hamlets(people),
        programmes=tuple(Counter(one.worker.programmes for one in people).most_common()),
        unnamed=len(people) - len(named),
        decile=archive and desk.may("see_decile"),
        doubtful=doubtful,
        annex=_annex(manner.annex),
    )


def _sums(payers: Sequence[str], amounts: Sequence[int]) -> tuple[tuple[str, int, int], ...]:
    """By payer, those of the most people first."""
    people, paid = Counter(payers), Counter[str]()
    for payer, amount in zip(payers, amounts, strict=True):
        paid[payer] += amount
    return tuple((payer, count, paid[payer]) for payer, count in people.most_common())


def _hamlets(people: Sequence[Registration]) -> tuple[tuple[str | None, int, int], ...]:
    """By part of the village in the order of its name; those of whom it is not known last."""
    counted = Counter((one.worker.hamlet, one.worker.sex) for one in people)
    names = sorted({name for name, _ in counted}, key=lambda name: (name is None, name or ""))
    return tuple((name, counted[name, "male"], counted[name, "female"]) for name in names)


def _listed(desk: Desk, one: Registration, payer: str, amount: int, *, archive: bool) -> "Listed":
    """One line; in the open list nothing that does not concern everybody."""
    from desktop_app.documents.form_front import national
    from desktop_app.documents.form_values import Listed

    worker = one.worker
    confirmed = heads.is_confirmed(one)
    line = Listed(
        name=worker.full_name,
        nik=worker.nik if archive else masked(worker.nik),
        sex=worker.sex,
        hamlet=worker.hamlet,
        occupation=occupations()[worker.occupation].name,
        programmes=worker.programmes,
        payer=payer,
        member=confirmed,
    )
    if not archive:
        return line
    why = worker.vulnerability
    return replace(
        line,
        kpj=worker.kpj if confirmed else None,
        number=one.number,
        born=", ".join(filter(None, (worker.birth_place, f"{worker.birth_date:%d-%m-%Y}"))),
        address=heads.address(desk.office, worker),
        phone=national(worker.phone),
        decile=why.decile if why and desk.may("see_decile") else None,
        amount=amount,
    )


def hand_over(
    desk: Desk, ids: Sequence[str], *, paper: str = "f4", **how: Unpack[Printed]
) -> Roster:
    """The list on which these people sign for their papers: those printed and not handed over.

    Whoever has no such paper is told among ``refused``. Raises Refused: ``layout``,
    ``nothing_to_hand_over``, ``does_not_fit``, ``clock``.
    """
    from desktop_app.documents.hand_over import write_hand_over

    desk.require("print")
    desk.check_clock()
    if paper not in PAPERS:
        raise Refused("layout", "paper", value=paper, allowed=PAPERS)
    with desk.read() as c:
        people = [one for one in (workers.get(c, record_id) for record_id in ids) if one]
        there = _waiting(c, people)
    refused = tuple(
        (one.number, Refused("nothing_to_hand_over", None, why="one", number=one.number).finding)
        for one in people
        if one.id not in there
    )
    if not there:
        raise Refused("nothing_to_hand_over")
    listed, unprintable = _printable([one for one in people if one.id in there])
    rows = [_handed(one, there[one.id]) for one in listed]
    out, today = io.BytesIO(), desk.config.today()
    head = heads.head_of(desk)
    write_hand_over(out, head, rows, today=today, given_by=desk.account, paper=paper, **how)
    return Roster(
        pdf=out.getvalue(), kind="hand_over", people=len(rows), refused=(*refused, *unprintable)
    )


def _printable(
    people: Sequence[Registration], *, archive: bool = False
) -> tuple[list[Registration], list[tuple[str, Finding]]]:
    """Those whose line can be drawn, and why not of the others, who then stop nobody else.

    Raises Refused ``letter_unknown`` where nobody's can.
    """
    from desktop_app.documents import fonts

    good, bad = list[Registration](), list[tuple[str, Finding]]()
    for one in people:
        worker = one.worker
        texts = {"full_name": worker.full_name, "hamlet": worker.hamlet}
        if archive:
            texts |= {"birth_place": worker.birth_place, "address": worker.address}
        try:
            for field, text in texts.items():
                fonts.check(fonts.clean(text or ""), field)
        except Refused as refused:
            refused.params["name"] = worker.full_name
            bad.append((one.number, refused.finding))
        else:
            good.append(one)
    if not good:
        found = bad[0][1]
        raise Refused(found.rule, found.field, **found.params)
    return good, bad


def _waiting(c: "Connection", people: Sequence[Registration]) -> dict[str, tuple[str, ...]]:
    """The kinds of paper that lie ready for somebody, the newest of each, by record id."""
    ids, found = [one.id for one in people], dict[str, list[str]]()
    for kind in papers.DUE:
        for record_id, printed in papers.before(c, kind, ids).items():
            newest = printed[0]
            if newest.handed_on is None and newest.recalled_on is None:
                found.setdefault(record_id, []).append(kind)
    return {record_id: tuple(kinds) for record_id, kinds in found.items()}


def _handed(one: Registration, kinds: tuple[str, ...]) -> "Handed":
    from desktop_app.documents.form_values import Handed

    return Handed(name=one.worker.full_name, number=one.number, papers=kinds)
