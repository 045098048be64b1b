"""Where contributions can be paid: a list with sources, read from its file."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from desktop_app import paths
from desktop_app.domain.findings import Refused

FILE = "channels.toml"
#: More would not stand on the sheet.
MOST = 12
_TEXTS = ("name", "short", "how", "source")
_LONGEST = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentChannel:
    """One place or way to pay."""

    name: str
    short: str
    """As it stands in a line of others."""
    how: str
    source: str
    verified: bool
    """Whether two sources agree."""


@lru_cache(maxsize=4)
def payment_channels(text: str | None = None) -> tuple[PaymentChannel, ...]:
    """The channels as the program came with them, or as an update says (the text of a file).

    Raises Refused (``rules``).
    """
    if text is None:
        text = (paths.resources() / "rules" / FILE).read_text("utf-8")
    return read_channels(text)


def read_channels(text: str, file: str = FILE) -> tuple[PaymentChannel, ...]:
    """The channels of a file. Raises Refused (``rules``) with file and line."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise _wrong(file, int(line[1]) if line else 1) from None
    entries = data.get("channel")
    if data.keys() != {"channel"} or not isinstance(entries, list) or not 0 < len(entries) <= MOST:
        raise _wrong(file, 1)
    lines = [n for n, row in enumerate(text.splitlines(), 1) if row.strip() == "[[channel]]"]
    return tuple(
        _channel(entry, file, lines[place] if place < len(lines) else 1)
        for place, entry in enumerate(entries)
    )


def _channel(entry: Any, file: str, line: int) -> PaymentChannel:
    if not isinstance(entry, dict) or entry.keys() != {*_TEXTS, "verified"}:
        raise _wrong(file, line)
    texts = {name: entry[name] for name in _TEXTS}
    good = all(isinstance(t, str) and 0 < len(t.strip()) <= _LONGEST for t in texts.values())
    if not good or not isinstance(entry["verified"], bool):
        raise _wrong(file, line)
    return PaymentChannel(**texts, verified=entry["verified"])


def _wrong(file: str, line: int) -> Refused:
    return Refused("rules", None, file=file, line=line)
