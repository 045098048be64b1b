"""The layout guard: what the PDF itself says about where its text stands."""

from dataclasses import replace
from itertools import islice, pairwise, takewhile

import paper_faces as faces
import pytest
from paper_faces import TODAY, drawn, letters, overlapping

from desktop_app.documents.card_ground import HEIGHT, WIDTH
from desktop_app.documents.certificate import write_certificates
from desktop_app.documents.letter import write_cover_letter
from desktop_app.documents.preview import sizes
from desktop_app.documents.recovery import write_recovery_sheet
from desktop_app.documents.sheet import LAYOUTS, write_cards
from desktop_app.domain.findings import Refused

OFFICES = {"plain": faces.OFFICE, "long": faces.LONG_OFFICE, "bare": faces.BARE_OFFICE}
CARD_QR = (59.8, 20.0, 83.2, 43.4)
WATERMARK = 30


def guard(found: list[faces.Letter], box: tuple, forbidden: list[tuple]) -> None:
    """All inside the box, none on a code, and no line on another."""
    written = [letter for letter in found if letter.size < WATERMARK]
    assert written
    for letter in written:
        left, top, right, bottom = letter.box
        assert left >= box[0], letter
        assert top >= box[1], letter
        assert right <= box[2], letter
        assert bottom <= box[3], letter
        assert not any(overlapping(letter.box, place) for place in forbidden), letter
    rows = sorted(written, key=lambda letter: letter.box[1])
    for n, one in enumerate(rows):
        for other in takewhile(lambda later: later.box[1] < one.box[3], islice(rows, n + 1, None)):  # noqa: B023
            assert not overlapping(one.box, other.box, 0.12), (one, other)


@pytest.mark.parametrize("office", OFFICES)
@pytest.mark.parametrize("person", faces.PEOPLE)
@pytest.mark.parametrize("photo", [False, True])
def test_nothing_on_a_card_is_clipped_or_covered(office, person, photo):
    face = replace(faces.PEOPLE[person], photo=faces.jpeg() if photo else None)
    pdf = drawn(write_cards, OFFICES[office], [face], today=TODAY)
    shown = photo and face.confirmed
    taken = [CARD_QR, (4.0, 21.2, 20.2, 42.8)] if shown else [CARD_QR]
    inside = (2.5, 1.5, WIDTH - 2.5, HEIGHT - 0.8)
    guard(letters(pdf, 0), inside, taken)
    guard(letters(pdf, 1), inside, [])


def test_nothing_covers_the_largest_code():
    name = f"{faces.LOUD.name[:30]} {faces.LOUD.name[:29]}"
    face = replace(faces.LOUD, name=name, qr=(faces.QR * 2)[:456], photo=faces.jpeg())
    pdf = drawn(write_cards, faces.LONG_OFFICE, [face], today=TODAY)
    guard(letters(pdf), (2.5, 1.5, WIDTH - 2.5, HEIGHT - 0.8), [(57.7, 20.0, 83.2, 45.6)])


@pytest.mark.parametrize("office", OFFICES)
@pytest.mark.parametrize("person", faces.PEOPLE)
def test_nothing_on_a_slip_is_clipped_or_covered(office, person):
    pdf = drawn(
        write_cards, OFFICES[office], [faces.PEOPLE[person]], layout="slip", skip=2, today=TODAY
    )
    guard(letters(pdf), (5, 198, 205, 297 - 12), [(163.4, 238, 195, 262)])


@pytest.mark.parametrize("paper", ["a4", "f4"])
@pytest.mark.parametrize("office", OFFICES)
@pytest.mark.parametrize("person", faces.PEOPLE)
def test_nothing_on_a_certificate_is_clipped_or_covered(paper, office, person):
    face = faces.PEOPLE[person]
    pdf = drawn(write_certificates, OFFICES[office], [face], paper=paper, today=TODAY)
    width, height = {"a4": (297, 210), "f4": (330, 215)}[paper]
    top = height - 15 - 48 + 2
    guard(letters(pdf), (9, 9, width - 9, height - 16), [(24, top, 57, top + 34)])


