"""An office's or regency's own words and colours, laid over those the program came with.

The file has the form of ``resources/templates/papers.toml`` and names only what it changes. It is
checked whole; one that breaks anything is refused (rule ``paper_words``, with ``why``, file, line
and key). Words that keep a paper honest cannot be changed: what it is not, and as of which day.
"""

import re
import string
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from desktop_app.documents import fonts
from desktop_app.documents.card_words import FACTS, are_rows
from desktop_app.documents.template import Template, checked, shipped
from desktop_app.domain.findings import Refused

#: What every paper says as the program came with it.
LOCKED = frozenset(
    (
        "practice",
        "card.title",
        "card.disclaimer",
        "card.source",
        "card.source_own",
        "card.legal",
        "provisional.title",
        "provisional.warning",
        "provisional.reminder",
        "certificate.statement_confirmed",
        "certificate.statement_own",
        "certificate.statement_provisional",
        "certificate.subtitle_confirmed",
        "certificate.subtitle_own",
        "certificate.subtitle_provisional",
        "certificate.title_provisional",
        "deposit.held",
        "deposit.note",
        "work.note",
        "income.note",
    )
)
#: Words and sums that no office may print: what is the agency's, and benefits without conditions.
_CLAIMS = re.compile(
    r"(?<!bukan )kartu (?:tanda )?peserta|kartu bpjs|bpjamsostek|sertifikat kepesertaan"
    r"|\brp\.?\s*\d|\b(?:ratus|puluh|belas|juta|miliar)\b|\d\s*(?:ribu|jt)\b",
    re.IGNORECASE,
)
#: Which facts stand on a card.
_ROWS = ("card.rows", "provisional.rows")
#: Lists that are read from top to bottom, as long as they are; in others each text has its place.
_READ = frozenset(
    (
        "accident",
        "after",
        "after_first",
        "bring",
        "death",
        "how",
        "lapse",
        "rows",
        "steps",
        "what",
        "where",
    )
)
_LONGEST = 1200
_CONTRAST = 4.5
#: Colours that stand on white or carry white words; the others lie under dark words.
_DARK = ("accent", "accent_dark", "provisional", "ink", "muted", "practice")
_LIGHT = ("accent_soft", "provisional_soft", "ground", "practice_soft")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file of words comes to."""

    template: Template
    changed: tuple[str, ...]
    """The keys that it changes."""
    refused: tuple[Refused, ...]
    """Why the others are not taken; there the shipped words stand."""


def own(text: str, file: str = "papers.toml") -> Template:
    """The template of this file's text, every key of it good. Raises Refused ``paper_words``."""
    found = reading(text, file)
    if found.refused:
        raise found.refused[0]
    return found.template


@lru_cache(maxsize=4)
def reading(text: str, file: str = "papers.toml") -> Reading:
    """As much of this text as is good: one that was whole once stays in use under a newer program
    that lacks some of its keys. Raises Refused ``paper_words`` where it is no TOML at all.
    """
    try:
        wanted = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        raise Refused("paper_words", None, why="form", file=file, line=line) from error
    base = tomllib.loads(shipped().read_text(encoding="utf-8"))
    source, changed = _Source(text, file), []
    for key, value, was in _leaves(wanted, base, source, ""):
        try:
            _check(key, value, was, source)
        except Refused as refused:
            source.refused.append(refused)
        else:
            if value != was:
                changed.append(key)
                _put(base, key, value)
    return Reading(checked(base, file), tuple(changed), tuple(source.refused))


def _put(values: dict[str, Any], key: str, value: Any) -> None:
    *above, name = key.split(".")
    for part in above:
        values = values[part]
    values[name] = value


@dataclass(frozen=True, slots=True)
class _Source:
    """A file of words, to say where in it something stands."""

    text: str
    file: str
    refused: list[Refused] = field(default_factory=list)

    def wrong(self, why: str, key: str, **more: Any) -> Refused:
        """The refusal for one key."""
        line = line_of(self.text, key)
        return Refused("paper_words", None, why=why, file=self.file, line=line, key=key, **more)


