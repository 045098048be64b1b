"""Issuing papers: composing the very PDF that is seen, then recording that it went out."""

import io
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, BinaryIO

from desktop_app.actions import agenda, card_sheets, heads
from desktop_app.actions.desk import Desk
from desktop_app.actions.looks import looks_of
from desktop_app.domain import reprint
from desktop_app.domain.findings import Finding, Refused
from desktop_app.domain.print_run import Grid, Planned
from desktop_app.domain.registration import Registration
from desktop_app.store import keyring, papers, payments, print_runs, workers
from desktop_app.store.papers import Paper
from desktop_app.store.tx import Tx, new_id

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop_app.documents.values import Person

KINDS = ("card", "certificate")
#: Papers that bear a number of the book of letters.
NUMBERED = ("certificate",)
LAYOUTS = ("cr80", "a4-10", "f4-10", "a4-fold-5", "f4-fold-5", "slip")
CERTIFICATE_LAYOUTS = ("a4", "f4")
INKS = ("colour", "grey", "saving")
#: People looked at between two questions whether to go on.
_BLOCK = 50


@dataclass(frozen=True, slots=True)
class Composed:
    """A PDF as it will print, its papers, and who could not be printed and why."""

    pdf: bytes
    papers: tuple[Planned, ...]
    refused: tuple[tuple[str, Finding], ...]
    """(registration number, finding)."""
    grid: Grid = field(default_factory=Grid)
    """How its papers lie on its sheets."""
    layout: str = ""
    again: frozenset[str] = frozenset()
    """Record ids of those who were given this very paper before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How papers are drawn."""

    layout: str | None = None
    """None: cards as the printer allows, proofs as slips."""
    skip: int = 0
    """Places of the first sheet that are used already."""
    ink: str = "colour"
    only: str | None = None
    """``confirmed`` or ``provisional``: the others are refused, not given the other paper."""
    paper: str | None = None
    """Of slips: ``a4`` or ``f4``."""
    shift: tuple[float, float] = (0.0, 0.0)
    """How far everything moves right and down, mm."""
    side: str = "both"
    """Or ``front`` or ``back`` alone, for a stack that is turned by hand."""
    turn: str = "A"
    """How that stack comes back, by the letter of the two-sheet test."""
    duplex: bool = False
    """The printer turns sheets by itself: cards need not be folded."""


def compose(
    desk: Desk,
    kind: str,
    ids: Sequence[str],
    *,
    layout: str | None = None,
    skip: int = 0,
    manner: Manner | None = None,
    stop: Callable[[], bool] = lambda: False,
    out: BinaryIO | None = None,
) -> Composed:
    """Draw these people's papers. Records nothing; :func:`issue` does, once it went out.

    A member's paper is the participant's information card with a confirmed credential; before a
    KPJ it is the *bukti pendataan*, and says so. With ``out`` the PDF goes there, and memory does
    not grow with its pages. Raises Refused: ``nothing_selected``, ``layout``, ``does_not_fit``
    where nobody's paper can be drawn, ``clock``, ``print_stopped`` where ``stop`` said so.
    """
    desk.require("print")
    desk.check_clock()
    how = manner or Manner(layout=layout, skip=skip)
    _check(desk, kind, how)
    if not ids:
        raise Refused("nothing_selected")
    known = _known(desk, ids, kind)
    refused = [(r.number, why) for r in known.people if (why := _barred(r, how.only))]
    barred = {number for number, _ in refused}
    good = [r for r in known.people if r.number not in barred]
    if not good:
        raise _first(refused)
    if how.layout is None and kind == "card":
        good.sort(key=lambda r: not heads.is_confirmed(r))  # slips come after all cards
    chosen = how.layout or _usual(kind, good, duplex=how.duplex)
    target = out or io.BytesIO()
    try:
        faces = _faces(desk, good, known, stop, refused)
        _draw(desk, (kind, chosen, how), faces, _Told(target, refused))
    except Refused as error:
        if error.rule != "nothing_selected" or not refused:
            raise
        raise _first(refused) from error
    planned = _planned(good, kind, known, {number for number, _ in refused})
    return Composed(
        target.getvalue() if isinstance(target, io.BytesIO) else b"",
        planned,
        tuple(refused),
        card_sheets.grid(desk, chosen, how.skip),
        chosen,
        known.again(planned),
    )


