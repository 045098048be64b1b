import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.trust import recovery
from desktop_app.trust.errors import WrongCode
from desktop_app.trust.recovery import new_code, normalised

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE = "2JTBG-C3Q8A-96XMR-KV0WZ-1FHYE-795PS"


def test_a_code_is_six_groups_of_five_and_random():
    codes = {new_code() for _ in range(50)}
    assert len(codes) == 50
    for code in codes:
        assert [len(group) for group in code.split("-")] == [5] * 6
        assert set(code) <= set(ALPHABET + "-")
        assert normalised(code) == code


def test_the_printed_form_never_changes():
    """Sheets lie in cupboards for years: this code must be read by every later version."""
    assert normalised(CODE) == CODE


@given(st.data(), st.text(ALPHABET, min_size=26, max_size=26))
def test_typed_as_people_type(data, secret):
    code = recovery._grouped(recovery._checked(secret))
    typed = ""
    for character in code:
        if character == "-":
            typed += data.draw(st.sampled_from(["-", " ", "", " – ", "\u00a0", "\u200b", ".", "_"]))
            continue
        looks = {"1": "1IiLl", "0": "0Oo"}.get(character, character + character.lower())
        typed += data.draw(st.sampled_from(looks))
    assert normalised(f"\t{typed}\r\n") == code


def test_every_single_slip_is_told():
    plain = CODE.replace("-", "")
    slips = {
        plain[:at] + other + plain[at + 1 :]
        for at in range(len(plain))
        for other in ALPHABET
        if other != plain[at]
    }
    slips |= {plain[:at] + plain[at + 1 :] for at in range(len(plain))}
    slips |= {plain[:at] + plain[at] + plain[at:] for at in range(len(plain))}
    slips |= {
        plain[:at] + plain[at + 1] + plain[at] + plain[at + 2 :]
        for at in range(len(plain) - 1)
        if plain[at] != plain[at + 1]
    }
    for slip in slips:
        with pytest.raises(WrongCode):
            normalised(slip)


@given(st.text(max_size=60) | st.text(string.ascii_uppercase + string.digits, max_size=40))
def test_any_text_is_a_code_or_refused(text):
    try:
        code = normalised(text)
    except WrongCode:
        return
    assert normalised(code) == code


@pytest.mark.parametrize("text", ["", "U" * 30, "0" * 30, "0" * 10**6, "\ud800" * 30, "²" * 30])
def test_what_is_no_code(text):
    with pytest.raises(WrongCode) as wrong:
        normalised(text)
    assert wrong.value.params == {"mistyped": True}
    assert wrong.value.rule == "wrong_recovery_code"
