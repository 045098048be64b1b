"""Lists in and out: a workbook becomes registrations, the register becomes a workbook."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.actions import protecting
from desktop_app.actions.desk import Desk
from desktop_app.actions.registering import (
    Looked,
    against_money,
    against_register,
    beginning_states,
    digest_of,
    drafted,
)
from desktop_app.domain.findings import Finding, Level, blocks, unconfirmed
from desktop_app.domain.reading import Context, confirmed_rules, read_worker
from desktop_app.domain.registration import Standing
from desktop_app.store import audit, workers
from desktop_app.store import drafts as kept
from desktop_app.store.summary import Filters

if TYPE_CHECKING:
    from desktop_app.lists.people import RawWorker
    from desktop_app.store.engine import Tx


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """What became of one row; ``status``: accepted, warned, refused or known."""

    row: int
    status: str
    findings: tuple[Finding, ...]

    @property
    def finding(self) -> Finding | None:
        """What weighs most."""
        order = (Level.BLOCK, Level.WARN, Level.NOTE)
        return min(self.findings, key=lambda f: order.index(f.level), default=None)


@dataclass(frozen=True, slots=True)
class Imported:
    """A list's rows and what became of them."""

    rows: tuple[ImportedRow, ...]
    headings: tuple[Finding, ...] = ()
    """What there is to say of the headings: one that nobody knows is told, not silently dropped."""

    def count(self, status: str) -> int:
        """How many rows ended so."""
        return sum(row.status == status for row in self.rows)


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row with what the rules say of it."""

    row: int
    raw: dict[str, Any]
    looked: Looked
    status: str


def import_list(  # noqa: PLR0913 - what the command and the page let people choose
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
    """Take a list in, all in one transaction: a cut leaves the register as it was.

    Accepted rows are registered; rows with unconfirmed warnings are kept as drafts, refused ones
    as deferred or ineligible; rows whose NIK is here already are *known* and change nothing.
    ``errors`` receives the clerk's own rows with the reasons. Raises Refused for a file that
    cannot be read at all.
    """
    from desktop_app.lists.errors import write_errors
    from desktop_app.lists.mapping import ListMapping, load_list_mapping
    from desktop_app.lists.people import open_people

    desk.require("import")
    meaning = load_list_mapping(mapping) if mapping else ListMapping()
    people = open_people(
        path,
        today=desk.config.today(),
        sheet=sheet,
        mapping=meaning.with_defaults(defaults or {}),
    )
    with desk.write("imported") as tx:
        rows = list(watched(_evaluated(desk, tx, people, confirm), progress, stop))
        stopped = stop is not None and stop()
        if dry_run or stopped:
            tx.abandon()
        else:
            _store(desk, tx, rows, path.name)
        if errors is not None:  # before anything is kept: no file, no list taken in
            wrong = {r.row: r.looked.findings for r in rows if r.status in ("warned", "refused")}
            write_errors(errors, people, wrong)
    return Imported(
        tuple(ImportedRow(r.row, r.status, r.looked.findings) for r in rows), people.findings
    )


def watched(
    rows: Iterator[Any],
    progress: Callable[[int], None] | None,
    stop: Callable[[], bool] | None,
) -> Iterator[Any]:
    """The rows, with word of how many there were, until somebody stops."""
    for done, row in enumerate(rows, 1):
        yield row
        if stop is not None and stop():
            return
        if progress is not None and done % 50 == 0:
            progress(done)


def _evaluated(
    desk: Desk, tx: "Tx", people: "Iterable[RawWorker]", confirm: Sequence[str]
) -> Iterator[ReadRow]:
    seen: set[str] = set()
    for one in people:
        if confirm:
            one.raw["confirmed"] = sorted({*confirmed_rules(one.raw), *confirm})
        looked = look_at_row(desk, tx, one, seen)
        status = _status(looked)
        if status == "accepted":
            seen.add(looked.worker.nik)
        yield ReadRow(one.row, one.raw, looked, status)


def look_at_row(
    desk: Desk, tx: "Tx", one: "RawWorker", seen: set[str], context: Context | None = None
) -> Looked:
    """What the rules, the spreadsheet and the register say of a row's person."""
    context = context or desk.context(nik_from_number=one.nik_from_number)
    reading = read_worker(one.raw, context)
    cells = {f.field for f in one.findings if f.level is Level.BLOCK}
    told = {(f.rule, f.field) for f in one.findings}
    findings = [
        *one.findings,
        *(f for f in reading.findings if (f.rule, f.field) not in told and f.field not in cells),
        *against_register(tx.connection, reading, one.raw, None, seen),
        *against_money(desk, tx.connection, reading),
    ]
    stops = blocks(findings) or unconfirmed(findings, confirmed_rules(one.raw))
    return Looked(reading, tuple(findings), tuple(stops), None)


