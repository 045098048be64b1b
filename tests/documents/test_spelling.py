"""Numbers in Indonesian words, sums and months."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.documents.spelling import (
    counted,
    grouped,
    in_words,
    period,
    rupiah,
    short_period,
    spelled,
)
from desktop_app.documents.template import template

WORDS = template()


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "nol"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (20, "dua puluh"),
        (21, "dua puluh satu"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (200, "dua ratus"),
        (1_000, "seribu"),
        (1_001, "seribu satu"),
        (2_000, "dua ribu"),
        (11_000, "sebelas ribu"),
        (16_800, "enam belas ribu delapan ratus"),
        (100_000, "seratus ribu"),
        (101_000, "seratus satu ribu"),
        (1_000_000, "satu juta"),
        (1_001_000, "satu juta seribu"),
        (1_000_000_000, "satu miliar"),
        (10**12, "satu triliun"),
    ],
)
def test_numbers_in_words(number, said):
    assert in_words(number, WORDS) == said


def read(said: str) -> int:
    """The number again, by other rules than it was written: left to right."""
    digits = {word: n for n, word in enumerate(WORDS.numbers.digits)}
    scales = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "triliun": 10**12}
    whole = group = last = 0
    for word in said.split():
        if word in digits:
            last = digits[word]
            group += last
        elif word in ("sepuluh", "sebelas"):
            group += 10 if word == "sepuluh" else 11
        elif word == "belas":
            group += 10
        elif word == "puluh":
            group += last * 9
        elif word in ("seratus", "ratus"):
            group += 100 if word == "seratus" else last * 99
        elif word == "seribu":
            whole += 1000
        else:
            whole, group = whole + group * scales[word], 0
    return whole + group


@given(st.integers(0, 10**15 - 1))
def test_whatever_is_written_can_be_read_again(number):
    assert read(in_words(number, WORDS)) == number


@pytest.mark.parametrize("number", [-1, 10**15])
def test_there_are_no_words_for_it(number):
    with pytest.raises(ValueError, match="no words"):
        in_words(number, WORDS)


def test_sums_months_and_numbers_as_they_stand_on_papers():
    assert spelled(42_000, WORDS) == "empat puluh dua ribu rupiah"
    assert rupiah(16_800) == "Rp\u00a016.800"
    assert rupiah(-8_400) == "−Rp\u00a08.400"
    assert counted(12, WORDS) == "12\u00a0(dua\u00a0belas)\u00a0bulan"
    assert period("2026-11", "2026-11", WORDS) == "November\u00a02026"
    assert period("2026-11", "2027-01", WORDS) == "November\u00a02026 s.d. Januari\u00a02027"
    assert short_period("2026-12", "2026-12", WORDS) == "Des\u00a02026"
    assert short_period("2026-11", "2026-12", WORDS) == "Nov – Des\u00a02026"
    assert short_period("2026-11", "2027-01", WORDS) == "Nov\u00a02026 – Jan\u00a02027"
    assert grouped("3301222003850001").split("\u00a0") == ["3301", "2220", "0385", "0001"]
