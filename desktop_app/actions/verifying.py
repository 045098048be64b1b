"""Checking a paper: what its QR code proves, without a network and without a log-in.

The code comes as text (typed, pasted, or as a barcode scanner types it) or as a photo, scan or
PDF of the paper. Who signed is looked up in ``keys.json`` beside the database.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.config import Config
from desktop_app.documents import scan
from desktop_app.domain.findings import Finding, Level, Refused
from desktop_app.domain.numbering import read_number
from desktop_app.store import keyring

if TYPE_CHECKING:
    from desktop_app.trust.credential import Checked, Claims

_UNTYPED = re.compile(r"[\x00-\x1f\x7f\ufeff]")
"""What scanners and copying put around a text or break it with; none of it is ever in a code."""
_AIM = re.compile(r"\][A-Za-z][0-9A-Za-z]", re.ASCII)
"""The kind of symbol, which some scanners put first (ISO/IEC 15424)."""
_OURS = re.compile(r"LOKET[0-9]{1,3}:", re.ASCII)
_KINDS = (
    ("url", re.compile(r"(?:https?://|www\.)", re.IGNORECASE)),
    ("pass", re.compile(r"(?:HC1:|shc:/)", re.IGNORECASE)),
    ("payment", re.compile(r"000201")),
    ("number", re.compile(r"[0-9 .-]+\Z", re.ASCII)),
    ("scanner", re.compile(r"LOKET", re.IGNORECASE)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a paper's QR code proves."""

    genuine: bool
    status: str
    """``provisional``, ``confirmed``, ``revoked`` or ``unknown``."""
    reason: str | None
    """The rule that speaks against it."""
    why: str | None = None
    """Which case of that rule, where its sentence differs: what a foreign code is, say."""
    name: str | None = None
    registration_number: str | None = None
    kpj: str | None = None
    as_of: date | None = None
    issued_by: str | None = None
    """The office, or the hub where its key signed."""
    by_hub: bool = False
    programmes: tuple[str, ...] = ()
    serial: int | None = None
    """The paper's serial in its office."""

    @property
    def finding(self) -> Finding | None:
        """What speaks against it, to be put into a sentence."""
        if self.reason is None:
            return None
        return Finding(self.reason, Level.BLOCK, None, {"why": self.why} if self.why else {})


def check_paper(config: Config, given: str | bytes) -> Verdict:
    """Check a QR text, or a photo, scan or PDF of a paper: one word for all codes on it.

    Raises Refused where a picture cannot be read at all.
    """
    return told(check_codes(config, given))


def check_codes(config: Config, given: str | bytes) -> tuple[Verdict, ...]:
    """The verdict on each code, in the order found; at least one. Codes of other makers beside
    one of ours are passed over. Raises Refused where a picture cannot be read at all."""
    if isinstance(given, str):
        texts: Sequence[str] = [typed(given)]
    else:
        seen = scan.look(given)
        texts = seen.texts
        if not texts:
            reason = "qr_damaged" if seen.damaged else "qr_unreadable"
            return (Verdict(genuine=False, status="unknown", reason=reason),)
    signers = keyring.signers(config.data)
    verdicts = [_verdict(text, signers) for text in texts]
    if keyring.is_damaged(config.data):
        verdicts = [_by_no_list(one) for one in verdicts]
    ours = [one for one in verdicts if one.reason != "qr_foreign"]
    return tuple(ours or verdicts[:1])


def check_file(config: Config, path: Path) -> tuple[Verdict, ...]:
    """The verdict on each code on a photo, scan or PDF.

    Raises Refused ``file_unreadable``, ``picture_too_large``, ``picture_unreadable``.
    """
    try:
        if path.stat().st_size > scan.LARGEST_FILE:
            raise Refused("picture_too_large", "picture")
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        raise Refused("file_unreadable", None, file=path.name, path=str(path)) from error
    return check_codes(config, data)


def told(verdicts: Sequence[Verdict]) -> Verdict:
    """One word for several codes of a page: what speaks against any of them goes first, so that
    a forged card is not hidden by a genuine one beside it."""
    return next((one for one in verdicts if not one.genuine), verdicts[0])


def typed(text: str) -> str:
    """A code's text as a scanner or the clipboard gives it, in its own spelling.

    Line breaks and control characters go, the mark of the symbology goes, and where Caps Lock
    turned every letter small they become capitals again.
    """
    text = _UNTYPED.sub("", text).strip()
    if found := _AIM.match(text):
        text = text[found.end() :]
    if text.startswith("loket") and text.isascii() and text == text.lower():
        text = text.upper()
    return text


def _verdict(text: str, signers: dict[bytes, keyring.Signer]) -> Verdict:
    from desktop_app.trust import credential

    checked = credential.check(text, {kid: signer.public for kid, signer in signers.items()})
    if checked.genuine and checked.claims is not None and checked.kid is not None:
        return _spoken(checked.claims, signers[checked.kid])
    reason, why = _against(text, checked)
    return Verdict(genuine=False, status="unknown", reason=reason, why=why)


def _by_no_list(verdict: Verdict) -> Verdict:
    """An unknown signer is nobody's fault where this PC's list of signers cannot be read."""
    if verdict.reason != "qr_unknown_key":
        return verdict
    return replace(verdict, why="keys_damaged")


def _against(text: str, checked: "Checked") -> tuple[str | None, str | None]:
    """The rule that speaks against a text, and which case of it."""
    if checked.reason == "qr_unreadable" and _OURS.match(text):
        return "qr_newer", None
    if checked.reason != "qr_foreign":
        return checked.reason, None
    kind = next((name for name, pattern in _KINDS if pattern.match(text)), None)
    if kind is None and read_number(text):
        kind = "number"
    return ("qr_scanner", None) if kind == "scanner" else ("qr_foreign", kind)


def _spoken(claims: "Claims", signer: keyring.Signer) -> Verdict:
    """What genuine claims prove, by whose signature it is."""
    revoked = signer.good_until is not None and claims.serial > signer.good_until
    by_hub = signer.kind == "hub" and signer.name
    return Verdict(
        genuine=not revoked,
        status="revoked" if revoked else claims.kind,
        reason="qr_revoked" if revoked else None,
        name=claims.name,
        registration_number=claims.number,
        kpj=claims.kpj,
        as_of=claims.as_of,
        issued_by=signer.name if by_hub else claims.office,
        by_hub=bool(by_hub),
        programmes=claims.programmes,
        serial=claims.serial,
    )
