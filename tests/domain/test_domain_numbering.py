import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.numbering import (
    CROCKFORD,
    LAST_SERIAL,
    new_tag,
    read_number,
    registration_number,
)

VILLAGES = st.integers(10**9, 10**10 - 1).map(str)
TAGS = st.text(CROCKFORD, min_size=3, max_size=3)
NUMBERS = st.builds(registration_number, VILLAGES, TAGS, st.integers(1, LAST_SERIAL))


def test_the_form():
    number = registration_number("33.01.22.2003", "A7K", 42)
    assert number == "3301222003-A7K-000042-" + number[-1]
    assert read_number(number) == number


@given(NUMBERS)
def test_any_spelling_is_read_back(number):
    for spelling in (
        number,
        number.lower(),
        number.replace("-", ""),
        f"  {number.replace('-', ' ')}\n",
        number.replace("-", "–"),
    ):
        assert read_number(spelling) == number


@given(NUMBERS, st.integers(0, 18), st.sampled_from(["Oo0", "IiLl1"]))
def test_letters_that_look_like_digits_are_taken(number, at, alike):
    characters = list(number.replace("-", ""))
    if characters[at] == alike[-1]:
        for letter in alike[:-1]:
            characters[at] = letter
            assert read_number("".join(characters)) == number


@given(NUMBERS, st.data())
def test_every_single_wrong_character_is_found(number, data):
    characters = list(number.replace("-", ""))
    at = data.draw(st.integers(0, 19))
    alphabet = CROCKFORD if 9 < at < 13 else "0123456789"
    wrong = data.draw(st.sampled_from([c for c in alphabet if c != characters[at]]))
    characters[at] = wrong
    assert read_number("".join(characters)) is None


@given(st.text())
def test_nothing_typed_raises(text):
    found = read_number(text)
    assert found is None or read_number(found) == found


@pytest.mark.parametrize("text", ["", "3301222003", "3301222003-A7K-000042", "x" * 20, "ß" * 20])
def test_what_is_no_number_is_none(text):
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("village", "tag", "serial"),
    [
        ("33.01.22.2003", "A7K", 0),
        ("33.01.22.2003", "A7K", LAST_SERIAL + 1),
        ("33.01.22", "A7K", 1),
        ("33.01.22.2003", "A7", 1),
        ("33.01.22.2003", "AIL", 1),
    ],
)
def test_parts_that_make_no_number_are_a_mistake(village, tag, serial):
    with pytest.raises(ValueError, match="parts"):
        registration_number(village, tag, serial)


def test_tags_are_three_characters_of_the_alphabet():
    tags = {new_tag(random.Random(seed).randrange) for seed in range(50)}
    assert len(tags) > 40
    assert all(len(tag) == 3 and set(tag) <= set(CROCKFORD) for tag in tags)
