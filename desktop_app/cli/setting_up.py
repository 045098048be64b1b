"""``setup``: the office is made, its recovery code told once."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desktop_app.cli import secret
from desktop_app.cli.run import Run
from desktop_app.domain.findings import Refused
from desktop_app.terminal.help import N_, Command
from desktop_app.terminal.voice import DONE
from desktop_app.text import _

if TYPE_CHECKING:
    from desktop_app.actions.office import OfficeForm

app = typer.Typer(rich_markup_mode=None)


Village = Annotated[str, typer.Option(metavar=N_("CODE"), help=N_("The village's code."))]
OfficeName = Annotated[str, typer.Option(metavar=N_("NAME"), help=N_("Name of the office."))]
Head = Annotated[str, typer.Option(metavar=N_("NAME"), help=N_("Name of its head."))]
Title = Annotated[str, typer.Option(metavar=N_("TITLE"), help=N_("What the head is called here."))]
Nip = Annotated[
    str | None, typer.Option(metavar="NIP", help=N_("The head's civil service number."))
]
Prefix = Annotated[
    str, typer.Option(metavar="Pj.|Plt.|Plh.|a.n.|u.b.", help=N_("Acting, or signing on behalf."))
]
DeputyName = Annotated[
    str, typer.Option("--deputy", metavar=N_("NAME"), help=N_("Who signs in the head's place."))
]
DeputyTitle = Annotated[
    str, typer.Option(metavar=N_("TITLE"), help=N_("The own title of who signs."))
]
DeputyThrough = Annotated[
    str, typer.Option(metavar=N_("TITLE"), help=N_("With u.b.: for whom they sign."))
]
DeputyNip = Annotated[
    str | None, typer.Option(metavar="NIP", help=N_("The civil service number of who signs."))
]
Address = Annotated[
    str | None, typer.Option(metavar=N_("TEXT"), help=N_("Address, for the letterhead."))
]
Phone = Annotated[
    str | None, typer.Option(metavar=N_("TEXT"), help=N_("Phone, for the letterhead."))
]
Branch = Annotated[
    str | None, typer.Option(metavar=N_("NAME"), help=N_("The BPJS branch office in charge."))
]
Sheet = Annotated[
    Path | None,
    typer.Option(metavar=N_("FILE.pdf"), help=N_("Where the recovery sheet is written.")),
]


@app.command(
    cls=Command,
    help=N_(
        "Set the office up. Creates its encrypted database and its first administrator "
        "(--user NAME), and shows the recovery code once."
    ),
)
def setup(  # noqa: PLR0913 - one parameter an option
    ctx: typer.Context,
    *,
    village: Village,
    office: OfficeName,
    head: Head,
    head_title: Title = "",
    head_nip: Nip = None,
    head_prefix: Prefix = "",
    deputy: DeputyName = "",
    deputy_title: DeputyTitle = "",
    deputy_through: DeputyThrough = "",
    deputy_nip: DeputyNip = None,
    address: Address = None,
    phone: Phone = None,
    branch: Branch = None,
    recovery_out: Sheet = None,
) -> int:
    """Create the office; never over another one."""
    from desktop_app.actions.office import OfficeForm
    from desktop_app.domain.office import Deputy

    if recovery_out is not None:
        _check_place(recovery_out)
    form = OfficeForm(
        village_code=village,
        name=office,
        head=head,
        head_title=head_title,
        head_nip=head_nip,
        head_prefix=head_prefix,
        deputy=Deputy(name=deputy, title=deputy_title, nip=deputy_nip, through=deputy_through),
        address=address,
        phone=phone,
        branch=branch,
    )
    return _set_up(ctx.obj, form, recovery_out)


def _set_up(run: Run, form: "OfficeForm", sheet: Path | None) -> int:
    from desktop_app.actions import files
    from desktop_app.actions.office import set_up

    account = run.named_user()
    desk, recovery = set_up(run.config, form, account, secret.first_password(run.password_file))
    office = desk.office
    desk.close()
    document = {
        "office": office.name,
        "village_code": office.village.code,
        "user": account,
        "recovery_code": recovery.code,
        "recovery_out": str(sheet) if sheet else None,
    }
    lines = [
        _("The office is ready: {office}, {village}, {regency}.").format(
            office=office.name, village=office.village.name, regency=office.village.regency
        ),
        _("Recovery code (shown only now, keep it away from this PC):"),
        f"    {recovery.code}",
    ]
    if sheet is not None:
        lines.append(_("Recovery sheet to print: {file}").format(file=sheet))
    run.say(document, lines)
    sys.stdout.flush()  # the code is told before the disk may refuse the sheet
    if sheet is not None:
        files.write(sheet, recovery.pdf)
    return DONE


def _check_place(file: Path) -> None:
    """The sheet's folder is looked at before anything is made: the code is told only once."""
    if file.is_dir() or not file.absolute().parent.is_dir():
        raise Refused("unwritable", None, path=str(file))
