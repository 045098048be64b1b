"""The work behind the printing page, without a widget: whom, which PDF, which page, the run."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop_app.domain.findings import Finding
from desktop_app.domain.print_run import Rest
from desktop_app.store.summary import Filters
from desktop_app.ui.jobs import Stop
from desktop_app.ui.pages.papers.kinds import KINDS

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk
    from desktop_app.actions.issuing import Composed
    from desktop_app.actions.rosters import Roster

#: People on one print run: more paper than a tray holds, less than an old computer chokes on.
MOST = 1000

#: Kinds of the ledger that this page prints by itself.
PRINTABLE = frozenset(("slip", *KINDS))
#: Papers by the state of the people who get them.
ONLY = {"card": "confirmed", "proof": "provisional"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be printed. ``who``: ``chosen`` (``ids``), ``unprinted`` or ``everybody``."""

    kind: str = "card"
    """Of :data:`desktop_app.ui.pages.papers.kinds.KINDS`."""
    who: str = "chosen"
    ids: tuple[str, ...] = ()
    hamlet: str = ""
    layout: str = ""
    skip: int = 0
    ink: str = "colour"
    purpose: str = ""
    """What a letter is for."""
    first: str = ""
    """The first month that a sheet is about (``2026-11``)."""
    months: int = 1
    annex: str = ""
    """The decree that a list belongs to."""
    copies: int = 1
    """Of a paper whose copies are numbered."""
    rest: Rest | None = None
    """The run that is gone on with."""


@dataclass(frozen=True, slots=True)
class Made:
    """A PDF ready to be seen, with the number of its pages, and of people left for later."""

    composed: "Composed"
    sizes: list[tuple[float, float]]
    """Of each page, mm."""
    later: int
    order: Order = field(default_factory=Order)
    roster: "Roster | None" = None
    """The list of many that it is, where it is one."""

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return len(self.sizes)

    @property
    def by_person(self) -> bool:
        """Whether it is papers of single people, which stand in the ledger."""
        return bool(self.composed.papers)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many people each choice would print, by kind of paper."""

    unprinted: dict[str, int]
    everybody: dict[str, int]
    hamlets: tuple[str, ...] = ()


def counts(desk: "Desk", hamlet: str = "") -> Counts:
    """Count them."""
    from desktop_app.actions import printing

    due = [kind for kind, told in KINDS.items() if told.due]
    every = {kind: _count(desk, kind, hamlet, unprinted=False) for kind in due}
    return Counts(
        {kind: _count(desk, kind, hamlet, unprinted=True) for kind in due},
        {
            kind: every.get(kind, every["card" if told.members else "certificate"])
            for kind, told in KINDS.items()
        },
        printing.hamlets(desk),
    )


def _count(desk: "Desk", kind: str, hamlet: str, *, unprinted: bool) -> int:
    from desktop_app.actions import finding

    every, but = _filters(kind, hamlet, unprinted=unprinted)
    return finding.count(desk, every) - sum(finding.count(desk, one) for one in but)


def _filters(kind: str, hamlet: str, *, unprinted: bool) -> tuple[Filters, tuple[Filters, ...]]:
    """Whom a choice means: a filter, and others whose people are left out."""

    def of(membership: str | None) -> Filters:
        return Filters(unprinted=unprinted, membership=membership, hamlet=hamlet or None)

    if KINDS[kind].members:
        return of("member"), ()
    left_out = ("member", "ended") if kind == "proof" else ("ended",)
    return of(None), tuple(of(membership) for membership in left_out)


def people(desk: "Desk", order: Order) -> list[str]:
    """The record ids of everybody an order names."""
    from desktop_app.actions import finding

    if order.who == "chosen":
        return list(order.ids)
    every, but = _filters(order.kind, order.hamlet, unprinted=order.who == "unprinted")
    left_out = {record_id for one in but for record_id in finding.ids(desk, one)}
    return [record_id for record_id in finding.ids(desk, every) if record_id not in left_out]


def kind_for(desk: "Desk", ids: Sequence[str] | None) -> str:
    """The paper that is due to the first of these people, or to most of those that were not
    printed yet. For a lane."""
    from desktop_app.actions import printing

    if ids:
        return "card" if printing.is_confirmed(desk, ids[0]) else "proof"
    due = {kind: _count(desk, kind, "", unprinted=True) for kind in ("proof", "card")}
    return "card" if due["card"] > due["proof"] else "proof"


@dataclass(frozen=True, slots=True)
class Plan:
    """A sheet as it is shown and chosen: mm from its top left corner."""

    name: str
    """What it is called; empty for those that have a word in the window."""
    page: tuple[float, float]
    places: tuple[tuple[float, float, float, float], ...] = ()
    """Left, top, width and height of each place, where a used sheet can go on."""
    two_sided: bool = False
    each_turned: bool = False
    """Each card is turned in its place, not the sheet."""


def plans(desk: "Desk") -> dict[str, Plan]:
    """Every sheet there is by name, the office's own too. For a lane."""
    from desktop_app.actions import card_sheets
    from desktop_app.documents.card_ground import HEIGHT

    made = {}
    for name, layout in card_sheets.layouts(desk).items():
        corners = [layout.corner(place) for place in range(layout.places)]
        places = tuple((x, y, layout.width, HEIGHT) for x, y in corners)
        made[name] = Plan(
            layout.name,
            layout.page,
            places if len(places) > 1 else (),
            layout.two_sided and not layout.fold,
            layout.duplex == "card",
        )
    third = 297 / 3
    made["slip"] = Plan("", (210, 297), tuple((0, n * third, 210, third) for n in range(3)))
    return made


