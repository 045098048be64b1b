"""Ten thousand cards with photo and QR on one core, in a process of their own.

    python tests/bench/cards.py OUT.pdf COUNT LAYOUT

writes them and prints the seconds of processor time that drawing took, and the peak of resident
memory in MB.
"""

import io
import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from time import process_time

from crowd import TODAY
from measured import Figure
from printing import HEAD

from desktop_app.documents.values import Person

COUNT = 10_000
PHOTOS = 200
_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


def photos() -> list[bytes]:
    """JPEGs of 240 × 320 points and about 11 kB."""
    from PIL import Image

    made = []
    for number in range(PHOTOS):
        out = io.BytesIO()
        Image.effect_noise((240, 320), 12 + number % 7).convert("RGB").save(out, "JPEG", quality=60)
        made.append(out.getvalue())
    return made


def people(count: int, pictures: list[bytes]) -> Iterator[Person]:
    """Members, each with a photo and a code of their own."""
    chance = random.Random(7)
    face = Person(
        name="",
        number="",
        nik_masked="3301••••••••0001",
        qr="",
        registered_on=TODAY,
        as_of=TODAY,
        confirmed=True,
        member_since=TODAY,
        birth_date=TODAY,
        occupation="Pedagang sayur keliling",
    )
    for serial in range(count):
        code = "LOKET1:" + "".join(chance.choices(_LETTERS, k=240))
        # bytes after the end of a JPEG are no part of the picture, and make each one its own
        picture = pictures[serial % PHOTOS] + serial.to_bytes(4, "big")
        number = f"3301222003-7KJ-{serial:06}-X"
        name, kpj = f"Siti Aminah Nomor {serial}", f"{10**10 + serial}"
        yield replace(face, name=name, number=number, kpj=kpj, qr=code, photo=picture)


def write(out: Path, count: int, layout: str) -> None:
    """Writes the cards and prints what it took."""
    import resource

    from desktop_app.documents.sheet import write_cards

    pictures = photos()
    write_cards(io.BytesIO(), HEAD, people(20, pictures), layout=layout, today=TODAY)
    making = process_time()
    sum(1 for _ in people(count, pictures))
    started = process_time()
    with out.open("w+b") as file:
        write_cards(file, HEAD, people(count, pictures), layout=layout, today=TODAY)
    seconds = process_time() - started - (started - making)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(seconds, peak)


def figures(folder: Path, _count: int) -> list[Figure]:
    """Cards a second, kB a card beyond its photo, and resident memory, on three sheets."""
    found = []
    for layout in ("a4-10", "a4-fold-5", "cr80"):
        out = folder / "cards.pdf"
        command = [sys.executable, __file__, str(out), str(COUNT), layout]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        seconds, peak = map(float, done.stdout.split())
        pictures = photos()
        shown = sum(len(person.photo or b"") for person in islice(people(COUNT, pictures), COUNT))
        own = (out.stat().st_size - shown) / COUNT / 1e3
        rate = COUNT / seconds
        found.append(
            Figure(
                f"{COUNT:,} cards with photo and QR on {layout}",
                f"{rate:,.0f} a second of processor time, {peak:.0f} MB, "
                f"each {shown / COUNT / 1e3:.1f} kB of photo and {own:.2f} kB",
                "at least 1,000 a second, under 150 MB",
                rate >= 1_000 and peak < 150,
            )
        )
    return found


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
