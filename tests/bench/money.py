"""A register of members who pay: their protection, a payment for many, whose months end soon."""

import shutil
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from crowd import TODAY, make, people
from measured import Figure, median, timed

from desktop_app.actions import paying, protecting, sponsoring
from desktop_app.actions.desk import Desk
from desktop_app.actions.paying import Wanted
from desktop_app.actions.sponsoring import SponsorForm
from desktop_app.domain.months import later, month_of
from desktop_app.domain.payment import Payment, Portion
from desktop_app.domain.registration import Standing
from desktop_app.domain.states import States
from desktop_app.domain.worker import Vulnerability, Worker
from desktop_app.store import changes, payments, pool, workers
from desktop_app.store.opening import DATABASE

#: So many people a payment is for, how often it is measured, and how many are entered at once.
FOR, TURNS, PORTION = 1_000, 9, 5_000
MONTH = month_of(TODAY)
#: Who pays for everybody, and who goes on after them.
SPONSOR, NEXT = "CSR-MAJU", "CSR-LANJUT"


def members() -> Iterator[Worker]:
    """Invented members without end; one in ten has only an opening balance."""
    for n, one in enumerate(people()):
        brought = n % 10 == 0
        yield replace(
            one,
            kpj=f"{10**10 + n}",
            member_since=TODAY - timedelta(days=400),
            paid_until=later(MONTH, n // 10 % 12 - 5) if brought else None,
            former_payer="self" if brought else None,
            funding=SPONSOR,
            vulnerability=Vulnerability(basis="DTSEN", decile=1 + n % 5),
        )


def paid(worker_id: str, first: str, months: int) -> Payment:
    """A payment of the first band."""
    parts = {"JKK": 10_000, "JKM": 6_800, "JHT": 0}
    portion = Portion(
        first=first, months=months, band=1, base=1_000_000, parts=parts, monthly=16_800, rules=()
    )
    return Payment(
        id=str(uuid.uuid4()),
        worker_id=worker_id,
        first=first,
        last=later(first, months - 1),
        payer="self",
        amount=portion.total,
        portions=(portion,),
        paid_on=TODAY - timedelta(days=30),
        reference=str(uuid.uuid4()),
    )


def fill(desk: Desk, count: int) -> list[str]:
    """Members, and for most of them two payments whose months end in twelve different months; gives
    the record ids."""
    crowd, ids = islice(members(), count), list[str]()
    states = States(membership="member", protection="active")
    while portion := list(islice(crowd, PORTION)):
        with desk.write("registered") as tx:
            new = workers.add_many(tx, [(one, states, Standing()) for one in portion])
        ids += [one.id for one in new]
        with desk.write("paid") as tx:
            payments.add_many(tx, [paid for one in new for paid in history(one.id, one.worker)])
    return ids


def history(worker_id: str, worker: Worker) -> list[Payment]:
    """Half a year, and from one to twelve months after it."""
    if worker.paid_until:
        return []
    return [
        paid(worker_id, later(MONTH, -12), 6),
        paid(worker_id, later(MONTH, -6), 1 + int(worker.kpj or 0) % 12),
    ]


class Bare:
    """A copy of the same encrypted register, with the same indexes, triggers and durability, in
    which rows are inserted and nothing else is done."""

    def __init__(self, desk: Desk, file: Path) -> None:
        with desk.write("paid") as tx:  # nobody writes meanwhile
            shutil.copyfile(desk.store.folder / DATABASE, file)
            shutil.copyfile(desk.store.folder / f"{DATABASE}-wal", f"{file}-wal")
            tx.abandon()
        self._there = pool.connect(file, desk.store.key, cache=pool.WRITER_CACHE)

    def insert(self, rows: dict[str, Sequence[Sequence[Any]]]) -> None:
        """These rows in one transaction."""
        self._there.execute("BEGIN IMMEDIATE")
        for table, values in rows.items():
            marks = ", ".join("?" * len(values[0]))
            self._there.executemany(f"INSERT INTO {table} VALUES ({marks})", values)
        self._there.execute("COMMIT")

    def close(self) -> None:
        """Let go of the file."""
        self._there.close()


def written(desk: Desk, reference: str, before: int) -> dict[str, Sequence[Sequence[Any]]]:
    """The very rows that a payment wrote: payments, changes, audit."""
    wanted = {
        "payment": ("SELECT * FROM payment WHERE reference = ?", reference),
        "change": ("SELECT * FROM change WHERE seq > ?", before),
        "audit": ("SELECT * FROM audit WHERE change > ?", before),
    }
    with desk.read() as c:
        return {
            table: [tuple(row) for row in c.exec_driver_sql(asked, (value,))]
            for table, (asked, value) in wanted.items()
        }


def pay(desk: Desk, some: Sequence[str], first: str, payer: str) -> tuple[float, str]:
    """Milliseconds of a payment of three months for all of these, and its reference."""
    wanted = Wanted(ids=tuple(some), first=first, months=3, payer=payer)
    done: list[paying.Done] = []
    took = timed(lambda: done.append(paying.pay(desk, wanted, code="IU-1")))
    if len(done[0].payments) != len(some):
        raise SystemExit(f"{len(done[0].refused)} people were refused")
    return took, str(done[0].reference)


def paying_for_many(desk: Desk, folder: Path, ids: Sequence[str]) -> Iterator[Figure]:
    """A sponsor pays three months for a thousand at once, with its rules, budget and quota; and
    another one goes on after it."""
    rules = {"max_age": "64", "max_decile": "5"}
    limits = {"budget": 10**9, "quota": FOR * TURNS, "rules": rules}
    for code in (SPONSOR, NEXT):
        sponsoring.add(desk, SponsorForm(code=code, name="PT Maju", kind="CSR", **limits))
    bare, saved, plain, other = Bare(desk, folder / "bare.db"), [], [], []
    some = [ids[at : at + FOR] for at in range(0, min(len(ids), FOR * TURNS), FOR)]
    for thousand in some:
        with desk.read() as c:
            before = changes.last(c)
        took, reference = pay(desk, thousand, later(MONTH, 7), SPONSOR)
        saved.append(took)
        rows = written(desk, reference, before)
        plain.append(timed(lambda r=rows: bare.insert(r)))
    bare.close()
    for thousand in some:
        other.append(pay(desk, thousand, later(MONTH, 10), NEXT)[0])
    ratio = median(saved) / median(plain)
    yield Figure(
        "a payment for 1,000 people with every check against bare inserts of the same rows",
        f"{median(saved):.0f} ms, {ratio:.1f}× (bare {median(plain):.0f} ms)",
        "at most 300 ms and 3×",
        median(saved) <= 300 and ratio <= 3,
    )
    yield Figure(
        "the same where the payer changes, and so 1,000 records do",
        f"{median(other):.0f} ms",
    )


def figures(folder: Path, count: int) -> list[Figure]:
    """How long one waits for the words about everybody, for a payment, for the lapsing list."""
    desk = make(folder / "data", 0)
    ids = fill(desk, count)
    words = Counter(protecting.states(desk, TODAY).values())
    ending = len(protecting.due(desk, 60, TODAY))
    states = median([timed(lambda: protecting.states(desk, TODAY)) for _ in range(TURNS)])
    due = median([timed(lambda: protecting.due(desk, 60, TODAY)) for _ in range(TURNS)])
    found = [
        Figure(
            f"the protection of {words.total():,} people on a day",
            f"{states:.0f} ms ({', '.join(sorted(words))})",
            "under 1,000 ms",
            states < 1_000,
        ),
        Figure(
            f"whose months end within 60 days: {ending:,} of them",
            f"{due:.0f} ms",
            "under 200 ms",
            due < 200,
        ),
        *paying_for_many(desk, folder, ids),
    ]
    desk.close()
    return found