def line_of(text: str, key: str) -> int:
    """The line on which a key stands, or else its table; 1 where neither is found."""
    section, best = "", 1
    for number, line in enumerate(text.splitlines(), 1):
        if table := re.match(r"\s*\[\s*([\w.\s-]+?)\s*\]", line):
            section = table[1]
            if key == section or key.startswith(f"{section}."):
                best = number
        elif (name := re.match(r"\s*([\w.-]+)\s*=", line)) and key == _under(section, name[1]):
            return number
    return best


def _under(section: str, name: str) -> str:
    return f"{section}.{name}" if section else name


def _leaves(
    changed: Mapping[str, Any], base: Mapping[str, Any], source: _Source, where: str
) -> Iterator[tuple[str, Any, Any]]:
    """Every changed text or list with its key and what stands there as shipped."""
    for name, value in changed.items():
        key = _under(where, name)
        if name not in base:
            near = get_close_matches(name, base, 1, 0.6)
            wrong = source.wrong("near" if near else "key", key, near="".join(near))
            source.refused.append(wrong)
            continue
        was = base[name]
        if type(value) is not type(was):
            source.refused.append(source.wrong("kind", key))
        elif isinstance(value, dict):
            yield from _leaves(value, was, source, key)
        else:
            yield key, value, was


def _check(key: str, value: Any, was: Any, source: _Source) -> None:
    if value == was:
        return
    if key in LOCKED:
        raise source.wrong("locked", key)
    if key.startswith("colours."):
        _check_colour(key, value, source)
        return
    if isinstance(value, list):
        _check_list(key, value, was, source)
    texts, known = (value, was) if isinstance(value, list) else ([value], [was])
    allowed = frozenset(brace for text in known for brace in _braces(text))
    for text in texts:
        _check_text(key, text, allowed, source)
    if all(known) and not all(text.strip() for text in texts):
        raise source.wrong("empty", key)
    if "date" in allowed and not any("{date}" in text for text in texts):
        raise source.wrong("date", key)


def _check_list(key: str, texts: list[Any], known: list[str], source: _Source) -> None:
    if not texts:
        raise source.wrong("kind", key)
    if key in _ROWS and not (all(isinstance(row, str) for row in texts) and are_rows(tuple(texts))):
        raise source.wrong("rows", key, allowed=", ".join(sorted(FACTS)))
    if not _free(key) and len(texts) != len(known):
        raise source.wrong("count", key, count=len(known))


def _free(key: str) -> bool:
    return key.rpartition(".")[2] in _READ


def _check_text(key: str, text: Any, allowed: frozenset[str], source: _Source) -> None:
    if not isinstance(text, str) or len(text) > _LONGEST:
        raise source.wrong("kind", key)
    try:
        braces = _braces(text)
    except ValueError:
        raise source.wrong("brace", key, brace="{", allowed=_listed(allowed)) from None
    if strange := sorted(braces - allowed):
        raise source.wrong("brace", key, brace=strange[0], allowed=_listed(allowed))
    if claim := _CLAIMS.search(text):
        raise source.wrong("claim", key, value=claim[0])
    try:
        fonts.check(fonts.clean(text), key)
    except Refused as refused:
        raise source.wrong("letter", key, letter=refused.params["letter"]) from None


def _braces(text: str) -> set[str]:
    """What is filled in; a brace with anything but a name in it stands as it is written."""
    parts = string.Formatter().parse(text)
    return {
        name if not spec and not way else f"{name}:{spec}"
        for _, name, spec, way in parts
        if name is not None
    }


def _listed(allowed: frozenset[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(allowed)) or "—"


def _check_colour(key: str, value: Any, source: _Source) -> None:
    if not isinstance(value, str) or not re.fullmatch("#[0-9A-Fa-f]{6}", value):
        raise source.wrong("colour", key)
    name = key.removeprefix("colours.")
    if name in _DARK and _contrast(value, "#FFFFFF") < _CONTRAST:
        raise source.wrong("pale", key, value=value)
    if name in _LIGHT and _contrast(value, "#57534E") < _CONTRAST:
        raise source.wrong("dark", key, value=value)


def _contrast(one: str, other: str) -> float:
    """How well one colour can be read on the other (WCAG 2.2): 1 not at all, 21 black on white."""
    low, high = sorted((_light(one), _light(other)))
    return (high + 0.05) / (low + 0.05)


def _light(colour: str) -> float:
    shares = [part / 255 for part in bytes.fromhex(colour[1:])]
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
