"""Registered people: adding, changing, finding one. Callers own the transaction."""

# ruff: noqa: S608 - only names of columns are put together; values are always bound

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date
from typing import TYPE_CHECKING, Any

from desktop_app.domain.findings import Refused
from desktop_app.domain.numbering import read_number, registration_number
from desktop_app.domain.registration import Registration, Standing
from desktop_app.domain.states import States
from desktop_app.domain.worker import Worker
from desktop_app.store import changes, index, moving, papers, rows
from desktop_app.store.alike import candidates
from desktop_app.store.listing import count, count_by, ids, page, stream
from desktop_app.store.tx import Tx, new_id

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = [
    "NikTaken", "add", "add_many", "by_kpj", "by_nik", "candidates", "count", "count_by", "find",
    "get", "ids", "insert", "overwrite", "page", "remove", "renumber",
    "stream", "update", "whole",
]  # fmt: skip

#: Somebody new: the data, the states, the standing, and member numbers from before.
New = tuple[Worker, States, Standing] | tuple[Worker, States, Standing, tuple[str, ...]]
#: People added in one go are written in portions of this many.
_PORTION = 2_000


class NikTaken(Refused):
    """Somebody with this NIK is registered already."""

    def __init__(self, number: str) -> None:
        super().__init__("nik_registered", "nik", number=number)


def add(
    tx: Tx,
    worker: Worker,
    *,
    states: States,
    standing: Standing | None = None,
    former_kpjs: tuple[str, ...] = (),
) -> Registration:
    """Register somebody: record, search row, change and audit row. Raises NikTaken."""
    return add_many(tx, [(worker, states, standing or Standing(), former_kpjs)])[0]


def add_many(tx: Tx, people: Sequence[New]) -> list[Registration]:
    """Register many people in order, each with a number of their own. Raises NikTaken."""
    done: list[Registration] = []
    for start in range(0, len(people), _PORTION):
        portion = [_fresh(tx, *one) for one in people[start : start + _PORTION]]
        told = [rows.public(one.worker) for one in portion]
        insert(tx, portion, told)
        changes.record(tx, [_said_new(*one) for one in zip(portion, told, strict=True)])
        done += portion
    return done


def _fresh(
    tx: Tx,
    worker: Worker,
    states: States,
    standing: Standing,
    former_kpjs: tuple[str, ...] = (),
) -> Registration:
    ends = tx.ends
    number = registration_number(ends.village_code, ends.tag, tx.next_serial())
    return Registration(
        id=new_id(),
        number=number,
        revision=new_id(),
        worker=worker,
        states=states,
        standing=standing,
        former_kpjs=_others(former_kpjs, worker.kpj),
        registered_on=tx.today,
        registered_by=tx.actor,
        changed_at=tx.now.astimezone(UTC),
        changed_by=tx.actor,
    )


def insert(tx: Tx, people: list[Registration], told: list[dict[str, Any]] | None = None) -> None:
    """Write rows, aliases and search rows of registrations as they are, and no change.

    ``told`` is :func:`rows.public` of each, where somebody has that already. Raises NikTaken.
    """
    import sqlcipher3.dbapi2 as driver

    told = told or [rows.public(one.worker) for one in people]
    first = tx.cursor.execute("SELECT coalesce(max(n), 0) + 1 FROM worker").fetchone()[0]
    given = [
        (n, *rows.values(one, public).values(), *rows.derived(one, unprinted=_printable(one)))
        for n, (one, public) in enumerate(zip(people, told, strict=True), first)
    ]
    try:
        tx.cursor.executemany(rows.INSERT, given)
    except driver.IntegrityError as error:
        taken = [there for one in people if (there := by_nik(tx.connection, one.worker.nik))]
        raise NikTaken(taken[0].number if taken else "") from error
    for one in people:
        _keep_aliases(tx, (), one)
        _keep_kpjs(tx, (), one)
    index.add(tx, first, people)


def _printable(registration: Registration) -> bool:
    return registration.states.membership != "ended"


def _said_new(registration: Registration, told: dict[str, Any]) -> changes.Said:
    return changes.Said(
        change_id=registration.revision,
        record_id=registration.id,
        record=whole(registration, told),
        fields=None,
    )


def whole(registration: Registration, told: dict[str, Any] | None = None) -> dict[str, Any]:
    """The record as the change log holds it: every key there is, the absent ones null."""
    states, standing = registration.states, registration.standing
    return {
        **(told or rows.public(registration.worker)),
        "registration_number": registration.number,
        "record": states.record,
        "membership": states.membership,
        "protection": states.protection,
        "protection_as_of": _iso(states.protection_as_of),
        **{name: _iso(getattr(standing, name)) for name in rows.STANDING},
        "registered_on": registration.registered_on.isoformat(),
        "registered_by": registration.registered_by,
        "aliases": list(registration.aliases),
        "former_kpjs": list(registration.former_kpjs) or None,
    }