def sheets(desk: "Desk") -> tuple[dict[str, Plan], tuple[Finding, ...]]:
    """Every sheet, and what of the office's own cannot be used: sheets, the emblem."""
    from desktop_app.actions import card_sheets, paper_words

    return plans(desk), (*card_sheets.broken(desk), *paper_words.trouble(desk))


def make(desk: "Desk", order: Order, stop: Stop = lambda: False) -> Made:
    """Compose the PDF. Raises Refused."""
    from desktop_app.actions import issuing

    maker = KINDS[order.kind].maker
    if maker == "blank":
        from desktop_app.actions import forms

        blank = forms.blank_form(desk, paper=order.layout or "f4", ink=order.ink)
        return Made(issuing.Composed(blank, (), ()), sizes(blank), 0, order)
    ids = people(desk, order)
    if maker in ("list", "hand_over"):
        return _listed(desk, order, ids)
    composed = _composed(desk, order, ids[:MOST], stop)
    return Made(composed, sizes(composed.pdf), max(0, len(ids) - MOST), order)


def _composed(desk: "Desk", order: Order, ids: Sequence[str], stop: Stop) -> "Composed":
    from desktop_app.actions import forms, issuing, lettering, letters

    maker, paper = KINDS[order.kind].maker, order.layout
    if maker == "form":
        return forms.compose(desk, order.kind, ids, paper=paper or None, ink=order.ink)
    if maker == "letter":
        told = lettering.Manner(paper=paper or "f4", ink=order.ink, purpose=order.purpose)
        return lettering.compose(desk, order.kind, ids, manner=told)
    if maker == "dues":
        return letters.how_to_pay_papers(
            desk, ids, order.first, order.months, paper=paper or "a4", ink=order.ink
        )
    manner = issuing.Manner(
        layout=paper or None, skip=order.skip, ink=order.ink, only=ONLY.get(order.kind)
    )
    return issuing.compose(desk, maker, ids, manner=manner, stop=stop)


def _listed(desk: "Desk", order: Order, ids: Sequence[str]) -> Made:
    from desktop_app.actions import issuing, rosters

    paper = order.layout or "f4"
    if order.kind == "hand_over":
        made = rosters.hand_over(desk, ids, paper=paper, ink=order.ink)
    else:
        manner = rosters.Manner(
            kind=order.kind, paper=paper, copies=order.copies, annex=order.annex or None
        )
        made = rosters.compose(desk, ids, manner, ink=order.ink)
    refused = made.refused if order.who == "chosen" else ()
    composed = issuing.Composed(made.pdf, (), refused)
    return Made(composed, sizes(made.pdf), 0, order, made)


def sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of each page of a PDF, mm."""
    from desktop_app.documents import preview

    return preview.sizes(pdf)
