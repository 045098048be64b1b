"""Reading a JSON file that may be anything: too large, cut, nested without end, not text at all."""

import json
import math
import sys
from pathlib import Path
from typing import Any

from desktop_app.domain.findings import Refused

#: Largest file, in bytes: some 20,000 people.
LARGEST = 20_000_000


def read(name: str) -> Any:
    """The value in the file (``-`` is standard input).

    Raises Refused: ``json`` (with ``why`` and ``line``), ``file_unreadable``.
    """
    return parsed(_bytes_of(name))


def folder_of(name: str) -> Path:
    """The folder that relative paths inside the file start from."""
    return Path.cwd() if name == "-" else Path(name).absolute().parent


def _bytes_of(name: str) -> bytes:
    shown = Path(name).name
    try:
        if name == "-":
            data = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with Path(name).open("rb") as file:
                data = file.read(LARGEST + 1)
    except (OSError, ValueError):
        raise Refused("file_unreadable", None, file=shown, path=shown) from None
    if len(data) > LARGEST:
        raise _refused("too_large", 1, size=LARGEST // 1_000_000)
    return data


def parsed(data: bytes) -> Any:
    """The value of these bytes. Raises Refused (``json``, ``why``, ``line``)."""
    text = _text(data)
    try:
        value = json.loads(
            text,
            object_pairs_hook=_no_key_twice,
            parse_constant=_no_constant,
            parse_float=_finite,
        )
        return _whole(value) if "\\u" in text else value
    except json.JSONDecodeError as error:
        raise _refused("syntax", error.lineno) from None
    except _KeyTwice as twice:
        raise _refused("key_twice", _line_of(text, twice.key), key=twice.key) from None
    except (RecursionError, MemoryError):
        raise _refused("nesting", 1) from None
    except ValueError:  # not a number, or one of thousands of digits
        raise _refused("number", 1) from None


def _text(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused("encoding", data[: error.start].count(b"\n") + 1) from None
    if "\0" in text:
        raise _refused("nul", text[: text.index("\0")].count("\n") + 1)
    if not text.strip():
        raise _refused("empty", 1)
    return text


def _whole(value: Any) -> Any:
    """The value with half characters (``\\ud800`` alone) made plainly unreadable ones.

    No database takes them; as U+FFFD they stop the one person and not the file.
    """
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_whole(item) for item in value]
    if isinstance(value, dict):
        return {_whole(key): _whole(item) for key, item in value.items()}
    return value


class _KeyTwice(Exception):
    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    seen: dict[str, Any] = {}
    for key, value in pairs:
        if key in seen:
            raise _KeyTwice(key)
        seen[key] = value
    return seen


def _no_constant(_name: str) -> Any:
    raise ValueError


def _finite(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise ValueError
    return number


def _line_of(text: str, key: str) -> int:
    """The line of the second place where the key stands."""
    quoted = json.dumps(key, ensure_ascii=False)
    first = text.find(quoted)
    second = text.find(quoted, first + 1)
    return text[: max(first, second, 0)].count("\n") + 1


def _refused(why: str, line: int, **params: Any) -> Refused:
    return Refused("json", None, why=why, line=line, **params)
