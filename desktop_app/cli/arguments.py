"""The options that belong to every command, taken out of the words wherever they stand.

Standard library only: ``loket`` alone must show its window without loading anything else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from desktop_app import paths
from desktop_app.config import Config
from desktop_app.terminal.usage import Usage
from desktop_app.text import LANGUAGES, _

WITH_VALUE = ("--data", "--lang", "--user", "--password-file")
JSON = "--json"


class NoScreen(Usage):
    """There is nothing to show a window on; the argument is the sentence that says so."""

    rule = "no_screen"
    code = 1


@dataclass(frozen=True, slots=True)
class Arguments:
    """The words of the command without the global options, and what those said."""

    rest: tuple[str, ...]
    data: str | None = None
    lang: str | None = None
    user: str | None = None
    password_file: str | None = None
    json: bool = False


def read(words: Sequence[str]) -> Arguments:
    """Take the global options out; what follows ``--`` is left alone. Raises Usage."""
    rest: list[str] = []
    given: dict[str, str] = {}
    as_json = False
    waiting = list(words)
    while waiting:
        word = _readable(waiting.pop(0))
        name, equals, value = word.partition("=")
        if word == "--":
            rest += [word, *waiting]
            break
        if word == JSON:
            as_json = True
        elif name in WITH_VALUE:
            if not equals and not waiting:
                raise Usage(_("{option} needs a value.").format(option=name))
            given[_key(name)] = value if equals else waiting.pop(0)
        else:
            rest.append(word)
    return replace(Arguments(tuple(rest), json=as_json), **given)  # type: ignore[arg-type]


def _readable(word: str) -> str:
    """The word, unless it is bytes that are no text; a file may be called so all the same."""
    try:
        word.encode()
    except UnicodeEncodeError:
        if not Path(word).exists():
            shown = word.encode("ascii", "replace").decode()
            raise Usage(_("{word} is not UTF-8 text.").format(word=shown)) from None
    return word


def _key(option: str) -> str:
    return option.removeprefix("--").replace("-", "_")


def spoken(words: Sequence[str], environ: Mapping[str, str]) -> str:
    """The language to speak from the first word on, even about words that do not fit."""
    wanted = environ.get("LOKET_LANG", "")
    for place, word in enumerate(words):
        if word.startswith("--lang="):
            wanted = word.partition("=")[2]
        elif word == "--lang":
            wanted = words[place + 1] if place + 1 < len(words) else ""
    return wanted if wanted in LANGUAGES else "id"


def config(given: Arguments, environ: Mapping[str, str]) -> Config:
    """The run's settings from options and environment. Raises Usage."""
    language = given.lang or environ.get("LOKET_LANG") or "id"
    if language not in LANGUAGES:
        raise Usage(_("Choose one of these languages: {languages}.").format(languages="id, en"))
    if given.data == "":
        raise Usage(_("{option} needs a value.").format(option="--data"))
    folder = Path(given.data) if given.data else paths.default_data()
    try:
        folder = folder.expanduser().absolute()
    except RuntimeError:
        raise Usage(_("There is no such folder: {path}").format(path=folder)) from None
    return Config(data=folder, language=language, today_said=_today(environ.get("LOKET_DATE")))


def _today(text: str | None) -> date | None:
    return day(text, "LOKET_DATE") if text else None


def day(text: str, option: str) -> date:
    """A calendar date written ``YYYY-MM-DD``. Raises Usage."""
    try:
        if len(text) != len("YYYY-MM-DD"):
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError:
        raise Usage(
            _("{option}: write the date as YYYY-MM-DD, for example 2026-11-30.").format(
                option=option
            )
        ) from None
