"""One saved registration against one plain insert of the same values, taken in turns."""

import sqlite3
from itertools import islice
from pathlib import Path

from crowd import make, people
from measured import Figure, median, share, timed

from desktop_app.actions import registering
from desktop_app.domain.reading import as_json
from desktop_app.domain.states import States
from desktop_app.store import rows, workers

TURNS = 300


def plain(file: Path) -> tuple[sqlite3.Connection, str]:
    """An unencrypted table of the same columns with the same durability, and its insert."""
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    columns = ("n", *rows.COLUMNS, *rows.DERIVED)
    connection.execute(f"CREATE TABLE worker ({', '.join(columns)}, PRIMARY KEY (id))")
    return connection, f"INSERT INTO worker VALUES ({', '.join('?' * len(columns))})"


def figures(folder: Path, _count: int) -> list[Figure]:
    """How many plain inserts a save costs: by the store alone, and with every rule and check."""
    desk = make(folder / "data", 1_000)
    connection, insert = plain(folder / "plain.db")
    store, whole, bare = [], [], []
    crowd = list(islice(people(), 1_000, 1_000 + 2 * TURNS))

    def through_store(worker):
        with desk.write("registered") as tx:
            return workers.add(tx, worker, states=States())

    for turn, (one, other) in enumerate(zip(crowd[:TURNS], crowd[TURNS:], strict=True)):
        saved = []
        store.append(timed(lambda w=one, s=saved: s.append(through_store(w))))
        values = (
            turn,
            *rows.values(saved[0]).values(),
            *rows.derived(saved[0], unprinted=True),
        )
        bare.append(timed(lambda v=values: connection.execute(insert, v)))
        raw = {name: value for name, value in as_json(other).items() if value is not None}
        raw["confirmed"] = ["same_person"]
        whole.append(timed(lambda r=raw: registering.register(desk, [r])))
    desk.close()
    connection.close()
    ratio = median(store) / median(bare)
    return [
        Figure(
            "a saved registration with its search, audit and change rows against a plain insert",
            f"{ratio:.1f}× ({median(store):.2f} ms, 95 of 100 in {share(store, 0.95):.2f}; "
            f"plain {median(bare):.2f} ms)",
            "at most 4×",
            ratio <= 4,
        ),
        Figure(
            "the same with reading, all rules and the look for the same person",
            f"{median(whole) / median(bare):.1f}× ({median(whole):.2f} ms)",
        ),
    ]
