"""``sponsor``: who pays for others, what is used, set aside and left."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop_app.cli import sponsor_words, words
from desktop_app.cli.choices import completing, ending, pairs
from desktop_app.cli.printed import STAY, Ink, Shift, printed
from desktop_app.cli.run import Run
from desktop_app.domain.sponsor import KINDS, RULES
from desktop_app.terminal.help import N_, Command, Group
from desktop_app.terminal.voice import DONE, PARTLY, REFUSED, table
from desktop_app.text import _

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk
    from desktop_app.actions.reserving import Reserved
    from desktop_app.domain.sponsor import Sponsor

app = typer.Typer(
    rich_markup_mode=None, cls=Group, help=N_("Sponsors: who pays contributions for others.")
)

Code = Annotated[str, typer.Argument(metavar=N_("CODE"), help=N_("The sponsor's code."))]
Name = Annotated[str | None, typer.Option(metavar=N_("NAME"), help=N_("Its name on papers."))]
Kind = Annotated[
    str | None,
    typer.Option(
        metavar=N_("KIND"),
        help=N_("APBN, APBD_province, APBD, APBDes, DBH, CSR, SERTAKAN or other."),
        autocompletion=completing(KINDS),
    ),
]
Source = Annotated[
    str | None,
    typer.Option(metavar=N_("TEXT"), help=N_("The part of the budget: PADes, ADD, Dana Desa …")),
]
Basis = Annotated[
    str | None, typer.Option(metavar=N_("TEXT"), help=N_("The decree, regulation or agreement."))
]
Year = Annotated[int | None, typer.Option(metavar=N_("YEAR"), help=N_("The budget year."))]
Budget = Annotated[int | None, typer.Option(metavar="N", help=N_("At most so many rupiah."))]
Quota = Annotated[int | None, typer.Option(metavar="N", help=N_("At most so many people."))]
Minimum = Annotated[int | None, typer.Option(metavar="N", help=N_("At least so many people."))]
Months = Annotated[
    int | None, typer.Option(metavar="N", help=N_("Months that each person gets, where agreed."))
]
First = Annotated[
    str | None, typer.Option("--from", metavar="YYYY-MM", help=N_("The first month it pays."))
]
Last = Annotated[
    str | None, typer.Option("--to", metavar="YYYY-MM", help=N_("The last month it pays."))
]
Rules = Annotated[
    list[str] | None,
    typer.Option(
        metavar=N_("KEY=VALUE"),
        help=N_("For whom it pays: max_age=64, max_decile=5, basis=DTSEN,musdes …"),
        autocompletion=completing(f"{key}=" for key in RULES),
    ),
]
Ids = Annotated[
    list[str], typer.Argument(metavar="ID…", help=N_("NIK, registration number or KPJ."))
]


@app.command(cls=Command, help=N_("Add a sponsor."))
def add(  # noqa: PLR0913 - one parameter an option
    ctx: typer.Context,
    code: Code,
    *,
    name: Annotated[str, typer.Option(metavar=N_("NAME"), help=N_("Its name on papers."))],
    kind: Annotated[
        str,
        typer.Option(
            metavar=N_("KIND"),
            help=N_("APBN, APBD_province, APBD, APBDes, DBH, CSR, SERTAKAN or other."),
            autocompletion=completing(KINDS),
        ),
    ],
    source: Source = None,
    legal_basis: Basis = None,
    year: Year = None,
    budget: Budget = None,
    quota: Quota = None,
    minimum: Minimum = None,
    months: Months = None,
    first: First = None,
    last: Last = None,
    rule: Rules = None,
) -> int:
    """Add a sponsor; what is doubtful about its money is told on standard error."""
    rules = pairs(rule or (), "--rule")
    from desktop_app.actions import sponsoring

    form = sponsoring.SponsorForm(
        code=code,
        name=name,
        kind=kind,
        source=source,
        legal_basis=legal_basis,
        year=year,
        budget=budget,
        quota=quota,
        minimum=minimum,
        months=months,
        first=first,
        last=last,
        rules=rules,
    )
    run: Run = ctx.obj
    with run.desk() as desk:
        made = sponsoring.add(desk, form)
        return _told(run, desk, made, _("Sponsor added: {code}").format(code=made.code))


@app.command(cls=Command, help=N_("Change what is said of a sponsor; an empty text clears."))
def edit(  # noqa: PLR0913 - one parameter an option
    ctx: typer.Context,
    code: Code,
    *,
    name: Name = None,
    kind: Kind = None,
    source: Source = None,
    legal_basis: Basis = None,
    year: Year = None,
    budget: Budget = None,
    quota: Quota = None,
    minimum: Minimum = None,
    months: Months = None,
    first: First = None,
    last: Last = None,
    rule: Rules = None,
    clear: Annotated[
        list[str] | None,
        typer.Option(
            metavar=N_("FIELD"),
            help=N_("A field that holds nothing from now on, such as budget or quota."),
        ),
    ] = None,
) -> int:
    """Change the given fields only. ``--rule KEY=`` takes a rule away."""
    given = {
        **{"name": name, "kind": kind, "source": source, "legal_basis": legal_basis},
        **{"year": year, "budget": budget, "quota": quota, "minimum": minimum},
        **{"months": months, "first": first, "last": last},
    }
    changes: dict[str, Any] = {key: value for key, value in given.items() if value is not None}
    changes |= dict.fromkeys(sponsor_words.FIELDS.get(key, key) for key in clear or ())
    rules = pairs(rule or (), "--rule")
    from desktop_app.actions import sponsoring

    run: Run = ctx.obj
    with run.desk() as desk:
        before = sponsoring.account(desk, code).sponsor
        if rules:
            both = {**sponsor_words.rules_text(before.rules), **rules}
            changes["rules"] = {key: text for key, text in both.items() if text}
        made = sponsoring.edit(desk, code, changes)
        line = _("Nothing to change: {code}") if made == before else _("Sponsor changed: {code}")
        return _told(run, desk, made, line.format(code=made.code))


def _told(run: Run, desk: "Desk", made: "Sponsor", line: str) -> int:
    from desktop_app.actions import sponsoring

    account = sponsoring.account(desk, made.code)
    run.say(sponsor_words.document(account), [line])
    run.complain(words.message([found]) for found in sponsoring.notes(desk, made))
    return DONE


@app.command("list", cls=Command, help=N_("List the sponsors with what is left."))
def list_(ctx: typer.Context) -> int:
    """List the sponsors."""
    from desktop_app.actions import sponsoring

    run: Run = ctx.obj
    with run.desk() as desk:
        accounts = sponsoring.sponsors(desk)
    run.say(
        {"sponsors": [sponsor_words.document(one) for one in accounts]},
        sponsor_words.listed(accounts),
    )
    return DONE


@app.command(cls=Command, help=N_("Show a sponsor: used, set aside, left, and its people."))
def show(ctx: typer.Context, code: Code) -> int:
    """Show one sponsor; only people who agreed to it by name."""
    from desktop_app.actions import sponsoring

    run: Run = ctx.obj
    with run.desk() as desk:
        account = sponsoring.account(desk, code)
        people = sponsoring.people(desk, code)
    document = sponsor_words.document(account) | sponsor_words.people_document(people)
    run.say(document, table(list(sponsor_words.lines(account, people))))
    return DONE


@app.command(cls=Command, help=N_("Set money aside for people, months that are paid later."))
def reserve(
    ctx: typer.Context,
    code: Code,
    ids: Ids,
    *,
    first: Annotated[str, typer.Option("--from", metavar="YYYY-MM", help=N_("The first month."))],
    months: Annotated[int, typer.Option(metavar="N", help=N_("How many months, 1 to 12."))],
) -> int:
    """Set money aside; each person is taken or refused alone."""
    from desktop_app.actions import reserving

    run: Run = ctx.obj
    with run.desk() as desk:
        done = reserving.reserve(desk, code, ids, first, months)
    run.say(sponsor_words.reserved_document(done), sponsor_words.reserved_lines(done))
    run.complain(sponsor_words.complaints(done))
    return _code(done)


def _code(done: "Reserved") -> int:
    if not done.refused:
        return DONE
    return PARTLY if done.made else REFUSED


@app.command(cls=Command, help=N_("Let go of the money set aside for people."))
def release(ctx: typer.Context, code: Code, ids: Ids) -> int:
    """Let go of what is set aside; all of them or none."""
    from desktop_app.actions import reserving

    run: Run = ctx.obj
    with run.desk() as desk:
        people = reserving.release(desk, code, ids)
    run.say(
        {"released": people},
        [_("Nothing is set aside any more for {people} people.").format(people=people)],
    )
    return DONE


@app.command(cls=Command, help=N_("Write the report for a sponsor as PDF."))
def report(
    ctx: typer.Context,
    code: Code,
    out: Annotated[Path, typer.Argument(metavar="OUT.pdf", help=N_("Where it is written."))],
    *,
    ink: Ink = "colour",
    shift: Shift = STAY,
) -> int:
    """Write what the sponsor's money did; names only of those who agreed."""
    ending(out, ".pdf")
    from desktop_app.actions import files, letters

    run: Run = ctx.obj
    with run.desk() as desk:
        files.write(out, letters.sponsor_report(desk, code, **printed(ink, shift)))
    run.say({"file": str(out)}, [_("Written: {file}").format(file=out)])
    return DONE
