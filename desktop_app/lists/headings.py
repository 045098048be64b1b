"""What the columns of a list mean: ``resources/lists/template.toml``, read once."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from desktop_app import paths
from desktop_app.lists.cells import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One kind of column: the key it fills, the heading we write, how its cells are read."""

    key: str
    """Of the worker; nested ones dotted; ``heir.1.nik`` and ``kin.1.nik`` make up ``family``."""
    heading: str
    kind: str
    group: str
    also: tuple[str, ...] = ()
    words: str = ""
    required: bool = False
    template: bool = True
    export: bool = True
    width: float = 14
    note: str = ""
    sample: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Everything the heading file says."""

    columns: tuple[Column, ...]
    """In the order we write them."""
    states: tuple[Column, ...]
    """What exports tell beside a worker; passed over when read."""
    words: Mapping[str, Mapping[str, tuple[str, ...]]]
    """Choice → value → what people call it; the first is what we write."""
    groups: Mapping[str, tuple[str, str]]
    """Group → name and colour."""
    sheets: tuple[str, str, str]
    """The names of our workbook's sheets: people, guidance, occupations."""
    guidance: Mapping[str, Any]
    """The words of the sheets that explain the workbook."""
    errors: tuple[str, str]
    """The headings of our own columns in the errors workbook."""
    checks: Mapping[str, str]
    """What the workbook says about a cell that is filled in unusually."""
    known: Mapping[str, str]
    """Folded heading → key; the empty key is a heading that is passed over."""

    def column(self, key: str) -> Column | None:
        """The column of this key."""
        return next((c for c in self.columns if c.key == key), None)

    def say(self, words: str, value: object) -> str:
        """How we write a value of this choice; one that is not in it stays as it is."""
        known = self.words.get(words, {}).get(str(value))
        return known[0] if known else str(value)


@cache
def layout() -> Layout:
    """The heading file that the program came with."""
    with (paths.resources() / "lists" / "template.toml").open("rb") as file:
        data = tomllib.load(file)
    groups = list(data["groups"])
    columns = [_column(c) for c in data["column"]]
    columns += [c for s in data["series"] for c in _series(s, data["part"])]
    columns.sort(key=lambda c: groups.index(c.group))
    states = tuple(Column(kind=s.pop("kind", "text"), group="state", **s) for s in data["state"])
    return Layout(
        columns=tuple(columns),
        states=states,
        words={
            name: {value: tuple(said) for value, said in words.items()}
            for name, words in data["words"].items()
        },
        groups={name: (group["name"], group["colour"]) for name, group in data["groups"].items()},
        sheets=(data["title"], data["guide"], data["occupations"]),
        guidance=data["guidance"],
        errors=(data["errors"]["reason"], data["errors"]["row"]),
        checks=data["checks"],
        known=_known(columns, [*data["passed"]["headings"], *(s.heading for s in states)]),
    )


@cache
def choice(words: str) -> Mapping[str, str]:
    """Folded word → value of this choice; the values themselves are understood too."""
    return {
        fold(said): value
        for value, names in layout().words.get(words, {}).items()
        for said in (*names, value)
    }


def _column(data: dict[str, Any]) -> Column:
    return Column(**{**data, "also": tuple(data.get("also", ()))})


def _series(series: dict[str, Any], parts: list[dict[str, Any]]) -> list[Column]:
    made = []
    for number in range(1, series["count"] + 1):
        prefix = f"{series['heading']} {number}"
        for part in parts:
            also = [f"{prefix} {name}" for name in part.get("also", ())]
            made.append(
                _column(
                    {
                        **part,
                        "key": f"{series['key']}.{number}.{part['key']}",
                        "heading": f"{prefix} {part['heading']}",
                        "also": [*also, prefix] if part["key"] == "full_name" else also,
                        "group": series["group"],
                        "template": number <= series["template"],
                    }
                )
            )
    return made


def _known(columns: list[Column], passed: list[str]) -> dict[str, str]:
    known = {fold(heading): "" for heading in passed}
    for column in columns:
        for name in (column.key, column.heading, *column.also):
            known[fold(name)] = column.key
    return known
