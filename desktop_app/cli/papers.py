"""``card``, ``certificate``, ``verify``: what people take home, and whether it is genuine."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desktop_app.cli import words
from desktop_app.cli.choices import LAYOUTS, PAPERS, completing, one_of
from desktop_app.cli.run import Run
from desktop_app.domain.findings import Finding, Level, Refused
from desktop_app.terminal.help import N_, Command
from desktop_app.terminal.usage import Usage
from desktop_app.terminal.voice import DONE, PARTLY, REFUSED, table
from desktop_app.text import _

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk
    from desktop_app.actions.issuing import Verdict

app = typer.Typer(rich_markup_mode=None)

Out = Annotated[Path, typer.Argument(metavar="OUT.pdf", help=N_("Where it is written."))]
Ids = Annotated[
    list[str] | None,
    typer.Option("--id", metavar="ID", help=N_("NIK, registration number, KPJ or record id.")),
]
Unprinted = Annotated[
    bool, typer.Option("--unprinted", help=N_("Everybody whose paper was not printed yet."))
]
Everybody = Annotated[bool, typer.Option("--all", help=N_("Everybody."))]
Skip = Annotated[
    int,
    typer.Option(metavar="N", min=0, help=N_("Leave the first N places of a used sheet free.")),
]


CardLayout = Annotated[
    str,
    typer.Option(
        metavar=N_("NAME"),
        help=N_("cr80, a4-10, f4-10, a4-fold-5, f4-fold-5 or slip."),
        autocompletion=completing(LAYOUTS),
    ),
]
Paper = Annotated[
    str,
    typer.Option(metavar=N_("NAME"), help=N_("a4 or f4."), autocompletion=completing(PAPERS)),
]


@app.command(
    cls=Command, help=N_("Print cards. Before there is a KPJ it is the registration slip.")
)
def card(
    ctx: typer.Context,
    out: Out,
    *,
    id: Ids = None,
    unprinted: Unprinted = False,
    everybody: Everybody = False,
    layout: CardLayout = "a4-10",
    skip: Skip = 0,
) -> int:
    """Write the papers of those who are named."""
    one_of(layout, LAYOUTS, "--layout")
    selection = Selection.read(id, unprinted=unprinted, everybody=everybody)
    return _papers(ctx.obj, Job("card", out, layout, skip), selection)


@app.command(cls=Command, help=N_("Print certificates."))
def certificate(
    ctx: typer.Context,
    out: Out,
    *,
    id: Ids = None,
    unprinted: Unprinted = False,
    everybody: Everybody = False,
    layout: Paper = "a4",
) -> int:
    """Write the certificates of those who are named."""
    one_of(layout, PAPERS, "--layout")
    selection = Selection.read(id, unprinted=unprinted, everybody=everybody)
    return _papers(ctx.obj, Job("certificate", out, layout, 0), selection)


@dataclass(frozen=True, slots=True)
class Job:
    """What is printed, and how."""

    kind: str
    out: Path
    layout: str
    skip: int


@dataclass(frozen=True, slots=True)
class Selection:
    """Whose papers: named ones, those not printed yet, or everybody."""

    named: tuple[str, ...]
    unprinted: bool

    @staticmethod
    def read(ids: list[str] | None, *, unprinted: bool, everybody: bool) -> "Selection":
        """What the options say. Raises Usage unless it is exactly one way."""
        if sum((bool(ids), unprinted, everybody)) != 1:
            raise Usage(_("Say whose papers: --id ID, --unprinted or --all (one of them)."))
        return Selection(tuple(ids or ()), unprinted)

    def record_ids(self, desk: "Desk") -> list[str]:
        """The record ids, in name order or as they were named; nobody twice."""
        from desktop_app.actions import finding
        from desktop_app.store.summary import Filters

        if self.named:
            return list(dict.fromkeys(finding.find_one(desk, text).id for text in self.named))
        return finding.ids(desk, Filters(unprinted=self.unprinted))


def _papers(run: Run, job: Job, selection: Selection) -> int:
    from desktop_app.actions import files, issuing

    with run.desk() as desk:
        ids = selection.record_ids(desk)
        composed = issuing.compose(desk, job.kind, ids, layout=job.layout, skip=job.skip)
        files.write(job.out, composed.pdf)
        issuing.issue(desk, composed)
    refused = [
        {"registration_number": number, "rule": f.rule, "message": words.message([f])}
        for number, f in composed.refused
    ]
    papers = len(composed.papers)
    run.say(
        {"file": str(job.out), "papers": papers, "refused": refused},
        [_("{papers} papers written: {file}").format(papers=papers, file=job.out)],
    )
    run.complain(f"{r['registration_number']}: {r['message']}" for r in refused)
    return PARTLY if refused else DONE


@app.command(
    cls=Command, help=N_("Check a paper's QR code. Genuine or not, and why; without a network.")
)
def verify(
    ctx: typer.Context,
    given: Annotated[
        str,
        typer.Argument(metavar="TEXT|IMAGE|PDF", help=N_("The code's text, or a picture of it.")),
    ],
) -> int:
    """Check a QR text, or a picture, scan or PDF of a paper; needs no log-in."""
    from desktop_app.actions import issuing

    run: Run = ctx.obj
    verdict = issuing.check_paper(run.config, _given(given))
    run.say(
        {
            "genuine": verdict.genuine,
            "status": verdict.status,
            "reason": verdict.reason,
            "name": verdict.name,
            "registration_number": verdict.registration_number,
            "kpj": verdict.kpj,
            "as_of": verdict.as_of and verdict.as_of.isoformat(),
            "issued_by": verdict.issued_by,
        },
        _verdict_lines(verdict),
    )
    if not verdict.genuine:
        finding = Finding(verdict.reason or "qr_unreadable", Level.BLOCK)
        run.complain([words.message([finding])])
    return DONE if verdict.genuine else REFUSED


def _given(text: str) -> str | bytes:
    """The text itself, or the bytes of the file it names."""
    if text.upper().startswith("LOKET1:"):
        return text
    try:
        path = Path(text)
        if path.is_file():
            if path.stat().st_size > _LARGEST:
                raise Refused("file_too_large", None, file=path.name, size=_LARGEST // 1_000_000)
            return path.read_bytes()
    except (OSError, ValueError):
        raise Refused("file_unreadable", None, file=Path(text).name, path=text) from None
    if Path(text).suffix.lower() in (".pdf", ".png", ".jpg", ".jpeg"):
        raise Refused("file_unreadable", None, file=Path(text).name, path=text)
    return text


_LARGEST = 50_000_000


def _verdict_lines(verdict: "Verdict") -> list[str]:
    as_of = verdict.as_of.strftime("%d-%m-%Y") if verdict.as_of else None
    rows = [
        (words.named("full_name"), verdict.name),
        (words.named("registration_number"), verdict.registration_number),
        (words.named("kpj"), verdict.kpj),
        (_("As of"), as_of),
        (_("Issued by"), verdict.issued_by),
    ]
    return [_verdict_line(verdict), *table([row for row in rows if row[1]])]


def _verdict_line(verdict: "Verdict") -> str:
    if verdict.status == "revoked":
        return _("WITHDRAWN: whoever signed this paper had no right to sign any more.")
    if not verdict.genuine:
        return _("NOT GENUINE, or not from an office known here.")
    if verdict.status == "confirmed" and verdict.by_hub:
        return _("Genuine: membership confirmed, signed by the regency office.")
    if verdict.status == "confirmed":
        return _("Genuine: membership confirmed, signed by the office itself.")
    return _("Genuine: recorded, not yet confirmed by BPJS Ketenagakerjaan.")
