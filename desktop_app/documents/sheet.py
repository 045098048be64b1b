"""Cards on paper: one to a page, on sheets to cut, or with front and back side by side to fold.

Where cards stand is data (:mod:`desktop_app.documents.sheet_files`). Pages go to the file as they
are finished, so that ten thousand cards take no more memory than ten.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, BinaryIO, TypedDict, Unpack

from desktop_app.documents import card, sheet_marks, slip
from desktop_app.documents.batch import Refuse, each
from desktop_app.documents.card import Side
from desktop_app.documents.card_ground import HEIGHT, WIDTH
from desktop_app.documents.page import F4, MM, at, streamed_canvas, titled
from desktop_app.documents.printed import check_shift
from desktop_app.documents.sheet_files import STANDARD, Layout, named, shipped
from desktop_app.documents.slip import check_skip
from desktop_app.documents.template import Template, template
from desktop_app.documents.turning import check_side, turn_of
from desktop_app.documents.values import OfficeHead, Person
from desktop_app.domain.findings import Refused

__all__ = ["LAYOUTS", "Layout", "Options", "default_layout", "write_cards"]

LAYOUTS = MappingProxyType({name: shipped()[name] for name in STANDARD})


class Options(TypedDict, total=False):
    """How cards are printed; what is left out is as it says here."""

    layout: str | Layout
    """``cr80``; a sheet by name or as it was read, or ``slip`` for slips alone."""
    slips: bool
    """False; whether people without a KPJ get a slip, after all cards, instead of a card."""
    paper: str
    """The slips' paper, ``a4`` or ``f4``; else that of the sheets."""
    skip: int
    """0; places of the first sheet left free."""
    ink: str
    """``colour``, ``grey`` or ``saving``."""
    shift: tuple[float, float]
    """(0, 0); mm by which everything moves right and down."""
    side: str
    """``both``, or only ``front`` or ``back`` where sheets are turned by hand."""
    turn: str
    """``A``; how the stack comes back, as the turning test shows."""


def default_layout(*, duplex: bool) -> str:
    """The sheet where nobody chose one: backs on the back only where the printer turns sheets."""
    return "a4-10" if duplex else "a4-fold-5"


def write_cards(
    out: BinaryIO,
    head: OfficeHead,
    people: Iterable[Person],
    *,
    today: date,
    refuse: Refuse | None = None,
    **options: Unpack[Options],
) -> int:
    """Writes each person's paper and returns how many: the participant's card where confirmed,
    else the proof of registration.

    Where ``refuse`` is given it is told of each person that cannot be printed, and the others go
    on; else the first one raises. Raises Refused ``layout``, ``skip``, ``choice``, ``no_back``,
    ``nothing_selected``, ``does_not_fit``, ``letter_unknown``, ``template``; ``out`` is then as
    it was.
    """
    layout = options.get("layout", "cr80")
    if layout == "slip":
        wanted = slip.SlipOptions(
            skip=options.get("skip", 0),
            ink=options.get("ink", "colour"),
            shift=options.get("shift", (0, 0)),
            paper=options.get("paper", "a4"),
        )
        return slip.write_slips(out, head, people, today=today, refuse=refuse, **wanted)
    plan = named(layout) if isinstance(layout, str) else layout
    check_skip(options.get("skip", 0), plan.places)
    side = options.get("side", "both")
    check_side(side)
    check_shift(options.get("shift", (0, 0)))
    if side == "back" and not plan.two_sided:
        raise Refused("no_back", "side", name=plan.name)
    words = head.words or template()
    ink = options.get("ink", "colour")
    with streamed_canvas(out, plan.page, head, ink) as canvas:
        run = _Run(canvas, plan, head, words, options, refuse)
        run.cards(people)
        run.slips()
        if not run.kinds:
            raise Refused("nothing_selected")
        titled(canvas, head, words, _title(words, run.kinds), today)
    return run.kinds.total()


def _title(words: Template, kinds: Counter[str]) -> str:
    if len(kinds) > 1:
        return words.titles.mixed
    return words.titles.card if "confirmed" in kinds else words.titles.proof


