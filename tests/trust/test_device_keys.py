import hashlib

import pytest

from desktop_app.trust import keys, seal


def test_keys_are_fresh_and_never_shown():
    one, other = keys.generate(), keys.generate()
    assert one != other
    assert len(one.signing) == 32
    assert one.receiving.startswith("AGE-SECRET-KEY-1")
    assert "AGE-SECRET" not in repr(one)
    assert repr(one) == repr(other)


def test_a_key_is_named_by_its_public_half():
    """The published pair of RFC 8032 §7.1, test 1."""
    secret = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    public = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
    assert keys.public_key(secret) == public
    assert keys.kid(public) == hashlib.sha256(public).digest()[:8]


def test_only_the_receiver_unseals():
    mine, another = seal.new_identity(), seal.new_identity()
    sealed = seal.seal(b"gaji", seal.recipient(mine))
    assert seal.unseal(sealed, mine) == b"gaji"
    with pytest.raises(ValueError, match="altered"):
        seal.unseal(sealed, another)
    with pytest.raises(ValueError, match="altered"):
        seal.unseal(sealed[:-1] + bytes([sealed[-1] ^ 1]), mine)
    with pytest.raises(ValueError, match="altered"):
        seal.unseal(sealed, "no identity")
    with pytest.raises(ValueError, match="recipient"):
        seal.seal(b"gaji", "age1nobody")
