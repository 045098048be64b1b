"""Lines with letters of scripts that the bundled family lacks: which font has each, in what order.

Letters stand in the order in which they are read from left to right on paper (UAX #9); the line
itself is one of Indonesian, so it begins at the left.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from desktop_app import paths
from desktop_app.documents.fonts import Run

if TYPE_CHECKING:
    from desktop_app.documents.glyphs import ScriptFont

BLOCKS = (
    (0x0600, 0x06FF, "Arabic"),
    (0x0750, 0x077F, "Arabic"),
    (0x0900, 0x097F, "Devanagari"),
    (0x0B80, 0x0BFF, "Tamil"),
    (0x0E00, 0x0E7F, "Thai"),
    (0x1A00, 0x1A1F, "Buginese"),
    (0x1B00, 0x1B7F, "Balinese"),
    (0x1B80, 0x1BBF, "Sundanese"),
    (0x1BC0, 0x1BFF, "Batak"),
    (0x1CC0, 0x1CCF, "Sundanese"),
    (0x3000, 0x30FF, "Han"),
    (0x3400, 0x9FFF, "Han"),
    (0xA930, 0xA95F, "Rejang"),
    (0xA980, 0xA9DF, "Javanese"),
    (0xF900, 0xFAFF, "Han"),
    (0xFF00, 0xFFEF, "Han"),
)
"""From which to which letter, and the font."""

JOINERS = "\u200c\u200d"
"""Written between letters of some scripts to join them or not; they belong to no script."""


class Part(NamedTuple):
    """What is drawn in one go: letters of one font, read in one direction."""

    font: str
    """A script of :data:`BLOCKS`, or empty for letters of the family."""
    text: str
    """As it is spelled; letters of the family as they stand on paper."""
    leftwards: bool


@lru_cache(maxsize=1024)
def script_of(letter: str) -> str:
    """The script whose font has this letter; empty where none has it."""
    code = ord(letter)
    for first, last, name in BLOCKS:
        if first <= code <= last:
            return name if font(name).has(letter) else ""
    return ""


@cache
def font(name: str) -> "ScriptFont":
    """A script's font, read when it is first needed."""
    from desktop_app.documents.glyphs import ScriptFont

    file = f"LoketScript-{name}"
    return ScriptFont(file, paths.resources() / "fonts" / "scripts" / f"{file}.ttf")


def runs(text: str, of_family: Callable[[str], Iterable[Run]]) -> Iterator[Run]:
    """A line in runs, from left to right as they stand on paper; ``of_family`` makes those of
    letters that the family has."""
    from desktop_app.documents.glyphs import within

    found = _parts(text)
    shaped = {
        one: font(one.font).shape(one.text, leftwards=one.leftwards) for one in found if one.font
    }
    lines = {
        name: [made for one, made in shaped.items() if one.font == name] for name, _, _ in shaped
    }
    for one in found:
        if one not in shaped:
            yield from of_family(one.text)
            continue
        (scale, rise), made = within(lines[one.font]), shaped[one]
        yield Run(font(one.font).fontName, made, made.width * scale, scale, rise)


def _parts(text: str) -> list[Part]:
    """A line in parts, from left to right as they stand on paper."""
    scripts = _scripts(text)
    found = []
    for (name, level), letters in groupby(_ordered(text), lambda one: (scripts[one[0]], one[1])):
        block = list(letters)
        if name:
            places = sorted(at for at, _, _ in block)
            told = text[places[0] : places[-1] + 1]
        else:
            told = "".join(letter for _, _, letter in block)
        found.append(Part(name, told, bool(name) and level % 2 == 1))
    return found


def _scripts(text: str) -> list[str]:
    """The script of each letter; marks and joiners go with the letter before them."""
    found: list[str] = []
    for letter in text:
        before = found[-1] if found else ""
        follows = letter in JOINERS or unicodedata.category(letter).startswith("M")
        if follows and before and (letter in JOINERS or font(before).has(letter)):
            found.append(before)
        else:
            found.append(script_of(letter))
    for at in range(1, len(text) - 1):
        if text[at] == " " and found[at - 1] == found[at + 1]:
            found[at] = found[at - 1]
    return found


def _ordered(text: str) -> list[tuple[int, int, str]]:
    """Each letter from left to right: its place in the text, its level, and it or its mirror."""
    if not any(unicodedata.bidirectional(letter) in ("R", "AL", "AN") for letter in text):
        return [(at, 0, letter) for at, letter in enumerate(text)]
    from bidi import algorithm

    line: dict[str, Any] = {**algorithm.get_empty_storage(), "base_level": 0, "base_dir": "L"}
    algorithm.get_embedding_levels(text, line)
    for at, letter in enumerate(line["chars"]):
        letter["at"] = at
    algorithm.explicit_embed_and_overrides(line)
    algorithm.resolve_weak_types(line)
    algorithm.resolve_neutral_types(line, False)
    algorithm.resolve_implicit_levels(line, False)
    algorithm.reorder_resolved_levels(line, False)
    algorithm.apply_mirroring(line, False)
    return [(one["at"], one["level"], one["ch"]) for one in line["chars"]]
