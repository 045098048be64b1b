"""Every paper in every ink, and moved for a printer that is out."""

import io
from dataclasses import replace

import guarding
import paper_faces as faces
import pypdfium2
import pytest
from guard_papers import PAPERS, VALUES
from PIL import Image, ImageChops
from test_papers_codes import qr_codes
from test_qr_on_paper import as_jpeg, skewed, turned

from desktop_app.actions.emblems import prepared
from desktop_app.documents.inks import INKS
from desktop_app.documents.scan import read_qr
from desktop_app.domain.findings import Refused


def _emblem() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (90, 120), "#14A03C").save(out, "PNG")
    return prepared(out.getvalue())


OFFICE = replace(faces.OFFICE, emblem=_emblem())
CODED = ("certificate a4", "certificate f4", "receipt a5", "receipt roll")


def pictures(pdf: bytes, dpi: int = 50) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(pdf)
    found = [page.render(scale=dpi / 72).to_pil().convert("RGB") for page in document]
    document.close()
    return found


def coloured(picture: Image.Image) -> int:
    red, green, blue = picture.split()
    apart = ImageChops.lighter(ImageChops.difference(red, green), ImageChops.difference(red, blue))
    return sum(apart.histogram()[13:])


def covered(pdf: bytes) -> int:
    """How much of the paper has any ink on it."""
    return sum(sum(one.convert("L").histogram()[:245]) for one in pictures(pdf, 100))


@pytest.mark.parametrize("paper", PAPERS)
def test_grey_has_no_colour_and_saving_takes_less_ink(paper):
    drawn = {ink: PAPERS[paper](OFFICE, VALUES["long"], ink=ink) for ink in INKS}
    assert sum(map(coloured, pictures(drawn["colour"]))) > 100 or paper == "receipt roll"
    for ink in ("grey", "saving"):
        assert sum(map(coloured, pictures(drawn[ink]))) == 0
    assert covered(drawn["saving"]) <= covered(drawn["colour"])


@pytest.mark.parametrize("ink", ["grey", "saving"])
@pytest.mark.parametrize("paper", PAPERS)
def test_no_ink_moves_anything(paper, ink):
    seen = [
        guarding.seen(PAPERS[paper](OFFICE, VALUES["strange"], ink=one)) for one in (ink, "colour")
    ]
    for page, like in zip(*seen, strict=True):
        assert page.letters == like.letters


@pytest.mark.parametrize("paper", PAPERS)
def test_everything_is_moved_as_the_printer_needs_it(paper):
    right, down = 1.5, -2.25
    seen = [
        guarding.seen(PAPERS[paper](OFFICE, VALUES["strange"], shift=shift))
        for shift in ((0, 0), (right, down))
    ]
    for page, moved in zip(*seen, strict=True):
        assert (page.width, page.height) == (moved.width, moved.height)
        for one, other in zip(page.letters, moved.letters, strict=True):
            way = [b - a for a, b in zip(one.box, other.box, strict=True)]
            assert way == pytest.approx([right, down, right, down], abs=0.02)


@pytest.mark.parametrize("paper", PAPERS)
def test_an_ink_that_is_none_and_a_shift_off_the_paper_are_refused(paper):
    for wrong, rule in (({"ink": "gold"}, "choice"), ({"shift": (0, 21)}, "shift")):
        with pytest.raises(Refused) as refused:
            PAPERS[paper](OFFICE, VALUES["bare"], **wrong)
        assert refused.value.rule == rule


@pytest.mark.parametrize("ink", INKS)
@pytest.mark.parametrize("paper", CODED)
def test_codes_read_from_a_scan_at_150_dpi(paper, ink):
    """By a decoder alone when straight, by ours when skewed, turned, grey and pale."""
    for picture in pictures(PAPERS[paper](OFFICE, VALUES["long"], ink=ink), 150):
        grey = picture.convert("L")
        for way in (picture, grey, turned(grey, 3), turned(grey, 90)):
            (code,) = qr_codes(way)
            assert code.text.startswith("LOKET1:")
        pale = turned(skewed(grey, 0.02), 4).point(lambda v: int(40 + v * 0.55))
        assert read_qr(as_jpeg(pale, 60)) == [code.text]
