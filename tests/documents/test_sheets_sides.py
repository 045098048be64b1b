"""Sides, turning by hand, slips after cards, shifting: what stands on which page, and where."""

from dataclasses import replace

import paper_faces as faces
import pytest
from paper_faces import TODAY, drawn, letters, words

from desktop_app.documents.preview import sizes
from desktop_app.documents.sheet import write_cards
from desktop_app.documents.slip import write_slips
from desktop_app.documents.turning import TURNS, write_turn_test
from desktop_app.domain.findings import Refused


def people(count: int, **more):
    return [
        replace(faces.CONFIRMED, name=f"Orang {n:02}", number=f"3301222003-7KJ-{n:06}-X", **more)
        for n in range(1, count + 1)
    ]


def cards(given, **options) -> bytes:
    return drawn(write_cards, faces.OFFICE, given, today=TODAY, **options)


def boxes(pdf: bytes, page: int, letter: str, size: float) -> list[tuple[float, float]]:
    """Corners of the large letters, sorted: one a card."""
    found = [x for x in letters(pdf, page) if x.text == letter and x.size > size]
    return sorted((round(x.box[0], 1), round(x.box[1], 1)) for x in found)


def test_fronts_and_backs_are_the_pages_of_both():
    given = people(13)
    both, fronts, backs = (
        cards(given, layout="a4-10", side=side) for side in ("both", "front", "back")
    )
    assert [len(sizes(pdf)) for pdf in (both, fronts, backs)] == [4, 2, 2]
    for page in (0, 1):
        assert words(fronts, page) == words(both, 2 * page)
        backwards = words(both, 2 * page + 1)
        assert backwards.endswith(words(backs, page)) or words(backs, page) in backwards
        both_b, b = letters(both, 2 * page + 1), letters(backs, page)
        assert [x for x in both_b if x.size > 6] == [x for x in b if x.size > 6]


@pytest.mark.parametrize("letter", TURNS)
def test_backs_come_in_the_order_and_the_way_the_stack_feeds(letter):
    given = people(13)  # ten on the first sheet, three on the second
    pdf = cards(given, layout="a4-10", side="back", turn=letter)
    counts = [len(boxes(pdf, page, "B", 8)) for page in (0, 1)]
    turn = TURNS[letter]
    one = counts.index(min(counts))
    assert one == (0 if turn.reverse else 1)
    straight = cards(given, layout="a4-10", side="back")
    upright = {(x.text, *(round(v, 1) for v in x.box)) for x in letters(straight, 1)}
    now = letters(pdf, one)
    if turn.upside_down:
        turned = {
            (
                x.text,
                *(
                    round(v, 1)
                    for v in (210 - x.box[2], 297 - x.box[3], 210 - x.box[0], 297 - x.box[1])
                ),
            )
            for x in now
        }
        near = [t for t in turned if any(_near(t, u) for u in upright)]
        assert len(near) == len(turned)
    else:
        assert {(x.text, *(round(v, 1) for v in x.box)) for x in now} == upright


def _near(a: tuple, b: tuple) -> bool:
    return a[0] == b[0] and all(abs(x - y) <= 0.2 for x, y in zip(a[1:], b[1:], strict=True))


def test_a_turned_sheet_has_each_back_behind_its_front():
    pdf = cards(people(3), layout="a4-10", skip=4)
    fronts = boxes(pdf, 0, "K", 8)
    backs = boxes(pdf, 1, "B", 8)
    plan_tops = {y for _, y in backs}
    assert plan_tops == {y for _, y in fronts}
    assert len(fronts) >= len(backs) == 3


def test_cards_of_a_tray_are_turned_in_their_places():
    pdf = cards(people(2), layout="tray-2")
    front = min(x.box[0] for x in letters(pdf, 0))
    back = min(x.box[0] for x in letters(pdf, 1))
    assert abs(front - back) < 1


def test_folded_cards_have_no_page_of_backs():
    assert len(sizes(cards(people(7), layout="a4-fold-5"))) == 2
    with pytest.raises(Refused) as refused:
        cards(people(2), layout="a4-fold-5", side="back")
    assert refused.value.rule == "no_back"


