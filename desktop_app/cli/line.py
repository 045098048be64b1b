"""``enrol``, ``hub``, ``sync``, ``waiting``: the regency office, and what goes there and back."""

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop_app.cli import words
from desktop_app.cli.run import Run
from desktop_app.domain.findings import Refused
from desktop_app.terminal.help import N_, Command
from desktop_app.terminal.voice import DONE, PARTLY, table
from desktop_app.text import _

if TYPE_CHECKING:
    from datetime import date, datetime

    from desktop_app.actions.exchanging import Came, Exchange, HubView, ReceiptView

app = typer.Typer(rich_markup_mode=None)

COUNTS = (
    *("sent", "accepted", "merged", "conflict", "duplicate", "refused", "held", "later"),
    *("received", "waiting"),
)
#: What somebody has to look at; any of them makes a run a partial one.
TROUBLES = ("refused", "duplicate", "conflict", "held", "later")

Url = Annotated[str, typer.Option("--hub", metavar="URL", help=N_("Address of that office."))]
NewUrl = Annotated[
    str | None,
    typer.Option("--set-url", metavar="URL", help=N_("The same office under another address.")),
]


@app.command(cls=Command, help=N_("Connect this PC with the regency office. By its code."))
def enrol(
    ctx: typer.Context,
    code: Annotated[list[str], typer.Argument(metavar=N_("CODE"), help=N_("The activation code."))],
    *,
    hub: Url,
) -> int:
    """Make this PC a device of the hub; the code serves once."""
    from desktop_app.actions import exchanging

    run: Run = ctx.obj
    with run.desk() as desk:
        view = exchanging.enrol(desk, " ".join(code), hub)
    run.say(_document(view), [_("Connected with {name}.").format(name=view.name), *_lines(view)])
    return DONE


@app.command(cls=Command, help=N_("Show the regency office this PC is connected with."))
def hub(ctx: typer.Context, set_url: NewUrl = None) -> int:
    """Show which hub, or note the same one's new address."""
    from desktop_app.actions import exchanging

    run: Run = ctx.obj
    with run.desk() as desk:
        view = exchanging.hub(desk) if set_url is None else exchanging.set_url(desk, set_url)
    if view is None:
        raise Refused("hub_absent")
    run.say(_document(view), _lines(view))
    return DONE


def _document(view: "HubView") -> dict[str, Any]:
    last = view.last
    return {
        "hub": view.name,
        "url": view.url,
        "fingerprint": view.fingerprint,
        "village": view.village,
        "enrolled_on": view.enrolled_on.isoformat(),
        "last_contact": view.told_at and view.told_at.isoformat(),
        "waiting": view.waiting,
        "to_mend": view.to_mend,
        "last_receipt": last and {**asdict(last), "at": last.at.isoformat()},
    }


def _lines(view: "HubView") -> Iterable[str]:
    return table(
        [
            (_("Regency office"), view.name),
            (_("Address"), view.url),
            (_("Fingerprint"), _grouped(view.fingerprint)),
            (_("Village"), words.village(view.village)),
            (_("Connected since"), _day(view.enrolled_on)),
            (_("Last heard from"), _moment(view.told_at) if view.told_at else None),
            (_("Waiting to be sent"), str(view.waiting)),
            (_("To be mended"), str(view.to_mend)),
            (_("Last receipt"), _receipt(view.last) if view.last else None),
        ]
    )


def _receipt(last: "ReceiptView") -> str:
    return _("no. {number}, {at}: {taken} of {count} accepted").format(
        number=last.number,
        at=_moment(last.at),
        taken=last.accepted + last.merged,
        count=last.count,
    )


def _grouped(fingerprint: str) -> str:
    """As the regency office's papers show it."""
    return "-".join(fingerprint[at : at + 4] for at in range(0, len(fingerprint), 4))


def _day(day: "date") -> str:
    return f"{day:%d-%m-%Y}"


def _moment(at: "datetime") -> str:
    return f"{at.astimezone():%d-%m-%Y %H:%M}"


@app.command(cls=Command, help=N_("Send what waits and fetch what is new."))
def sync(ctx: typer.Context) -> int:
    """Send what waits, fetch what is new; what was not accepted is named."""
    from desktop_app.actions import exchanging

    run: Run = ctx.obj
    with run.desk() as desk:
        done = exchanging.sync(desk, step=_progress(run))
    run.say(_exchange(done), _exchange_lines(done))
    run.complain(_complaints(done))
    return PARTLY if any(getattr(done, verdict) for verdict in TROUBLES) else DONE


def _exchange(done: "Exchange") -> dict[str, Any]:
    counts = {key: getattr(done, key) for key in COUNTS}
    return {**counts, "records": [_record(came) for came in done.records]}


def _record(came: "Came") -> dict[str, Any]:
    return {
        "change": came.change,
        "registration_number": came.number,
        "verdict": came.verdict,
        "rule": came.finding.rule if came.finding else None,
        "field": came.field,
        "message": _words(came),
    }


def _words(came: "Came") -> str:
    return words.message([came.finding]) if came.finding else words.status_word(came.verdict)


def _exchange_lines(done: "Exchange") -> Iterable[str]:
    taken = done.accepted + done.merged
    if done.sent:
        yield _("{taken} of {sent} accepted.").format(taken=taken, sent=done.sent)
    if done.merged:
        yield _("{merged} of them were merged with a change made elsewhere.").format(
            merged=done.merged
        )
    if done.received:
        yield _("{received} new from the regency office.").format(received=done.received)
    if done.waiting:
        yield _("{waiting} still wait here, nothing is lost: loket waiting").format(
            waiting=done.waiting
        )
    if not (done.sent or done.received or done.waiting):
        yield _("Nothing waited to be sent, and there is nothing new.")


def _complaints(done: "Exchange") -> Iterable[str]:
    for came in done.records:
        yield f"{came.number or came.change} {initials(came.name)}: {_words(came)}"
    if done.note:
        yield words.message([done.note])


def initials(name: str | None) -> str:
    """A name as far as it may stand where anybody reads: ``S. R.``."""
    return " ".join(f"{word[0]}." for word in (name or "").split()) or "-"


def _progress(run: Run) -> Callable[[int, int], None]:
    """A count that stands in one line of a terminal; nothing for files and programs."""
    if run.json or sys.stderr is None or not sys.stderr.isatty():
        return lambda _done, _whole: None

    def show(done: int, whole: int) -> None:
        end = "\n" if done >= whole else ""
        print(f"\r{done} / {whole}", end=end, file=sys.stderr, flush=True)  # noqa: T201

    return show


@app.command(cls=Command, help=N_("List what is not settled yet, each with its reason."))
def waiting(ctx: typer.Context) -> int:
    """List what waits to be sent, and what came back to be mended."""
    from desktop_app.actions import exchanging

    run: Run = ctx.obj
    with run.desk() as desk:
        came = exchanging.waiting(desk)
    run.say({"records": [_record(one) for one in came]}, _waiting_lines(came))
    return DONE


def _waiting_lines(came: "Sequence[Came]") -> Iterable[str]:
    if not came:
        return [_("Nothing waits.")]
    return table([(one.number, one.name, *_said(one)) for one in came])


def _said(came: "Came") -> tuple[str, str]:
    return words.status_word(came.verdict), words.message([came.finding]) if came.finding else ""