def _planned(
    good: Sequence[Registration], kind: str, known: "_Known", dropped: Collection[str]
) -> tuple[Planned, ...]:
    letters = iter(known.letters)
    return tuple(
        Planned(r.id, _kind(kind, r), _status(r), serial, r.revision, next(letters, ""))
        for serial, r in enumerate(good, known.first_serial)
        if r.number not in dropped
    )


def _first(refused: Sequence[tuple[str, Finding]]) -> Refused:
    if not refused:
        return Refused("nothing_selected")
    finding = refused[0][1]
    return Refused(finding.rule, finding.field, **finding.params)


@dataclass(frozen=True, slots=True)
class _Known:
    """What the office knows of those whose papers are drawn."""

    people: list[Registration]
    first_serial: int
    signing: bytes
    paying: dict[str, heads.Paying]
    had: frozenset[tuple[str, str, str]]
    """(record id, kind, status) of the papers that were printed before."""
    letters: tuple[str, ...]
    """The numbers that come next in the book of letters, where the papers bear one."""

    def again(self, planned: Sequence[Planned]) -> frozenset[str]:
        """Who of them had this very paper before."""
        had = ((one.worker_id, one.kind, one.status) in self.had for one in planned)
        return frozenset(one.worker_id for one, known in zip(planned, had, strict=True) if known)


def _known(desk: Desk, ids: Sequence[str], kind: str) -> _Known:
    kinds = ("slip", "card") if kind == "card" else (kind,)
    with desk.read() as c:
        people = [r for r in (workers.get(c, record_id) for record_id in ids) if r]
        before = [papers.before(c, one, [r.id for r in people]) for one in kinds]
        return _Known(
            people,
            papers.next_serial(c),
            keyring.current(c).signing,
            _paying(desk, c, people),
            frozenset(
                (one.worker_id, one.kind, one.status)
                for found in before
                for printed in found.values()
                for one in printed
            ),
            agenda.foreseen(c, len(people), desk.config.today()) if kind in NUMBERED else (),
        )


def _faces(
    desk: Desk,
    good: Sequence[Registration],
    known: _Known,
    stop: Callable[[], bool],
    refused: list[tuple[str, Finding]],
) -> "Iterator[Person]":
    """Each person as the papers show them, read while they are drawn: photos are large. Whoever is
    refused meanwhile leaves their letter's number to the next one."""
    today, barred = desk.config.today(), len(refused)
    for first in range(0, len(good), _BLOCK):
        if stop():
            raise Refused("print_stopped")
        block = good[first : first + _BLOCK]
        with desk.read() as c:
            looks = [looks_of(c, r) for r in block]
        for at, (r, look) in enumerate(zip(block, looks, strict=True), first):
            if isinstance(look, Finding):
                refused.append((r.number, look))
                continue
            photo, credential = look
            face = heads.person(
                desk.office,
                r,
                today=today,
                serial=known.first_serial + at,
                signing=known.signing,
                photo=photo,
                credential=credential,
                paying=known.paying[r.id],
            )
            drawn = at - (len(refused) - barred)
            yield replace(face, letter_number=known.letters[drawn]) if known.letters else face


def _check(desk: Desk, kind: str, how: Manner) -> None:
    from desktop_app.documents import sheet_files

    if kind not in KINDS:
        raise Refused("choice", "kind", value=kind, allowed=KINDS)
    allowed = (*card_sheets.layouts(desk), "slip") if kind == "card" else CERTIFICATE_LAYOUTS
    if how.layout is not None and how.layout not in allowed:
        if kind == "card":
            sheet_files.named(
                how.layout, desk.config.data / card_sheets.SHEETS
            )  # says what is wrong with it
        raise Refused("layout", "layout", value=how.layout, allowed=allowed)
    if how.ink not in INKS:
        raise Refused("choice", "ink", value=how.ink, allowed=INKS)


def _usual(kind: str, people: Sequence[Registration], *, duplex: bool) -> str:
    """The sheet that is taken where nobody chose one."""
    if kind != "card":
        return "a4"
    from desktop_app.documents.sheet import default_layout

    confirmed = any(heads.is_confirmed(r) for r in people)
    return default_layout(duplex=duplex) if confirmed else "slip"


def _status(registration: Registration) -> str:
    return "confirmed" if heads.is_confirmed(registration) else "provisional"


def _kind(kind: str, registration: Registration) -> str:
    if kind == "card" and not heads.is_confirmed(registration):
        return "slip"
    return kind


