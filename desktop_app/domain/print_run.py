"""One print run: which page carries whose paper, in which order pages go out, what is out so far.

A run is told of in *places*: the first paper is place 1. A sheet of paper is whole when every one
of its pages came out; only then its papers are out. Cards printed on both sides by a printer that
prints one side only go in two passes, between which a person turns the stack.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

#: How a printer takes a stack that a person turned, by the letter that the two-sheet test shows:
#: the first sheet first or (B, D) the last one, upright or (C, D) standing on its head.
BY_HAND = ("", "A", "B", "C", "D")
_REVERSED, _UPSIDE_DOWN = ("B", "D"), ("C", "D")
#: More copies of one paper than anybody has a use for.
MOST_COPIES = 20


@dataclass(frozen=True, slots=True)
class Planned:
    """One paper of a composed PDF, to be entered in the ledger when it went out."""

    worker_id: str
    kind: str
    status: str
    serial: int
    revision: str
    letter: str = ""
    """Its number in the office's book of letters, where it has one."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of paper: its pages in the PDF (from 0, the front first) and its places."""

    pages: tuple[int, ...]
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One page that goes to the printer, and the number of its sheet (from 0)."""

    page: int
    sheet: int
    upside_down: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """How papers lie on sheets: so many to a sheet, on one side or two, the first ones taken."""

    places: int = 1
    sides: int = 1
    skip: int = 0
    pages_each: int = 1
    """Pages of one paper, where a paper is longer than a page."""

    def sheets(self, count: int) -> tuple[Sheet, ...]:
        """The sheets that so many papers fill."""
        made: list[Sheet] = []
        place, free, page = 1, self.places - self.skip, 0
        width = self.sides * self.pages_each
        while place <= count:
            last = min(place + free, count + 1)
            made.append(Sheet(tuple(range(page, page + width)), tuple(range(place, last))))
            place, free, page = last, self.places, page + width
        return tuple(made)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintRun:
    """Papers on their way to a printer, as they are kept until somebody says what came out."""

    id: str
    layout: str
    printer: str
    papers: tuple[Planned, ...]
    grid: Grid = Grid()
    copies: int = 1
    by_hand: str = ""
    """Empty, or how the printer takes the stack that a person turned (:data:`BY_HAND`)."""
    batch: str = ""
    """The run that this one continues; its own id where it continues none."""
    numbers: tuple[int, ...] = ()
    """Each paper's number in the batch, from 1."""
    reason: str = ""
    again: tuple[str, ...] = ()
    """Record ids of those who had the paper before, to whom the reason applies."""
    begun: str = ""
    """Moment, as it is stored."""
    by: str = ""
    turned: int | None = None
    """Sheets whose fronts came out, once the stack was turned; None before."""
    sent: int = 0
    """Pages of this pass that the printer took."""

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """Its sheets of paper, in order."""
        return self.grid.sheets(len(self.papers))

    def steps(self) -> tuple[Step, ...]:
        """The pages of the pass that is due now, in the order in which they go out."""
        sheets = list(enumerate(self.sheets))
        if not self.by_hand:
            return self._copied((at, sheet.pages) for at, sheet in sheets)
        if self.turned is None:
            return self._copied((at, sheet.pages[:1]) for at, sheet in sheets)
        backs = [(at, sheet.pages[1:]) for at, sheet in sheets[: self.turned]]
        ordered = reversed(backs) if self.by_hand in _REVERSED else backs
        return self._copied(ordered, upside_down=self.by_hand in _UPSIDE_DOWN)

    def _copied(
        self, sheets: Iterable[tuple[int, tuple[int, ...]]], *, upside_down: bool = False
    ) -> tuple[Step, ...]:
        return tuple(
            Step(page, at, upside_down)
            for at, pages in sheets
            for _ in range(self.copies)
            for page in pages
        )

    @property
    def to_turn(self) -> bool:
        """Whether the fronts are due or out, and the backs are still to come."""
        return bool(self.by_hand) and self.turned is None

    def order(self) -> tuple[int, ...]:
        """The places in the order in which their sheets get whole."""
        sheets, told = self.sheets, dict.fromkeys(step.sheet for step in self.steps())
        return tuple(place for at in told for place in sheets[at].places)

    def taken(self) -> tuple[int, ...]:
        """The places whose sheets the printer took whole, as far as was noted. Empty before the
        backs of a stack that is turned by hand."""
        if self.to_turn:
            return ()
        missing = {step.sheet for step in self.steps()[self.sent :]}
        whole = dict.fromkeys(step.sheet for step in self.steps() if step.sheet not in missing)
        return tuple(place for at in whole for place in self.sheets[at].places)

    def number(self, place: int) -> int:
        """The number in the batch of the paper at this place."""
        return self.numbers[place - 1] if self.numbers else place

    def split(self, out: Collection[int]) -> tuple[list[int], list[int]]:
        """The places that are out, and those that are not, both in the order of the papers."""
        everything = range(1, len(self.papers) + 1)
        return [p for p in everything if p in out], [p for p in everything if p not in out]


@dataclass(frozen=True, slots=True)
class Rest:
    """What a run left: the people whose papers did not come out, in its order."""

    ids: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    batch: str = ""
    reason: str = ""
    of: int = 0
    """How many papers the whole batch has."""
    kind: str = ""
    """Of its papers, as the ledger names it."""
    layout: str = ""


def until(order: Sequence[int], first_missing: int | None) -> tuple[int, ...]:
    """The places that are out where the first one missing is known; None: all of them are."""
    if first_missing is None:
        return tuple(order)
    return tuple(order[: order.index(first_missing)])


def turned(run: PrintRun, sheets: int) -> PrintRun:
    """The run after its stack was turned: the backs of so many sheets are due."""
    return replace(run, turned=max(0, min(sheets, len(run.sheets))), sent=0)
