"""``dues amount`` and ``dues rules``: what a month costs, and by which tables."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop_app.cli import words
from desktop_app.cli.choices import completing
from desktop_app.cli.run import Run
from desktop_app.domain.contribution import MOST_RUPIAH, PAYERS
from desktop_app.domain.findings import Refused, note
from desktop_app.domain.occupation import SECTORS
from desktop_app.terminal.help import N_, Command
from desktop_app.terminal.voice import DONE
from desktop_app.text import _

if TYPE_CHECKING:
    from desktop_app.domain.contribution import Contribution, Tables

app = typer.Typer(rich_markup_mode=None)

Income = Annotated[
    str, typer.Option(metavar="N", help=N_("Monthly income in whole rupiah; it chooses the band."))
]
Month = Annotated[str, typer.Option(metavar="YYYY-MM", help=N_("The month that is paid for."))]
Programmes = Annotated[
    str, typer.Option(metavar="JKK,JKM", help=N_("The programmes; JHT only on top of both."))
]
Sector = Annotated[
    str,
    typer.Option(
        metavar="|".join(SECTORS),
        help=N_("The sector of the work; the reduction depends on it."),
        autocompletion=completing(SECTORS),
    ),
]
Payer = Annotated[
    str,
    typer.Option(
        metavar="|".join(PAYERS),
        help=N_("Who pays; the reduction depends on it."),
        autocompletion=completing(PAYERS),
    ),
]


@app.command(cls=Command, help=N_("One month's contribution. By the rules of that month."))
def amount(
    ctx: typer.Context,
    *,
    income: Income,
    month: Month,
    programmes: Programmes = "JKK,JKM",
    sector: Sector = "other",
    payer: Payer = "self",
) -> int:
    """Say what a month costs and by which rules; in an office by its own tables."""
    from desktop_app.domain.contribution import contribution

    run: Run = ctx.obj
    found = contribution(
        month,
        whole_rupiah(income, "monthly_income"),
        programmes=tuple(p.strip().upper() for p in programmes.split(",") if p.strip()),
        sector=sector,
        payer={known.casefold(): known for known in PAYERS}.get(payer.casefold(), payer),
        tables=_tables(run),
    )
    unclear = [words.message([note(rule)]) for rule in found.unclear]
    run.say(_document(found, unclear), _lines(found, unclear))
    return DONE


def whole_rupiah(text: str, field: str) -> int:
    """An amount as people type it: ``16800``, ``16.800``, ``Rp 16.800``; never cents.

    Raises Refused (``amount``).
    """
    plain = text.strip().removeprefix("Rp").strip().replace(".", "").replace(" ", "")
    if not (plain.isascii() and plain.isdigit()) or _odd_groups(text):
        raise Refused("amount", field)
    if int(plain) > MOST_RUPIAH:
        raise Refused("amount", field)
    return int(plain)


def _odd_groups(text: str) -> bool:
    """Dots that do not part thousands: ``16.80`` may mean cents."""
    return any(len(group) != 3 for group in text.strip().split(".")[1:])


def _tables(run: Run) -> "Tables":
    """The office's own tables where somebody logs in to one; else those that the program brought:
    a question about amounts needs no office."""
    from desktop_app.actions import access
    from desktop_app.reference.rules import contribution_tables

    named = run.user or os.environ.get("LOKET_USER")
    known = run.password_file or os.environ.get("LOKET_PASSWORD")
    if not (named and known) or access.office_state(run.config) == "absent":
        return contribution_tables()
    with run.desk() as desk:
        return desk.tables


def _document(found: "Contribution", unclear: list[str]) -> dict[str, Any]:
    return {
        "month": found.month,
        "band": found.band,
        "base": found.base,
        "parts": found.parts,
        "total": found.total,
        "rules": list(found.rules),
        "unclear": unclear,
        "possible_saving": found.possible_saving,
    }


def _lines(found: "Contribution", unclear: list[str]) -> list[str]:
    parts = " + ".join(f"{name} {words.rupiah(part)}" for name, part in found.parts.items() if part)
    lines = [
        _("{month}: {total} ({parts})").format(
            month=words.month(found.month), total=words.rupiah(found.total), parts=parts
        ),
        _("Band {band}, base income {base}").format(band=found.band, base=words.rupiah(found.base)),
        _("By: {rules}").format(rules="; ".join(found.rules)),
        *unclear,
    ]
    if found.possible_saving:
        lines.append(
            _("Possible saving, if the branch confirms: {sum}").format(
                sum=words.rupiah(found.possible_saving)
            )
        )
    return lines


@app.command(
    cls=Command, help=N_("The tables of contributions. Or take a changed one from a file.")
)
def rules(
    ctx: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE.csv", help=N_("A rule file to use from now on."))
    ] = None,
    *,
    shipped: Annotated[
        str | None,
        typer.Option(metavar=N_("NAME"), help=N_("Use this file again as the program brought it.")),
    ] = None,
) -> int:
    """Say which tables hold; with a file, check it whole and use it from now on."""
    from desktop_app.actions import rule_updates

    run: Run = ctx.obj
    with run.desk() as desk:
        if file is not None:
            rule_updates.install(desk, file)
        if shipped is not None:
            rule_updates.forget(desk, shipped)
        tables = desk.tables
    document = {
        "bands": _tables_known(tables),
        "reductions": [_reduction(one) for one in tables.discounts],
    }
    run.say(document, _rule_lines(tables))
    return DONE


def _tables_known(tables: "Tables") -> list[dict[str, Any]]:
    months = sorted({band.month_from for band in tables.bands})
    return [
        {
            "from": month,
            "bands": len(tables.bands_of(month)),
            "source": tables.bands_of(month)[0].source,
        }
        for month in months
    ]


def _reduction(one: Any) -> dict[str, Any]:
    return {
        "rule": one.rule,
        "sector": one.sector,
        "from": one.month_from,
        "to": one.month_to,
        "programmes": sorted(one.programmes),
        "payer_excluded": sorted(one.payer_excluded),
        "payer_unclear": sorted(one.payer_unclear),
    }


def _rule_lines(tables: "Tables") -> list[str]:
    known = [
        _("From {month}: {count} income bands ({source})").format(
            month=one["from"], count=one["bands"], source=one["source"]
        )
        for one in _tables_known(tables)
    ]
    reductions = [
        _("{rule}: sector {sector}, months {first} to {last}").format(
            rule=one.rule,
            sector=words.status_word(one.sector),
            first=words.month(one.month_from),
            last=words.month(one.month_to),
        )
        for one in tables.discounts
    ]
    return [*known, *reductions]