@dataclass(slots=True)
class _Run:
    """One PDF while it is drawn."""

    canvas: Any
    plan: Layout
    head: OfficeHead
    words: Template
    options: Options
    refuse: Refuse | None
    kinds: Counter[str] = field(default_factory=Counter)
    waiting: list[Person] = field(default_factory=list)
    """Who gets a slip when all cards are drawn."""
    shared: sheet_marks.Shared = field(default_factory=dict)
    """What pages stamp."""

    def cards(self, people: Iterable[Person]) -> None:
        """The sheets of cards, fronts and backs as they are wanted."""
        side, turn = self.options.get("side", "both"), turn_of(self.options.get("turn", "A"))
        backs: list[tuple[int, list[Side]]] = []
        composed = each(self._of_cards(people), self._sides, self.refuse)
        for first, group in self._sheets(composed):
            if side != "back":
                self._fronts(first, group)
            if side == "both" and self.plan.two_sided:
                self._backs(first, [back for _, back in group], upside_down=turn.upside_down)
            if side == "back":
                backs.append((first, [back for _, back in group]))
        for first, turned in reversed(backs) if turn.reverse else backs:
            self._backs(first, turned, upside_down=turn.upside_down)

    def slips(self) -> None:
        """The slips of those who wait for one; they have no backs."""
        if not self.waiting or self.options.get("side") == "back":
            return
        skip = 0 if self.kinds else self.options.get("skip", 0)
        paper = self.options.get("paper") or ("f4" if self.plan.page == F4 else "a4")
        pile = slip.Pile(self.canvas, self.head, self.words, paper, self._shift, skip)
        self.kinds["provisional"] += pile.draw(self.waiting, self.refuse)

    def _of_cards(self, people: Iterable[Person]) -> Iterator[Person]:
        slips = self.options.get("slips", False)
        for person in people:
            if slips and not person.confirmed:
                self.waiting.append(person)
            else:
                yield person

    def _sides(self, person: Person) -> tuple[Side, Side]:
        return card.sides(person, self.words)

    def _sheets(
        self, items: Iterable[tuple[Side, Side]]
    ) -> Iterator[tuple[int, list[tuple[Side, Side]]]]:
        """The first place of each sheet and what stands on it."""
        group: list[tuple[Side, Side]] = []
        first = self.options.get("skip", 0)
        for item in items:
            if not self.kinds:
                by_hand = self.options.get("side", "both") != "both"
                about = (self.head, self.words, self.plan)
                self.shared = sheet_marks.panels(*about, by_hand=by_hand)
            group.append(item)
            self.kinds[item[0].ground] += 1
            if first + len(group) == self.plan.places:
                yield first, group
                group, first = [], 0
        if group:
            yield first, group

    def _fronts(self, first: int, group: list[tuple[Side, Side]]) -> None:
        plan = self.plan
        with self._page():
            if plan.marks:
                self._share("margin-front")
            for place, (front, back) in enumerate(group, first):
                x, y = plan.corner(place)
                self._put(front, x, y)
                if plan.fold:
                    self._put(back, x + WIDTH, y)
                if plan.marks:
                    self._stamp("outline", x, y)

    def _backs(self, first: int, group: list[Side], *, upside_down: bool) -> None:
        """A page of backs; upside down where the stack is turned over its other edge."""
        plan = self.plan
        in_place = plan.duplex == "card"
        with self._page(upside_down=upside_down and not in_place):
            if plan.marks:
                self._share("margin-back")
            for place, back in enumerate(group, first):
                self._put(back, *plan.corner(place, mirrored=not in_place))

    @property
    def _shift(self) -> tuple[float, float]:
        return self.options.get("shift", (0, 0))

    @contextmanager
    def _page(self, *, upside_down: bool = False) -> Iterator[None]:
        right, down = self._shift
        with at(self.canvas, right * MM, -down * MM):
            if upside_down:
                self.canvas.translate(self.plan.page[0] * MM, self.plan.page[1] * MM)
                self.canvas.rotate(180)
            yield
        self.canvas.showPage()

    def _put(self, side: Side, x: float, y: float) -> None:
        with at(self.canvas, x * MM, (self.plan.page[1] - y - HEIGHT) * MM):
            self._share(side.ground)
            if side.own:
                side.own.draw(self.canvas)

    def _stamp(self, form: str, x: float, y: float) -> None:
        with at(self.canvas, x * MM, (self.plan.page[1] - y - HEIGHT) * MM):
            self._share(form)

    def _share(self, name: str) -> None:
        sheet_marks.stamp(self.canvas, name, self.shared)
