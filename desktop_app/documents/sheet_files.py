"""Sheets of cards as files: where the cards stand on the paper, in millimetres.

The files under ``resources/sheets`` come with the program; an office keeps its own, of the same
form, in the folder ``sheets`` of its data. What each key means stands in ``cr80.toml``. A file
that breaks anything is refused (rule ``sheet_file``, with file, key and ``why``).
"""

import math
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from desktop_app import paths
from desktop_app.documents.card_ground import BLEED, HEIGHT, WIDTH
from desktop_app.domain.findings import Finding, Refused

STANDARD = ("cr80", "a4-10", "f4-10", "a4-fold-5", "f4-fold-5")
"""Sheets of plain paper, and the single card; the others that are shipped are examples."""
DUPLEX = ("sheet", "card", "none")

_OVERLAP = 1.0
"""How far two cards may cover each other (mm): perforated cards are a little narrower than ID-1."""
_LARGEST_FILE = 20_000
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where cards stand on a page; mm from its top left corner."""

    name: str = ""
    """What the window calls it."""
    page: tuple[float, float]
    columns: int = 1
    rows: int = 1
    left: float = 0.0
    top: float = 0.0
    across: float = 0.0
    """From one card's left edge to the next one's."""
    down: float = 0.0
    radius: float = 3.18
    """Of the corners of the line to cut."""
    fold: bool = False
    """The back stands beside the front, to be folded behind it."""
    duplex: str = "sheet"
    """The backs: ``sheet`` where the sheet is turned, ``card`` where each card is turned in its
    place, ``none``."""
    marks: bool = True
    """Whether lines to cut along are printed; a perforated sheet needs none."""
    pouch: tuple[float, float] | None = None
    """The laminating pouch that the folded card goes into, mm."""
    example: bool = False
    """Whether it must be compared with the real sheet before use."""

    @property
    def places(self) -> int:
        """Cards on a sheet."""
        return self.columns * self.rows

    @property
    def width(self) -> float:
        """The room that a card takes from left to right, its back beside it included."""
        return 2 * WIDTH if self.fold else WIDTH

    @property
    def two_sided(self) -> bool:
        """Whether backs stand on pages of their own."""
        return self.duplex != "none"

    @property
    def bleed(self) -> float:
        """How far colour may reach over a card's edge without reaching the next card's."""
        gaps = [self.across - self.width] * (self.columns > 1) + [self.down - HEIGHT] * (
            self.rows > 1
        )
        return min([BLEED, *(gap / 2 for gap in gaps)])

    def corner(self, place: int, *, mirrored: bool = False) -> tuple[float, float]:
        """Left and top edge of a place; mirrored for the back of a turned sheet."""
        row, column = divmod(place, self.columns)
        x = self.left + column * self.across
        if mirrored:
            x = self.page[0] - x - self.width
        return x, self.top + row * self.down


@cache
def shipped() -> Mapping[str, Layout]:
    """The sheets that came with the program, by name, the standard ones first."""
    folder = paths.resources() / "sheets"
    names = sorted(path.stem for path in folder.glob("*.toml"))
    names.sort(key=lambda name: STANDARD.index(name) if name in STANDARD else len(STANDARD))
    return MappingProxyType({name: read(folder / f"{name}.toml") for name in names})


def own(folder: Path) -> tuple[Mapping[str, Layout], tuple[Finding, ...]]:
    """An office's own sheets by name, and what is wrong with those that cannot be used."""
    found: dict[str, Layout] = {}
    broken: list[Finding] = []
    for path in sorted(folder.glob("*.toml")) if folder.is_dir() else ():
        try:
            found[path.stem] = read(path)
        except Refused as refused:
            broken.append(refused.finding)
    return MappingProxyType(found), tuple(broken)


