"""The sheet with a regency office's root code."""

from datetime import date

import pytest
from paper_faces import drawn, words

from desktop_app.documents.root_sheet import write_root_sheet
from desktop_app.domain.findings import Refused

CODE = "7KQ2M-9XW4T-B3HZD-P6RJC-0VNEA-8Y5SG"
NAME, MARK, TODAY = "Kantor Kabupaten Cilacap", "7KQ2-M9XW-4TB3-HZDP", date(2026, 11, 22)


def test_code_name_and_fingerprint_stand_on_it():
    page = words(drawn(write_root_sheet, NAME, CODE, MARK, TODAY))
    for told in (NAME, MARK, "LEMBAR KUNCI INDUK", *CODE.split("-")):
        assert told in page


def test_equal_values_give_equal_bytes():
    first = drawn(write_root_sheet, NAME, CODE, MARK, TODAY)
    assert first == drawn(write_root_sheet, NAME, CODE, MARK, TODAY)


@pytest.mark.parametrize(("name", "code"), [("Kantor " * 60, CODE), (NAME, ""), (NAME, "x-" * 20)])
def test_what_does_not_fit_is_refused(name, code):
    with pytest.raises(Refused, match="does_not_fit"):
        drawn(write_root_sheet, name, code, MARK, TODAY)
