"""Finding villages while somebody types."""

import random
import tracemalloc
from pathlib import Path

from measured import Figure, share, timed

from desktop_app import paths
from desktop_app.reference.regions import Regions

VILLAGES = 200


def figures(_folder: Path, _count: int) -> list[Figure]:
    """95 of 100 keystrokes over villages of the whole country, some with their regency."""
    folder = paths.resources() / "regions"
    tracemalloc.start()
    table = Regions(folder)
    table.find("sidomulyo")
    held = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    fresh = Regions(folder)
    first = timed(lambda: fresh.find("sidomulyo"))
    codes = (folder / "villages.txt").read_text("utf-8").splitlines()
    chance = random.Random(3)
    taken = []
    for line in chance.sample(codes, VILLAGES):
        village = table.village(line[:10])
        text = village.name
        if chance.random() < 0.3:
            text += " " + village.regency.split(" ", 1)[1]
        for end in range(3, len(text) + 1):
            taken.append(timed(lambda t=text[:end]: table.find(t)))
    p95 = share(taken, 0.95)
    return [
        Figure(
            "a village by any part of its name, 95 of 100 keystrokes",
            f"{p95:.1f} ms (first one {first:.1f} ms)",
            "5 ms",
            p95 <= 5,
        ),
        Figure("memory of the region table", f"{held:.1f} MB", "under 30 MB", held < 30),
    ]
