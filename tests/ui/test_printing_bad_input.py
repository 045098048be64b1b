"""Cetak with pictures that are broken, missing or far too large: each ends in a sentence."""

import base64
import io
from dataclasses import replace

import pytest
from PIL import Image
from printer_room import FakePrinter

from desktop_app.actions import issuing, paper_words, registering
from desktop_app.store import attachments, photos, workers
from desktop_app.ui.pages.printing import PrintingPage


def jpeg(size=(360, 480), mode="RGB", grey=128, **more):
    out = io.BytesIO()
    Image.new(mode, size, grey).save(out, "JPEG", **more)
    return out.getvalue()


def turned():
    exif = Image.Exif()
    exif[0x0112] = 6
    return jpeg((480, 360), exif=exif)


@pytest.fixture
def printer():
    return FakePrinter()


@pytest.fixture
def page(counter, printer):
    page = counter.show(PrintingPage)
    printer.put_into(page)
    counter.settle()
    return page


def member(counter, raw, n=1, photo=None):
    more = {"photo": base64.b64encode(photo).decode()} if photo else {}
    person = raw(n, full_name=f"Orang {n}", kpj=f"0012345678{n}", confirmed=["same_person"], **more)
    return counter.register(person)[0]


def seen(page, counter, kind, ids, ink="colour"):
    page.choosing.ink = ink
    page.choosing.put(kind=kind, ids=ids)
    page.make()
    counter.settle()
    counter.settle()


@pytest.mark.parametrize(
    "photo", [jpeg(mode="CMYK"), turned(), jpeg((16_000, 12_500))], ids=["cmyk", "turned", "200 MP"]
)
def test_any_photo_ends_on_the_card(page, counter, raw, photo):
    one = member(counter, raw, photo=photo)
    seen(page, counter, "card", [one])
    assert page.outlet.print.isEnabled()
    assert page.refused.isHidden()
    assert page.preview.picture.has_image()


def test_a_photo_that_is_none_is_told_when_it_is_brought(counter, raw):
    given = raw(1, photo=base64.b64encode(b"no picture" * 200).decode())
    outcome = registering.register(counter.desk, [given])
    assert [finding.field for one in outcome.refused for finding in one.findings] == ["photo"]


@pytest.mark.parametrize("kind", ["card", "form"])
@pytest.mark.parametrize("broken", [b"", b"no picture", jpeg()[:300]], ids=["none", "junk", "cut"])
def test_a_stored_photo_that_broke_is_named_and_stops_nobody_else(
    page, counter, raw, monkeypatch, broken, kind
):
    whole, cut = (member(counter, raw, n, jpeg(mode="L", grey=50 * n)) for n in (1, 2))
    with counter.desk.read() as c:
        theirs = workers.get(c, cut).worker.photo
    stored = photos.get
    monkeypatch.setattr(photos, "get", lambda c, sha: broken if sha == theirs else stored(c, sha))
    seen(page, counter, kind, [cut, whole])
    assert [paper.worker_id for paper in page.outlet._made.composed.papers] == [whole]
    assert "Foto orang ini rusak" in page.refused.text()
    seen(page, counter, kind, [cut])
    assert not page.outlet.print.isEnabled()
    assert "Foto orang ini rusak" in page.message.text()


def test_an_emblem_that_broke_is_told_and_left_out(counter, raw, printer, tmp_path, monkeypatch):
    path = tmp_path / "lambang.png"
    Image.radial_gradient("L").save(path)
    paper_words.install_emblem(counter.desk, path)
    kept = attachments.get
    monkeypatch.setattr(
        attachments, "get", lambda c, sha: replace(kept(c, sha), content=b"\x89PNG\r\n broken")
    )
    page = counter.show(PrintingPage)
    printer.put_into(page)
    counter.settle()
    assert "Lambang" in counter.said[-1][1]
    one = member(counter, raw)
    for kind in ("certificate", "work", "card", "form"):
        seen(page, counter, kind, [one])
        assert page.outlet.print.isEnabled()


def test_without_an_emblem_nothing_is_told(page, counter, raw):
    assert counter.said == []
    seen(page, counter, "certificate", [member(counter, raw)])
    assert page.outlet.print.isEnabled()
    assert issuing.recent_papers(counter.desk) == []
