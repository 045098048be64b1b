"""Saldo awal: people who were members before this office kept a register.

Somebody in the register is completed and not registered again; somebody unknown is registered as
a member where the row has enough, and else kept as a draft and named.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.actions import letting_go, paper_named
from desktop_app.actions.desk import Desk
from desktop_app.actions.importing import (
    Imported,
    ImportedRow,
    ReadRow,
    keep_row,
    look_at_row,
    watched,
)
from desktop_app.actions.membership import guarded
from desktop_app.actions.registering import Looked, beginning_states
from desktop_app.domain.age import age_on
from desktop_app.domain.findings import Finding, block, blocks, unconfirmed, warn
from desktop_app.domain.reading import Context, confirmed_rules
from desktop_app.domain.registration import Registration, Standing
from desktop_app.domain.worker import Worker
from desktop_app.store import audit, clashes, sponsors, submissions, workers
from desktop_app.store import drafts as kept

if TYPE_CHECKING:
    from desktop_app.lists.members import MemberList, MemberRow, Membership
    from desktop_app.store.engine import Tx


def import_members(  # noqa: PLR0913 - what the command and the page let people choose
    desk: Desk,
    path: Path,
    *,
    mapping: Path | None = None,
    sheet: str | None = None,
    defaults: Mapping[str, str] | None = None,
    confirm: Sequence[str] = (),
    errors: Path | None = None,
    dry_run: bool = False,
    progress: Callable[[int], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> Imported:
    """Take last year's members in, all in one transaction.

    A row whose NIK or KPJ cannot be trusted, or belongs to somebody else, changes nothing and is
    named; a row that says nothing new is *known*. ``errors`` receives the rows to mend. Raises
    Refused for a file that cannot be read at all.
    """
    from desktop_app.lists.errors import write_errors
    from desktop_app.lists.mapping import ListMapping, load_list_mapping
    from desktop_app.lists.members import FORMER, open_members

    desk.require("import")
    meaning = load_list_mapping(mapping, (FORMER,)) if mapping else ListMapping()
    listed = open_members(
        path,
        today=desk.config.today(),
        sheet=sheet,
        mapping=meaning.with_defaults(defaults or {}),
    )
    with desk.write("imported") as tx:
        taking = _Taking(desk, tx, path, tuple(confirm))
        rows = sorted(watched(taking.rows(listed), progress, stop), key=lambda one: one.row)
        if dry_run or (stop is not None and stop()):
            tx.abandon()
        else:
            taking.finish(rows)
        if errors is not None:  # before anything is kept: no file, no list taken in
            wrong = {r.row: r.findings for r in rows if r.status in ("warned", "refused")}
            write_errors(errors, listed.people, wrong)
    done = tuple(ImportedRow(r.row, r.status, r.findings) for r in rows)
    return Imported(done, listed.people.findings)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row, what became of it, and the person to keep where it could not be taken."""

    row: int
    status: str
    findings: tuple[Finding, ...]
    person: ReadRow | None = None


