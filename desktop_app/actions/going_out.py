"""Papers that are drawn at the moment they go out, and what is entered of them.

Into a file: it is entered together with being written, both or neither. To a printer: a letter's
number is given before the first page, the ledger is told after the last one, and where the printer
failed the number stays in the book, revoked. So nothing is ever marked as printed that was not.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from desktop_app.actions import agenda, files, paper_ledger
from desktop_app.actions.agenda import Numbered
from desktop_app.actions.desk import Desk
from desktop_app.domain.registration import Registration
from desktop_app.store.tx import Tx
from desktop_app.text import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A paper as it will go out. Without people and letters it is about nobody, and not entered."""

    pdf: bytes = field(repr=False)
    kind: str = ""
    """Of the ledger, where it goes to people."""
    people: tuple[Registration, ...] = ()
    """Who gets one."""
    reason: str = ""
    letters: tuple[Numbered, ...] = ()
    """What is entered in the book of letters, under the numbers that it bears."""


def save(desk: Desk, drawn: Drawn, path: Path) -> Path:
    """Write it into a file and enter it. Raises Refused: ``unwritable``, ``disk_full``,
    ``preview_old`` where others took its number meanwhile; nothing is entered then."""
    desk.require("print")
    if not drawn.people and not drawn.letters:
        files.write(path, drawn.pdf)
        return path
    with desk.write("papers_issued" if drawn.people else "letter_made") as tx:
        _give(tx, drawn)
        _enter(tx, drawn)
        files.write(path, drawn.pdf)
    return path


def send(desk: Desk, drawn: Drawn, out: Callable[[bytes], object]) -> None:
    """Hand it to ``out``, which returns once all of it went out and raises where it did not; then
    enter it. Raises Refused ``preview_old`` and whatever ``out`` raises."""
    desk.require("print")
    if drawn.letters:
        with desk.write("letter_made") as tx:
            _give(tx, drawn)
    try:
        out(drawn.pdf)
    except BaseException:
        if drawn.letters:
            with desk.write("letter_revoked", dated=False) as tx:
                agenda.spoil_numbers(tx, drawn.letters, _("Did not come out of the printer"))
        raise
    if drawn.people:
        with desk.write("papers_issued") as tx:
            _enter(tx, drawn)


def _give(tx: Tx, drawn: Drawn) -> None:
    if drawn.letters:
        agenda.give_numbers(tx, drawn.letters)


def _enter(tx: Tx, drawn: Drawn) -> None:
    letter = drawn.letters[0].number if drawn.letters else None
    if drawn.people:
        paper_ledger.enter(tx, drawn.kind, drawn.people, drawn.reason, letter)
