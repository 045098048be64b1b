"""To BPJS Ketenagakerjaan and back: the list with its cover letter, and the branch's answer."""

import hashlib
import io
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.actions import files, heads, paper_named, protecting
from desktop_app.actions.desk import Desk
from desktop_app.domain.findings import Finding, Refused, block
from desktop_app.domain.letters import letter_number
from desktop_app.domain.missing import missing
from desktop_app.domain.registration import Registration
from desktop_app.lists import bpjs
from desktop_app.lists.answers import AnswerRow, read_answer
from desktop_app.store import agenda, submissions, workers
from desktop_app.store.submissions import Submission
from desktop_app.store.summary import Filters

if TYPE_CHECKING:
    from desktop_app.store.engine import Tx


@dataclass(frozen=True, slots=True)
class Submitted:
    """A list for BPJS: its letter's number, how many people, and who lacks what."""

    number: str
    count: int
    incomplete: tuple[tuple[str, tuple[str, ...]], ...]
    """(registration number, missing keys) of people who could not go."""
    letter: Path | None
    wanting: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """The same of people who went although BPJS would like more of them (a phone, an e-mail)."""


def _mapping(desk: Desk) -> bpjs.BpjsMapping:
    """The columns BPJS asks for now: the office's own file where the branch changed them."""
    own = desk.config.data / "bpjs.toml"
    return bpjs.load_mapping(own if own.exists() else None)


def ready(desk: Desk, filters: Filters | None = None) -> Submitted:
    """Who would go now and who lacks what. Changes nothing."""
    complete, incomplete = _sorted_out(desk, filters or Filters())
    return Submitted("", len(complete), incomplete, None, _wanting(desk, complete))


def submit(desk: Desk, out: Path, filters: Filters | None = None) -> Submitted:
    """Write the list and its numbered cover letter; the people become *submitted*.

    The files stand before the people are marked: after a power cut in between, the same people
    go into the next list again and nobody is thought sent who was not.

    Raises Refused (``unwritable``, ``disk_full``). Where nobody can go, no file is written.
    """
    desk.require("submit")
    complete, incomplete = _sorted_out(desk, filters or Filters())
    if not complete:
        return Submitted("", 0, incomplete, None)
    mapping = _mapping(desk)
    today = desk.config.today()
    with desk.write("submitted") as tx:
        serial = agenda.next_serial(tx.connection, today.year)
        number = letter_number(serial, today, agenda.template(tx.connection))
        sheet = io.BytesIO()
        bpjs.write_bpjs(sheet, (r.worker for r in complete), mapping)
        pdf = _letter(desk, number, complete)
        digest = hashlib.sha256(sheet.getvalue()).hexdigest()
        submissions.add(tx, number, today, [r.id for r in complete], digest)
        for registration in complete:
            workers.update(
                tx,
                registration,
                states=registration.states.move(membership="submitted", delivery="waiting"),
                standing=replace(
                    registration.standing,
                    submission=number,
                    submitted_on=today,
                    refused_reason=None,
                ),
            )
        letter = out.with_name(out.stem + "-pengantar.pdf")
        # whole beside each other before either stands; the one with everybody's NIK comes last
        with files.written(out) as list_file, files.written(letter) as letter_file:
            list_file.write(sheet.getvalue())
            letter_file.write(pdf)
    return Submitted(number, len(complete), incomplete, letter, _wanting(desk, complete))