def _status(looked: Looked) -> str:
    if not looked.stops:
        return "accepted"
    if any(f.rule == "nik_registered" for f in looked.stops):
        return "known"
    return "refused" if looked.stops[0].level is Level.BLOCK else "warned"


def _store(desk: Desk, tx: "Tx", rows: list[ReadRow], source: str) -> None:
    accepted = [r.looked.worker for r in rows if r.status == "accepted"]
    workers.add_many(tx, [(w, beginning_states(desk, w), Standing()) for w in accepted])
    origin = f"import:{source}"
    kept.forget(tx, origin=origin, niks={w.nik for w in accepted})
    for r in rows:
        if r.status in ("warned", "refused"):
            keep_row(tx, r, f"{origin}:{r.row}")
    audit.event(tx, {"rows": len(rows), "accepted": len(accepted)})
    if not any(r.status != "known" for r in rows):
        tx.abandon()


def keep_row(tx: "Tx", row: ReadRow, place: str) -> None:
    """Keep a row once. The same row again leaves the draft, which a person may have mended."""
    origin = f"{place}:{digest_of(row.raw)}"
    if kept.id_of(tx.connection, origin) is None:
        draft = drafted(row.raw, row.looked.stops, _record(row), origin)
        kept.save(tx, replace(draft, id=kept.id_from(tx.connection, place) or ""))


def _record(row: ReadRow) -> str:
    if row.status == "warned":
        return "draft"
    return "ineligible" if any(f.rule == "age" for f in row.looked.stops) else "deferred"


def export(desk: Desk, out: Path, filters: Filters | None = None) -> int:
    """Write the register, or what a filter names, as .xlsx or .csv; returns how many people."""
    from desktop_app.domain.reading import as_json
    from desktop_app.lists.register import write_register

    desk.require("export")
    desk.check_clock()
    today = desk.config.today()
    covered = protecting.states(desk, today)
    with desk.read() as c:
        people = (
            {
                **as_json(r.worker),
                "registration_number": r.number,
                "status": r.states.status,
                "record": r.states.record,
                "delivery": r.states.delivery,
                "membership": r.states.membership,
                "protection": covered.get(r.id, "none"),
                "protection_as_of": today,
            }
            for r in workers.stream(c, filters or Filters())
        )
        count = write_register(out, people, hidden=_hidden(desk))
    with desk.write("exported") as tx:
        audit.event(tx, {"people": count})
    return count


#: What tells how poor somebody is.
_DECILE = frozenset({"vulnerability.decile", "vulnerability.extreme_poor"})


def _hidden(desk: Desk) -> frozenset[str]:
    """Columns that this role may not see."""
    decile = frozenset() if desk.may("see_decile") else _DECILE
    return decile if desk.may("see_disability") else decile | {"disability"}


def template(out: Path, desk: Desk | None = None) -> None:
    """Write an empty workbook to fill in, its hamlets called what the office calls them."""
    from desktop_app.lists.template import write_template

    write_template(out, hamlet=desk.office.words.hamlet if desk else "Dusun")
