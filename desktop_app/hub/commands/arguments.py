"""The options that belong to every command of the hub, taken wherever they stand."""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop_app.terminal.usage import Usage
from desktop_app.text import LANGUAGES, _

JSON = "--json"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run of ``loket-hub`` is told from outside."""

    data: Path
    """Folder of the embedded database, the keys' file and the log."""
    database: str | None = None
    """URL of another database."""
    language: str = "id"
    json: bool = False


def read(words: Sequence[str], environ: Mapping[str, str]) -> tuple[Settings, list[str]]:
    """The settings, and the words without the options that made them. Raises Usage."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    for option in ("--data", "--database", "--lang"):
        parser.add_argument(option)
    parser.add_argument(JSON, action="store_true")
    try:
        given, rest = parser.parse_known_args(list(words))
    except argparse.ArgumentError as error:
        raise Usage(_("{option} needs a value.").format(option=error.argument_name)) from None
    language = given.lang or environ.get("LOKET_LANG") or "id"
    if language not in LANGUAGES:
        raise Usage(_("Choose one of these languages: {languages}.").format(languages="id, en"))
    if given.data == "":
        raise Usage(_("{option} needs a value.").format(option="--data"))
    settings = Settings(
        data=_folder(given.data or environ.get("LOKET_HUB_DATA")),
        database=given.database or environ.get("LOKET_HUB_DATABASE"),
        language=language,
        json=given.json,
    )
    return settings, rest


def spoken(words: Sequence[str], environ: Mapping[str, str]) -> str:
    """The language to speak from the first word on, even about words that do not fit."""
    wanted = environ.get("LOKET_LANG", "")
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if word == "--lang":
            wanted = following
        elif word.startswith("--lang="):
            wanted = word.partition("=")[2]
    return wanted if wanted in LANGUAGES else "id"


def _folder(given: str | None) -> Path:
    if not given:
        from platformdirs import user_data_path

        return user_data_path("LoketDesaHub", appauthor=False)
    try:
        return Path(given).expanduser().absolute()
    except RuntimeError:
        raise Usage(_("There is no such folder: {path}").format(path=given)) from None
