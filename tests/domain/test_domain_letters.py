"""Numbers of letters by the office's own template."""

from datetime import date

import pytest

from desktop_app.domain.findings import Refused
from desktop_app.domain.letters import TEMPLATE, checked_template, letter_number

DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("template", "number"),
    [
        (TEMPLATE, "470/007/XI/2026"),
        ("{n}/DS.TBK/{bulan}/{tahun}", "007/DS.TBK/11/2026"),
        ("  560 / {n}   /{tahun} ", "560 / 007 /2026"),
    ],
)
def test_a_number_by_its_template(template, number):
    assert letter_number(7, DAY, checked_template(template)) == number


def test_a_large_serial_is_written_whole():
    assert letter_number(12_345, DAY) == "470/12345/XI/2026"


@pytest.mark.parametrize(
    ("template", "why"),
    [
        ("", "needed"),
        ("470/{n}", "needed"),
        ("470/{tahun}", "needed"),
        ("{n}/{n}/{tahun}", "needed"),
        ("{n}/{month}/{tahun}", "unknown"),
        ("{n}/{}/{tahun}", "unknown"),
        ("{n/{tahun}", "brace"),
        ("{{n}}/{tahun}", "brace"),
        ("{n}/{tahun}}", "brace"),
        ("{n}/\x07/{tahun}", "letters"),
        ("{n}/{tahun}/" + "A" * 40, "long"),
    ],
)
def test_a_template_that_is_none(template, why):
    with pytest.raises(Refused) as refused:
        checked_template(template)
    assert (refused.value.rule, refused.value.params["why"]) == ("letter_number", why)
