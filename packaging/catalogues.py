"""Keeps the Indonesian catalogues in step with the code and compiles them.

    python packaging/catalogues.py [--area NAME]   new texts in, .mo compiled
    python packaging/catalogues.py --clean         also drops translations that no code asks for
    python packaging/catalogues.py --check         changes nothing; exit 1 when anything is amiss

Texts stand in code as ``_("…")``, ``n_("one", "many", n)``, ``p_("context", "…")``, or as
``N_("…")`` where they are only named and looked up later. Each package or module directly under
``desktop_app`` is an area with a ``.po`` of its own; all of them become one ``loket.mo``. A file
is written only when its content changes, so people may work on different areas at once; a text
that another area has translated already is taken over from there.
"""

import argparse
import gettext
import io
import os
import string
import sys
from collections.abc import Iterator
from pathlib import Path
from tokenize import TokenError
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
KEYWORDS: dict[str, Any] = {
    "_": None,
    "N_": None,
    "n_": (1, 2),
    "p_": ((1, "c"), 2),
}
HEADER = (
    "# Indonesian texts of Loket Desa.\n"
    'msgid ""\n'
    'msgstr ""\n'
    '"Language: id\\n"\n'
    '"MIME-Version: 1.0\\n"\n'
    '"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Content-Transfer-Encoding: 8bit\\n"\n'
    '"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
)
Texts = dict[tuple[str | None, str], str]


class Unreadable(Exception):
    """A source or catalogue that cannot be read now; the argument says which and why."""


def _empty() -> Catalog:
    """A catalogue of a language with one form for any number, which Babel does not know of it."""
    catalogue = Catalog(locale="id", charset="utf-8")
    catalogue.mime_headers = [("Plural-Forms", "nplurals=1; plural=0;")]
    return catalogue


def folder(root: Path) -> Path:
    """Where the Indonesian catalogues are."""
    return root / "resources" / "locale" / "id" / "LC_MESSAGES"


def areas(root: Path) -> dict[str, list[Path]]:
    """The source files of each area."""
    found: dict[str, list[Path]] = {}
    for path in sorted((root / "desktop_app").rglob("*.py")):
        top = path.relative_to(root / "desktop_app").parts[0].removesuffix(".py")
        area = "wording" if top.startswith("wording_") else top
        found.setdefault(area, []).append(path)
    return found


def in_code(files: list[Path]) -> Catalog:
    """The texts that these files ask for, untranslated. Raises Unreadable."""
    texts = _empty()
    for path in files:
        try:
            with path.open("rb") as file:
                for _line, message, _comments, context in extract("python", file, KEYWORDS):
                    texts.add(message, context=context)
        except (TokenError, SyntaxError, UnicodeDecodeError) as error:
            raise Unreadable(f"{path}: {error}") from error
    return texts


def on_disk(path: Path) -> Catalog:
    """The catalogue of an area, empty if there is none. Raises Unreadable."""
    if not path.exists():
        return _empty()
    try:
        return read_po(io.BytesIO(path.read_bytes()), locale="id", abort_invalid=True)
    except (PoFileError, ValueError) as error:
        raise Unreadable(f"{path}: {error}") from error


def key(message: Message) -> tuple[str | None, str]:
    """What tells a text apart: its context and its (singular) English."""
    return message.context, _one(message.id)


def _one(value: Any) -> str:
    return value if isinstance(value, str) else (value[0] if value else "")


def _forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


def translated(message: Message) -> bool:
    """Whether every form has words and nobody marked it as a guess."""
    return all(_forms(message)) and not message.fuzzy


def entries(catalogue: Catalog) -> Iterator[Message]:
    """Its texts, without the header."""
    return (message for message in catalogue if message.id)


def updated(wanted: Catalog, known: Catalog, memory: Texts, *, clean: bool) -> Catalog:
    """What the area's file should hold: all wanted texts, with the words known for them."""
    result = _empty()
    have = {key(m): m for m in [*known.obsolete.values(), *entries(known)]}
    for message in entries(wanted):
        old = have.pop(key(message), None)
        words = old.string if old and any(_forms(old)) else memory.get(key(message), "")
        if not isinstance(message.id, str):
            words = (_one(words),)
        elif not isinstance(words, str):
            words = _one(words)
        kept = old.user_comments if old else ()
        flags = old.flags if old else ()
        result.add(message.id, words, context=message.context, user_comments=kept, flags=flags)
    if not clean:
        for message in have.values():
            if any(_forms(message)):
                result.obsolete[_one(message.id)] = message
    return result


def as_text(catalogue: Catalog) -> str:
    """The ``.po`` text: sorted, without dates, line numbers and folding: merges stay quiet."""
    out = io.BytesIO()
    write_po(out, catalogue, width=0, no_location=True, omit_header=True, sort_output=True)
    return HEADER + out.getvalue().decode()


def write(path: Path, content: bytes, before: bytes | None) -> bool:
    """Replaces the file in one step, unless somebody changed it since; tells whether it did."""
    if (path.read_bytes() if path.exists() else None) != before:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.{os.getpid()}")
    new.write_bytes(content)
    new.replace(path)
    return True


