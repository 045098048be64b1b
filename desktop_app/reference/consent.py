"""What people agree to: every version of the words of consent, the last one in use."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any

from desktop_app import paths
from desktop_app.domain.findings import Refused
from desktop_app.domain.worker import PURPOSES

FILE = "consent.toml"
_KEYS = {"version", "since", "words", "told", "purposes"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentText:
    """One version of the words; they are in Indonesian, as they are read out and signed."""

    version: str
    since: date
    words: str
    """With ``{office}`` where the office is named."""
    told: tuple[str, ...]
    """What the person is told with it."""
    purposes: Mapping[str, str]
    """What is agreed to one by one, by the words of a worker's consent."""

    def of(self, office: str) -> str:
        """The words as this office reads them out."""
        return self.words.replace("{office}", office)


@cache
def consent_texts() -> tuple[ConsentText, ...]:
    """Every version, the oldest first. Raises Refused (``template``)."""
    text = (paths.resources() / "templates" / FILE).read_text("utf-8")
    return read_consents(text)


def consent_text() -> ConsentText:
    """The version in use."""
    return consent_texts()[-1]


def read_consents(text: str, file: str = FILE) -> tuple[ConsentText, ...]:
    """The versions of a file. Raises Refused (``template``) with file and place."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refused("template", None, file=file, reason=str(error)) from None
    entries = data.get("text")
    if data.keys() != {"text"} or not isinstance(entries, list) or not entries:
        raise Refused("template", None, file=file, reason="text")
    read = tuple(_read(entry, file, f"text.{n}") for n, entry in enumerate(entries, 1))
    if len({one.version for one in read}) < len(read):
        raise Refused("template", None, file=file, reason="version")
    return read


def _read(entry: Any, file: str, where: str) -> ConsentText:
    if not isinstance(entry, dict) or entry.keys() != _KEYS:
        raise Refused("template", None, file=file, reason=where)
    purposes = entry["purposes"]
    good = {
        "version": _text(entry["version"]) and len(entry["version"]) <= 20,
        "since": type(entry["since"]) is date,
        "words": _text(entry["words"]) and "{office}" in entry["words"],
        "told": isinstance(entry["told"], list) and all(map(_text, entry["told"])),
        "purposes": isinstance(purposes, dict)
        and tuple(purposes) == PURPOSES
        and all(map(_text, purposes.values())),
    }
    for key, is_good in good.items():
        if not is_good:
            raise Refused("template", None, file=file, reason=f"{where}.{key}")
    return ConsentText(
        version=entry["version"],
        since=entry["since"],
        words=entry["words"],
        told=tuple(entry["told"]),
        purposes=MappingProxyType(dict(purposes)),
    )


def _text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())
