"""Activation codes, certificates, requests and welcomes."""

from dataclasses import replace
from datetime import date

import pytest
import wire_samples as samples
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.findings import Refused
from desktop_app.sync.wire import activation, certificates, enrolment
from desktop_app.sync.wire.certificates import Certificate, PaperKey
from desktop_app.sync.wire.enrolment import Request, Welcome
from desktop_app.sync.wire.errors import Garbled
from desktop_app.trust import keys, seal

ROOT, OTHER = keys.generate(), keys.generate()
ROOT_PUBLIC = keys.public_key(ROOT.signing)
RECEIPTS = keys.generate()
ASKED = "00000000-0000-0000-0000-0000000000aa"


AT = "2026-11-22T03:00:00.000000+00:00"


def certificate(purpose: str, public: str, turn: int = 2, root: bytes = ROOT.signing) -> bytes:
    told = Certificate(
        purpose=purpose,
        public=public,
        name="Kantor Kabupaten Cilacap",
        not_before=date(2026, 1, 1),
        not_after=date(2031, 1, 1),
        turn=turn,
    )
    return certificates.certify(told, root)


def document(root: bytes = ROOT.signing, *, turn: int = 2, at: str = AT) -> dict:
    told = certificates.papers(
        [PaperKey(public=samples.DEVICE_PUBLIC, village=samples.VILLAGE, office="Desa A")],
        RECEIPTS.signing,
        at=at,
    )
    working = [
        certificate("receiving", "age1lama", 1, root),
        certificate("receiving", samples.HUB_RECIPIENT, turn, root),
        certificate("receipts", keys.public_key(RECEIPTS.signing).hex(), turn, root),
    ]
    return certificates.document(keys.public_key(root), working, told)


def test_a_code_carries_its_secret_and_the_hubs_fingerprint() -> None:
    code, secret = activation.new_code(ROOT_PUBLIC)
    spoken = f" {code.lower().replace('-', ' ')}\n"
    assert [len(group) for group in code.split("-")] == [5] * 6
    assert activation.read_code(spoken).secret == secret
    assert activation.read_code(code).fingerprint == activation.fingerprint(ROOT_PUBLIC)


@given(st.integers(0, 29), st.sampled_from(activation._ALPHABET))
def test_a_mistyped_code_is_told(place: int, letter: str) -> None:
    """Two check characters let one typing error in a thousand pass; the hub knows no such code."""
    code = activation.new_code(ROOT_PUBLIC)[0].replace("-", "")
    typed = code[:place] + letter + code[place + 1 :]
    if activation._checked(typed[:28]) == typed:
        assert activation.read_code(typed).secret == typed[:12]
    else:
        with pytest.raises(Refused, match="code_mistyped"):
            activation.read_code(typed)


@given(st.text(max_size=300))
def test_any_text_is_no_code(text: str) -> None:
    with pytest.raises(Refused, match="code_mistyped"):
        activation.read_code(text)


def test_the_newest_keys_are_taken_and_all_go_back_to_the_root() -> None:
    known = certificates.hub_keys(document(), known_by=activation.fingerprint(ROOT_PUBLIC))
    assert known.receiving == samples.HUB_RECIPIENT
    assert known.name == "Kantor Kabupaten Cilacap"
    assert [one.village for one in known.papers] == [samples.VILLAGE]
    assert certificates.hub_keys(document(), root=ROOT_PUBLIC) == known


def test_a_key_for_a_purpose_to_come_is_passed_over() -> None:
    newer = document()
    told = certificate("maps", ROOT_PUBLIC.hex())
    newer["certificates"] += certificates.document(ROOT_PUBLIC, [told], b"")["certificates"]
    assert certificates.hub_keys(newer, root=ROOT_PUBLIC) == certificates.hub_keys(document())


def test_an_older_list_is_known_as_older() -> None:
    now = certificates.hub_keys(document())
    assert certificates.hub_keys(document(turn=1)).older_than(now)
    assert certificates.hub_keys(document(at="2026-11-21T03:00:00.000000+00:00")).older_than(now)
    later = certificates.hub_keys(document(turn=3, at="2020-01-01T03:00:00.000000+00:00"))
    assert not later.older_than(now)
    assert not now.older_than(now)


def test_another_hub_is_refused() -> None:
    other = document(OTHER.signing)
    for known in ({"root": ROOT_PUBLIC}, {"known_by": activation.fingerprint(ROOT_PUBLIC)}):
        with pytest.raises(Refused, match="hub_key"):
            certificates.hub_keys(other, **known)