def placeholders(text: str) -> set[str]:
    """The names in ``{braces}``; a text that cannot be formatted has the name ``?``."""
    try:
        return {name for _text, name, _spec, _how in string.Formatter().parse(text) if name}
    except ValueError:
        return {"?"}


def complaints(area: str, catalogue: Catalog) -> Iterator[str]:
    """What is wrong with the words of an area's catalogue."""
    for message in entries(catalogue):
        english = _one(message.id)
        if not translated(message):
            yield f"{area}.po: {'a guess' if message.fuzzy else 'no Indonesian'}: {english!r}"
            continue
        wanted = set[str]().union(
            *map(placeholders, [message.id] if isinstance(message.id, str) else message.id)
        )
        if placeholders(_one(message.string)) != wanted:
            yield f"{area}.po: other {{placeholders}} than the English: {english!r}"


def merged(catalogues: dict[str, Catalog]) -> tuple[Catalog, list[str]]:
    """All areas in one catalogue, and where they contradict each other."""
    everything, where, problems = _empty(), dict[tuple[str | None, str], str](), []
    for area, catalogue in sorted(catalogues.items()):
        for message in entries(catalogue):
            if not translated(message):
                continue
            there = everything.get(message.id, message.context)
            if there and _one(there.string) != _one(message.string):
                first = where[key(message)]
                problems.append(f"{first}.po and {area}.po differ: {_one(message.id)!r}")
                continue
            where.setdefault(key(message), area)
            if not there or isinstance(there.id, str):
                everything.add(message.id, message.string, context=message.context)
    return everything, problems


def _words(mo: bytes) -> dict[Any, str]:
    catalogue = dict(gettext.GNUTranslations(io.BytesIO(mo))._catalog)  # type: ignore[attr-defined]  # noqa: SLF001
    catalogue.pop("", None)
    return catalogue


def _compiled(catalogue: Catalog) -> bytes:
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def current(root: Path, only: str | None, *, clean: bool) -> tuple[dict[str, Catalog], list[str]]:
    """Each area's catalogue as it should be, and what could not be read."""
    place, result, problems = folder(root), dict[str, Catalog](), []
    known: dict[str, Catalog] = {}
    sources = areas(root)
    for area in {*sources, *(path.stem for path in place.glob("*.po"))}:
        try:
            known[area] = on_disk(place / f"{area}.po")
        except Unreadable as error:
            problems.append(str(error))
    memory = {key(m): _one(m.string) for c in known.values() for m in entries(c) if translated(m)}
    for area, catalogue in known.items():
        result[area] = catalogue
        if only in (None, area):
            try:
                wanted = in_code(sources.get(area, []))
                result[area] = updated(wanted, catalogue, memory, clean=clean)
            except Unreadable as error:
                problems.append(str(error))
    return result, problems


def update(root: Path, only: str | None = None, *, clean: bool = False) -> list[str]:
    """Writes what changed; returns everything that still is not right."""
    place = folder(root)
    before = {path.stem: path.read_bytes() for path in place.glob("*.po")}
    catalogues, problems = current(root, only, clean=clean)
    for area, catalogue in catalogues.items():
        problems += complaints(area, catalogue)
        new = as_text(catalogue).encode() if len(catalogue) or catalogue.obsolete else None
        if only not in (None, area) or new is None or new == before.get(area):
            continue
        if not write(place / f"{area}.po", new, before.get(area)):
            problems.append(f"{area}.po was changed meanwhile; run again")
    everything, differing = merged(catalogues)
    mo = place / "loket.mo"
    old = mo.read_bytes() if mo.exists() else None
    new_mo = _compiled(everything)
    if old is None or _words(old) != _words(new_mo):
        write(mo, new_mo, old)
    return problems + differing


def check(root: Path) -> list[str]:
    """Everything that is untranslated, guessed, stale, unused or contradictory. Writes nothing."""
    place = folder(root)
    catalogues, problems = current(root, None, clean=True)
    for area, catalogue in sorted(catalogues.items()):
        path = place / f"{area}.po"
        text = path.read_text("utf-8") if path.exists() else None
        problems += complaints(area, catalogue)
        if len(catalogue) and text != as_text(catalogue):
            problems.append(f"{area}.po is not what the code asks for")
        elif not len(catalogue) and text is not None:
            problems.append(f"{area}.po: no code asks for it")
    everything, differing = merged(catalogues)
    mo = place / "loket.mo"
    if not mo.exists() or _words(mo.read_bytes()) != _words(_compiled(everything)):
        problems.append("loket.mo is not compiled from the catalogues")
    return problems + differing


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="change nothing, exit 1 on problems")
    parser.add_argument("--clean", action="store_true", help="drop what no code asks for")
    parser.add_argument("--area", help="touch only this area's .po")
    given = parser.parse_args(arguments)
    problems = check(ROOT) if given.check else update(ROOT, given.area, clean=given.clean)
    for problem in problems:
        print(problem, file=sys.stderr)
    if given.check and problems:
        print("python packaging/catalogues.py --clean mends what is stale", file=sys.stderr)
    print(f"catalogues: {len(problems)} problem{'' if len(problems) == 1 else 's'}")
    return 1 if given.check and problems else 0


if __name__ == "__main__":
    sys.exit(main())
