"""The signed text inside a paper's QR code, and checking one without a network.

``LOKET1:`` and, in base45 (RFC 9285), a COSE_Sign1 (RFC 9052) with Ed25519 over a small CBOR map.
All of it is in the QR alphanumeric set. The envelope has exactly one spelling (``cose``), so no
bit can change unnoticed and no unverified CBOR is ever decoded. Claims of keys unknown to this
version are passed over; a change that an older version would misread gets another prefix.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from desktop_app.domain.worker import PROGRAMMES
from desktop_app.trust import cose

PREFIX = "LOKET1:"
_LONGEST = 4296  # characters: what the largest QR symbol holds in alphanumeric mode
_KINDS = ("provisional", "confirmed")
_EPOCH = date(1970, 1, 1)
_NUMBER = re.compile(r"([0-9]{10})-([0-9A-Z]{3})-([0-9]{6})-([0-9A-Z])", re.ASCII)
_VILLAGE = re.compile(r"([0-9]{2})\.?([0-9]{2})\.?([0-9]{2})\.?([0-9]{4})", re.ASCII)
_SIGNS = re.compile(r"[0-9A-Z $%*+./:-]*", re.ASCII)
_PLAIN_KPJ = re.compile(r"[1-9][0-9]{0,17}", re.ASCII)
_KIND, _NO, _NAME, _KPJ, _AS_OF, _PLACE, _OFFICE, _PROGRAMMES, _SERIAL = range(1, 10)
_MOST_NUMBERS = 10**16 * 36**4


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """What a paper says about its holder: as little as proves it."""

    kind: str
    """``provisional`` before BPJS Ketenagakerjaan confirmed a KPJ, else ``confirmed``."""
    number: str
    """The registration number, ``VVVVVVVVVV-TTT-NNNNNN-C``."""
    name: str
    as_of: date
    """The day for which it is true."""
    village_code: str
    """The issuing office's village, dotted or plain; dotted when read back."""
    office: str
    """The issuing office's name."""
    programmes: tuple[str, ...]
    """Of JKK, JKM, JHT; in that order when read back."""
    serial: int
    """The paper's serial in its office, from 0."""
    kpj: str | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """Whether a text is a genuine credential, and if not, by which rule.

    ``qr_foreign``: not one of ours. ``qr_altered``: changed. ``qr_cut_off``: its end is missing.
    ``qr_unknown_key``: whole or not, its signer is not known here. ``qr_unreadable``: no text at
    all, or of a newer version. ``claims`` are given only when genuine.
    """

    genuine: bool
    reason: str | None = None
    claims: Claims | None = None
    kid: bytes | None = None
    """Which of the known keys signed; none unless genuine."""


def issue(claims: Claims, signing: bytes) -> str:
    """The text for the QR code, signed with an Ed25519 private key of 32 bytes.

    Raises ValueError for claims that have no such form (another kind, number or village code).
    """
    import base45
    import cbor2

    payload = cbor2.dumps(_packed(claims), canonical=True)
    encoded: bytes = base45.b45encode(cose.sign1(payload, signing))
    text = PREFIX + encoded.decode("ascii")
    if len(text) > _LONGEST:
        raise ValueError("claims do not fit a QR symbol")
    return text


def check(text: str, keys: Mapping[bytes, bytes]) -> Checked:
    """Whether ``text`` was signed by one of ``keys`` (kid to public key). Never raises.

    White space around the text, as scanners and copying add it, does not count.
    """
    text = text.strip() if isinstance(text, str) else ""
    if not text or len(text) > _LONGEST:
        return Checked(False, "qr_unreadable")
    if not text.startswith(PREFIX):
        newer = re.match(r"LOKET[0-9]{1,3}:", text, re.ASCII)
        return Checked(False, "qr_unreadable" if newer else "qr_foreign")
    signed = _read_text(text[len(PREFIX) :])
    if signed is None:
        return Checked(False, "qr_cut_off" if _is_cut_off(text[len(PREFIX) :]) else "qr_altered")
    fault = cose.fault(signed, keys)
    if fault is not None:
        return Checked(False, f"qr_{fault}")
    claims = _read(signed.payload)
    if claims is None:
        return Checked(False, "qr_unreadable")
    return Checked(True, None, claims, signed.kid)