def _iso(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def update(
    tx: Tx,
    registration: Registration,
    *,
    worker: Worker | None = None,
    states: States | None = None,
    standing: Standing | None = None,
    former_kpjs: tuple[str, ...] | None = None,
    action: str | None = None,
) -> Registration:
    """Write a new revision of what is given, which waits for the hub; a corrected NIK stays as an
    alias, a member number that another one replaces as a former one.

    Raises NikTaken; Refused (``changed_meanwhile``) where somebody else wrote a newer revision.
    """
    aliases = registration.aliases
    if worker and worker.nik != registration.worker.nik:
        tx.nik_corrected = True
        aliases = tuple(dict.fromkeys((*aliases, registration.worker.nik)))
    after = replace(
        registration,
        revision=changes.new_change_id(),
        worker=worker or registration.worker,
        states=states or registration.states,
        standing=standing or registration.standing,
        aliases=aliases,
        former_kpjs=_former(registration, worker) if former_kpjs is None else former_kpjs,
        changed_at=tx.now.astimezone(UTC),
        changed_by=tx.actor,
    )
    before_json, after_json = whole(registration), whole(after)
    fields = {
        name: [before_json[name], value]
        for name, value in after_json.items()
        if before_json[name] != value
    }
    if fields:
        after = replace(after, states=replace(after.states, delivery="waiting"))
    else:  # only how far it went to a hub: nothing to tell anybody
        after = replace(after, revision=registration.revision)
    overwrite(tx, registration, after)
    if fields:
        said = changes.Said(
            change_id=after.revision, record_id=after.id, record=after_json, fields=fields
        )
        changes.record(tx, [said], action=action)
    return after


def _former(before: Registration, worker: Worker | None) -> tuple[str, ...]:
    """The member numbers from before; one that is only taken away was never theirs."""
    old, new = before.worker.kpj, (worker or before.worker).kpj
    replaced = (old,) if old and new else ()
    return _others((*before.former_kpjs, *replaced), new)


def _others(kpjs: Sequence[str], kpj: str | None) -> tuple[str, ...]:
    return tuple(one for one in dict.fromkeys(kpjs) if one != kpj)


def overwrite(tx: Tx, before: Registration, after: Registration) -> None:
    """Write what differs, with aliases and search row, and no change.

    Raises NikTaken; Refused (``changed_meanwhile``) where ``before`` is not what stands there.
    """
    import sqlcipher3.dbapi2 as driver

    old, new = rows.values(before), rows.values(after)
    changed = {name: value for name, value in new.items() if value != old[name]}
    changed["revision"] = after.revision  # so that there always is something to write
    if before.worker.full_name != after.worker.full_name or before.worker.consent != (
        after.worker.consent
    ):
        folded, method, _ = rows.derived(after, unprinted=False)
        changed |= {"name_folded": folded, "consent_method": method}
        _let_picture_go_again(tx, after)
    if _paper_status(before) != _paper_status(after):
        changed["unprinted"] = int(_printable(after))
    sets = ", ".join(f"{name} = ?" for name in changed)
    statement = f"UPDATE worker SET {sets} WHERE id = ? AND revision = ? RETURNING n"
    try:
        row = tx.cursor.execute(
            statement, (*changed.values(), before.id, before.revision)
        ).fetchone()
    except driver.IntegrityError as error:
        there = by_nik(tx.connection, after.worker.nik)
        raise NikTaken(there.number if there else "") from error
    if row is None:
        raise Refused("changed_meanwhile", None, number=before.number)
    _keep_aliases(tx, before.aliases, after)
    _keep_kpjs(tx, before.former_kpjs, after)
    index.replace(tx, row[0], before, after)
    if why := _recalled(before, after):
        papers.recall_of(tx, after.id, why)


def _recalled(before: Registration, after: Registration) -> str | None:
    """Why papers of somebody have to come back; None where they still say what is so. Who ended
    was a member: what was printed stays true of its day."""
    if _paper_status(before) != "confirmed" or after.states.membership == "ended":
        return None
    if _paper_status(after) != "confirmed":
        return "withdrawn"
    said = ((r.number, r.worker.nik, r.worker.full_name, r.worker.kpj) for r in (before, after))
    return None if next(said) == next(said) else "corrected"


def _let_picture_go_again(tx: Tx, after: Registration) -> None:
    """A hub that may not have somebody any more gives up the picture as well; who agrees again
    sends it again."""
    consent = after.worker.consent
    if after.worker.photo and (consent.method == "pending" or "hub" not in consent.purposes):
        tx.cursor.execute("UPDATE photo SET sent = NULL WHERE sha256 = ?", (after.worker.photo,))


def renumber(tx: Tx, registration: Registration) -> Registration:
    """Give somebody the next number of this incarnation, because the one they got belongs to
    somebody else; a paper with the old one has to be printed again."""
    ends = tx.ends
    number = registration_number(ends.village_code, ends.tag, tx.next_serial())
    after = replace(
        registration,
        number=number,
        revision=changes.new_change_id(),
        states=replace(registration.states, delivery="waiting"),
        changed_at=tx.now.astimezone(UTC),
        changed_by=tx.actor,
    )
    overwrite(tx, registration, after)
    tx.cursor.execute("UPDATE worker SET unprinted = 1 WHERE id = ?", (after.id,))
    fields = {"registration_number": [registration.number, number]}
    said = changes.Said(
        change_id=after.revision, record_id=after.id, record=whole(after), fields=fields
    )
    changes.record(tx, [said], action="renumbered")
    return after


def remove(tx: Tx, registration: Registration, heir: str) -> None:
    """Take a registration out of the register; papers, lists and money are ``heir``'s from now on
    (a record id). What was told of it stays in the change log.

    Raises Refused (``month_paid``, ``months_clash``) where both have the same month: one of the
    payments has to be undone, a titipan given back or "paid until" corrected before.
    """
    papers.recall_of(tx, registration.id, "duplicate")
    row = tx.cursor.execute(
        "DELETE FROM worker WHERE id = ? RETURNING n", (registration.id,)
    ).fetchone()
    if row is not None:
        tx.cursor.execute("DELETE FROM worker_search WHERE rowid = ?", row)
    tx.cursor.execute("DELETE FROM credential WHERE worker_id = ?", (registration.id,))
    moving.follow(tx, registration.id, heir)
    for table in ("alias", "former_kpj", "paper", "submission_line", "agenda"):
        tx.cursor.execute(
            f"UPDATE OR IGNORE {table} SET worker_id = ? WHERE worker_id = ?",
            (heir, registration.id),
        )


def _paper_status(registration: Registration) -> str:
    """What a paper printed now would say: confirmed, provisional, or nothing any more."""
    states = registration.states
    if states.membership == "ended":
        return "ended"
    return "confirmed" if states.membership == "member" and registration.worker.kpj else "not yet"


def _keep_aliases(tx: Tx, before: tuple[str, ...], after: Registration) -> None:
    for nik in after.aliases[len(before) :]:
        tx.cursor.execute(
            "INSERT OR IGNORE INTO alias (nik, worker_id, since) VALUES (?, ?, ?)",
            (nik, after.id, tx.at),
        )


def _keep_kpjs(tx: Tx, before: tuple[str, ...], after: Registration) -> None:
    if before == after.former_kpjs:
        return
    tx.cursor.executemany(
        "DELETE FROM former_kpj WHERE kpj = ? AND worker_id = ?",
        [(kpj, after.id) for kpj in before if kpj not in after.former_kpjs],
    )
    tx.cursor.executemany(
        "INSERT OR IGNORE INTO former_kpj (kpj, worker_id, since) VALUES (?, ?, ?)",
        [(kpj, after.id, tx.at) for kpj in after.former_kpjs],
    )


def get(c: "Connection", record_id: str) -> Registration | None:
    """The person with this record id."""
    return _one(c, "w.id = ?", record_id)


def find(c: "Connection", text: str) -> Registration | None:
    """The person with this record id, NIK, registration number or KPJ; a former NIK or KPJ too."""
    text = text.strip()
    if number := read_number(text):
        return _one(c, "w.number = ?", number)
    digits = "".join(text.split()).replace(".", "").replace("-", "")
    if digits.isascii() and digits.isdigit():
        return by_nik(c, digits) or formerly(c, digits) or _by_any_kpj(c, digits)
    return get(c, text.lower()) or _by_any_kpj(c, text.upper())


def _by_any_kpj(c: "Connection", kpj: str) -> Registration | None:
    return next(iter(by_kpj(c, kpj)), None) or _one(
        c,
        "w.id = (SELECT worker_id FROM former_kpj WHERE kpj = ? ORDER BY rowid DESC LIMIT 1)",
        kpj,
    )


def by_nik(c: "Connection", nik: str) -> Registration | None:
    """The person who has this NIK now."""
    return _one(c, "w.nik = ? AND w.record = 'recorded'", nik)


def formerly(c: "Connection", nik: str) -> Registration | None:
    """The person who had this NIK before it was corrected."""
    return _one(
        c, "w.id = (SELECT worker_id FROM alias WHERE nik = ? ORDER BY rowid DESC LIMIT 1)", nik
    )


def by_kpj(c: "Connection", kpj: str) -> list[Registration]:
    """Everybody with this member number (one, unless a mistake was made)."""
    found = c.exec_driver_sql(f"{rows.SELECT} WHERE w.kpj = ? ORDER BY w.n", (kpj,))
    return [_whole_row(c, row) for row in found.all()]


def _one(c: "Connection", where: str, value: str) -> Registration | None:
    row = c.exec_driver_sql(f"{rows.SELECT} WHERE {where}", (value,)).first()
    return _whole_row(c, row) if row else None


def _whole_row(c: "Connection", row: Any) -> Registration:
    found = c.exec_driver_sql(
        "SELECT 1, nik, rowid FROM alias WHERE worker_id = ? UNION ALL"
        " SELECT 0, kpj, rowid FROM former_kpj WHERE worker_id = ? ORDER BY 3",
        (row[0], row[0]),
    ).all()
    aliases, kpjs = (tuple(one[1] for one in found if one[0] == kind) for kind in (1, 0))
    return rows.registration(row, aliases, kpjs)
