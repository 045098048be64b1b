"""Letters that the family lacks come from its second cut; a letter in no font is refused."""

from dataclasses import replace

import paper_faces as faces
import pypdfium2
import pytest

from desktop_app.documents import fonts
from desktop_app.documents.page import MM, Ink, Panel, Place
from desktop_app.documents.sheet import write_cards
from desktop_app.domain.findings import Refused


@pytest.mark.parametrize("name", ["Наталья Иванова", "Ελένη Παπαδοπούλου", "Ayu Ж. Lestari"])
def test_greek_and_cyrillic_are_drawn_with_their_own_letters(name):
    face = replace(faces.CONFIRMED, name=name)
    pdf = faces.drawn(write_cards, faces.OFFICE, [face], today=faces.TODAY)
    assert name in faces.words(pdf)
    assert b"LoketSansMore-Bold" in pdf
    document = pypdfium2.PdfDocument(pdf)
    bold = {one.box for one in faces.letters(pdf) if one.text in "ЖНΕ"}
    document.close()
    assert bold


def test_a_paper_without_them_carries_no_second_font():
    pdf = faces.drawn(write_cards, faces.OFFICE, [faces.STRANGE], today=faces.TODAY)
    assert b"LoketSansMore" not in pdf


def test_mixed_text_is_measured_as_it_is_drawn():
    text, ink = "Ayu Жанна Lestari, Ωmega", Ink(fonts.REGULAR, 12, "#000000")
    parts = fonts.runs(text, fonts.REGULAR)
    assert [one.font for one in parts] == [fonts.REGULAR, fonts.MORE[fonts.REGULAR]] * 2 + [
        fonts.REGULAR
    ]
    assert "".join(one.text for one in parts) == text
    assert sum(one.wide for one in parts) == pytest.approx(fonts.width(text, fonts.REGULAR))
    panel = Panel(200, 20)
    panel.text(text, ink, Place(0, 10, 200, align="right"))
    assert fonts.width(text, fonts.REGULAR) * 12 / MM < 200


@pytest.mark.parametrize(
    ("name", "letter"),
    [("김철수", "김"), ("שרה", "ש"), ("Siti 😀", "😀"), ("សុខា", "ស"), ("ᬲᬶᬢᬶ 김", "김")],
)
def test_a_letter_that_no_font_has_is_refused_and_never_a_box(name, letter):
    face = replace(faces.CONFIRMED, name=name)
    with pytest.raises(Refused) as refused:
        faces.drawn(write_cards, faces.OFFICE, [face], today=faces.TODAY)
    assert (refused.value.rule, refused.value.field) == ("letter_unknown", "full_name")
    assert refused.value.params["letter"] == letter


def test_what_no_eye_sees_is_left_out():
    face = replace(faces.CONFIRMED, name="Siti\u200b Nur\u200e\u202aaini\x07\u2028binti\tAli")
    assert "Siti Nuraini binti Ali" in faces.words(
        faces.drawn(write_cards, faces.OFFICE, [face], today=faces.TODAY)
    )