@pytest.mark.parametrize("office", OFFICES)
def test_nothing_on_the_recovery_sheet_is_clipped(office):
    code = "7KQ2M-9XW4T-B3HZD-P6RJC-0VNEA-8Y5SG-WWWWW-MMMMM"
    pdf = drawn(write_recovery_sheet, OFFICES[office], code, TODAY)
    assert len(sizes(pdf)) == 1
    guard(letters(pdf), (10, 8, 200, 282), [])
    assert all(group in faces.words(pdf) for group in code.split("-"))


@pytest.mark.parametrize("office", OFFICES)
@pytest.mark.parametrize("paper", ["a4", "f4"])
def test_nothing_in_the_letter_is_clipped(office, paper):
    long = replace(faces.ROW, name=faces.LOUD.name)
    pdf = drawn(
        write_cover_letter,
        OFFICES[office],
        number="560/014/XI/2026",
        day=TODAY,
        rows=[faces.ROW, long] * 40,
        paper=paper,
    )
    width, height = sizes(pdf)[0]
    for page in range(len(sizes(pdf))):
        guard(letters(pdf, page), (5, 5, width - 5, height - 14), [])
    lists = len(sizes(pdf)) - 1
    assert f"Halaman 1 dari {lists}" in faces.words(pdf, 1)
    assert "80." in faces.words(pdf, lists)


@pytest.mark.parametrize("layout", [name for name in LAYOUTS if name != "cr80"])
def test_cards_stand_on_sheets_to_the_tenth_of_a_millimetre(layout):
    """The text of a card on a sheet stands as far from its place as on a single card."""
    alone = {}
    for letter in letters(drawn(write_cards, faces.OFFICE, [faces.CONFIRMED], today=TODAY)):
        alone.setdefault(letter.text, letter.box)
    plan = LAYOUTS[layout]
    people = [faces.CONFIRMED] * plan.places
    pdf = drawn(write_cards, faces.OFFICE, people, layout=layout, today=TODAY)
    found = letters(pdf)
    for place in range(plan.places):
        x, y = plan.corner(place)
        assert x >= 5
        assert y >= 5
        assert y + HEIGHT <= plan.page[1] - 15
        first = next(
            letter
            for letter in found
            if letter.text == "K" and letter.box[0] > x and y < letter.box[1] < y + 6
        )
        assert first.box[0] - x == pytest.approx(alone["K"][0], abs=0.05)
        assert first.box[1] - y == pytest.approx(alone["K"][1], abs=0.05)


def test_pages_are_exact():
    def page(layout: str) -> tuple:
        pdf = drawn(write_cards, faces.OFFICE, [faces.CONFIRMED], layout=layout, today=TODAY)
        return sizes(pdf)[0]

    assert page("cr80") == pytest.approx((85.60, 53.98), abs=0.01)
    assert page("a4-10") == pytest.approx((210, 297), abs=0.01)
    assert page("f4-fold-5") == pytest.approx((215, 330), abs=0.01)


def test_places_do_not_overlap():
    for plan in LAYOUTS.values():
        corners = [plan.corner(n) for n in range(plan.places)]
        width = 2 * WIDTH if plan.fold else WIDTH
        boxes = [(x, y, x + width, y + HEIGHT) for x, y in corners]
        assert all(not overlapping(a, b) for a, b in pairwise(boxes))
        assert all(box[2] <= plan.page[0] - 5 for box in boxes if plan.places > 1)


def test_backs_are_mirrored_for_a_turned_sheet():
    pdf = drawn(write_cards, faces.OFFICE, [faces.CONFIRMED], layout="a4-10", today=TODAY)
    front = next(x for x in letters(pdf, 0) if x.text == "K" and x.size > 8)
    back = next(x for x in letters(pdf, 1) if x.text == "B" and x.size > 8)
    assert front.box[0] < 105 < back.box[0]


@pytest.mark.parametrize("person", ["long", "provisional"])
def test_what_does_not_fit_is_refused_and_named(person):
    face = replace(faces.PEOPLE[person], name="Sri " * 200)
    with pytest.raises(Refused) as refused:
        drawn(write_cards, faces.OFFICE, [face], today=TODAY)
    assert (refused.value.rule, refused.value.field) == ("does_not_fit", "full_name")
    assert refused.value.params["name"] == face.name
