"""The recovery code on the printed sheet: made, and read back as people type it.

26 characters of Crockford base 32 (130 random bits) and four check characters (20 bits of
SHA-256 over them), in six groups of five. The check tells a typing error before the slow key
derivation; it says nothing about the secret that its 130 bits do not.
"""

import hashlib
import secrets
import unicodedata

from desktop_app.trust.errors import WrongCode

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SECRET = 26
_CHECK = 4
_GROUP = 5
_LONGEST = 200
_READ_AS = str.maketrans("ILO", "110")


def new_code() -> str:
    """A fresh recovery code, grouped: ``XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX``."""
    return _grouped(_checked("".join(secrets.choice(_ALPHABET) for _ in range(_SECRET))))


def normalised(text: str) -> str:
    """The code in its one written form; case, spaces, dashes and I, L, O for 1, 1, 0 are forgiven.

    Raises :class:`WrongCode` (``mistyped``) for anything that is not a code.
    """
    if len(text) > _LONGEST:
        raise WrongCode(mistyped=True)
    folded = unicodedata.normalize("NFKC", text).upper().translate(_READ_AS)
    code = "".join(c for c in folded if unicodedata.category(c)[0] not in "ZPC")
    if not set(code) <= set(_ALPHABET) or code != _checked(code[:_SECRET]):
        raise WrongCode(mistyped=True)
    return _grouped(code)


def _checked(secret: str) -> str:
    digest = hashlib.sha256(b"loket recovery code\0" + secret.encode("ascii")).digest()
    value = int.from_bytes(digest[:4], "big")
    return secret + "".join(_ALPHABET[value >> 5 * place & 31] for place in range(_CHECK))


def _grouped(code: str) -> str:
    return "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))