class _Taking:
    """One list being taken in: whom it registers, and who stood in it already."""

    def __init__(self, desk: Desk, tx: "Tx", path: Path, confirm: tuple[str, ...]) -> None:
        self._desk, self._tx, self._confirm = desk, tx, confirm
        self._origin = f"import:{path.name}"
        self._paper = paper_named.of_file(path)
        self._new: list[tuple[Worker, tuple[str, ...]]] = []
        self._seen: set[str] = set()

    def rows(self, listed: "MemberList") -> Iterator[_Row]:
        """What becomes of each row; a person's older rows share the fate of the newest."""
        taken: dict[int, _Row] = {}
        for row in sorted(listed, key=lambda one: (one.older_than is not None, one.row)):
            newest = taken.get(row.older_than or 0)
            done = _Row(row.row, newest.status, ()) if newest else self._take(row)
            taken[row.row] = done
            yield done

    def finish(self, rows: list[_Row]) -> None:
        """Register the new ones, keep who could not be, and forget drafts that are done with."""
        tx = self._tx
        standing = Standing(answer=self._paper, answered_on=tx.today)
        workers.add_many(
            tx, [(w, beginning_states(self._desk, w), standing, old) for w, old in self._new]
        )
        kept.forget(tx, origin=self._origin, niks={w.nik for w, _ in self._new})
        for row in rows:
            if row.person is not None:
                keep_row(tx, row.person, f"{self._origin}:{row.row}")
        accepted = sum(row.status == "accepted" for row in rows)
        audit.event(tx, {"rows": len(rows), "accepted": accepted, "as": "members"})
        if not any(row.status == "accepted" or row.person for row in rows):
            tx.abandon()

    def _take(self, row: "MemberRow") -> _Row:
        told = row.told
        stops = self._stops(told.findings)
        if stops or told.nik is None:
            return _Row(row.row, _status(stops), told.findings)
        found = workers.by_nik(self._tx.connection, told.nik) or workers.find(
            self._tx.connection, told.nik
        )
        told = replace(told, payer=self._payer(told.payer))
        findings = (*told.findings, *self._of_another(told, found))
        if stops := self._stops(findings):
            return _Row(row.row, _status(stops), findings)
        if found is None:
            return self._register(row, told)
        return self._complete(row.row, found, told)

    def _stops(self, findings: Sequence[Finding]) -> list[Finding]:
        return blocks(findings) or unconfirmed(findings, self._confirm)

    def _payer(self, payer: str | None) -> str | None:
        """A sponsor by its code as it is written here; anybody else in the list's words."""
        if payer in (None, "self"):
            return payer
        sponsor = sponsors.by_code(self._tx.connection, payer or "")
        return sponsor.code if sponsor else payer

    def _of_another(self, told: "Membership", found: Registration | None) -> Iterator[Finding]:
        """Numbers that are somebody else's here."""
        own = found.id if found else None
        for key, kpjs in (("kpj", (told.kpj,)), ("former_kpjs", told.former_kpjs)):
            for kpj in kpjs:
                there = workers.find(self._tx.connection, kpj) if kpj else None
                if there is not None and there.id != own:
                    yield block("kpj_of_another", key)
                    break

    def _register(self, row: "MemberRow", told: "Membership") -> _Row:
        """Somebody unknown."""
        person = row.person
        confirmed = sorted({*confirmed_rules(person.raw), *self._confirm})
        raw = {**person.raw, **_said(told), "nik": told.nik, "confirmed": confirmed}
        if self._is_payer(told.payer):
            raw["funding"] = told.payer
        one = replace(person, raw=raw)
        looked = self._looked(one, told.member_since)
        status = _status(looked.stops)
        if status == "accepted":
            self._new.append((looked.worker, told.former_kpjs))
            self._seen.add(looked.worker.nik)
            return _Row(row.row, status, looked.findings)
        return _Row(row.row, status, looked.findings, ReadRow(row.row, raw, looked, status))

    def _is_payer(self, payer: str | None) -> bool:
        return payer == "self" or (
            payer is not None and sponsors.by_code(self._tx.connection, payer) is not None
        )

    def _looked(self, one: Any, since: date | None) -> Looked:
        """As from any list; only that the age counts on the day the membership began."""
        context = self._desk.context(nik_from_number=one.nik_from_number)
        looked = look_at_row(self._desk, self._tx, one, self._seen, _widened(context, since))
        worker = looked.reading.worker
        if worker and since and not context.ages.allows(worker.birth_date, since):
            age = age_on(worker.birth_date, since)
            ages = {"minimum": context.ages.minimum, "maximum": context.ages.maximum}
            wrong = block("age", "birth_date", age=age, **ages)
            return replace(looked, findings=(*looked.findings, wrong), stops=(wrong,))
        return looked

    def _complete(self, row: int, found: Registration, told: "Membership") -> _Row:
        """Somebody who is in the register."""
        worker = self._filled(found, told)
        findings = tuple(self._against(found, told, worker))
        if stops := self._stops(findings):
            return _Row(row, _status(stops), findings)
        old = tuple(dict.fromkeys((*found.former_kpjs, *told.former_kpjs)))
        old = tuple(kpj for kpj in old if kpj != worker.kpj)
        if worker == found.worker and set(old) == set(found.former_kpjs):
            return _Row(row, "known", ())
        self._update(found, worker, old)
        return _Row(row, "accepted", findings)

    def _filled(self, found: Registration, told: "Membership") -> Worker:
        """The worker with what the list adds; where both say something and a person confirmed
        it, with what the list says."""
        ours = found.worker
        wins = "opening_differs" in self._confirm
        filled = {
            name: theirs
            for name, theirs in _brought(told).items()
            if theirs is not None and (wins or getattr(ours, name) is None)
        }
        return replace(ours, kpj=told.kpj, **filled)

    def _against(
        self, found: Registration, told: "Membership", worker: Worker
    ) -> Iterator[Finding]:
        """What the register says against the row."""
        from desktop_app.lists.members import is_usual

        number, ours = found.number, found.worker
        if found.states.membership == "ended":
            yield block("ended", None, number=number, on=found.standing.ended_on)
        if ours.kpj and ours.kpj != told.kpj:
            yield block("kpj_differs", "kpj", number=number)
        if told.kpj and told.kpj != ours.kpj and not is_usual(told.kpj):
            yield warn("kpj_form", "kpj")
        if told.member_since and told.member_since < ours.birth_date:
            yield block("date_before_birth", "member_since", value=told.member_since)
        for name, theirs in _brought(told).items():
            mine = getattr(ours, name)
            if mine is not None and theirs is not None and mine != theirs:
                yield warn("opening_differs", name, ours=mine, theirs=theirs, number=number)
        after = replace(found, worker=worker)
        if twice := clashes.of_opening(self._tx.connection, found, after):
            yield twice

    def _update(self, found: Registration, worker: Worker, old: tuple[str, ...]) -> None:
        states, standing = found.states, found.standing
        if states.membership != "member":
            states = states.move(membership="member")
            standing = replace(
                standing, refused_reason=None, answered_on=self._tx.today, answer=self._paper
            )
            if found.states.membership == "submitted":
                submissions.settle(self._tx, found.id, "confirmed", None)
        after = replace(found, worker=worker, states=states)
        aside = letting_go.aside(self._tx.connection, [found.id])
        workers.update(
            self._tx,
            found,
            worker=worker,
            states=guarded(self._desk, self._tx.connection, after, states),
            standing=standing,
            former_kpjs=old,
        )
        letting_go.keep_within(self._tx, aside)


def _status(stops: Sequence[Finding]) -> str:
    if not stops:
        return "accepted"
    return "refused" if blocks(stops) else "warned"


def _brought(told: "Membership") -> dict[str, Any]:
    """What a row may fill in for somebody who is here already."""
    return {
        "member_since": told.member_since,
        "paid_until": told.paid_until,
        "former_payer": told.payer,
    }


def _said(told: "Membership") -> dict[str, Any]:
    """What a row says, with the keys of the public object."""
    since = told.member_since.isoformat() if told.member_since else None
    return {**_brought(told), "kpj": told.kpj, "member_since": since}


def _widened(context: Context, since: date | None) -> Context:
    """The ages that somebody may have today who was of age for a membership begun then."""
    if since is None:
        return context
    years = max(0, context.today.year - since.year + 1)
    ages = context.ages
    wide = replace(ages, maximum=ages.maximum + years, near=ages.near + years)
    return replace(context, ages=wide)
