"""The office's own look on papers: its words and colours, and its emblem, kept in the register.

A file of words names only what it changes; the rest stays as the program came with it.
"""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.actions import emblems, pictures
from desktop_app.actions.desk import Desk
from desktop_app.domain.findings import Finding, Refused
from desktop_app.store import attachments, office

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop_app.documents.own_template import Reading
    from desktop_app.documents.template import Template
    from desktop_app.documents.values import OfficeHead

#: A file of words is smaller than this, in bytes.
_LARGEST = 2**18

#: Under these names the register keeps them: the file's text, and the emblem's SHA-256.
WORDS, EMBLEM = "papers/words", "papers/emblem"


def own_words(c: "Connection") -> "Template | None":
    """The office's own words; None where it has none."""
    text = office.setting(c, WORDS)
    return _kept(text).template if text else None


def _kept(text: str) -> "Reading":
    """What was whole when it was taken: of it, whatever this program still knows."""
    from desktop_app.documents.own_template import Reading, reading
    from desktop_app.documents.template import template

    try:
        return reading(text)
    except Refused as refused:
        return Reading(template(), (), (refused,))


def words_of(c: "Connection") -> "Template":
    """What this office's papers say: its own words, else those the program came with."""
    from desktop_app.documents.template import template

    return own_words(c) or template()


def emblem_of(c: "Connection") -> bytes | None:
    """The office's emblem as a small PNG; None for one whose bytes are not those that were stored
    (:func:`trouble` says so): the office keeps printing."""
    sha = office.setting(c, EMBLEM)
    found = attachments.get(c, sha) if sha else None
    whole = found is not None and hashlib.sha256(found.content).hexdigest() == sha
    return found.content if found is not None and whole else None


def trouble(desk: Desk) -> tuple[Finding, ...]:
    """What is wrong with how papers look, and was left out."""
    with desk.read() as c:
        lost = office.setting(c, EMBLEM) and emblem_of(c) is None
    return (Refused("emblem", None, why="broken").finding,) if lost else ()


def install(desk: Desk, path: Path) -> "Template":
    """Use this file's words and colours from now on. Every paper was tried with them.

    Raises Refused: ``paper_words`` (``why``, line, key), ``file_unreadable``; the papers stay as
    they were.
    """
    desk.require("office")
    text = _text(path)
    words = _tried(desk, text, path.name)
    with desk.write("paper_words_changed") as tx:
        office.set_setting(tx, WORDS, text)
    return words


def forget(desk: Desk) -> None:
    """Use the words and colours again that the program came with."""
    desk.require("office")
    with desk.write("paper_words_changed") as tx:
        office.set_setting(tx, WORDS, None)


def install_emblem(desk: Desk, path: Path) -> bytes:
    """Print this picture as the office's emblem from now on; gives the small PNG back.

    Raises Refused: ``picture_unreadable``, ``picture_too_large``, ``emblem`` (``why`` ``empty``
    or ``small``); the papers stay as they were.
    """
    desk.require("office")
    png = emblems.prepared(pictures.read(path))
    _try_emblem(desk, png)
    with desk.write("emblem_changed") as tx:
        sha = attachments.put(tx, "emblem.png", "image/png", png)
        office.set_setting(tx, EMBLEM, sha)
    return png


def forget_emblem(desk: Desk) -> None:
    """Print papers without an emblem."""
    desk.require("office")
    with desk.write("emblem_changed") as tx:
        office.set_setting(tx, EMBLEM, None)


@dataclass(frozen=True, slots=True)
class Look:
    """How this office's papers look now."""

    emblem: bytes | None
    own: bool
    """Whether it has words or colours of its own."""
    changed: tuple[str, ...] = ()
    """The keys that these change."""
    refused: tuple[Refused, ...] = ()
    """What of them this program does not know any more; there the shipped words stand."""


def look_of(desk: Desk) -> Look:
    """What the office changed of its papers."""
    with desk.read() as c:
        text, emblem = office.setting(c, WORDS), emblem_of(c)
    if not text:
        return Look(emblem, own=False)
    found = _kept(text)
    return Look(emblem, True, found.changed, found.refused)


def example() -> bytes:
    """The words and colours that the program came with, to be changed."""
    from desktop_app.documents.template import shipped

    return shipped().read_bytes()


def sample(desk: Desk) -> bytes:
    """A letter to an invented person, as this office's papers look now. Raises Refused."""
    from desktop_app.documents import samples

    return samples.sample(_head(desk), "letter")


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST:
            raise Refused("paper_words", None, why="size", file=path.name)
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeError) as error:
        raise Refused("file_unreadable", None, name=path.name) from error


def _tried(desk: Desk, text: str, file: str) -> "Template":
    """The words, once every paper was drawn with them. Raises Refused ``paper_words``.

    What does not fit in the shipped words either is no fault of these.
    """
    from desktop_app.documents import samples
    from desktop_app.documents.own_template import own
    from desktop_app.documents.template import template

    words = own(text, file)
    head = replace(_head(desk), words=words)
    for paper, refused in samples.refusals(head):
        if samples.fits(replace(head, words=None), paper):
            title = samples.title(template(), paper)
            field = refused.field
            raise Refused("paper_words", field, why="fit", file=file, paper=title)
    return words


def _try_emblem(desk: Desk, png: bytes) -> None:
    from desktop_app.documents import samples

    head = _head(desk)
    for paper, _refused in samples.refusals(replace(head, emblem=png)):
        if samples.fits(replace(head, emblem=None), paper):
            raise Refused("emblem", None, why="fit")


def _head(desk: Desk) -> "OfficeHead":
    from desktop_app.actions import heads

    return heads.head_of(desk)
