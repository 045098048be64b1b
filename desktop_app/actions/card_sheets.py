"""The sheets that cards are printed on: those that are shipped, and the office's own."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from desktop_app.actions.desk import Desk
from desktop_app.domain.findings import Finding
from desktop_app.domain.print_run import Grid

if TYPE_CHECKING:
    from desktop_app.documents.sheet_files import Layout

#: Folder of the office's own sheets in its data.
SHEETS = "sheets"


def layouts(desk: Desk) -> "Mapping[str, Layout]":
    """Every sheet of cards: the office's own under their names, and those that are shipped."""
    from desktop_app.documents import sheet_files

    mine, _broken = sheet_files.own(desk.config.data / SHEETS)
    return {**sheet_files.shipped(), **mine}


def broken(desk: Desk) -> tuple[Finding, ...]:
    """What is wrong with those of the office's own sheets that cannot be used."""
    from desktop_app.documents import sheet_files

    return sheet_files.own(desk.config.data / SHEETS)[1]


def grid(desk: Desk, layout: str, skip: int) -> Grid:
    """How papers lie on the sheets of this name: cards, slips, or one to a page."""
    if layout == "slip":
        return Grid(places=3, skip=skip)
    plan = layouts(desk).get(layout)
    if plan is None:
        return Grid()
    two = plan.two_sided and not plan.fold
    return Grid(places=plan.places, sides=2 if two else 1, skip=skip)
