"""Whose papers a command writes: named people, a filter, those without a paper yet, everybody."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated

import typer

from desktop_app.cli.filters import filters
from desktop_app.domain.findings import Refused
from desktop_app.terminal.help import N_
from desktop_app.terminal.usage import Usage
from desktop_app.text import _

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk

Ids = Annotated[
    list[str] | None,
    typer.Option("--id", metavar="ID", help=N_("NIK, registration number, KPJ or record id.")),
]
Unprinted = Annotated[
    bool, typer.Option("--unprinted", help=N_("Everybody whose paper was not printed yet."))
]
Everybody = Annotated[bool, typer.Option("--all", help=N_("Everybody."))]


@dataclass(frozen=True, slots=True)
class Selection:
    """Whose papers."""

    named: tuple[str, ...] = ()
    unprinted: bool = False
    filter: tuple[str, ...] = ()

    @staticmethod
    def read(
        ids: list[str] | None,
        *,
        unprinted: bool,
        everybody: bool,
        filter: list[str] | None = None,
    ) -> "Selection":
        """What the options say. Raises Usage unless it is one way; a filter may narrow the
        unprinted ones."""
        if sum((bool(ids), bool(filter) or unprinted, everybody)) != 1:
            raise Usage(_("Say whose papers: --id ID, --unprinted, --filter KEY=VALUE or --all."))
        filters(filter)
        return Selection(tuple(ids or ()), unprinted, tuple(filter or ()))

    def record_ids(self, desk: "Desk") -> list[str]:
        """The record ids, in name order or as they were named; nobody twice.

        Raises Refused ``all_printed`` where everybody's paper went out already.
        """
        from desktop_app.actions import finding

        if self.named:
            return list(dict.fromkeys(finding.find_one(desk, text).id for text in self.named))
        wanted = filters(list(self.filter))
        found = finding.ids(desk, replace(wanted, unprinted=True) if self.unprinted else wanted)
        if self.unprinted and not found and finding.count(desk, wanted):
            raise Refused("all_printed")
        return found