def test_a_key_under_anothers_root_is_refused() -> None:
    mixed = document()
    mixed["certificates"] += document(OTHER.signing)["certificates"]
    with pytest.raises(Garbled):
        certificates.hub_keys(mixed, root=ROOT_PUBLIC)


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {"root": "zz"},
        {"root": ROOT_PUBLIC.hex(), "certificates": [], "papers": ""},
        {"root": ROOT_PUBLIC.hex(), "certificates": ["%%"], "papers": ""},
        {"root": 5, "certificates": None, "papers": None},
        {"root": ROOT_PUBLIC.hex(), "certificates": [1], "papers": 2},
    ],
)
def test_what_is_no_list_of_keys(broken: dict) -> None:
    with pytest.raises(Garbled):
        certificates.hub_keys(broken)


def test_no_altered_letter_of_the_document_passes() -> None:
    whole = document()
    for part in ("papers", 0, 1, 2):
        text = whole[part] if isinstance(part, str) else whole["certificates"][part]
        for at in range(0, len(text) - 4, 3):
            letter = "A" if text[at] != "A" else "B"
            altered = text[:at] + letter + text[at + 1 :]
            changed = {**whole, "certificates": list(whole["certificates"])}
            if isinstance(part, str):
                changed[part] = altered
            else:
                changed["certificates"][part] = altered
            with pytest.raises(Garbled):
                certificates.hub_keys(changed, root=ROOT_PUBLIC)


def request(**given: object) -> Request:
    told: dict = {
        "device": "00000000-0000-0000-0000-000000000001",
        "incarnation": "ab" * 16,
        "village": samples.VILLAGE,
        "office": "Desa Tambakreja",
        "tag": "7KQ",
        "signing": samples.DEVICE_PUBLIC.hex(),
        "receiving": seal.recipient(samples.DEVICE.receiving),
        "secret": "S" * 12,
    }
    return Request(**{**told, **given})


def sealed_request(told: Request, signing: bytes = samples.DEVICE.signing) -> bytes:
    return enrolment.sealed_request(
        told, request_id=ASKED, signing=signing, to=samples.HUB_RECIPIENT
    )


def test_a_request_is_read_and_its_secret_stays_inside() -> None:
    raw = sealed_request(request())
    assert enrolment.read_request(raw, identities=[samples.HUB.receiving]) == request()
    assert b"SSSSSSSSSSSS" not in raw


def test_a_request_that_its_own_key_did_not_sign_is_refused() -> None:
    raw = sealed_request(request(), signing=OTHER.signing)
    with pytest.raises(Garbled):
        enrolment.read_request(raw, identities=[samples.HUB.receiving])


def test_a_new_incarnation_is_vouched_for_by_the_older_key() -> None:
    fresh = keys.generate()
    public = keys.public_key(fresh.signing)
    told = request(
        signing=public.hex(),
        secret=None,
        succeeds=enrolment.succession(public, samples.DEVICE.signing),
    )
    assert enrolment.read_succession(told, samples.DEVICE_KEYS) == keys.kid(samples.DEVICE_PUBLIC)
    with pytest.raises(Garbled):
        enrolment.read_succession(replace(told, signing=ROOT_PUBLIC.hex()), samples.DEVICE_KEYS)
    with pytest.raises(Garbled):
        enrolment.read_succession(told, {})


def test_a_welcome_answers_one_request() -> None:
    told = Welcome(
        device=request().device,
        incarnation=request().incarnation,
        village=samples.VILLAGE,
        tag="8KQ",
        hub="00000000-0000-0000-0000-0000000000ff",
        name="Kantor Kabupaten",
        epoch="e",
        at="2026-11-22T03:00:00+00:00",
    )
    raw = enrolment.sealed_welcome(
        told, request_id=ASKED, signing=RECEIPTS.signing, to=request().receiving
    )
    public = keys.public_key(RECEIPTS.signing)
    known = {keys.kid(public): public}
    identity = samples.DEVICE.receiving
    assert enrolment.read_welcome(raw, request_id=ASKED, keys=known, identity=identity) == told
    with pytest.raises(Garbled):
        enrolment.read_welcome(raw, request_id=told.hub, keys=known, identity=identity)
    with pytest.raises(Garbled):
        enrolment.read_welcome(raw, request_id=ASKED, keys={}, identity=identity)