def _read_text(text: str) -> cose.Signed | None:
    """The envelope in the text; nothing unless they make exactly this text again."""
    import base45

    try:
        raw: bytes = base45.b45decode(text)
    except ValueError:
        return None
    signed = cose.parts(raw)
    if signed is None or not signed.payload or signed.length != len(raw):
        return None
    return signed if base45.b45encode(raw) == text.encode("ascii", "replace") else None


def _is_cut_off(text: str) -> bool:
    """Whether it begins as ours do and ends too soon, in the middle of a triple or not."""
    import base45

    if not _SIGNS.fullmatch(text):
        return False
    whole = text[: len(text) // 3 * 3]
    try:
        raw: bytes = base45.b45decode(whole)
    except ValueError:
        return False
    return base45.b45encode(raw) == whole.encode("ascii") and cose.is_cut_off(raw)


def _packed(claims: Claims) -> dict[int, Any]:
    village = "".join(_matched(_VILLAGE, claims.village_code))
    number = _packed_number(claims.number)
    kpj = claims.kpj or None
    days = (claims.as_of - _EPOCH).days
    if days < 0 or claims.serial < 0:
        raise ValueError("day or serial out of range")
    packed: dict[int, Any] = {
        _KIND: _KINDS.index(claims.kind),
        _NO: number,
        _NAME: claims.name,
        _AS_OF: days,
        _OFFICE: claims.office,
        _PROGRAMMES: sum(1 << PROGRAMMES.index(name) for name in set(claims.programmes)),
        _SERIAL: claims.serial,
    }
    if kpj is not None:
        packed[_KPJ] = int(kpj) if _PLAIN_KPJ.fullmatch(kpj) else kpj
    if village != claims.number[:10]:
        packed[_PLACE] = village
    return packed


def _read(payload: bytes) -> Claims | None:
    """The claims of a verified payload; nothing where this version cannot understand them."""
    import cbor2

    try:
        packed = cbor2.loads(payload, max_depth=8, allow_indefinite=False)
        if not isinstance(packed, dict) or cbor2.dumps(packed, canonical=True) != payload:
            return None
        return _claims(packed)
    except (cbor2.CBORError, ValueError, KeyError, IndexError, TypeError, OverflowError):
        return None


def _claims(packed: dict[Any, Any]) -> Claims:
    number = _read_number(_exact(packed[_NO], bytes))
    village = _matched(_VILLAGE, _exact(packed.get(_PLACE, number[:10]), str))
    kpj = packed.get(_KPJ)
    flags = _whole(packed[_PROGRAMMES])
    if flags >> len(PROGRAMMES):
        raise ValueError("an unknown programme")
    return Claims(
        kind=_KINDS[_whole(packed[_KIND])],
        number=number,
        name=_exact(packed[_NAME], str),
        kpj=None if kpj is None else kpj if isinstance(kpj, str) else str(_whole(kpj)),
        as_of=_EPOCH + timedelta(days=_whole(packed[_AS_OF])),
        village_code=".".join(village),
        office=_exact(packed[_OFFICE], str),
        programmes=tuple(name for at, name in enumerate(PROGRAMMES) if flags >> at & 1),
        serial=_whole(packed[_SERIAL]),
    )


def _packed_number(number: str) -> bytes:
    """22 characters as one number of 10 bytes: ten QR characters saved on every paper."""
    village, tag, serial, last = _matched(_NUMBER, number)
    return (int(village + serial) * 36**4 + int(tag + last, 36)).to_bytes(10, "big")


def _read_number(packed: bytes) -> str:
    value = int.from_bytes(packed, "big")
    if len(packed) != 10 or value >= _MOST_NUMBERS:
        raise ValueError("not a registration number")
    digits, letters = divmod(value, 36**4)
    text, marks = f"{digits:016d}", _base36(letters)
    return f"{text[:10]}-{marks[:3]}-{text[10:]}-{marks[3]}"


def _base36(value: int) -> str:
    places = [value // 36**at % 36 for at in (3, 2, 1, 0)]
    return "".join("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[place] for place in places)


def _matched(pattern: re.Pattern[str], text: str) -> tuple[str, ...]:
    found = pattern.fullmatch(text)
    if found is None:
        raise ValueError("not in the form that papers carry")
    return found.groups()


def _exact(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise TypeError
    return value


def _whole(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise ValueError("not a whole number")
    return value
