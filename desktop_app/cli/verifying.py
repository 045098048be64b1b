"""``verify``: whether a paper is genuine, without a network and without a log-in."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop_app.cli import words
from desktop_app.cli.run import Run
from desktop_app.domain.findings import Refused
from desktop_app.terminal.help import N_, Command
from desktop_app.terminal.voice import DONE, REFUSED, table
from desktop_app.text import _, n_
from desktop_app.wording import verdicts as worded

if TYPE_CHECKING:
    from desktop_app.actions.verifying import Verdict

app = typer.Typer(rich_markup_mode=None)

_BEGINNINGS = (b"%PDF", b"\xff\xd8\xff", b"\x89PNG")
_PICTURES = frozenset((".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".heic", ".webp"))


@app.command(
    cls=Command, help=N_("Check a paper's QR code. Genuine or not, and why; without a network.")
)
def verify(
    ctx: typer.Context,
    given: Annotated[
        str,
        typer.Argument(
            metavar="TEXT|IMAGE|PDF",
            help=N_("The code's text, or a picture of it; - reads either from standard input."),
        ),
    ],
) -> int:
    """Check a QR text, or a picture, scan or PDF of a paper; needs no log-in."""
    from desktop_app.actions import verifying

    run: Run = ctx.obj
    path = None if given == "-" else _named_file(given)
    if path:
        found = verifying.check_file(run.config, path)
    else:
        found = verifying.check_codes(run.config, _piped() if given == "-" else given)
    told = verifying.told(found)
    several = {"codes": [_document(one) for one in found]} if len(found) > 1 else {}
    run.say({**_document(told), **several}, _lines(told, found))
    if told.finding:
        run.complain([words.message([told.finding])])
    return DONE if told.genuine else REFUSED


def _named_file(given: str) -> Path | None:
    """The file that is named, or None where the argument is a code's text.

    Raises Refused ``file_unreadable`` for what can only be a file and is none.
    """
    try:
        path = Path(given)
        if given and path.is_file():
            return path
        only_a_file = path.suffix.lower() in _PICTURES or (given and path.exists())
    except (OSError, ValueError):
        return None
    if only_a_file and "://" not in given:
        raise Refused("file_unreadable", None, file=path.name, path=given)
    return None


def _piped() -> str | bytes:
    """What stands on standard input: a picture or PDF, else text."""
    from desktop_app.documents.scan import LARGEST_FILE

    data = sys.stdin.buffer.read(LARGEST_FILE + 1)
    if data.lstrip()[:4].startswith(_BEGINNINGS):
        return data
    return data.decode("utf-8", "replace")


def _document(verdict: "Verdict") -> dict[str, Any]:
    return {
        "genuine": verdict.genuine,
        "status": verdict.status,
        "reason": verdict.reason,
        "name": verdict.name,
        "registration_number": verdict.registration_number,
        "kpj": verdict.kpj,
        "as_of": verdict.as_of and verdict.as_of.isoformat(),
        "issued_by": verdict.issued_by,
    }


def _lines(told: "Verdict", found: "Sequence[Verdict]") -> Iterator[str]:
    yield worded.headline(told)
    if len(found) > 1:
        yield _several(found)
        yield from table(
            [(worded.mark(one), one.registration_number, one.kpj, one.name) for one in found]
        )
        return
    as_of = told.as_of.strftime("%d-%m-%Y") if told.as_of else None
    rows = [
        (words.named("full_name"), told.name),
        (words.named("registration_number"), told.registration_number),
        (words.named("kpj"), told.kpj),
        (_("As of"), as_of),
        (_("Issued by"), told.issued_by),
    ]
    yield from table([row for row in rows if row[1]])
    if meaning := worded.meaning(told):
        yield meaning


def _several(found: "Sequence[Verdict]") -> str:
    good = sum(one.genuine for one in found)
    text = n_(
        "{good} of {n} QR code on it is genuine.", "{good} of {n} QR codes on it are genuine.", good
    )
    return text.format(good=good, n=len(found))
