from dataclasses import replace
from datetime import date

import base45
import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import example, given
from hypothesis import strategies as st

from desktop_app.trust import keys
from desktop_app.trust.credential import PREFIX, Checked, Claims, check, issue

SECRET = bytes(range(32))
PUBLIC = keys.public_key(SECRET)
KID = keys.kid(PUBLIC)
KNOWN = {KID: PUBLIC}
ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
CLAIMS = Claims(
    kind="confirmed",
    number="3301222003-K7Q-000123-H",
    name="Siti Nurhaliza Wulandari",
    kpj="26012345678",
    as_of=date(2026, 11, 22),
    village_code="33.01.22.2003",
    office="Desa Tambakreja",
    programmes=("JKK", "JKM"),
    serial=4711,
)
TEXT = issue(CLAIMS, SECRET)
GOLDEN = (
    "LOKET1:RRQT 9P60GO0$+AWKB3UAR098CK73AW501D0U60T*I$EIEQHI3GXJ0H33-ED2DDF-9%KEAEC2FDOCCO2B"
    "PVD0/DGECJCDRI3000KY00ZE%%9193ZJ5:2E6$COCC1UAC$D9ECZKE8KDQ01Y61VE227BECEW.KXV6EOC2WB6RNO"
    "47MX1LF4MSDV$G*V7393SEIO1A*C1*9JTQT596I%3SPM4XLC-38MJFYSY$3:I39FN3AWL+O$TIFHB"
)


def signed(payload: bytes) -> str:
    """Any payload at all, properly signed: what another version might write."""
    protected = cbor2.dumps({1: -8, 4: KID}, canonical=True)
    to_sign = cbor2.dumps(["Signature1", protected, b"", payload])
    signature = Ed25519PrivateKey.from_private_bytes(SECRET).sign(to_sign)
    return texted(cbor2.dumps(cbor2.CBORTag(18, [protected, {}, payload, signature])))


def texted(raw: bytes) -> str:
    return PREFIX + base45.b45encode(raw).decode()


def raw_of(text: str) -> bytes:
    return base45.b45decode(text.removeprefix(PREFIX))


def test_what_was_signed_is_read_back():
    assert check(TEXT, KNOWN) == Checked(True, None, CLAIMS, KID)
    assert check(f"  {TEXT}\r\n", KNOWN).genuine


def test_a_paper_of_an_earlier_version_stays_genuine():
    assert check(GOLDEN, KNOWN).claims == CLAIMS
    assert TEXT == GOLDEN


def test_it_is_a_cose_sign1_that_others_can_check():
    """Taken apart with nothing of ours: RFC 9052 §4.2 and §4.4."""
    tag = cbor2.loads(raw_of(TEXT))
    protected, unprotected, payload, signature = tag.value
    assert tag.tag == 18
    assert cbor2.loads(protected) == {1: -8, 4: KID}
    assert unprotected == {}
    Ed25519PrivateKey.from_private_bytes(SECRET).public_key().verify(
        signature, cbor2.dumps(["Signature1", protected, b"", payload])
    )


def test_small_enough_for_a_symbol_that_office_printers_can_print():
    """Up to 262 characters are version 9 at level M, 53×53 modules: 20 mm at 0.375 mm a module.

    Measured: 222 with a name of 4 letters, 253 with one of 24; before a KPJ 15 fewer. Each letter
    costs 1½ characters. A name of 60 letters and an office of 40 make 346: version 11, 61×61.
    """
    assert len(TEXT) <= 260
    assert len(issue(replace(CLAIMS, kind="provisional", kpj=None), SECRET)) <= 245
    eastern = replace(CLAIMS, number="9471012001-K7Q-000123-H", village_code="94.71.01.2001")
    assert len(issue(eastern, SECRET)) == len(TEXT)
    longest = replace(CLAIMS, name="N" * 60, office="D" * 40, serial=10**6)
    assert len(issue(longest, SECRET)) <= 350
    assert set(TEXT) <= set(ALPHANUMERIC)


names = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
claims = st.builds(
    Claims,
    kind=st.sampled_from(["provisional", "confirmed"]),
    number=st.from_regex(r"[0-9]{10}-[0-9A-Z]{3}-[0-9]{6}-[0-9A-Z]", fullmatch=True),
    name=names,
    kpj=st.none() | st.from_regex(r"[0-9]{1,20}", fullmatch=True) | st.just("BPU/12-A"),
    as_of=st.dates(date(2020, 1, 1), date(2199, 12, 31)),
    village_code=st.from_regex(r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{4}", fullmatch=True),
    office=names,
    programmes=st.sampled_from([(), ("JKK", "JKM"), ("JKK", "JKM", "JHT")]),
    serial=st.integers(0, 10**9),
)


@given(claims)
@example(replace(CLAIMS, name="Ni Luh Ayu Dé ʼNurʼaini 李"))
@example(replace(CLAIMS, kpj="00012345678"))
def test_any_claims_come_back_the_same(given_claims):
    text = issue(given_claims, SECRET)
    assert set(text) <= set(ALPHANUMERIC)
    assert check(text, KNOWN).claims == given_claims


def test_a_plain_village_code_comes_back_dotted():
    text = issue(replace(CLAIMS, village_code="3301222003"), SECRET)
    assert text == TEXT


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "final"},
        {"number": "3301222003-K7Q-00012-H"},
        {"number": "٣301222003-K7Q-000123-H"},
        {"village_code": "33.01.22"},
        {"programmes": ("JP",)},
        {"serial": -1},
        {"as_of": date(1969, 12, 31)},
        {"name": "\ud800"},
        {"name": "x" * 4000},
    ],
)
def test_what_has_no_form_is_not_signed(wrong):
    with pytest.raises(ValueError):  # noqa: PT011 (any reason is right)
        issue(replace(CLAIMS, **wrong), SECRET)