def named(name: str, folder: Path | None = None) -> Layout:
    """The sheet of this name, the office's own before a shipped one.

    Raises Refused ``layout`` for a name that nobody gave, ``sheet_file`` for a broken file.
    """
    mine = folder / f"{name}.toml" if folder and _NAME.fullmatch(name) else None
    if mine and mine.is_file():
        return read(mine)
    if name not in shipped():
        raise Refused("layout", "layout", layout=name, allowed=(*shipped(), "slip"))
    return shipped()[name]


def read(path: Path) -> Layout:
    """The sheet of a file. Raises Refused ``sheet_file``."""
    if not _NAME.fullmatch(path.stem):
        raise _wrong(path, "", "name")
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST_FILE + 1)
        if len(data) > _LARGEST_FILE:
            raise _wrong(path, "", "size")
        keys = tomllib.loads(data.decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        line = re.search(r"line (\d+)", str(error))
        raise _wrong(path, "", "form", line=int(line[1]) if line else 1) from error
    except OSError as error:
        raise _wrong(path, "", "unreadable") from error
    layout = Layout(**{_FIELDS.get(k, k): v for k, v in _values(path, keys).items()})
    _check(path, layout)
    return layout


def _wrong(path: Path, key: str, why: str, **more: Any) -> Refused:
    return Refused("sheet_file", None, file=path.name, key=key, why=why, **more)


def _values(path: Path, keys: dict[str, Any]) -> dict[str, Any]:
    for key in keys:
        if key not in _KINDS:
            raise _wrong(path, key, "key")
    needed = {"name", "page", "columns", "rows", "left", "top"}
    needed |= {"across"} if keys.get("columns", 1) != 1 else set()
    needed |= {"down"} if keys.get("rows", 1) != 1 else set()
    for key in sorted(needed - keys.keys()):
        raise _wrong(path, key, "missing")
    return {key: _value(path, key, value) for key, value in keys.items()}


def _value(path: Path, key: str, value: Any) -> Any:
    kind = _KINDS[key]
    if kind == "number":
        return _number(path, key, value)
    if not _FITS[kind](value):
        raise _wrong(path, key, kind)
    return tuple(_number(path, key, part) for part in value) if kind == "pair" else value


_FITS: Mapping[str, Callable[[Any], bool]] = MappingProxyType(
    {
        "pair": lambda value: isinstance(value, list) and len(value) == 2,
        "count": lambda value: type(value) is int and 1 <= value <= 20,
        "yes": lambda value: type(value) is bool,
        "duplex": lambda value: value in DUPLEX,
        "text": lambda value: isinstance(value, str) and 0 < len(value.strip()) <= 80,
    }
)


def _number(path: Path, key: str, value: Any) -> float:
    if type(value) not in (int, float) or not math.isfinite(value) or not 0 <= value <= 500:
        raise _wrong(path, key, "number")
    return float(value)


_FIELDS = {"corner": "radius"}
_KINDS = {
    "name": "text",
    "page": "pair",
    "columns": "count",
    "rows": "count",
    "left": "number",
    "top": "number",
    "across": "number",
    "down": "number",
    "corner": "number",
    "fold": "yes",
    "duplex": "duplex",
    "marks": "yes",
    "pouch": "pair",
    "example": "yes",
}


def _check(path: Path, layout: Layout) -> None:
    """Cards that leave the page, cover each other, or have a back in two places."""
    if layout.columns > 1 and layout.across < layout.width - _OVERLAP:
        raise _wrong(path, "across", "overlap", least=round(layout.width, 2))
    if layout.rows > 1 and layout.down < HEIGHT - _OVERLAP:
        raise _wrong(path, "down", "overlap", least=HEIGHT)
    x, y = layout.corner(layout.places - 1)
    for key, edge, room in (
        ("left", x + layout.width, layout.page[0]),
        ("top", y + HEIGHT, layout.page[1]),
    ):
        if edge > room + 0.01:
            raise _wrong(path, key, "outside", edge=round(edge, 2), room=round(room, 2))
    if layout.radius > HEIGHT / 2:
        raise _wrong(path, "corner", "number")
    if layout.fold and layout.two_sided:
        raise _wrong(path, "duplex", "fold")
