"""Own words laid over the shipped ones: whole or refused, and no paper claims too much."""

import tomllib

import pytest

from desktop_app.documents.own_template import LOCKED, line_of, own, reading
from desktop_app.documents.template import shipped, template
from desktop_app.domain.findings import Refused
from desktop_app.wording.sentences import SENTENCES, sentence


def test_a_file_changes_only_what_it_names():
    words = own('[colours]\naccent = "#1D4ED8"\n[labels]\nnik = "Nomor Induk"\n')
    assert words.colours.accent == "#1D4ED8"
    assert words.labels.nik == "Nomor Induk"
    assert words.labels.kpj == template().labels.kpj
    assert words.letter == template().letter


def test_the_shipped_file_itself_is_good_and_changes_nothing():
    found = reading(shipped().read_text("utf-8"))
    assert found.refused == ()
    assert found.changed == ()


def test_colours_of_the_shipped_file_can_be_read():
    colours = tomllib.loads(shipped().read_text("utf-8"))["colours"]
    text = "[colours]\n" + "\n".join(f'{k} = "{v.lower()}"' for k, v in colours.items())
    assert reading(text).refused == ()


@pytest.mark.parametrize(
    ("text", "why", "line", "key"),
    [
        ("[labels\nnik = 1", "form", 1, None),
        ('[labels]\nnik = "a\n', "form", 2, None),
        ('[labels]\nnomor_induk = "x"', "key", 2, "labels.nomor_induk"),
        ('[label]\nnik = "x"', "near", 1, "label"),
        ("# x\n\n[labels]\nnik = 7", "kind", 4, "labels.nik"),
        ("[labels]\nnik = []", "kind", 2, "labels.nik"),
        ("[card]\ndeath = []", "kind", 2, "card.death"),
        ("[card]\ndeath = [1]", "kind", 2, "card.death"),
        ('labels = "x"', "kind", 1, "labels"),
        ('months = ["Januari"]', "count", 1, "months"),
        ('[card]\nrows = ["nik", "gaji"]', "rows", 2, "card.rows"),
        ('[card]\nrows = ["nik nik"]', "rows", 2, "card.rows"),
        ("[card]\nrows = [1]", "rows", 2, "card.rows"),
        ('[labels]\nnik = " "', "empty", 2, "labels.nik"),
        ('[card]\ndeath = ["Lapor", ""]', "empty", 2, "card.death"),
        ('[letter]\ncolumns = ["No."]', "count", 2, "letter.columns"),
        ('practice = "CONTOH"', "locked", 1, "practice"),
        ('[provisional]\ntitle = "KARTU"', "locked", 2, "provisional.title"),
        ('[family_sheet]\nmember = "Nomor {number}"', "date", 2, None),
        ('[labels]\nnik = "NIK {nik}"', "brace", 2, "labels.nik"),
        ('[labels]\nnik = "NIK {"', "brace", 2, "labels.nik"),
        ('date_in_words = "{day} {month} {year.real}"', "brace", 1, "date_in_words"),
        ('date_in_words = "{day!r} {month} {year}"', "brace", 1, "date_in_words"),
        ('date_in_words = "{day:>99} {month} {year}"', "brace", 1, "date_in_words"),
        ('[card]\nback_title = "KARTU PESERTA BPJS"', "claim", 2, "card.back_title"),
        ('[slip]\nconfirmed_note = "Santunan Rp42.000.000"', "claim", 2, None),
        ('[slip]\nconfirmed_note = "Santunan 42 juta"', "claim", 2, None),
        ('[slip]\nconfirmed_note = "Santunan empat puluh dua juta rupiah"', "claim", 2, None),
        ('[titles]\ncertificate = "Sertifikat Kepesertaan BPJS"', "claim", 2, None),
        ('[certificate]\ntitle_provisional = "SURAT KEPESERTAAN"', "locked", 2, None),
        ('[certificate]\nstatement_provisional = "terlindungi {date}"', "locked", 2, None),
        ('[card]\nlegal = "Perlindungan aktif selamanya"', "locked", 2, None),
        ('[labels]\nnik = "NIK 𓀀"', "letter", 2, "labels.nik"),
        ('[colours]\naccent = "teal"', "colour", 2, "colours.accent"),
        ('[colours]\naccent = "#99CCFF"', "pale", 2, "colours.accent"),
        ('[colours]\nground = "#333333"', "dark", 2, "colours.ground"),
    ],
)
def test_a_broken_file_is_refused_with_its_line(text, why, line, key):
    with pytest.raises(Refused) as refused:
        own(text, "kata.toml")
    params = refused.value.params
    assert (refused.value.rule, params["why"], params["line"]) == ("paper_words", why, line)
    assert params["file"] == "kata.toml"
    if key:
        assert params["key"] == key
    assert f"paper_words.{why}" in SENTENCES
    said = sentence(refused.value)
    assert "kata.toml" in said
    assert "…" not in said


def test_what_was_good_stays_in_use_where_a_newer_program_lacks_some_of_it():
    found = reading('[labels]\nnik = "Nomor Induk"\nlama = "x"\n[slip]\nlama = "y"\n')
    assert found.template.labels.nik == "Nomor Induk"
    assert found.changed == ("labels.nik",)
    assert [one.params["key"] for one in found.refused] == ["labels.lama", "slip.lama"]


def test_every_locked_word_is_there():
    base = tomllib.loads(shipped().read_text("utf-8"))
    for key in LOCKED:
        value = base
        for part in key.split("."):
            value = value[part]
        assert value, key


def test_the_line_of_a_key_is_found_in_its_own_table():
    text = "[a]\nx = 1\n\n[a.b]\nx = 2\n[c]\ny = 3\n"
    assert line_of(text, "a.x") == 2
    assert line_of(text, "a.b.x") == 5
    assert line_of(text, "c.z") == 6
    assert line_of("a.b = 1", "a.b") == 1
