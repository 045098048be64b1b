import pytest
from PIL import Image, ImageDraw

from desktop_app.actions import paper_words
from desktop_app.ui.pages.settings.page import SettingsPage


@pytest.fixture
def page(counter):
    page = counter.show(SettingsPage)
    page.open(tab="look")
    counter.settle()
    return page


@pytest.fixture
def tab(page):
    return page.by_name["look"]


def shield(path):
    picture = Image.new("RGBA", (900, 900), (0, 0, 0, 0))
    ImageDraw.Draw(picture).ellipse((200, 100, 700, 800), fill="#0B6B3A")
    picture.save(path)
    return path


def test_an_emblem_is_taken_shown_and_left_out_again(counter, tab, tmp_path):
    assert tab.emblem.none.isHidden()
    before = tab.sample.pixmap().toImage()
    tab.emblem.put(shield(tmp_path / "lambang.png"))
    counter.settle()
    assert tab.emblem.message.property("tone") == "done", tab.emblem.message.text()
    assert not tab.emblem.none.isHidden()
    assert tab.emblem.picture.accessibleName() == "Lambang"
    assert tab.sample.pixmap().toImage() != before
    tab.emblem.none.click()
    counter.settle()
    assert paper_words.look_of(counter.desk).emblem is None
    assert tab.emblem.none.isHidden()


def test_a_picture_that_is_none_is_told(counter, tab, tmp_path):
    (tmp_path / "lambang.svg").write_text("<svg/>")
    tab.emblem.put(tmp_path / "lambang.svg")
    counter.settle()
    assert tab.emblem.message.property("tone") == "block"
    assert "gambar" in tab.emblem.message.text()


def test_the_example_is_saved_changed_and_taken(counter, tab, tmp_path):
    path = tmp_path / "papers.toml"
    tab.words.save_to(path)
    counter.settle()
    path.write_text(path.read_text("utf-8").replace("#0F766E", "#1D4ED8"), "utf-8")
    tab.words.put(path)
    counter.settle()
    assert tab.words.message.property("tone") == "done", tab.words.message.text()
    assert "di 1 tempat" in tab.words.state.text()
    tab.words.shipped.click()
    counter.settle()
    assert not paper_words.look_of(counter.desk).own


def test_a_broken_file_is_told_with_its_line(counter, tab, tmp_path):
    path = tmp_path / "papers.toml"
    path.write_text('[labels]\nnik = "NIK"\nnomor = "x"\n', "utf-8")
    tab.words.put(path)
    counter.settle()
    assert tab.words.message.property("tone") == "block"
    assert "Baris 3 " in tab.words.message.text()
    assert not paper_words.look_of(counter.desk).own