def _paying(desk: Desk, c: "Connection", people: Sequence[Registration]) -> dict[str, heads.Paying]:
    """What is recorded of these people's contributions today, by record id."""
    recorded = payments.paid_of(c, [r.id for r in people])
    names, today = heads.payer_names(c), desk.config.today()
    return {
        r.id: heads.Paying(heads.recorded_cover(r, recorded.get(r.id, ()), today), names)
        for r in people
    }


def _barred(registration: Registration, only: str | None) -> Finding | None:
    if registration.states.membership == "ended":
        on = registration.standing.ended_on
        return Refused("ended", None, number=registration.number, on=on).finding
    if only is not None and only != _status(registration):
        return Refused("paper_status", None, why=_status(registration)).finding
    return None


@dataclass(frozen=True, slots=True)
class _Told:
    """Where the PDF goes, and whom it leaves out."""

    out: BinaryIO
    refused: list[tuple[str, Finding]]

    def refuse(self, person: "Person", why: Refused) -> None:
        """This person's paper cannot be drawn."""
        self.refused.append((person.number, why.finding))


def _draw(
    desk: Desk, asked: tuple[str, str, Manner], faces: "Iterator[Person]", told: _Told
) -> None:
    from desktop_app.documents.certificate import write_certificates
    from desktop_app.documents.sheet import Options, write_cards

    (kind, layout, how), today = asked, desk.config.today()
    head = heads.head_of(desk)
    if kind != "card":
        write_certificates(
            told.out,
            head,
            faces,
            paper=layout,
            today=today,
            refuse=told.refuse,
            ink=how.ink,
            shift=how.shift,
        )
        return
    wanted = Options(
        layout=layout if layout == "slip" else card_sheets.layouts(desk)[layout],
        slips=how.layout is None,
        skip=how.skip,
        ink=how.ink,
        shift=how.shift,
        side=how.side,
        turn=how.turn,
    )
    if how.paper:
        wanted["paper"] = how.paper
    write_cards(told.out, head, faces, today=today, refuse=told.refuse, **wanted)


def issue(desk: Desk, composed: Composed, reason: str = "", *, copies: int = 1) -> None:
    """Enter the papers in the ledger: who, when, which serial, why again. After they went out.

    Raises as :func:`check_current`, and nothing is entered.
    """
    desk.require("print")
    with desk.write("papers_issued") as tx:
        told = check_current(tx.connection, composed, reason)
        agenda.give(tx, composed.papers, desk.office.village.regency)
        numbered = list(enumerate(composed.papers, 1))
        enter(tx, numbered, Entry(new_id(), told, composed.again, copies))


@dataclass(frozen=True, slots=True)
class Entry:
    """What is said of papers that go into the ledger together."""

    batch: str
    reason: str
    again: frozenset[str]
    """To whom the reason applies."""
    copies: int = 1


def enter(tx: Tx, numbered: Sequence[tuple[int, Planned]], entry: Entry) -> None:
    """Enter papers with their numbers in the run."""
    for number, paper in numbered:
        papers.record(
            tx,
            kind=paper.kind,
            worker_id=paper.worker_id,
            status=paper.status,
            serial=paper.serial,
            reason=entry.reason if paper.worker_id in entry.again else "",
            run=papers.Run(batch=entry.batch, place=number, copies=entry.copies),
            letter=paper.letter or None,
        )


def check_current(c: "Connection", composed: Composed, reason: str) -> str:
    """The reason as it is kept, where the papers may go out as they were composed.

    Raises Refused: ``reprint_reason`` where somebody had the paper before and nobody says why
    again, ``preview_old`` where something changed since it was composed.
    """
    told = reprint.reason(reason)
    if composed.again and not told:
        raise Refused("reprint_reason", "reason", count=len(composed.again))
    first = composed.papers[0].serial if composed.papers else 0
    if composed.papers and first < papers.next_serial(c):
        raise Refused("preview_old")
    for paper in composed.papers:
        if print_runs.revision(c, paper.worker_id) != paper.revision:
            raise Refused("preview_old")
    return told


def papers_of(desk: Desk, worker_id: str) -> list[Paper]:
    """What was printed for this person, the newest first."""
    with desk.read() as c:
        return papers.of_worker(c, worker_id)


def recent_papers(desk: Desk, limit: int = 200) -> list[Paper]:
    """The ledger of prints, the newest first."""
    with desk.read() as c:
        return papers.recent(c, limit)
