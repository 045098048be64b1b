"""The proof of a payment: a PDF, a scan or a photo of the slip, kept inside the register."""

from pathlib import Path

from desktop_app.domain.findings import Refused
from desktop_app.store import attachments

_LONGEST_NAME = 120


def read(path: Path) -> tuple[str, str, bytes]:
    """Name, media type and bytes of a proof, as its first bytes say and not its ending.

    Raises Refused: ``file_unreadable``; ``attachment`` for another kind of file, or too large a
    one.
    """
    try:
        with path.open("rb") as file:
            content = file.read(attachments.MOST + 1)
    except OSError:
        raise Refused("file_unreadable", None, name=path.name) from None
    if len(content) > attachments.MOST:
        raise Refused("attachment", "proof", why="size", file=path.name, most=attachments.MOST)
    media = attachments.media_of(content)
    if media is None:
        raise Refused("attachment", "proof", why="form", file=path.name)
    return path.name[:_LONGEST_NAME], media, content
