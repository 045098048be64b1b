"""Cards on paper: one to a page, ten to a sheet, or five with front and back to fold over.

Sheets keep 5 mm free at the sides and the top and 15 mm at the foot, where office printers do not
print. Backs of ``a4-10`` and ``f4-10`` follow on a page of their own with mirrored columns.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, BinaryIO

from desktop_app.documents import card, slip
from desktop_app.documents.batch import Refuse, each
from desktop_app.documents.card import Side
from desktop_app.documents.card_ground import BLEED, CORNER, HEIGHT, WIDTH
from desktop_app.documents.fonts import REGULAR
from desktop_app.documents.page import A4, F4, MM, Ink, Panel, Place, at, open_canvas, titled
from desktop_app.documents.slip import check_skip
from desktop_app.documents.template import Template, template
from desktop_app.documents.values import OfficeHead, Person
from desktop_app.domain.findings import Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where cards stand on a page; mm from its top left corner."""

    page: tuple[float, float]
    columns: int = 1
    rows: int = 1
    left: float = 0.0
    top: float = 0.0
    across: float = 0.0
    """From one card's left edge to the next one's."""
    down: float = 0.0
    fold: bool = False
    """The back stands beside the front, to be folded behind it."""

    @property
    def places(self) -> int:
        """Cards on a sheet."""
        return self.columns * self.rows

    def corner(self, place: int, *, mirrored: bool = False) -> tuple[float, float]:
        """Left and top edge of a place; mirrored for the back of a turned sheet."""
        row, column = divmod(place, self.columns)
        if mirrored:
            column = self.columns - 1 - column
        return self.left + column * self.across, self.top + row * self.down


def _tens(page: tuple[float, float], top: float, gap: float) -> Layout:
    across = WIDTH + 4
    left = (page[0] - across - WIDTH) / 2
    down = HEIGHT + gap
    return Layout(page=page, columns=2, rows=5, left=left, top=top, across=across, down=down)


def _folds(page: tuple[float, float], top: float, gap: float) -> Layout:
    left = (page[0] - 2 * WIDTH) / 2
    return Layout(page=page, rows=5, left=left, top=top, down=HEIGHT + gap, fold=True)


LAYOUTS = MappingProxyType(
    {
        "cr80": Layout(page=(WIDTH, HEIGHT)),
        "a4-10": _tens(A4, 8, 1),
        "f4-10": _tens(F4, 10, 8),
        "a4-fold-5": _folds(A4, 8, 1),
        "f4-fold-5": _folds(F4, 10, 8),
    }
)


def write_cards(
    out: BinaryIO,
    head: OfficeHead,
    people: Iterable[Person],
    *,
    layout: str = "cr80",
    skip: int = 0,
    today: date,
    refuse: Refuse | None = None,
) -> int:
    """Writes each person's paper and returns how many: the participant's card where confirmed,
    else the proof of registration. ``skip`` leaves that many places of the first sheet free.

    Where ``refuse`` is given it is told of each person that cannot be printed, and the others go
    on; else the first one raises. Raises Refused ``layout``, ``nothing_selected``,
    ``does_not_fit``, ``letter_unknown``, ``template``; ``out`` is then untouched.
    """
    words = template()
    if layout == "slip":
        return slip.write_slips(out, head, people, skip=skip, today=today, refuse=refuse)
    if layout not in LAYOUTS:
        raise Refused("layout", "layout", layout=layout, allowed=(*LAYOUTS, "slip"))
    plan = LAYOUTS[layout]
    check_skip(skip, plan.places)
    canvas = open_canvas(out, plan.page, head)
    _define_forms(canvas, head, words, plan)
    kinds: Counter[str] = Counter()
    composed = each(people, lambda person: card.sides(person, words), refuse)
    for first, group in _sheets(composed, plan.places, skip):
        _write_sheet(canvas, plan, first, group)
        kinds.update(front.ground for front, _ in group)
    if not kinds:
        raise Refused("nothing_selected")
    name = words.titles.mixed
    if len(kinds) == 1:
        name = words.titles.card if "confirmed" in kinds else words.titles.proof
    titled(canvas, head, words, name, today)
    canvas.save()
    return kinds.total()


