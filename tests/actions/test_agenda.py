"""The book of letters: numbers by the office's template, given once, kept when revoked."""

import pytest

from desktop_app.actions import (
    agenda,
    issuing,
    lettering,
    letters,
    printing,
    registering,
    submitting,
)
from desktop_app.actions.desk import NotAllowed
from desktop_app.domain.findings import Refused
from desktop_app.store import papers


@pytest.fixture
def people(desk, raw):
    return registering.register(
        desk,
        [
            raw(1, monthly_income=1_500_000),
            raw(2, full_name="Warsini", kpj="00123456789", monthly_income=900_000),
        ],
    ).registered


def numbers(desk):
    return [one.number for one in agenda.book(desk).letters]


def ids(people):
    return [one.id for one in people]


def test_a_certificate_bears_the_number_that_it_gets(desk, people):
    composed = issuing.compose(desk, "certificate", ids(people))
    assert [one.letter for one in composed.papers] == ["470/001/XI/2026", "470/002/XI/2026"]
    assert numbers(desk) == []
    issuing.issue(desk, composed)
    first, second = agenda.book(desk).letters
    assert (first.number, first.kind, first.worker_id) == (
        "470/001/XI/2026",
        "certificate",
        people[0].id,
    )
    assert [one.subject for one in (first, second)] == [
        "Surat keterangan pendataan",
        "Surat keterangan terdaftar",
    ]
    (paper,) = issuing.papers_of(desk, people[1].id)
    assert paper.letter == "470/002/XI/2026"


def test_who_cannot_get_one_leaves_no_gap(desk, people, raw):
    long = registering.register(desk, [raw(7, full_name="W" * 250)]).registered[0]
    composed = issuing.compose(desk, "certificate", [people[0].id, long.id, people[1].id])
    assert [one.letter for one in composed.papers] == ["470/001/XI/2026", "470/002/XI/2026"]
    pages = text_of(composed.pdf)
    assert "470/001/XI/2026" in pages[0]
    assert "470/002/XI/2026" in pages[1]
    assert "Warsini" in pages[1]


def text_of(pdf):
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    found = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    document.close()
    return found


def test_a_number_taken_meanwhile_is_never_given_twice(desk, people):
    first = issuing.compose(desk, "certificate", ids(people)[:1])
    second = lettering.compose(desk, "work", ids(people)[1:])
    issuing.issue(desk, first)
    with pytest.raises(Refused, match="preview_old"):
        issuing.issue(desk, second)
    assert numbers(desk) == ["470/001/XI/2026"]
    issuing.issue(desk, lettering.compose(desk, "work", ids(people)[1:]))
    assert numbers(desk) == ["470/001/XI/2026", "470/002/XI/2026"]


def test_a_letter_that_did_not_come_out_stays_in_the_book_revoked(desk, people):
    composed = issuing.compose(desk, "certificate", ids(people))
    run = printing.begin(desk, composed, printing.Way(printer="x"))
    assert numbers(desk) == ["470/001/XI/2026", "470/002/XI/2026"]
    printing.settle(desk, run.id, [1])
    assert [one.revoked_why for one in agenda.book(desk).letters] == [
        None,
        "Tidak jadi tercetak",
    ]
    again = issuing.compose(desk, "certificate", ids(people)[1:])
    assert again.papers[0].letter == "470/003/XI/2026"


def test_a_cut_after_the_printer_took_it_keeps_the_numbers(desk, people):
    composed = issuing.compose(desk, "certificate", ids(people))
    run = printing.begin(desk, composed, printing.Way(printer="x"))
    printing.settle(desk, run.id, [1, 2])
    assert len(issuing.papers_of(desk, people[0].id)) == 1
    assert [one.revoked_why for one in agenda.book(desk).letters] == [None, None]


def test_lists_for_bpjs_stand_in_the_same_row(desk, raw, tmp_path):
    registering.register(desk, [raw(1, email="s@contoh.id", workplace="sawah")])
    agenda.set_number_template(desk, "560/{n}/DS/{tahun}")
    done = submitting.submit(desk, tmp_path / "daftar.xlsx")
    assert done.number == "560/001/DS/2026"
    (line,) = agenda.book(desk).letters
    with desk.read() as c:
        from desktop_app.actions import paper_words

        words = paper_words.words_of(c)
    assert agenda.subject(words, line).startswith("Penyampaian daftar")
    assert agenda.recipient(words, line, "Cilacap") == "BPJS Ketenagakerjaan Cilacap"
    with pytest.raises(Refused, match="letter_of_list"):
        agenda.revoke(desk, line.n, "salah")


def test_the_template_is_the_offices(desk):
    assert agenda.number_template(desk) == "470/{n}/{bulan romawi}/{tahun}"
    assert agenda.set_number_template(desk, " 560/{n}/{tahun} ") == "560/{n}/{tahun}"
    assert agenda.example(desk, agenda.number_template(desk)) == "560/001/2026"
    with pytest.raises(Refused, match="letter_number"):
        agenda.set_number_template(desk, "560/{tahun}")
    assert agenda.number_template(desk) == "560/{n}/{tahun}"


def test_only_the_administrator_says_how_letters_are_numbered(desk):
    desk.role = "operator"
    with pytest.raises(NotAllowed):
        agenda.set_number_template(desk, "560/{n}/{tahun}")


def test_a_letter_is_revoked_with_a_reason(desk, people):
    issuing.issue(desk, lettering.compose(desk, "work", ids(people)[:1]))
    letter = agenda.find(desk, " 470/001/XI/2026 ")
    with pytest.raises(Refused, match="letter_why"):
        agenda.revoke(desk, letter.n, "  ")
    agenda.revoke(desk, letter.n, "salah  keperluan")
    assert agenda.find(desk, "470/001/XI/2026").revoked_why == "salah keperluan"
    with pytest.raises(Refused, match="letter_revoked"):
        agenda.revoke(desk, letter.n, "lagi")
    with pytest.raises(Refused, match="not_found"):
        agenda.find(desk, "470/999/XI/2026")


def test_the_book_on_paper(desk, people):
    issuing.issue(desk, lettering.compose(desk, "work", ids(people)))
    agenda.revoke(desk, 1, "salah nama")
    (page,) = text_of(agenda.write_book(desk))
    for told in ("470/002/XI/2026", "Warsini", "salah nama", "2 surat, 1 di antaranya batal"):
        assert told in page
    assert agenda.write_book(desk) == agenda.write_book(desk)
    assert "Belum ada surat keluar" in text_of(agenda.write_book(desk, 2020))[0]


def test_a_letter_to_many_has_one_number(desk, people):
    from desktop_app.store import workers

    with desk.read() as c:
        everybody = [workers.get(c, one) for one in ids(people)]
    for those in (everybody, everybody[:1]):
        letter = agenda.for_many(desk, "lapse_letter", those)
        with desk.write("letter_made") as tx:
            agenda.give_numbers(tx, [letter])
    assert numbers(desk) == ["470/001/XI/2026", "470/002/XI/2026"]
    many, one = agenda.book(desk).letters
    assert (many.recipient, many.worker_id) == ("2 orang", None)
    assert (one.recipient, one.full_name) == ("", "Slamet Raharjo")


def test_letters_of_lapsing_bear_their_number(desk):
    with pytest.raises(Refused, match="nothing_selected"):
        letters.lapse_letters(desk, [])
    assert numbers(desk) == []
    with desk.read() as c:
        assert papers.recent(c, 5) == []
