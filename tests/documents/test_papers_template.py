"""The template: complete, checked whole, and refused with the place where it is broken."""

import re
from datetime import date

import pytest

from desktop_app import paths
from desktop_app.documents import fonts
from desktop_app.documents.template import template
from desktop_app.domain.findings import Refused

SHIPPED = (paths.resources() / "templates" / "papers.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('practice = "LATIHAN"', "", "practice"),
        ('practice = "LATIHAN"', "practice = 7", "practice"),
        ('practice = "LATIHAN"', 'practice = "{oops}"', "practice"),
        ('practice = "LATIHAN"', 'practice = "{"', "practice"),
        ('practice = "LATIHAN"', 'practice = "LATIHAN"\nnew = "x"', "new"),
        ('accent = "#0F766E"', 'accent = "teal"', "colours.accent"),
        ('nik = "NIK"', "nik = []", "labels.nik"),
        ('"Januari", ', "", "months"),
        ("[slip]", "[slop]", "sl"),
        ("[labels]", "[labels", "line"),
    ],
)
def test_a_broken_template_is_refused_with_its_place(tmp_path, old, new, reason):
    assert old in SHIPPED
    path = tmp_path / "papers.toml"
    path.write_text(SHIPPED.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(Refused) as refused:
        template(path)
    assert refused.value.rule == "template"
    assert refused.value.params["file"] == "papers.toml"
    assert reason in refused.value.params["reason"]


def test_a_missing_template_is_refused(tmp_path):
    with pytest.raises(Refused, match="template"):
        template(tmp_path / "papers.toml")


def test_the_shipped_one_is_whole_and_the_font_has_all_its_letters():
    assert template().day(date(2026, 11, 2)).replace("\u00a0", " ") == "2 November 2026"
    for letter in set(re.sub(r"\s", "", SHIPPED)):
        fonts.check(letter, "template")


def test_the_family_writes_latin_with_its_marks():
    fonts.check("’‘“”–—•·×ʼʻ‹›«»éèêëñçāēīōūşğıİøåßœŒæÆđĐłŁńśźżžčšßþðŋ½€§©°", "full_name")
    folder = paths.resources() / "fonts"
    assert sum(path.stat().st_size for path in folder.glob("*.ttf")) < 400_000
    assert "SIL OPEN FONT LICENSE" in (folder / "OFL.txt").read_text().upper()
