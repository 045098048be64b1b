"""Lists of payments as offices keep them."""

from datetime import date

import openpyxl
import pytest

from desktop_app.domain.findings import Refused
from desktop_app.lists.payments import read_payments

TODAY = date(2026, 11, 23)
NIK = "3301011508850001"


def sheet(tmp_path, headings, *rows):
    book = openpyxl.Workbook()
    book.active.append(headings)
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "iuran.xlsx")
    return tmp_path / "iuran.xlsx"


def rows(tmp_path, headings, *given, **more):
    return read_payments(sheet(tmp_path, headings, *given), today=TODAY, **more)


KNOWN = ["NO", "NIK", "Nama Lengkap", "No. KPJ", "Periode", "BULAN_IURAN", "Nominal"]


@pytest.mark.parametrize(
    ("month", "months", "amount", "read"),
    [
        ("2026-11", 3, 25_200, ("2026-11", 3, 25_200)),
        ("11/2026", "3", "Rp 25.200,-", ("2026-11", 3, 25_200)),
        ("November 2026", "", "", ("2026-11", 1, None)),
        (date(2026, 11, 1), 12.0, 100_800.0, ("2026-11", 12, 100_800)),
    ],
)
def test_the_ways_in_which_people_write(tmp_path, month, months, amount, read):
    (row,) = rows(tmp_path, KNOWN, [1, NIK, "SLAMET", "", month, months, amount])
    assert (row.first, row.months, row.amount) == read
    assert (row.ids, row.row, row.findings) == ((NIK,), 2, ())
    assert NIK not in row.shown


def test_what_the_clerk_says_once_fills_what_the_list_does_not_say(tmp_path):
    found = rows(tmp_path, ["NIK", "Bulan"], [NIK, ""], [NIK, "2026-12"], first="2026-11", months=2)
    assert [(r.first, r.months) for r in found] == [("2026-11", 2), ("2026-12", 2)]


def test_rows_of_nobody_are_passed_over(tmp_path):
    found = rows(
        tmp_path,
        KNOWN,
        [1, NIK, "SLAMET", "00123456789", "2026-11", 1, 8_400],
        ["", "", "", "", "", "", ""],
        ["JUMLAH", "", "", "", "", "", 8_400],
        ["", "", "Mengetahui, Kepala Desa", "", "", "", ""],
    )
    assert [r.ids for r in found] == [(NIK, "00123456789")]


@pytest.mark.parametrize(
    ("cells", "rule", "why"),
    [
        ([1, "", "SLAMET", "", "2026-11", 1, ""], "required", None),
        ([1, "330101150885", "", "", "2026-11", 1, ""], "nik_length", None),
        ([1, 3301011508850010, "", "", "2026-11", 1, ""], "nik_from_number", None),
        ([1, "3.30101E+15", "", "", "2026-11", 1, ""], "nik_damaged", None),
        ([1, NIK, "", "KPJ/1", "2026-11", 1, ""], "kpj_form", None),
        ([1, NIK, "", "", "", 1, ""], "required", None),
        ([1, NIK, "", "", "kemarin", 1, ""], "type", None),
        ([1, NIK, "", "", "2026-13", 1, ""], "type", None),
        ([1, NIK, "", "", "2026-11", "dua", ""], "type", None),
        ([1, NIK, "", "", "2026-11", 1.5, ""], "type", None),
        ([1, NIK, "", "", "2026-11", 0, ""], "type", None),
        ([1, NIK, "", "", "2026-11", "0", ""], "type", None),
        ([1, NIK, "", "", "2026-11", True, ""], "type", None),
        ([1, NIK, "", "", "2026-11", 1, True], "amount", None),
        ([1, NIK, "", "", "2026-11", 1, "=8400"], "formula", None),
        ([1, NIK, "", "", "2026-11", "=1+1", 8_400], "formula", None),
        ([1, NIK, "", "", "2026-11", 1, -8_400], "amount", "negative"),
        ([1, NIK, "", "", "2026-11", 1, 8_400.5], "amount", "cents"),
        ([1, NIK, "", "", "2026-11", 1, 10**18], "amount", "too_large"),
        ([1, NIK, "", "", "2026-11", 1, "9" * 18], "amount", "too_large"),
        ([1, NIK, "", "", "2026-11", 1, "banyak"], "amount", None),
        ([1, NIK, "", "", "2026-11", 1, "8.400,50"], "amount", "cents"),
        ([1, NIK, "", "", "2026-11", 1, "-8400"], "amount", "negative"),
    ],
    ids=str,
)
def test_what_cannot_be_trusted_is_named(tmp_path, cells, rule, why):
    (row,) = rows(tmp_path, KNOWN, cells)
    assert [(f.rule, f.params.get("why")) for f in row.findings] == [(rule, why)]


def test_a_list_that_names_nobody_is_refused(tmp_path):
    with pytest.raises(Refused, match="heading_missing"):
        rows(tmp_path, ["Bulan", "Nominal"], ["2026-11", 8_400])
    with pytest.raises(Refused, match="file_unreadable"):
        read_payments(tmp_path / "none.xlsx", today=TODAY)
