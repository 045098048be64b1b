"""Makes ``resources/regions`` from CSV files of the Kemendagri codes.

    python packaging/build_regions.py FOLDER      (provinces, regencies, districts, villages,
                                                   retired_districts: each .csv with a header)

The result is text that is searched as it lies, so that nothing has to be parsed at start:

``villages.txt``  sorted by code: code, folded name, the same without spaces where it has some,
                  the name where its capitals do not follow from the folded one
``places.txt``    provinces, regencies and districts by code: code, folded name, name, and from
                  which byte to which byte of ``villages.txt`` their villages stand
``retired.txt``   codes of districts that no longer exist, one a line
"""

import csv
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from desktop_app.domain.region import plain  # noqa: E402
from desktop_app.reference.regions import fold  # noqa: E402

Row = dict[str, str]


def rows(folder: Path, *names: str) -> list[Row]:
    """The rows of these tables in the order of their codes."""
    found: list[Row] = []
    for name in names:
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            found += csv.DictReader(file)
    return sorted(found, key=lambda row: plain(row["code"]))


def village_line(row: Row) -> bytes:
    """One line of ``villages.txt``."""
    name = row["name"].strip()
    folded = fold(name)
    squashed = folded.replace(" ", "") if " " in folded else ""
    shown = "" if folded.title() == name else name
    return ("\t".join((plain(row["code"]), folded, squashed, shown)) + "\n").encode()


def spans(lines: list[bytes]) -> dict[str, tuple[int, int]]:
    """From where to where the villages of each province, regency and district stand."""
    found: dict[str, tuple[int, int]] = {}
    at = 0
    for line in lines:
        for length in (2, 4, 6):
            code = line[:length].decode()
            found[code] = (found.get(code, (at, at))[0], at + len(line))
        at += len(line)
    return found


def place_line(row: Row, span: tuple[int, int]) -> bytes:
    """One line of ``places.txt``."""
    name = row["name"].strip()
    return ("\t".join((plain(row["code"]), fold(name), name, *map(str, span))) + "\n").encode()


def build(source: Path, target: Path) -> dict[str, int]:
    """Writes the files; returns the number of lines of each."""
    villages = [village_line(row) for row in rows(source, "villages")]
    where = spans(villages)
    places = [
        place_line(row, where.get(plain(row["code"]), (0, 0)))
        for row in rows(source, "provinces", "regencies", "districts")
    ]
    retired = [f"{plain(row['code'])}\n".encode() for row in rows(source, "retired_districts")]
    tables = {"villages.txt": villages, "places.txt": places, "retired.txt": retired}
    for name, lines in tables.items():
        (target / name).write_bytes(b"".join(lines))
    return {name: len(lines) for name, lines in tables.items()}


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: build_regions.py FOLDER")
    print(build(Path(sys.argv[1]), ROOT / "resources" / "regions"))
