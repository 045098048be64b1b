"""The office's own look: tried on every paper, taken whole, and never in the way of printing."""

import io

import pytest
from PIL import Image, ImageDraw

from desktop_app.actions import emblems, heads, issuing, office, paper_words, registering
from desktop_app.actions.desk import NotAllowed
from desktop_app.documents import samples
from desktop_app.documents.template import template
from desktop_app.domain.findings import Refused
from desktop_app.store import audit
from desktop_app.store import office as settings

OWN = '[titles]\ncard = "Kartu Keterangan"\n[payers]\nself = "Mandiri"\n'


def words_file(folder, text=OWN, name="kata.toml"):
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def picture(folder, size=(900, 1100), mode="RGBA", form="PNG", **more):
    made = Image.new(mode, size, 0 if mode == "RGBA" else "white")
    corner = (size[0] // 5, size[1] // 5, size[0] * 4 // 5, size[1] * 4 // 5)
    ImageDraw.Draw(made).ellipse(corner, fill="#0B6B3A")
    path = folder / f"lambang.{form.lower()}"
    made.save(path, form, **more)
    return path


def test_own_words_are_used_from_now_on_and_forgotten_again(desk, tmp_path):
    paper_words.install(desk, words_file(tmp_path))
    head = heads.head_of(desk)
    assert head.words.titles.card == "Kartu Keterangan"
    assert head.words.titles.proof == template().titles.proof
    with desk.read() as c:
        assert heads.payer_names(c)["self"] == "Mandiri"
        assert "paper_words_changed" in {one.action for one in audit.entries(c)}
    told = paper_words.look_of(desk)
    assert (told.own, told.changed) == (True, ("titles.card", "payers.self"))
    paper_words.forget(desk)
    assert heads.head_of(desk).words is None
    assert not paper_words.look_of(desk).own


@pytest.mark.parametrize(
    "text", ["[titles", '[titles]\nkartu = "x"', "\x00", '[labels]\nnik = "{nik}"']
)
def test_a_broken_file_changes_nothing(desk, tmp_path, text):
    paper_words.install(desk, words_file(tmp_path))
    with pytest.raises(Refused, match="paper_words"):
        paper_words.install(desk, words_file(tmp_path, text, "rusak.toml"))
    assert heads.head_of(desk).words.titles.card == "Kartu Keterangan"


def test_words_that_would_be_cut_off_are_refused_with_the_paper(desk, tmp_path):
    text = f'[how_to_pay]\ntitle = "{"SANGAT PANJANG " * 12}"\n'
    with pytest.raises(Refused) as refused:
        paper_words.install(desk, words_file(tmp_path, text))
    assert refused.value.params["why"] == "fit"
    assert refused.value.params["paper"] == template().titles.how_to_pay
    assert not paper_words.look_of(desk).own


def test_a_file_that_is_none_is_refused(desk, tmp_path):
    (tmp_path / "biner.toml").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "besar.toml").write_text("#" * 2**18 + "\n")
    for name, rule in (("biner", "file_unreadable"), ("besar", "paper_words"), ("x", "file_unr")):
        with pytest.raises(Refused, match=rule):
            paper_words.install(desk, tmp_path / f"{name}.toml")


def test_words_of_another_day_are_used_as_far_as_they_go(desk):
    with desk.write("paper_words_changed") as tx:
        settings.set_setting(tx, paper_words.WORDS, f'{OWN}[dulu]\nkata = "x"\n')
    assert heads.head_of(desk).words.titles.card == "Kartu Keterangan"
    assert [one.params["key"] for one in paper_words.look_of(desk).refused] == ["dulu"]
    with desk.write("paper_words_changed") as tx:
        settings.set_setting(tx, paper_words.WORDS, "[rusak")
    assert heads.head_of(desk).words.titles.card == template().titles.card
    assert paper_words.look_of(desk).refused


def test_only_who_may_change_the_office_changes_its_papers(desk, tmp_path):
    desk.role = "operator"
    for act in (
        lambda: paper_words.install(desk, words_file(tmp_path)),
        lambda: paper_words.install_emblem(desk, picture(tmp_path)),
        lambda: paper_words.forget(desk),
        lambda: paper_words.forget_emblem(desk),
    ):
        with pytest.raises(NotAllowed):
            act()


@pytest.mark.parametrize(
    ("mode", "form"),
    [
        ("RGBA", "PNG"),
        ("RGB", "JPEG"),
        ("CMYK", "JPEG"),
        ("L", "BMP"),
        ("RGB", "WEBP"),
        ("P", "GIF"),
        ("RGB", "TIFF"),
    ],
)
def test_any_picture_becomes_a_small_png(desk, tmp_path, mode, form):
    made = Image.new("RGB", (1300, 1000), "white")
    ImageDraw.Draw(made).rectangle((300, 200, 900, 900), fill="#8A1C1C")
    path = tmp_path / f"lambang.{form.lower()}"
    made.convert(mode).save(path, form)
    png = paper_words.install_emblem(desk, path)
    assert heads.head_of(desk).emblem == png
    assert len(png) <= emblems.STORED
    with Image.open(io.BytesIO(png)) as kept:
        assert kept.format == "PNG"
        assert max(kept.size) in (emblems.SIDE, emblems.SIDE // 2)
        assert kept.height / kept.width == pytest.approx(7 / 6, abs=0.02)


def test_the_emblem_is_on_the_letter_and_goes_again(desk, tmp_path):
    plain = samples.sample(heads.head_of(desk), "letter")
    paper_words.install_emblem(desk, picture(tmp_path))
    assert b"/Subtype /Image" in paper_words.sample(desk)
    paper_words.forget_emblem(desk)
    assert paper_words.sample(desk) == plain


@pytest.mark.parametrize(("size", "why"), [((60, 60), "small"), ((2000, 300), "long")])
def test_an_emblem_that_would_look_bad_is_refused(desk, tmp_path, size, why):
    with pytest.raises(Refused) as refused:
        paper_words.install_emblem(desk, picture(tmp_path, size))
    assert (refused.value.rule, refused.value.params["why"]) == ("emblem", why)
    assert heads.head_of(desk).emblem is None


def test_an_empty_picture_and_a_file_that_is_none_are_refused(desk, tmp_path):
    Image.new("RGB", (500, 500), "white").save(tmp_path / "putih.png")
    (tmp_path / "lambang.svg").write_text("<svg/>")
    with pytest.raises(Refused, match="emblem"):
        paper_words.install_emblem(desk, tmp_path / "putih.png")
    for name in ("lambang.svg", "tidak-ada.png"):
        with pytest.raises(Refused, match="picture_unreadable"):
            paper_words.install_emblem(desk, tmp_path / name)


def test_an_emblem_that_is_missing_stops_no_paper(desk, raw):
    with desk.write("emblem_changed") as tx:
        settings.set_setting(tx, paper_words.EMBLEM, "0" * 64)
    (taken,) = registering.register(desk, [raw(1)]).registered
    assert heads.head_of(desk).emblem is None
    assert issuing.compose(desk, "card", [taken.id], layout="slip").pdf.startswith(b"%PDF")


def test_the_recovery_sheet_wears_the_same_words(desk, tmp_path):
    text = '[recovery]\nsubtitle = "Kunci cadangan kantor kami"\n'
    paper_words.install(desk, words_file(tmp_path, text))
    import pypdfium2

    document = pypdfium2.PdfDocument(office.recovery_sheet(desk, "7KQ2M-9XW4T-B3HZD-P6RJC"))
    assert "Kunci cadangan kantor kami" in document[0].get_textpage().get_text_range()
    document.close()
