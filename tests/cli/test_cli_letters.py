"""``letter`` and ``agenda``: numbered letters, and the book in which they stand."""

import pytest


@pytest.fixture
def people(loket, file, raw):
    given = [raw(1, monthly_income=1_500_000), raw(2, full_name="Warsini")]
    done = loket("register", file(given))
    assert done.code == 0, done.err
    return [one["registration_number"] for one in done.doc["registered"]]


def test_letters_with_their_numbers(loket, people, tmp_path):
    out = tmp_path / "surat.pdf"
    said = loket("letter", out, "--kind", "work", "--all", "--purpose", "mengajukan kredit")
    assert said.code == 0
    assert said.doc["numbers"] == ["470/001/XI/2026", "470/002/XI/2026"]
    assert out.read_bytes().startswith(b"%PDF")
    partly = loket("letter", out, "--kind", "income", "--filter", "status=candidate")
    assert (partly.code, partly.doc["numbers"]) == (3, ["470/003/XI/2026"])
    assert [one["rule"] for one in partly.doc["refused"]] == ["income_missing"]
    listed = loket("agenda", "list").doc
    assert listed["year"] == 2026
    assert [(one["number"], one["kind"]) for one in listed["letters"]] == [
        ("470/001/XI/2026", "work"),
        ("470/002/XI/2026", "work"),
        ("470/003/XI/2026", "income"),
    ]
    assert loket("agenda", "list", "--year", "2020").doc["letters"] == []


def test_a_certificate_takes_the_next_number(loket, people, tmp_path):
    out = tmp_path / "surat.pdf"
    for ink, paper in (("colour", "a4"), ("saving", "f4")):
        asked = ("certificate", out, "--all", "--ink", ink, "--paper", paper)
        assert loket(*asked, "--reason", "lost").code == 0
    assert len(loket("agenda", "list").doc["letters"]) == 4


def test_people_without_a_nik(loket, people, file, raw, tmp_path):
    out = tmp_path / "surat.pdf"
    assert loket("letter", out, "--kind", "dukcapil", "--draft", "all").rule == "nothing_selected"
    loket("register", file([raw(5, full_name="Karto", nik=None)]), "--keep")
    assert len(loket("drafts").doc["drafts"]) == 1
    assert loket("letter", out, "--kind", "dukcapil", "--draft", "all").doc["papers"] == 1
    (letter,) = loket("agenda", "list").doc["letters"]
    assert (letter["name"], letter["recipient"]) == ("Karto", "Disdukcapil Kabupaten Cilacap")


def test_the_book_is_printed_and_letters_revoked(loket, people, tmp_path):
    out, book = tmp_path / "surat.pdf", tmp_path / "buku.pdf"
    loket("letter", out, "--kind", "work", "--id", people[0])
    assert loket("agenda", "revoke", "470/001/XI/2026", "--why", "salah nama").code == 0
    assert loket("agenda", "revoke", "470/001/XI/2026", "--why", "lagi").rule == "letter_revoked"
    assert loket("agenda", "revoke", "1/2", "--why", "lagi").rule == "not_found"
    assert loket("agenda", "list").doc["letters"][0]["revoked_why"] == "salah nama"
    assert loket("agenda", "print", book).code == 0
    assert book.read_bytes().startswith(b"%PDF")


def test_how_letters_are_numbered(loket):
    assert loket("agenda", "number").doc["next"] == "470/001/XI/2026"
    assert loket("agenda", "number", "560/{n}/{tahun}").doc == {
        "template": "560/{n}/{tahun}",
        "next": "560/001/2026",
    }
    wrong = loket("agenda", "number", "560/{no}/{tahun}", json=False)
    assert wrong.code != 0
    assert "{no}" in wrong.err
    assert loket("agenda", "number").doc["template"] == "560/{n}/{tahun}"


@pytest.mark.parametrize(
    "words",
    [
        ("--kind", "resign", "--all"),
        ("--kind", "work"),
        ("--kind", "work", "--all", "--paper", "a5"),
        ("--kind", "work", "--draft", "all"),
        ("--kind", "dukcapil", "--draft", "all", "--all"),
    ],
)
def test_what_cannot_be_asked(loket, people, tmp_path, words):
    assert loket("letter", tmp_path / "surat.pdf", *words).code == 2
    assert not (tmp_path / "surat.pdf").exists()


def test_a_file_that_cannot_be_written_gives_no_number(loket, people, tmp_path):
    (tmp_path / "taken").write_text("a file, not a folder")
    target = tmp_path / "taken" / "surat.pdf"
    assert loket("letter", target, "--kind", "work", "--all").rule == "unwritable"
    assert loket("agenda", "list").doc["letters"] == []