def _sheets(
    items: Iterable[tuple[Side, Side]], places: int, skip: int
) -> Iterator[tuple[int, list[tuple[Side, Side]]]]:
    group: list[tuple[Side, Side]] = []
    first = skip
    for item in items:
        group.append(item)
        if first + len(group) == places:
            yield first, group
            group, first = [], 0
    if group:
        yield first, group


def _write_sheet(canvas: Any, plan: Layout, first: int, group: list[tuple[Side, Side]]) -> None:
    beside = plan.places == 1 or plan.fold
    if plan.places > 1:
        canvas.doForm("margin-fold" if plan.fold else "margin-front")
    for place, (front, back) in enumerate(group, first):
        x, y = plan.corner(place)
        _put(canvas, plan, front, x, y)
        if plan.fold:
            _put(canvas, plan, back, x + WIDTH, y)
        if plan.places > 1:
            _stamp(canvas, plan, "outline", x, y)
    canvas.showPage()
    if plan.fold:
        return
    if plan.places > 1:
        canvas.doForm("margin-back")
    for place, (_, back) in enumerate(group, first):
        x, y = plan.corner(place, mirrored=not beside)
        _put(canvas, plan, back, x, y)
    canvas.showPage()


def _put(canvas: Any, plan: Layout, side: Side, x: float, y: float) -> None:
    with at(canvas, x * MM, (plan.page[1] - y - HEIGHT) * MM):
        canvas.doForm(side.ground)
        if side.own:
            side.own.draw(canvas)


def _stamp(canvas: Any, plan: Layout, form: str, x: float, y: float) -> None:
    with at(canvas, x * MM, (plan.page[1] - y - HEIGHT) * MM):
        canvas.doForm(form)


def _define_forms(canvas: Any, head: OfficeHead, words: Template, plan: Layout) -> None:
    for name, ground in card.grounds(head, words).items():
        _define(canvas, name, ground, BLEED)
    if plan.places == 1:
        return
    outline = Panel(WIDTH, HEIGHT)
    grey = words.colours.rule
    width = 2 * WIDTH if plan.fold else WIDTH
    outline.frame((0, 0, width, HEIGHT), grey, radius=CORNER, line=0.1)
    if plan.fold:
        outline.line((WIDTH, 0, 0, HEIGHT), words.colours.muted, thick=0.1, dash=1.2)
    _define(canvas, "outline", outline, WIDTH)
    sheet = words.sheet
    for name, hint in (("front", sheet.front), ("back", sheet.back), ("fold", sheet.fold)):
        _define(canvas, f"margin-{name}", _margin(plan, words, hint), 0)


def _define(canvas: Any, name: str, panel: Panel, over: float) -> None:
    edge = over * MM
    canvas.beginForm(name, -edge, -edge, panel.width * MM + edge, panel.height * MM + edge)
    panel.draw(canvas)
    canvas.endForm()


def _margin(plan: Layout, words: Template, hint: str) -> Panel:
    """Cut marks at the sides, and one line for the person who prints and cuts."""
    panel = Panel(*plan.page)
    right = plan.page[0] - plan.left
    for row in range(plan.rows):
        top = plan.top + row * plan.down
        for y in (top, top + HEIGHT):
            panel.line((plan.left - 5, y, 3.5, 0), words.colours.muted, thick=0.1)
            panel.line((right + 1.5, y, 3.5, 0), words.colours.muted, thick=0.1)
    ink = Ink(REGULAR, 5.5, words.colours.muted, 5)
    panel.text(hint, ink, Place(plan.left + 4, plan.top - 1.4, right - plan.left - 8))
    return panel
