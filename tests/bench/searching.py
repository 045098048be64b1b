"""Searching while somebody types, letter by letter, against LIKE on a plain table."""

import random
import sqlite3
from pathlib import Path

from crowd import make, people
from measured import Figure, median, share, timed

from desktop_app.actions import finding
from desktop_app.domain.names import search_fold

NAMES = 60


def mistyped(name: str, chance: random.Random) -> str:
    """The name with one letter wrong, missing or swapped, not in its first two."""
    at = chance.randrange(2, len(name) - 1)
    return chance.choice(
        (
            name[:at] + chance.choice("aiueonrst") + name[at + 1 :],
            name[:at] + name[at + 1 :],
            name[:at] + name[at + 1] + name[at] + name[at + 2 :],
        )
    )


def keystrokes(name: str) -> list[str]:
    """What stands in the field after each key."""
    return [name[:end] for end in range(1, len(name) + 1) if name[end - 1] != " "]


def plain(file: Path, count: int) -> sqlite3.Connection:
    """The folded names alone in an unencrypted table, wholly in memory after the first look."""
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA cache_size = -65536")
    connection.execute("CREATE TABLE worker (name TEXT)")
    crowd = (
        (search_fold(worker.full_name),) for worker, _ in zip(people(), range(count), strict=False)
    )
    connection.executemany("INSERT INTO worker VALUES (?)", crowd)
    connection.commit()
    return connection


def figures(folder: Path, count: int) -> list[Figure]:
    """95 of 100 keystrokes: typed rightly, typed wrongly, and the plain peer."""
    desk = make(folder / "data", count)
    peer = plain(folder / "plain.db", count)
    like = "SELECT name FROM worker WHERE name LIKE ? LIMIT 50"
    chance = random.Random(5)
    crowd = [worker.full_name for worker, _ in zip(people(), range(count), strict=False)]
    right, wrong, liked = [], [], []
    for name in chance.sample(crowd, NAMES):
        for text in keystrokes(name):
            right.append(timed(lambda t=text: finding.search(desk, t, 50)))
            liked.append(
                timed(lambda t=text: peer.execute(like, (f"%{search_fold(t)}%",)).fetchall())
            )
        if len(name) > 4:
            text = mistyped(name, chance)
            wrong.append(timed(lambda t=text: finding.search(desk, t, 50)))
    desk.close()
    peer.close()
    p95, late, other = share(right, 0.95), share(wrong, 0.95), share(liked, 0.95)
    return [
        Figure(
            f"search at {count:,} workers, nothing mistyped, 95 of 100 keystrokes",
            f"{p95:.1f} ms (middle {median(right):.1f}); LIKE '%…%' on a plain table "
            f"{other:.1f} ms ({p95 / other:.2f}×)",
            "30 ms",
            p95 <= 30,
        ),
        Figure(
            "the same with a mistyped letter (LIKE finds nothing)",
            f"{late:.1f} ms (middle {median(wrong):.1f})",
            "120 ms",
            late <= 120,
        ),
    ]