def test_those_without_a_kpj_get_slips_after_all_cards():
    given = [faces.PROVISIONAL, *people(6), faces.PROVISIONAL]
    pdf = cards(given, layout="f4-fold-5", slips=True)
    assert len(sizes(pdf)) == 3
    assert sizes(pdf)[2] == pytest.approx((215, 330), abs=0.01)
    assert "BUKTI PENDATAAN" not in words(pdf, 0) + words(pdf, 1)
    assert words(pdf, 2).count("BUKTI PENDATAAN — BUKAN KARTU PESERTA") == 2
    alone = cards([faces.PROVISIONAL], slips=True, layout="a4-fold-5", skip=2)
    assert sizes(alone)[0] == pytest.approx((210, 297), abs=0.01)
    assert min(x.box[1] for x in letters(alone)) > 198
    assert "Bukti Pendataan" in _title(alone)
    assert "Kartu dan Bukti" in _title(pdf)


def _title(pdf: bytes) -> str:
    import pypdfium2

    return pypdfium2.PdfDocument(pdf).get_metadata_value("Title")


def test_the_head_of_a_slip_is_worded_as_it_must_be():
    for paper in ("a4", "f4"):
        pdf = drawn(write_slips, faces.OFFICE, [faces.PROVISIONAL], paper=paper, today=TODAY)
        said = words(pdf)
        assert "BUKTI PENDATAAN — BUKAN KARTU PESERTA" in said
        assert "Perlindungan dimulai setelah iuran pertama dibayar dan KPJ terbit" in said
        assert "belum dijamin" in said


def test_slips_on_f4_stand_in_thirds_of_its_page():
    pdf = drawn(write_slips, faces.OFFICE, [faces.PROVISIONAL] * 3, paper="f4", today=TODAY)
    tops = [y for _, y in boxes(pdf, 0, "B", 12)]
    assert sizes(pdf)[0] == pytest.approx((215, 330), abs=0.01)
    assert sorted({round(y - min(tops)) for y in tops}) == [0, 110, 220]


@pytest.mark.parametrize("layout", ["cr80", "a4-10", "a4-fold-5", "slip"])
def test_everything_moves_by_the_shift_on_every_page(layout):
    still = cards(people(2), layout=layout)
    moved = cards(people(2), layout=layout, shift=(0.7, -0.4))
    for page in range(len(sizes(still))):
        for a, b in zip(letters(still, page), letters(moved, page), strict=True):
            assert b.box[0] - a.box[0] == pytest.approx(0.7, abs=0.01)
            assert b.box[1] - a.box[1] == pytest.approx(-0.4, abs=0.01)


@pytest.mark.parametrize("layout", ["a4-10", "slip"])
@pytest.mark.parametrize("shift", [(21, 0), (0, -20.1), (float("nan"), 0), (float("inf"), 0)])
def test_a_shift_that_no_printer_needs_is_refused(layout, shift):
    with pytest.raises(Refused) as refused:
        cards(people(1), layout=layout, shift=shift)
    assert refused.value.rule == "shift"


@pytest.mark.parametrize(
    ("options", "rule"),
    [
        ({"side": "left"}, "choice"),
        ({"turn": "E"}, "choice"),
        ({"ink": "green"}, "choice"),
        ({"layout": "slip", "ink": "green"}, "choice"),
        ({"layout": "slip", "paper": "a5"}, "layout"),
        ({"layout": "a4-10", "skip": 10}, "skip"),
        ({"layout": "poster"}, "layout"),
    ],
)
def test_what_is_no_choice_is_refused(options, rule):
    with pytest.raises(Refused) as refused:
        cards(people(1), **options)
    assert refused.value.rule == rule


@pytest.mark.parametrize("paper", ["a4", "f4"])
def test_the_turning_test_numbers_its_sheets_and_tells_the_letter(paper):
    pdf = drawn(write_turn_test, faces.OFFICE, side="both", paper=paper, today=TODAY)
    assert len(sizes(pdf)) == 4
    assert "LEMBAR 1" in words(pdf, 0)
    assert "LEMBAR 2" in words(pdf, 1)
    for page, number, other in ((2, 1, 2), (3, 2, 1)):
        said = words(pdf, page)
        assert f"BELAKANG {number}" in said
        assert f"A Angka {number}, panahnya searah" in said
        assert f"B Angka {other}, panahnya searah" in said
        assert f"C Angka {number}, panahnya berlawanan" in said
        assert f"D Angka {other}, panahnya berlawanan" in said
    for side, count in (("front", 2), ("back", 2)):
        assert len(sizes(drawn(write_turn_test, faces.OFFICE, side=side, today=TODAY))) == count
