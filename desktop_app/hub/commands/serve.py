"""``serve``: the hub answers over the line."""

import ipaddress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desktop_app.domain.findings import Refused
from desktop_app.hub.commands.run import Run
from desktop_app.terminal.help import N_, Command
from desktop_app.terminal.voice import DONE
from desktop_app.text import _

if TYPE_CHECKING:
    from desktop_app.hub.database import Hub

app = typer.Typer(rich_markup_mode=None)

PORT = 8765

Host = Annotated[
    str, typer.Option(metavar="HOST", help=N_("Address to listen on; this computer alone."))
]
Port = Annotated[
    int, typer.Option(metavar="PORT", min=0, max=65535, help=N_("Port; 0 takes any free one."))
]
Name = Annotated[
    str | None,
    typer.Option(metavar=N_("NAME"), help=N_("What a new hub calls itself (LOKET_HUB_NAME).")),
]
RootOut = Annotated[
    Path | None,
    typer.Option(metavar=N_("FILE.pdf"), help=N_("Where the root sheet of a new hub is written.")),
]
WithParent = Annotated[bool, typer.Option("--with-parent", hidden=True)]


@app.command(cls=Command, help=N_("Answer the village offices. Until it is stopped."))
def serve(
    ctx: typer.Context,
    *,
    host: Host = "127.0.0.1",
    port: Port = PORT,
    name: Name = None,
    root_out: RootOut = None,
    with_parent: WithParent = False,
) -> int:
    """Serve; the address stands alone on its line once requests are accepted."""
    from desktop_app.hub import serving
    from desktop_app.hub.app import make_app

    run: Run = ctx.obj
    wanted = _name(name)
    with run.hub(name=wanted, sheet=root_out) as hub:
        _check_name(hub, wanted)
        if not _alone(host):
            run.complain(
                [_("Others reach this address. Put TLS in front of it, such as Caddy or nginx.")]
            )

        def ready(taken: int) -> None:
            url = f"http://{_shown(host)}:{taken}"
            run.say({"url": url}, [url])

        if with_parent:
            serving.end_with_standard_input()
        serving.serve(make_app(hub), host, port, ready)
    return DONE


def _name(given: str | None) -> str | None:
    if given is None:
        return None
    name = " ".join(given.split())
    if not 0 < len(name) <= 80 or not name.isprintable():
        raise Refused("hub_name", "name")
    return name


def _check_name(hub: "Hub", wanted: str | None) -> None:
    """A name stands in the keys' certificates: it cannot change in passing. Raises Refused."""
    from desktop_app.hub import keys

    with hub.read() as c:
        now = keys.itself(c).name
    if wanted not in (None, now):
        raise Refused("hub_named", "name", now=now)


def _alone(host: str) -> bool:
    """Whether only this computer reaches it."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _shown(host: str) -> str:
    if host in ("", "0.0.0.0"):  # noqa: S104 - compared, not bound
        return "127.0.0.1"
    if host == "::":
        return "[::1]"
    return f"[{host}]" if ":" in host else host
