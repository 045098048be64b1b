"""Sheets of cards as files: the shipped ones, an office's own, and every way to break one."""

import paper_faces as faces
import pytest
from hypothesis import given
from hypothesis import strategies as st
from paper_faces import TODAY, drawn, letters

from desktop_app.documents import sheet_files
from desktop_app.documents.card_ground import HEIGHT
from desktop_app.documents.sheet import default_layout, write_cards
from desktop_app.documents.sheet_files import STANDARD, named, own, read, shipped
from desktop_app.domain.findings import Refused
from desktop_app.wording.sentences import sentence

GOOD = """
name = "Kartu kami"
page = [210, 297]
columns = 2
rows = 4
left = 12.5
top = 20
across = 92
down = 60
"""


def a_sheet(folder, text=GOOD, name="kami.toml"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_shipped_sheets_are_whole_and_the_standard_ones_come_first():
    found = shipped()
    assert tuple(found)[: len(STANDARD)] == STANDARD
    assert {name for name, layout in found.items() if layout.example} == set(found) - set(STANDARD)
    assert all(layout.name for layout in found.values())
    assert len({layout.name for layout in found.values()}) == len(found)


@pytest.mark.parametrize("name", shipped())
def test_every_shipped_sheet_can_be_filled(name):
    plan = shipped()[name]
    pdf = drawn(
        write_cards, faces.OFFICE, [faces.CONFIRMED] * plan.places, layout=name, today=TODAY
    )
    sides = {letter.box[0] < 0 or letter.box[2] > plan.page[0] for letter in letters(pdf)}
    assert sides == {False}


def test_an_offices_own_sheet_is_found_before_a_shipped_one(tmp_path):
    a_sheet(tmp_path)
    a_sheet(tmp_path, GOOD.replace("Kartu kami", "A4 kami"), "a4-10.toml")
    found, broken = own(tmp_path)
    assert (list(found), broken) == (["a4-10", "kami"], ())
    assert named("kami", tmp_path).places == 8
    assert named("a4-10", tmp_path).name == "A4 kami"
    assert named("a4-10").places == 10
    assert own(tmp_path / "nothing") == ({}, ())


def test_cards_stand_where_the_file_says(tmp_path):
    plan = read(a_sheet(tmp_path))
    pdf = drawn(write_cards, faces.OFFICE, [faces.CONFIRMED] * 8, layout=plan, today=TODAY)
    titles = sorted(
        (round(x.box[0], 1), round(x.box[1], 1))
        for x in letters(pdf)
        if x.text == "K" and x.size > 8
    )
    first = titles[0]
    assert {(round(x - first[0], 1), round(y - first[1], 1)) for x, y in titles} >= {
        (92.0 * column, 60.0 * row) for column in (0, 1) for row in range(4)
    }


def test_the_back_of_a_sheet_that_is_not_centred_lies_behind_its_front(tmp_path):
    plan = read(a_sheet(tmp_path))
    for place in range(plan.places):
        x, y = plan.corner(place)
        back, top = plan.corner(place, mirrored=True)
        assert back == pytest.approx(210 - x - 85.6)
        assert top == y


@pytest.mark.parametrize(
    ("old", "new", "key", "why"),
    [
        ('name = "Kartu kami"', "", "name", "missing"),
        ('name = "Kartu kami"', "name = 7", "name", "text"),
        ('name = "Kartu kami"', 'name = " "', "name", "text"),
        ("page = [210, 297]", "page = 210", "page", "pair"),
        ("page = [210, 297]", "page = [210, 297, 1]", "page", "pair"),
        ("page = [210, 297]", 'page = [210, "297"]', "page", "number"),
        ("page = [210, 297]", "page = [0, 297]", "left", "outside"),
        ("columns = 2", "columns = 2.0", "columns", "count"),
        ("columns = 2", "columns = true", "columns", "count"),
        ("columns = 2", "columns = 0", "columns", "count"),
        ("columns = 2", "columns = 3", "left", "outside"),
        ("rows = 4", "rows = 5", "top", "outside"),
        ("rows = 4", "rows = 21", "rows", "count"),
        ("left = 12.5", "left = nan", "left", "number"),
        ("left = 12.5", "left = -1", "left", "number"),
        ("left = 12.5", "left = 40", "left", "outside"),
        ("across = 92", "", "across", "missing"),
        ("across = 92", "across = 80", "across", "overlap"),
        ("down = 60", "down = 50", "down", "overlap"),
        ("down = 60", "down = inf", "down", "number"),
        ("down = 60", "down = 60\nfold = 1", "fold", "yes"),
        ("down = 60", "down = 60\nfold = true", "across", "overlap"),
        ("columns = 2", "columns = 1\nfold = true", "duplex", "fold"),
        ("down = 60", 'down = 60\nduplex = "both"', "duplex", "duplex"),
        ("down = 60", "down = 60\ncorner = 40", "corner", "number"),
        ("down = 60", "down = 60\nleeft = 4", "leeft", "key"),
        ("down = 60", "down = ", "", "form"),
        ("down = 60", "down = 60\ndown = 61", "", "form"),
        ("down = 60", "down = 60 # " + "x" * 30_000, "", "size"),
    ],
)
def test_a_broken_sheet_is_refused_with_file_and_key(tmp_path, old, new, key, why):
    assert old in GOOD
    path = a_sheet(tmp_path, GOOD.replace(old, new, 1))
    with pytest.raises(Refused) as refused:
        read(path)
    assert refused.value.rule == "sheet_file"
    assert refused.value.params["file"] == "kami.toml"
    assert (refused.value.params["key"], refused.value.params["why"]) == (key, why)
    said = sentence(refused.value.finding)
    assert "kami.toml" in said
    assert "…" not in said
    assert key in said
    found, broken = own(tmp_path)
    assert (dict(found), [finding.rule for finding in broken]) == ({}, ["sheet_file"])


def test_a_line_that_cannot_be_read_is_told(tmp_path):
    path = a_sheet(tmp_path, GOOD.replace("down = 60", "down = "))
    with pytest.raises(Refused) as refused:
        read(path)
    assert refused.value.params["line"] == 9


@pytest.mark.parametrize("name", ["Lembar Kami.toml", "-.toml", "x" * 60 + ".toml"])
def test_a_name_that_no_option_could_carry_is_refused(tmp_path, name):
    with pytest.raises(Refused) as refused:
        read(a_sheet(tmp_path, name=name))
    assert refused.value.params["why"] == "name"


@pytest.mark.parametrize("data", [b"\xff\xfe", b"\x00", b'name = "\xe9"'])
def test_bytes_that_are_no_text_are_refused(tmp_path, data):
    (tmp_path / "kami.toml").write_bytes(data)
    with pytest.raises(Refused, match="sheet_file"):
        named("kami", tmp_path)


@pytest.mark.parametrize("name", ["poster", "../a4-10", "", "A4-10", "a4-10/"])
def test_a_name_that_is_no_sheet_is_refused(tmp_path, name):
    with pytest.raises(Refused) as refused:
        named(name, tmp_path)
    assert refused.value.rule == "layout"


@given(st.text(max_size=300))
def test_any_text_is_a_sheet_or_refused(tmp_path_factory, text):
    folder = tmp_path_factory.mktemp("sheets")
    path = folder / "kami.toml"
    path.write_text(text, encoding="utf-8", errors="replace", newline="")
    with pytest.raises(Refused, match="sheet_file"):
        read(path)


def test_colour_never_reaches_the_card_beside_or_below():
    for plan in shipped().values():
        assert plan.bleed <= 0.5
        if plan.rows > 1:
            assert HEIGHT + 2 * plan.bleed <= plan.down + 1e-9
        if plan.columns > 1:
            assert plan.width + 2 * plan.bleed <= plan.across + 1e-9


def test_backs_need_a_printer_that_turns_sheets():
    assert sheet_files.shipped()[default_layout(duplex=False)].fold
    assert sheet_files.shipped()[default_layout(duplex=True)].duplex == "sheet"
