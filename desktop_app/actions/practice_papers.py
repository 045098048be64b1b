"""The practice office's papers: one of every kind, as an office prints them on its first day."""

import base64
import io
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.actions import (
    agenda,
    finding,
    forms,
    going_out,
    issuing,
    lettering,
    printer_sheets,
    printing,
    recalling,
    rosters,
)
from desktop_app.actions.files import write
from desktop_app.domain import reprint
from desktop_app.store.summary import Filters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop_app.actions.desk import Desk
    from desktop_app.actions.issuing import Composed

Progress = Callable[[str], None]
#: Skin and shirt of the invented faces.
_LOOKS = (
    ("#8D5A3B", "#0F766E"),
    ("#A9714B", "#7C3A2D"),
    ("#70452C", "#35507A"),
    ("#B98360", "#6B5B1E"),
    ("#8D5A3B", "#5B3B6B"),
)


def print_everything(desk: "Desk", folder: Path, progress: Progress) -> tuple[int, list[Path]]:
    """Print every paper of the counter into this folder; how many papers stand in the ledger for
    it, and the files."""
    count, out = 0, []
    for name, draw in _of_people(desk):
        composed = draw()
        write(folder / name, composed.pdf)
        issuing.issue(desk, composed, reprint.FILE if composed.again else "")
        count += len(composed.papers)
        out.append(folder / name)
        progress(name)
    out += [*_lists(desk, folder), *_sheets(desk, folder)]
    progress("lists")
    _handed_out(desk)
    return count, out


def _of_people(desk: "Desk") -> "Iterator[tuple[str, Callable[[], Composed]]]":
    """The papers that stand in the ledger, by the name of their file."""
    members = finding.ids(desk, Filters(membership="member"))[:20]
    candidates = finding.ids(desk, Filters(membership="candidate"))[:6]
    first, both = members[:1], [*members[:2], *candidates[:1]]

    def card(ids: list[str], layout: str, ink: str = "colour") -> "Composed":
        manner = issuing.Manner(layout=layout, ink=ink)
        return issuing.compose(desk, "card", ids, manner=manner)

    def letter(kind: str, purpose: str = "") -> "Composed":
        return lettering.compose(desk, kind, first, manner=lettering.Manner(purpose=purpose))

    yield "bukti-pendataan.pdf", lambda: card(candidates, "slip")
    yield "kartu-a4.pdf", lambda: card(members, "a4-10")
    yield "kartu-lipat.pdf", lambda: card(members[:5], "a4-fold-5")
    yield "kartu-hemat-tinta.pdf", lambda: card(members[:5], "a4-fold-5", "saving")
    yield "kartu-plastik.pdf", lambda: card(first, "cr80")
    yield "surat-keterangan.pdf", lambda: issuing.compose(desk, "certificate", both, layout="a4")
    yield "formulir.pdf", lambda: forms.compose(desk, "form", candidates[:1])
    yield "tanda-terima.pdf", lambda: forms.compose(desk, "receipt", candidates[:1])
    yield "tanda-terima-gulungan.pdf", lambda: forms.compose(desk, "receipt", first, paper="roll")
    yield "lembar-keluarga.pdf", lambda: forms.compose(desk, "family_sheet", first)
    yield "surat-pekerjaan.pdf", lambda: letter("work", "mengajukan kredit usaha rakyat")
    yield "surat-penghasilan.pdf", lambda: letter("income", "mengajukan beasiswa anak")
    yield "surat-disdukcapil.pdf", lambda: letter("dukcapil")


def _lists(desk: "Desk", folder: Path) -> list[Path]:
    members = finding.ids(desk, Filters(membership="member"))
    made = {
        "daftar-peserta.pdf": rosters.compose(desk, members),
        "daftar-peserta-arsip.pdf": rosters.compose(
            desk, members, rosters.Manner(kind="arsip", copies=2)
        ),
        "daftar-serah-terima.pdf": rosters.hand_over(desk, members[:20]),
    }
    for name, roster in made.items():
        write(folder / name, roster.pdf)
        rosters.issue(desk, roster)
    return [folder / name for name in made]


def _sheets(desk: "Desk", folder: Path) -> list[Path]:
    """What is about nobody, and letters for those who have no NIK."""
    out = {
        "formulir-kosong.pdf": forms.blank_form(desk),
        "lembar-kalibrasi.pdf": printer_sheets.calibration(desk, printer=""),
    }
    for name, pdf in out.items():
        write(folder / name, pdf)
    files = [folder / name for name in out]
    drafts = [one.id for one in lettering.without_nik(desk)]
    if drafts:
        drawn = lettering.registry_letters(desk, drafts)
        files.append(going_out.save(desk, drawn, folder / "surat-disdukcapil-tanpa-nik.pdf"))
    book = folder / "buku-agenda.pdf"
    write(book, agenda.write_book(desk))
    return [*files, book]


def _handed_out(desk: "Desk") -> None:
    """Some have got their cards; one of them has to come back."""
    cards = [one for one in issuing.recent_papers(desk, 500) if one.kind == "card"]
    given = [one.n for one in cards[-6:]]
    printing.hand_over(desk, given)
    recalling.recall(desk, given[:1], "Nama salah eja")


def portrait(number: int) -> str:
    """An invented face as base64, so that cards of the practice office have a picture."""
    return _portrait(number % len(_LOOKS))


@cache
def _portrait(number: int) -> str:
    from PIL import Image, ImageDraw

    skin, shirt = _LOOKS[number]
    picture = Image.new("RGB", (360, 480), "#DDE7E5")
    pen: Any = ImageDraw.Draw(picture)
    pen.ellipse((30, 330, 330, 700), fill=shirt)
    pen.rectangle((150, 290, 210, 360), fill=skin)
    pen.ellipse((100, 90, 260, 320), fill=skin)
    pen.pieslice((92, 70, 268, 300), 180, 360, fill="#1F1A17")
    out = io.BytesIO()
    picture.save(out, "PNG")
    return base64.b64encode(out.getvalue()).decode()