def test_no_bit_can_change():
    raw = raw_of(TEXT)
    for bit in range(len(raw) * 8):
        changed = bytearray(raw)
        changed[bit // 8] ^= 1 << bit % 8
        assert not check(texted(bytes(changed)), KNOWN).genuine, bit


def test_no_character_can_change():
    for at in range(len(TEXT)):
        for other in (*ALPHANUMERIC[at % 3 :: 3], TEXT[at].lower(), "\n", "é", "\x00"):
            if other != TEXT[at]:
                result = check(TEXT[:at] + other + TEXT[at + 1 :], KNOWN)
                assert not result.genuine, (at, other)
                assert result.claims is None


@given(st.integers(0, len(TEXT)), st.integers(0, len(TEXT)), st.text(ALPHANUMERIC, max_size=6))
def test_nothing_can_be_cut_or_put_in(start, end, instead):
    altered = TEXT[:start] + instead + TEXT[end:]
    assert check(altered, KNOWN).genuine == (altered.strip() == TEXT)


@pytest.mark.parametrize(
    "extra", [b"\x00", b"\xa0", b"\xf6", bytes(2), raw_of(TEXT), b"\xd2", bytes(1000)]
)
def test_nothing_can_stand_before_or_after(extra):
    assert check(texted(raw_of(TEXT) + extra), KNOWN).reason == "qr_altered"
    assert check(texted(extra + raw_of(TEXT)), KNOWN).reason == "qr_altered"


def other_spellings():
    """The same COSE message in CBOR that means the same and reads otherwise."""
    protected, unprotected, payload, signature = cbor2.loads(raw_of(TEXT)).value
    raw = raw_of(TEXT)
    yield cbor2.dumps([protected, unprotected, payload, signature])
    yield cbor2.dumps(cbor2.CBORTag(18, [protected, {99: b"x"}, payload, signature]))
    yield cbor2.dumps(cbor2.CBORTag(18, [protected, {4: KID}, payload, signature]))
    yield b"\xd8\x12" + raw[1:]
    yield raw[:1] + b"\x98\x04" + raw[2:]
    yield raw[:1] + b"\x9f" + raw[2:] + b"\xff"
    yield raw[:16] + b"\xb8\x00" + raw[17:]
    yield raw[:16] + b"\xbf\xff" + raw[17:]
    yield raw[:17] + b"\x59\x00" + raw[18:]
    yield b"\xd9\xd9\xf7" + raw
    reordered = b"\xa2\x04\x48" + KID + b"\x01\x27"
    yield cbor2.dumps(cbor2.CBORTag(18, [reordered, {}, payload, signature]))


@pytest.mark.parametrize("raw", list(other_spellings()))
def test_there_is_one_spelling(raw):
    assert raw != raw_of(TEXT)
    longer = raw[17:19] == b"\x59\x00"  # says that more follows
    assert check(texted(raw), KNOWN).reason == ("qr_cut_off" if longer else "qr_altered")


def test_base45_has_one_spelling():
    """A last pair above 255 and a triple above 65535 wrap round in careless decoders."""
    body = TEXT.removeprefix(PREFIX)
    for at in range(0, len(body) - 2, 3):
        assert not check(PREFIX + body[:at] + ":::" + body[at + 3 :], KNOWN).genuine
    for text in (body + "0", body + "\n0", body.lower(), body.replace(body[0], " ", 1)):
        assert not check(PREFIX + text, KNOWN).genuine


def test_the_reasons():
    stranger = keys.generate().signing
    assert check(issue(CLAIMS, stranger), KNOWN).reason == "qr_unknown_key"
    assert check(TEXT, {}).reason == "qr_unknown_key"
    assert check(TEXT, {KID: keys.public_key(stranger)}).reason == "qr_unknown_key"
    assert check(TEXT, {KID: b"short"}).reason == "qr_unknown_key"
    assert check("https://example.org/LOKET1:", KNOWN).reason == "qr_foreign"
    assert check("loket1:" + TEXT[7:], KNOWN).reason == "qr_foreign"
    assert check("LOKET2:ABC", KNOWN).reason == "qr_unreadable"
    assert check("", KNOWN).reason == "qr_unreadable"
    assert check(" \n", KNOWN).reason == "qr_unreadable"
    assert check(PREFIX + "ABC", KNOWN).reason == "qr_altered"
    assert check(PREFIX + "A" * 10**7, KNOWN).reason == "qr_unreadable"


def test_what_is_cut_off_is_said_to_be():
    """Nobody is told that a paper was altered when only its code was not scanned to the end."""
    for end in range(len(PREFIX), len(TEXT)):
        assert check(TEXT[:end], KNOWN) == Checked(False, "qr_cut_off"), end
    long = issue(replace(CLAIMS, name="N" * 250), SECRET)
    assert check(long[:46], KNOWN).reason == "qr_cut_off"
    for end in range(60, len(TEXT)):
        changed = TEXT[:20] + ("A" if TEXT[20] != "A" else "B") + TEXT[21:end]
        assert check(changed, KNOWN).reason in ("qr_cut_off", "qr_altered")
    assert check(TEXT + "00", KNOWN).reason == "qr_altered"
    assert check(PREFIX + TEXT[-60:], KNOWN).reason == "qr_altered"


@given(st.text() | st.text(ALPHANUMERIC).map(lambda text: PREFIX + text))
@example("\ud800")
@example(PREFIX + "\ud800" * 3)
@example(PREFIX + "ß" * 200)
def test_any_text_is_answered(text):
    result = check(text, KNOWN)
    assert not result.genuine
    assert result.reason in (
        *("qr_foreign", "qr_altered", "qr_cut_off", "qr_unknown_key", "qr_unreadable"),
    )


@given(st.binary(max_size=400))
def test_any_bytes_are_answered(raw):
    assert not check(texted(raw), KNOWN).genuine


@given(st.binary(min_size=1, max_size=200))
@example(b"\x81" * 150 + b"\x00")
@example(b"\x9b" + b"\xff" * 8)
@example(b"\x5b\x7f" + b"\xff" * 7)
@example(b"\xc4\x82\x1b" + b"\x7f" * 8 + b"\x01")
@example(cbor2.dumps({1: 2}))
@example(cbor2.dumps({1: True}))
def test_signed_but_not_understood_is_not_genuine(payload):
    assert check(signed(payload), KNOWN) == Checked(False, "qr_unreadable")


whole = cbor2.loads(cbor2.loads(raw_of(TEXT)).value[2])


UNLIKE = [None, -1, 1.5, True, "x", b"x", [1], 10**30, 2**63]
FITTING = {3: ["x"], 4: [None, "x", 10**30, 2**63], 7: ["x"], 9: [10**30, 2**63]}


@pytest.mark.parametrize("key", sorted(whole))
def test_a_claim_of_another_kind_is_not_understood(key):
    for value in UNLIKE:
        result = check(signed(cbor2.dumps(whole | {key: value}, canonical=True)), KNOWN)
        fits = any(
            type(value) is type(fitting) and value == fitting for fitting in FITTING.get(key, [])
        )
        assert result.reason == (None if fits else "qr_unreadable"), value


def test_claims_of_a_later_version_are_passed_over():
    later = cbor2.dumps(whole | {40: "new"}, canonical=True)
    assert check(signed(later), KNOWN).claims == CLAIMS


def test_not_canonical_claims_are_not_understood():
    backwards = cbor2.dumps(dict(sorted(whole.items(), reverse=True)))
    assert check(signed(backwards), KNOWN).reason == "qr_unreadable"
