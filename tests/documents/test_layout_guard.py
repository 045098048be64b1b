"""No text is clipped, covered or lost on any paper, whatever the values and the office."""

import inspect
import io
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import guard_papers
import guarding
import paper_faces as faces
import pytest
from guard_papers import PAPERS, VALUES
from PIL import Image, ImageDraw

from desktop_app import documents
from desktop_app.actions.emblems import prepared
from desktop_app.documents import samples
from desktop_app.documents.fonts import REGULAR
from desktop_app.documents.page import Ink, Panel, Place, write_document
from desktop_app.documents.template import template
from desktop_app.domain.findings import Refused

#: A card or a roll: a page narrower than this, in mm.
SMALL = 100


def _emblem(width: int, height: int) -> bytes:
    picture = Image.new("RGB", (width, height), "white")
    ImageDraw.Draw(picture).ellipse((0, 0, width - 1, height - 1), fill="#0B6B3A")
    out = io.BytesIO()
    picture.save(out, "PNG")
    return prepared(out.getvalue())


OFFICES = {
    "plain": faces.OFFICE,
    "bare": faces.BARE_OFFICE,
    "long": faces.LONG_OFFICE,
    "emblem": replace(faces.OFFICE, emblem=_emblem(500, 600)),
    "long, wide emblem": replace(faces.LONG_OFFICE, emblem=_emblem(900, 320)),
}
#: Which values meet which office.
MET = [("long", office) for office in OFFICES] + [
    (values, office) for values in ("strange", "bare") for office in ("plain", "long, wide emblem")
]


def sound(pdf: bytes) -> None:
    pages = guarding.seen(pdf)
    assert any(page.letters for page in pages)
    for number, page in enumerate(pages, 1):
        wrongs = guarding.wrongs(page, (2.5, 0.8) if page.width < SMALL else (4.0, 2.0))
        assert not wrongs, f"page {number}: " + "\n".join(wrongs[:6])


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize(("values", "office"), MET)
@pytest.mark.parametrize("paper", PAPERS)
def test_nothing_is_clipped_covered_or_lost(paper, values, office):
    told = VALUES[values]
    pdf = PAPERS[paper](OFFICES[office], told)
    sound(pdf)
    assert squeezed(told.name) in guarding.spoken(pdf)


@pytest.mark.parametrize("paper", PAPERS)
def test_names_in_other_scripts_keep_their_places(paper):
    pdf = PAPERS[paper](OFFICES["plain"], VALUES["scripts"])
    sound(pdf)
    assert squeezed(VALUES["scripts"].name) in guarding.spoken(pdf)


@pytest.mark.parametrize("office", OFFICES)
@pytest.mark.parametrize("paper", guard_papers.OFFICES)
def test_sheets_about_the_office_are_whole(paper, office):
    for values in VALUES.values():
        sound(guard_papers.OFFICES[paper](OFFICES[office], values))


def test_in_the_cover_letter_a_name_without_end_keeps_nobody_away():
    told = replace(VALUES["bare"], name="Wijayakusuma " * 400)
    pdf = PAPERS["letter"](faces.OFFICE, told)
    sound(pdf)
    assert squeezed("(nama: lihat berkas daftar)") in guarding.spoken(pdf)


@pytest.mark.parametrize("paper", sorted(PAPERS.keys() - {"letter"}))
def test_what_can_never_fit_is_refused_with_a_field_and_nothing_is_drawn(paper):
    told = replace(VALUES["bare"], name="Wijayakusuma " * 400)
    with pytest.raises(Refused) as refused:
        PAPERS[paper](faces.OFFICE, told)
    assert refused.value.rule == "does_not_fit"
    assert refused.value.field


def test_every_paper_that_can_be_written_is_guarded_and_tried():
    """A new writer must come into the guard, and into what new words are tried on."""
    inner = {"write_document", "write_notices", "write_code_sheet", "write_slips"}
    writers = set()
    for path in Path(documents.__file__).parent.glob("*.py"):
        module = import_module(f"desktop_app.documents.{path.stem}")
        found = inspect.getmembers(module, inspect.isfunction)
        writers |= {
            n for n, f in found if n.startswith("write_") and f.__module__ == module.__name__
        }
    guarded = inspect.getsource(guard_papers)
    tried = "".join(
        path.read_text("utf-8") for path in Path(documents.__file__).parent.glob("*samples.py")
    )
    assert {
        name
        for name in writers - inner
        if f"{name}," not in guarded and f"{name}(" not in guarded and f"{name})" not in guarded
    } == set()
    assert {name for name in writers - inner if name not in tried} == set()


def test_the_title_of_every_sample_is_known():
    assert all(samples.title(template(), paper) for paper in samples.PAPERS)


def _page(*texts: tuple[str, Place], box=None, line=None) -> bytes:
    panel = Panel(100, 60)
    if box:
        panel.box(box, "#DDDDDD")
    if line:
        panel.line(line, "#000000")
    for text, place in texts:
        panel.text(text, Ink(REGULAR, 12, "#000000"), place)
    out = io.BytesIO()
    write_document(out, faces.OFFICE, template(), (100, 60), "x", faces.TODAY, [panel])
    return out.getvalue()


@pytest.mark.parametrize(
    "page",
    [
        {"texts": [("Siti", Place(10, 20, 80)), ("Nur", Place(12, 21, 80))]},
        {"texts": [("Siti", Place(97, 20, 80))]},
        {"texts": [("Siti", Place(10, 20, 80))], "box": (5, 10, 9, 30)},
        {"texts": [("Siti", Place(10, 20, 80))], "line": (5, 19, 40, 0)},
        {"texts": [("Siti", Place(10, 20, 80))], "line": (13, 5, 0, 40)},
    ],
    ids=["on another", "over the page", "over a box", "through a line", "through a rule"],
)
def test_the_guard_sees_what_is_wrong(page):
    texts = page.pop("texts")
    pdf = _page(*texts, **page)
    assert guarding.wrongs(guarding.seen(pdf)[0])
    good = _page(("Siti", Place(10, 20, 80)), box=(5, 10, 60, 30), line=(5, 22, 40, 0))
    assert not guarding.wrongs(guarding.seen(good)[0])
