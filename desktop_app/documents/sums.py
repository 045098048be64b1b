"""The table of a sum: what a month costs, what is taken off, and by which rules."""

from desktop_app.documents.fonts import REGULAR, SEMIBOLD
from desktop_app.documents.money_values import Charge, SumRow
from desktop_app.documents.page import Ink, Panel, Place
from desktop_app.documents.spelling import figures, period, rupiah
from desktop_app.documents.template import Template

_ROW = 6.0
_HEADING = 7.2


def parts_table(panel: Panel, charge: Charge, words: Template, place: Place) -> float:
    """The rows of a charge under each other from the place's ``y`` on; the last baseline.

    Only what is asked has a column: programmes that are taken, a reduction where there is one.
    """
    columns = _columns(charge, words, place)
    colours = words.colours
    panel.box((place.x, place.y, place.width, _HEADING), colours.accent_soft)
    heading = Ink(SEMIBOLD, 8.8, colours.accent_dark, 7)
    for title, spot in zip(_titles(charge, words), columns, strict=True):
        panel.text(title, heading, _at(spot, place.y + 4.8), "title")
    body = Ink(REGULAR, 9.2, colours.ink, 7)
    y = place.y + _HEADING
    for row in charge.rows:
        for text, spot in zip(_texts(row, charge, words), columns, strict=True):
            panel.text(text, body, _at(spot, y + 4.2), "amount")
        y += _ROW
        panel.line((place.x, y, place.width, 0), colours.rule, thick=0.15)
    bold = Ink(SEMIBOLD, 9.6, colours.ink, 8)
    panel.text(words.sums.total, bold, _at(columns[0], y + 4.6), "total")
    panel.text(rupiah(charge.total), bold, _at(columns[-1], y + 4.6), "amount")
    return _sources(panel, charge, words, Place(place.x, y + 4.6, place.width))


def _programmes(charge: Charge) -> tuple[str, ...]:
    return tuple(name for name, _ in charge.rows[0].full)


def _reduced(charge: Charge) -> bool:
    return any(row.reduction for row in charge.rows)


def _titles(charge: Charge, words: Template) -> tuple[str, ...]:
    own = words.sums
    taken_off = (own.reduction,) if _reduced(charge) else ()
    return (own.months, *_programmes(charge), *taken_off, own.monthly, own.total)


def _texts(row: SumRow, charge: Charge, words: Template) -> tuple[str, ...]:
    taken_off = (f"−{figures(row.reduction)}" if row.reduction else "0",)
    monthly = figures(row.monthly)
    return (
        period(row.first, row.last, words),
        *(figures(amount) for _, amount in row.full),
        *(taken_off if _reduced(charge) else ()),
        f"{monthly} × {row.months}",
        rupiah(row.total),
    )


def _columns(charge: Charge, words: Template, place: Place) -> list[Place]:
    """The months to the left, figures to the right, each as wide as its figures need."""
    between = [1.15] * len(_programmes(charge)) + [1.3] * _reduced(charge)
    weights = [3.4, *between, 1.9, 1.8]
    found, x = [], place.x
    for number, weight in enumerate(weights):
        width = place.width * weight / sum(weights)
        align = "left" if number == 0 else "right"
        found.append(Place(x + 1.4, place.y, width - 2.8, align=align))
        x += width
    return found


def _at(place: Place, y: float) -> Place:
    return Place(place.x, y, place.width, align=place.align)


def _sources(panel: Panel, charge: Charge, words: Template, place: Place) -> float:
    """One small paragraph: the programmes' names, the rules, and what is doubtful."""
    own = words.sums
    names = (f"{code}: {words.programmes.get(code, code)}." for code in _programmes(charge))
    said = [" ".join(names), own.sources.format(rules=", ".join(charge.sources))]
    if charge.reductions:
        said.append(own.reductions.format(rules=", ".join(charge.reductions)))
    if charge.assumed:
        said.append(own.assumed)
    said += [own.doubts[doubt] for doubt in charge.doubts if doubt in own.doubts]
    ink = Ink(REGULAR, 8, words.colours.muted, 6.8, 1.22)
    spot = Place(place.x, place.y + 5.4, place.width, lines=5)
    return panel.text(" ".join(said), ink, spot, "rules")
