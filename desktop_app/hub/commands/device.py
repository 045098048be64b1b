"""``device``: codes that let a PC in, the PCs that are in, and those that are no longer."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop_app.domain.findings import Refused
from desktop_app.domain.region import plain
from desktop_app.hub.commands.run import Run
from desktop_app.terminal.help import N_, Command, Group
from desktop_app.terminal.voice import DONE, table
from desktop_app.text import _

if TYPE_CHECKING:
    from desktop_app.domain.region import Village as Place
    from desktop_app.hub.devices import Device

app = typer.Typer(cls=Group, rich_markup_mode=None, help=N_("PCs of the village offices."))

_CANDIDATES = 5

Village = Annotated[
    str, typer.Option(metavar=N_("CODE"), help=N_("The village's code, with dots or without."))
]
Note = Annotated[str, typer.Option(metavar=N_("TEXT"), help=N_("What is remembered with the PC."))]


@app.command(cls=Command, help=N_("Make an activation code. For one PC of one village, once."))
def code(ctx: typer.Context, *, village: Village, note: Note = "") -> int:
    """Make a code; it stands alone on its line."""
    from desktop_app.hub import devices

    run: Run = ctx.obj
    place = _place(village)
    with run.hub() as hub:
        made = devices.new_code(hub, place.code, note[:200])
        until = (hub.now() + devices.GOOD).astimezone().date()
    run.say(
        {
            "code": made,
            "village_code": place.code,
            "village": place.name,
            "regency": place.regency,
            "good_until": until.isoformat(),
        },
        [made],
    )
    run.complain(
        [
            _("For one PC of {village}, {regency}. Good until {day}.").format(
                village=place.name, regency=place.regency, day=f"{until:%d-%m-%Y}"
            )
        ]
    )
    return DONE


def _place(text: str) -> "Place":
    """The village of this code. Raises Refused ``village_unknown``, with those that are like it."""
    from desktop_app.reference.regions import regions

    found = regions().village(text)
    if found is not None:
        return found
    like = _like(text)
    told = " · ".join(f"{one.code} {one.name} ({one.regency})" for one in like)
    if told:
        raise Refused("village_unknown", "village", value=text[:40], why="like", like=told)
    raise Refused("village_unknown", "village", value=text[:40])


def _like(text: str) -> list["Place"]:
    """Villages of that name; for a code those of its district, regency or province."""
    from desktop_app.reference.regions import regions

    digits = plain(text)
    if not (digits.isascii() and digits.isdigit()):
        return regions().find(text, _CANDIDATES)
    for length in (len(digits), 6, 4):
        if len(digits) >= length and (found := regions().find(digits[:length], _CANDIDATES)):
            return found
    return []


@app.command("list", cls=Command, help=N_("All PCs, by village."))
def list_(ctx: typer.Context) -> int:
    """List every incarnation of every device."""
    from desktop_app.hub import devices

    run: Run = ctx.obj
    with run.hub() as hub:
        found = devices.all(hub)
    run.say({"devices": [_document(one) for one in found]}, table([_row(one) for one in found]))
    return DONE


@app.command(cls=Command, help=N_("Take nothing more from a PC. Its honest papers stay good."))
def revoke(
    ctx: typer.Context,
    device: Annotated[str, typer.Argument(metavar="ID", help=N_("The PC's id, as listed."))],
) -> int:
    """Revoke a device with all its incarnations."""
    from desktop_app.hub import devices

    run: Run = ctx.obj
    with run.hub() as hub:
        try:
            last = devices.revoke(hub, device.lower())
        except Refused as refused:
            if refused.rule != "device_unknown":
                raise
            raise Refused("not_found", None, id=device[:40]) from None
    run.say(
        {"device": device.lower(), "good_until": last},
        [_("Nothing more is taken from {device}.").format(device=device.lower())],
    )
    return DONE


def _document(device: "Device") -> dict[str, Any]:
    return {
        "id": device.id,
        "village_code": device.village,
        "office": device.office,
        "note": device.note,
        "incarnation": device.incarnation,
        "tag": device.tag,
        "enrolled_at": device.enrolled_at,
        "last_batch": device.seen_at,
        "revoked_at": device.revoked_at,
        "good_until": device.good_until,
    }


def _row(device: "Device") -> tuple[str | None, ...]:
    state = _("revoked {day}").format(day=_day(device.revoked_at)) if device.revoked_at else None
    return (
        device.village,
        device.id,
        device.tag,
        device.office,
        device.note,
        _day(device.enrolled_at),
        state or _day(device.seen_at),
    )


def _day(moment: str | None) -> str | None:
    return f"{datetime.fromisoformat(moment).astimezone():%d-%m-%Y}" if moment else None
