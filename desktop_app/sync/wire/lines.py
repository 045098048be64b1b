"""JSON Lines with one spelling: sorted keys, no spaces, letters as they are, UTF-8."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from desktop_app.sync.wire.errors import Garbled

_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def written(objects: Iterable[Mapping[str, Any]]) -> bytes:
    """A line for each object. Raises ValueError for text that is no text (lone surrogates)."""
    return "".join(f"{_encode(one)}\n" for one in objects).encode()


def read(content: bytes) -> list[dict[str, Any]]:
    """The objects of the lines. Raises Garbled for anything else."""
    try:
        objects = [json.loads(line) for line in content.decode().split("\n") if line]
    except (ValueError, RecursionError) as error:
        raise Garbled from error
    if not all(isinstance(one, dict) for one in objects):
        raise Garbled
    return objects


def text(source: Mapping[str, Any], key: str) -> str:
    """A text that must be there. Raises Garbled."""
    value = source.get(key)
    if not isinstance(value, str):
        raise Garbled
    return value


def whole(source: Mapping[str, Any], key: str) -> int:
    """A whole number from nought on that must be there. Raises Garbled."""
    value = source.get(key)
    if type(value) is not int or value < 0:
        raise Garbled
    return value


def maybe_text(source: Mapping[str, Any], key: str) -> str | None:
    """A text, or None where there is none. Raises Garbled for anything else."""
    return None if source.get(key) is None else text(source, key)
