"""Photos: from a path or base64 to a small upright 3:4 JPEG, or a finding that says why not."""

import base64
import binascii
import hashlib
import io
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.actions import pictures
from desktop_app.domain.findings import Finding, Refused, block
from desktop_app.store import photos

if TYPE_CHECKING:
    from PIL import Image
    from sqlalchemy import Connection

#: Stored size: 3:4, width × height in pixels.
SIZE = (360, 480)
#: Largest stored photo, in bytes.
STORED = 40_000


def taken_out(raw: Any, base: Path | None) -> tuple[Any, bytes | None, list[Finding]]:
    """The object with its photo replaced by the stored picture's SHA-256, the picture, findings."""
    given = raw.get("photo") if isinstance(raw, Mapping) else None
    if not isinstance(given, str) or not given or _is_stored(given):
        return raw, None, []
    try:
        jpeg = prepared(_bytes_of(given, base))
    except Refused as refused:
        return {**raw, "photo": None}, None, [block("photo", "photo", why=refused.rule)]
    return {**raw, "photo": hashlib.sha256(jpeg).hexdigest()}, jpeg, []


def stored(c: "Connection", sha: str | None) -> bytes | None:
    """The stored photo of somebody, or None. Raises Refused ``photo_broken`` where its bytes are
    not those that were stored."""
    jpeg = photos.get(c, sha) if sha else None
    if jpeg is not None and hashlib.sha256(jpeg).hexdigest() != sha:
        raise Refused("photo_broken", "photo")
    return jpeg


def _is_stored(text: str) -> bool:
    return len(text) == 64 and all(c in "0123456789abcdef" for c in text)


def _bytes_of(given: str, base: Path | None) -> bytes:
    text = given.partition("base64,")[2] if given.startswith("data:") else given
    if len(text) < 1024:
        path = Path(given).expanduser()
        try:
            path = path if path.is_absolute() or base is None else base / path
            if path.is_file():
                return pictures.read(path)
        except (OSError, ValueError):
            pass
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Refused("picture_unreadable") from None


def prepared(data: bytes) -> bytes:
    """A picture as it is stored: upright, RGB, cropped to 3:4, at most 40 kB of JPEG.

    Raises Refused: ``picture_unreadable``, ``picture_too_large``.
    """
    from PIL import ImageOps

    return _small(ImageOps.fit(pictures.flat(data, SIZE), SIZE, centering=(0.5, 0.4)))


def _small(picture: "Image.Image") -> bytes:
    for quality in (85, 75, 65, 50, 35, 20):
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=quality, optimize=True)
        if out.tell() <= STORED:
            break
    return out.getvalue()
