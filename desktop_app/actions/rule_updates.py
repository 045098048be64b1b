"""Rules of contributions that changed: taken from a file, kept in the register, audited.

The program comes with the tables of its day. A new one holds from its first month on; it is
checked whole before it is taken, goes into backups, and can be taken back.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.actions.desk import Desk
from desktop_app.domain.findings import Refused
from desktop_app.domain.months import month_of
from desktop_app.reference.rule_files import (
    BANDS,
    DISCOUNTS,
    READERS,
    read_bands,
    read_discounts,
)
from desktop_app.store import office

if TYPE_CHECKING:
    from desktop_app.domain.contribution import Tables

_LARGEST = 2**20


def install(desk: Desk, path: Path) -> "Tables":
    """Use this rule file from now on; its name tells which one it is.

    Raises Refused: ``rules`` (``why`` and line), ``file_unreadable``; nothing changed then.
    """
    desk.require("office")
    if path.name not in READERS:
        raise Refused("rules", None, why="name", file=path.name, allowed=tuple(READERS))
    text = _text(path)
    READERS[path.name](text)
    _check_past(desk, path.name, text)
    with desk.write("rules_changed") as tx:
        office.set_setting(tx, setting(path.name), text)
    return desk.tables


def forget(desk: Desk, name: str) -> "Tables":
    """Use the file again that the program came with."""
    desk.require("office")
    if name not in READERS:
        raise Refused("rules", None, why="name", file=name, allowed=tuple(READERS))
    with desk.write("rules_changed") as tx:
        office.set_setting(tx, setting(name), None)
    return desk.tables


def _check_past(desk: Desk, name: str, text: str) -> None:
    """No month that had a table loses it, and no reduction that has begun vanishes: what was paid
    could not be reckoned again. Raises Refused (``rules``)."""
    now, month = desk.tables, month_of(desk.config.today())
    if name == BANDS:
        first, begins = now.bands[0].month_from, read_bands(text)[0].month_from
        if begins > first:
            told = {"file": name, "line": 2, "key": "month_from", "value": begins}
            raise Refused("rules", None, why="begins_late", before=first, **told)
    if name == DISCOUNTS:
        kept = {(one.rule, one.sector, one.month_from) for one in read_discounts(text)}
        for one in now.discounts:
            if one.month_from <= month and (one.rule, one.sector, one.month_from) not in kept:
                told = {"file": name, "line": 1, "key": one.rule, "value": one.month_from}
                raise Refused("rules", None, why="drops", **told)


def setting(name: str) -> str:
    """Under which name the register keeps a rule file."""
    return f"rules/{name}"


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST:
            raise Refused("file_too_large", None, name=path.name, limit=1)
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeError) as error:
        raise Refused("file_unreadable", None, name=path.name) from error