def _wanting(desk: Desk, people: list[Registration]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    wanted = bpjs.wanted_fields(_mapping(desk))
    lacks = ((r.number, missing(r.worker, wanted)) for r in people)
    return tuple((number, keys) for number, keys in lacks if keys)


def submitted_lists(desk: Desk) -> list[Submission]:
    """The lists made so far, the newest first."""
    with desk.read() as c:
        return submissions.all_submissions(c)


def _sorted_out(
    desk: Desk, filters: Filters
) -> tuple[list[Registration], tuple[tuple[str, tuple[str, ...]], ...]]:
    required = bpjs.required_fields(_mapping(desk))
    complete: list[Registration] = []
    incomplete: list[tuple[str, tuple[str, ...]]] = []
    with desk.read() as c:
        people = list(workers.stream(c, replace(filters, membership="candidate")))
    for registration in people:
        lacks = _lacks(desk, registration, required)
        if lacks:
            incomplete.append((registration.number, lacks))
        else:
            complete.append(registration)
    return complete, tuple(incomplete)


def lacks(desk: Desk, registration: Registration) -> tuple[str, ...]:
    """What BPJS asks of this person that is not there, the necessary first."""
    mapping = _mapping(desk)
    needed = _lacks(desk, registration, bpjs.required_fields(mapping))
    wished = missing(registration.worker, bpjs.wanted_fields(mapping))
    return tuple(dict.fromkeys((*needed, *wished)))


def _lacks(desk: Desk, registration: Registration, required: tuple[str, ...]) -> tuple[str, ...]:
    """What BPJS asks that is not there; without consent, or as a wage worker, nobody goes."""
    worker = registration.worker
    lacks = list(missing(worker, required))
    consent = worker.consent
    if consent.method == "pending" or "bpjs" not in consent.purposes:
        lacks.append("consent")
    if worker.segment == "wage":
        lacks.append("segment")
    if not desk.context().ages.allows(worker.birth_date, desk.config.today()):
        lacks.append("age")
    return tuple(dict.fromkeys(lacks))


def _letter(desk: Desk, number: str, people: list[Registration]) -> bytes:
    from desktop_app.documents.letter import write_cover_letter

    out = io.BytesIO()
    write_cover_letter(
        out,
        heads.head_of(desk),
        number=number,
        day=desk.config.today(),
        branch=desk.office.branch,
        rows=[heads.letter_row(r) for r in people],
    )
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class AnsweredRow:
    """What became of one row of the answer."""

    row: int
    outcome: str
    """``confirmed``, ``refused_by_bpjs`` or ``unmatched``."""
    number: str | None
    name: str | None
    finding: Finding | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """The branch's answer, counted and row by row."""

    rows: tuple[AnsweredRow, ...]

    def count(self, outcome: str) -> int:
        """How many rows ended so."""
        return sum(row.outcome == outcome for row in self.rows)


def take_answer(desk: Desk, path: Path) -> Answered:
    """Take BPJS's answer: numbers and refusals, all in one transaction.

    A row that fits nobody or cannot be trusted is named and changes nothing. The same answer may
    be taken twice. Raises Refused for a file that cannot be read.
    """
    desk.require("answer")
    rows = read_answer(path, _mapping(desk))
    with desk.write("answered") as tx:
        paper = paper_named.of_file(path)
        answered = Answered(tuple(_apply(desk, tx, row, paper) for row in rows))
        if answered.count("unmatched") == len(answered.rows):
            tx.abandon()
    return answered


def _apply(desk: Desk, tx: "Tx", row: AnswerRow, paper: str) -> AnsweredRow:
    found = workers.by_nik(tx.connection, row.nik) if row.nik else None
    if row.findings:
        return _unmatched(row, found, row.findings[0])
    if found is None:
        return _unmatched(row, None, block("answer_unmatched", "nik"))
    try:
        if row.kpj:
            return _confirm(desk, tx, row, found, paper)
        return _refuse(tx, row, found, paper)
    except Refused as refused:
        return _unmatched(row, found, refused.finding)


def _unmatched(row: AnswerRow, found: Registration | None, finding: Finding) -> AnsweredRow:
    number = found.number if found else None
    name = found.worker.full_name if found else None
    return AnsweredRow(row.row, "unmatched", number, name, finding)


def _confirm(desk: Desk, tx: "Tx", row: AnswerRow, found: Registration, paper: str) -> AnsweredRow:
    answered = AnsweredRow(row.row, "confirmed", found.number, found.worker.full_name)
    if found.states.membership == "member" and found.worker.kpj == row.kpj:
        return answered
    if found.worker.kpj and found.worker.kpj != row.kpj:
        raise Refused("kpj_differs", "kpj", number=found.number)
    kpj = row.kpj or ""
    whose = [*workers.by_kpj(tx.connection, kpj), workers.find(tx.connection, kpj)]
    if any(one is not None and one.id != found.id for one in whose):
        raise Refused("kpj_of_another", "kpj")
    if found.states.membership == "ended":
        raise Refused("ended", None, number=found.number, on=found.standing.ended_on)
    today = desk.config.today()
    since = _since(row, found, today)
    worker = replace(found.worker, kpj=row.kpj, member_since=since)
    states = found.states.move(membership="member", delivery="waiting")
    cover = protecting.cover_in(tx.connection, replace(found, worker=worker, states=states), today)
    states = replace(states, protection=cover.state, protection_as_of=today)
    standing = replace(found.standing, refused_reason=None, answered_on=today, answer=paper)
    workers.update(tx, found, worker=worker, states=states, standing=standing)
    submissions.settle(tx, found.id, "confirmed", None)
    return answered


def _since(row: AnswerRow, found: Registration, today: date) -> date | None:
    """Since when the branch says the membership runs; where it says nothing, what was known."""
    since = row.member_since or found.worker.member_since
    if since and since > today:
        raise Refused("date_future", "member_since", value=since)
    if since and since < found.worker.birth_date:
        raise Refused("date_before_birth", "member_since", value=since)
    return since


def _refuse(tx: "Tx", row: AnswerRow, found: Registration, paper: str) -> AnsweredRow:
    name, now = found.worker.full_name, found.states.membership
    reason = row.reason or ""
    if now not in ("submitted", "refused_by_bpjs"):  # a step back is nothing that BPJS says
        raise Refused("transition", "membership", now=now, to="refused_by_bpjs")
    states = found.states.move(membership="refused_by_bpjs", delivery="waiting")
    standing = replace(found.standing, refused_reason=reason)
    if standing != found.standing or states.membership != now:
        standing = replace(standing, answer=paper)
    if states.membership != found.states.membership or standing != found.standing:
        workers.update(tx, found, states=states, standing=standing)
        submissions.settle(tx, found.id, "refused_by_bpjs", reason)
    return AnsweredRow(row.row, "refused_by_bpjs", found.number, name, None, reason)
