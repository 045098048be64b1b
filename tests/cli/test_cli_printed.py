"""Inks and shifts of every command that writes papers."""

import pypdfium2
import pytest
from PIL import ImageChops


@pytest.fixture
def two(loket, file, raw):
    """Two people; the second one has a KPJ."""
    member = raw(2, full_name="Warsini", kpj="00123456789", confirmed=["same_person"])
    assert loket("register", file([raw(1), member])).code == 0


PAPERS = {
    "form": ("form", "{out}", "--blank"),
    "filled form": ("form", "{out}", "--all"),
    "receipt": ("receipt", "{out}", "--all"),
    "family": ("family", "{out}", "--all"),
    "list": ("list", "{out}", "--all"),
    "archive": ("list", "{out}", "--all", "--kind", "arsip"),
    "certificate": ("certificate", "{out}", "--all"),
    "letter": ("letter", "{out}", "--all", "--kind", "work"),
    "card": ("card", "{out}", "--all"),
    "how to pay": ("dues", "how", "{out}", "{nik}", "--from", "2026-12"),
}


def seen(path):
    document = pypdfium2.PdfDocument(path)
    page = document[0]
    picture = page.render(scale=0.5).to_pil().convert("RGB")
    text = page.get_textpage()
    boxes = [text.get_charbox(at) for at in range(text.count_chars())]
    document.close()
    return picture, [box for box in boxes if box[2] > box[0]]


def coloured(picture) -> bool:
    red, green, blue = picture.split()
    apart = ImageChops.lighter(ImageChops.difference(red, green), ImageChops.difference(red, blue))
    return apart.getextrema()[1] > 12


@pytest.mark.parametrize("paper", PAPERS)
def test_a_paper_is_printed_with_the_ink_and_where_it_is_told(loket, two, raw, tmp_path, paper):
    out = [tmp_path / f"{n}.pdf" for n in (1, 2)]
    for path, more in zip(out, ((), ("--ink", "grey", "--shift", "1.5", "-2")), strict=True):
        told = [word.format(out=path, nik=raw(2)["nik"]) for word in PAPERS[paper]]
        assert loket(*told, *more).code == 0
    (plain, there), (grey, moved) = (seen(path) for path in out)
    assert coloured(plain)
    assert not coloured(grey)
    right, up = 1.5 * 72 / 25.4, 2 * 72 / 25.4
    ways = [(b[0] - a[0], b[1] - a[1]) for a, b in zip(there, moved, strict=True)]
    assert sorted(ways)[len(ways) // 2] == pytest.approx((right, up), abs=0.1)


@pytest.mark.parametrize("paper", PAPERS)
def test_an_ink_that_is_none_is_a_mistake_and_writes_nothing(loket, two, raw, tmp_path, paper):
    out = tmp_path / "a.pdf"
    told = [word.format(out=out, nik=raw(2)["nik"]) for word in PAPERS[paper]]
    assert loket(*told, "--ink", "gold").code == 2
    assert loket(*told, "--shift", "99", "0").rule == "shift"
    assert not out.exists()
