"""Whether the ledgers of money are sound: sums, months, people, payers, proofs, and each record
against the newest change that is told of it."""

# ruff: noqa: S608 - only names of tables are put together; values are always bound

from collections.abc import Iterator
from typing import TYPE_CHECKING

from desktop_app.domain.findings import Refused
from desktop_app.domain.payment import BEGINNING
from desktop_app.store import attachments, changes, covering, money

if TYPE_CHECKING:
    from sqlalchemy import Connection


def check(c: "Connection") -> Iterator[Refused]:
    """What is not sound. Rules: ``payment_sum``, ``payment_worker``, ``month_twice``,
    ``payer_unknown``, ``proof_missing``, ``proof_altered``, ``money_missing`` (no change tells of
    a record as it is) and ``money_differs``."""
    for look in (_sums, _workers, _months, _payers, _proofs, _records):
        yield from look(c)


def _sums(c: "Connection") -> Iterator[Refused]:
    rows = c.exec_driver_sql(
        "SELECT w.number, p.first, p.amount, (SELECT coalesce(sum(j.value ->> '$.monthly'"
        "  * (j.value ->> '$.months')), 0) FROM json_each(p.portions) j) AS total"
        " FROM (SELECT worker_id, first, amount, portions FROM payment UNION ALL"
        "  SELECT worker_id, first, amount, portions FROM deposit) p"
        " LEFT JOIN worker w ON w.id = p.worker_id WHERE total <> p.amount"
    )
    for number, month, amount, total in rows:
        yield Refused(
            "payment_sum", None, number=number or "", month=month, amount=amount, expected=total
        )


def _workers(c: "Connection") -> Iterator[Refused]:
    """Money of nobody here; who was erased for good left only sums behind."""
    for kind in changes.MONEY:
        if kind == changes.SPONSOR:
            continue
        rows = c.exec_driver_sql(
            f"SELECT t.first FROM {kind} t LEFT JOIN worker w ON w.id = t.worker_id"
            " WHERE w.id IS NULL AND NOT EXISTS (SELECT 1 FROM change h WHERE h.record_id = t.id"
            f"  AND h.{changes.OF_MONEY} AND h.record IS NULL)"
        )
        for (month,) in rows:
            yield Refused("payment_worker", None, month=month)


def _months(c: "Connection") -> Iterator[Refused]:
    rows = c.exec_driver_sql(
        "SELECT w.number, max(p.first, q.first) FROM payment p JOIN payment q"
        " ON q.worker_id = p.worker_id AND q.first <= p.last AND q.last >= p.first AND q.id > p.id"
        " LEFT JOIN worker w ON w.id = p.worker_id"
        " WHERE p.undone_at IS NULL AND q.undone_at IS NULL"
    )
    for number, month in rows:
        yield Refused("month_twice", None, number=number or "", month=month)
    rows = c.exec_driver_sql(
        f"SELECT w.number, t.first, o.first, t.what FROM ({covering.OPENING}) o"
        " JOIN (SELECT worker_id, first, last, 'opening' AS what FROM payment"
        "  WHERE undone_at IS NULL UNION ALL SELECT worker_id, first, last, 'held' FROM deposit"
        "  WHERE state = 'held') t ON t.worker_id = o.worker_id"
        " AND t.first <= o.last AND t.last >= o.first JOIN worker w ON w.id = o.worker_id"
        " UNION ALL SELECT w.number, d.first, p.first, 'held' FROM deposit d JOIN ("
        "  SELECT '~' AS id, worker_id, first, last FROM payment WHERE undone_at IS NULL UNION ALL"
        "  SELECT id, worker_id, first, last FROM deposit WHERE state = 'held') p"
        "  ON p.worker_id = d.worker_id AND p.first <= d.last AND p.last >= d.first AND p.id > d.id"
        " LEFT JOIN worker w ON w.id = d.worker_id WHERE d.state = 'held'",
        (BEGINNING,),
    )
    for number, one, other, why in rows:
        yield Refused("month_twice", None, number=number or "", month=max(one, other), why=why)


def _payers(c: "Connection") -> Iterator[Refused]:
    rows = c.exec_driver_sql(
        "SELECT DISTINCT payer FROM payment WHERE payer <> 'self' AND undone_at IS NULL"
        " AND payer NOT IN (SELECT code FROM sponsor)"
        " UNION SELECT DISTINCT sponsor FROM reservation WHERE undone_at IS NULL"
        " AND sponsor NOT IN (SELECT code FROM sponsor)"
    )
    for (payer,) in rows:
        yield Refused("payer_unknown", None, payer=payer)


def _proofs(c: "Connection") -> Iterator[Refused]:
    """Proofs that are not here though the payment was made here, and those that were altered."""
    rows = c.exec_driver_sql(
        "SELECT DISTINCT p.reference, p.paid_on FROM payment p"
        " LEFT JOIN attachment a ON a.sha256 = p.proof"
        " WHERE p.proof IS NOT NULL AND a.sha256 IS NULL AND NOT EXISTS (SELECT 1 FROM change h"
        f"  WHERE h.record_id = p.id AND h.{changes.OF_MONEY} AND h.settled = ?)",
        (changes.FEED,),
    )
    for _, day in rows:
        yield Refused("proof_missing", None, on=day)
    for digest in attachments.altered(c):
        yield Refused("proof_altered", None, proof=digest[:12])


def _records(c: "Connection") -> Iterator[Refused]:
    for kind in changes.MONEY:
        whose = "t.code" if kind == changes.SPONSOR else "w.number"
        join = "" if kind == changes.SPONSOR else " LEFT JOIN worker w ON w.id = t.worker_id"
        rows = c.exec_driver_sql(
            f"SELECT t.id, {whose}, t.revision, h.change_id, h.record FROM {kind} t{join}"
            " LEFT JOIN change h ON h.seq = (SELECT max(n.seq) FROM change n"
            f"  WHERE n.record_id = t.id AND n.{changes.OF_MONEY} AND n.verdict IS NOT ?)",
            (changes.BESIDE,),
        ).all()
        for record_id, number, revision, head, told in rows:
            if head != revision:
                yield Refused("money_missing", None, number=number or "")
            elif told is not None and told != _now(c, kind, record_id):
                yield Refused("money_differs", None, number=number or "")


def _now(c: "Connection", kind: str, record_id: str) -> str | None:
    try:
        standing = money.standing(c, kind, record_id)
    except (KeyError, TypeError, ValueError):  # what stands there cannot be read any more
        return None
    return changes.canonical(standing) if standing else None
