"""Mapping files: TOML that a branch office or a clerk may change, checked before it is used."""

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from desktop_app.domain.findings import Refused
from desktop_app.lists.cells import fold
from desktop_app.lists.headings import layout

_LARGEST = 2**20


@dataclass(frozen=True, slots=True)
class ListMapping:
    """What an office's own list calls things. Both parts win over what the program knows."""

    columns: Mapping[str, str] = field(default_factory=dict)
    """Folded heading → key of a worker; an empty key passes the column over."""
    defaults: Mapping[str, str] = field(default_factory=dict)
    """Key → what holds for every row where the list has no such column, as a cell would say it."""

    def with_defaults(self, more: Mapping[str, str]) -> "ListMapping":
        """The same with further defaults, which win."""
        return replace(self, defaults={**self.defaults, **more})


def load_list_mapping(path: Path, more: Collection[str] = ()) -> ListMapping:
    """Read ``[columns]`` (heading = "key") and ``[defaults]`` (key = "value"). ``more``: keys that
    this kind of list has beyond those of a worker.

    Raises :class:`Refused` (``mapping``) with the line, or the entry that is wrong.
    """
    data = read_toml(path)
    columns, defaults = table(data, "columns", path), table(data, "defaults", path)
    for unknown in data.keys() - {"columns", "defaults"}:
        raise Refused("mapping", None, name=path.name, why="entry", entry=unknown)
    known = layout().known
    read = {}
    for heading, key in columns.items():
        if not isinstance(key, str) or (key and key not in more and known.get(fold(key)) != key):
            raise Refused("mapping", None, name=path.name, why="entry", entry=f"{heading} = {key}")
        read[fold(heading)] = key
    return ListMapping(read, {key: _said(value) for key, value in defaults.items()})


def read_toml(path: Path) -> dict[str, Any]:
    """A TOML file. Raises :class:`Refused` (``mapping``) with the line where it breaks."""
    try:
        if path.stat().st_size > _LARGEST:
            raise Refused("file_too_large", None, name=path.name, limit=1)
        return tomllib.loads(path.read_text("utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise Refused(
            "mapping", None, name=path.name, why="line", line=int(line[1]) if line else "?"
        ) from error
    except (OSError, UnicodeError, RecursionError) as error:
        raise Refused("file_unreadable", None, name=path.name) from error


def table(data: Mapping[str, Any], name: str, path: Path) -> dict[str, Any]:
    """A table of the file, empty where it is absent. Raises :class:`Refused` (``mapping``)."""
    found = data.get(name, {})
    if not isinstance(found, dict):
        raise Refused("mapping", None, name=path.name, why="entry", entry=name)
    return found


def _said(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)
