"""The sealed envelope: what goes in comes out, and no altered bit ever passes."""

import os

import pytest
import wire_samples as samples
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.sync.wire import envelope, packing
from desktop_app.sync.wire.errors import Garbled
from desktop_app.trust import cose, keys, seal


def sealed(content: bytes = b"isi\n", **given: object) -> bytes:
    told = samples.manifest(**given)
    return envelope.sealed(told, content, signing=samples.DEVICE.signing, to=samples.HUB_RECIPIENT)


def opened(raw: bytes) -> envelope.Opened:
    return envelope.opened(raw, keys=samples.DEVICE_KEYS, identities=[samples.HUB.receiving])


@given(content=st.binary(max_size=3000), kind=st.sampled_from(envelope.KINDS))
@settings(max_examples=40, deadline=None)
def test_what_goes_in_comes_out(content: bytes, kind: str) -> None:
    got = opened(sealed(content, kind=kind))
    assert got.content == content
    assert (got.manifest.kind, got.manifest.village) == (kind, samples.VILLAGE)
    assert got.kid == keys.kid(samples.DEVICE_PUBLIC)


def test_no_flipped_bit_passes() -> None:
    raw = sealed()
    for at in range(len(raw)):
        for bit in (1, 128) if at % 7 else (1, 2, 4, 8, 16, 32, 64, 128):
            altered = bytearray(raw)
            altered[at] ^= bit
            with pytest.raises(Garbled):
                opened(bytes(altered))


def test_no_cut_and_no_tail_passes() -> None:
    raw = sealed()
    for length in range(0, len(raw), 5):
        with pytest.raises(Garbled):
            opened(raw[:length])
    with pytest.raises(Garbled):
        opened(raw + b"\0")


def test_an_unknown_signer_and_a_wrong_receiver_are_told_apart() -> None:
    raw = sealed()
    with pytest.raises(Garbled) as unknown:
        envelope.opened(raw, keys={}, identities=[samples.HUB.receiving])
    assert unknown.value.rule == "sealed_unknown_key"
    with pytest.raises(Garbled) as other:
        envelope.opened(raw, keys=samples.DEVICE_KEYS, identities=[samples.DEVICE.receiving])
    assert other.value.rule == "sealed_not_for_us"


def test_another_cannot_put_a_payload_under_a_manifest_of_its_own() -> None:
    """The hub's own key signs another's payload: the binding inside names the first device."""
    raw = sealed()
    signed = cose.parts(raw)
    assert signed is not None
    other = samples.manifest(device="00000000-0000-0000-0000-00000000000f")
    told = envelope.manifest_of(raw)[0]
    forged = envelope._packed_manifest(
        envelope.replace(other, digest=told.digest, recipient=told.recipient)
    )
    with pytest.raises(Garbled):
        opened(cose.sign1(forged, samples.DEVICE.signing) + raw[signed.length :])


def test_one_of_several_identities_opens() -> None:
    """After the hub's receiving key was rotated, what was sealed before still opens."""
    older = seal.new_identity()
    got = envelope.opened(
        sealed(), keys=samples.DEVICE_KEYS, identities=[older, samples.HUB.receiving]
    )
    assert got.content == b"isi\n"


@given(raw=st.binary(max_size=400))
def test_any_bytes_are_refused_in_words(raw: bytes) -> None:
    with pytest.raises(Garbled):
        opened(raw)


def test_a_frame_that_would_fill_the_memory_is_refused() -> None:
    bomb = zstandard.ZstdCompressor(level=19).compress(bytes(packing.LARGEST + 1))
    assert len(bomb) < 10_000
    with pytest.raises(Garbled) as refused:
        packing.unpacked(bomb)
    assert refused.value.rule == "sealed_too_large"


def test_a_frame_of_a_dictionary_to_come_is_for_a_newer_program() -> None:
    words = zstandard.train_dictionary(
        1000, [os.urandom(9) + b"kata yang sama " * 4 for _ in range(300)], dict_id=77
    )
    frame = zstandard.ZstdCompressor(dict_data=words).compress(b"kata yang sama " * 9)
    with pytest.raises(Garbled) as refused:
        packing.unpacked(frame)
    assert refused.value.rule == "sealed_newer"


def test_nothing_of_a_person_is_readable() -> None:
    raw = sealed(b'{"full_name":"Sumarni Lestari","nik":"3301015203020001"}\n')
    assert b"Sumarni" not in raw
    assert b"3301015203020001" not in raw
