"""The card of ID-1 size: the participant's information card, or the proof of registration.

ISO/IEC 7810 ID-1: 85.60 × 53.98 mm, corners of 3.18 mm. Which of the two a person gets is decided
by ``Person.confirmed`` alone. The proof carries no photo on its front, so that nobody takes it
for a card.
"""

from dataclasses import dataclass

from desktop_app.documents import fonts
from desktop_app.documents.fonts import BOLD, MEDIUM, REGULAR, SEMIBOLD
from desktop_app.documents.page import Ink, Panel, Place, fit
from desktop_app.documents.template import Template
from desktop_app.documents.values import OfficeHead, Person
from desktop_app.domain.findings import Refused

WIDTH, HEIGHT, CORNER = 85.60, 53.98, 3.18
BLEED = 0.5
"""How far colour reaches over the edge, so that a cut a little off shows no white."""

_EDGE = 4.0
_INNER = WIDTH - 2 * _EDGE
_BAND = 11.6
_FOOT = 45.9
_QR = 23.4
_QR_X = WIDTH - _EDGE - _QR + 1.6  # the quiet zone may stand in the margin
_QR_Y = 20.0
_PHOTO = (_EDGE, 21.2, 16.2, 21.6)
_FACTS = 22.5
_GUTTER = 0.8
_WHITE = "#FFFFFF"


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a card: the ground all cards of its kind share, and what is this person's."""

    ground: str
    """Name of the shared ground."""
    own: Panel


def chain(head: OfficeHead) -> str:
    """The office with its district and regency on one line."""
    government = head.government_line.strip()
    if government.casefold().startswith("pemerintah "):
        government = government[len("pemerintah ") :]
    return " · ".join(part for part in (head.office_line, head.district_line, government) if part)


def grounds(head: OfficeHead, words: Template) -> dict[str, Panel]:
    """The four shared grounds by name: front and back, confirmed and provisional."""
    return {
        "confirmed": _front_ground(head, words, confirmed=True),
        "provisional": _front_ground(head, words, confirmed=False),
        "confirmed-back": _confirmed_back(head, words),
        "provisional-back": _provisional_back(head, words),
    }


def sides(head: OfficeHead, person: Person, words: Template) -> tuple[Side, Side]:
    """Front and back of a person's card. Raises Refused for what does not fit."""
    kind = "confirmed" if person.confirmed else "provisional"
    back = Panel(WIDTH, HEIGHT)
    return Side(kind, _front(head, person, words)), Side(f"{kind}-back", back)


def _front_ground(head: OfficeHead, words: Template, *, confirmed: bool) -> Panel:
    panel = _ground(head, words, confirmed=confirmed)
    title = words.card.title if confirmed else words.provisional.title
    second = chain(head) if confirmed else words.provisional.warning
    _band_words(panel, head, words, title, second)
    colours = words.colours
    panel.line((_EDGE, _FOOT, _INNER, 0), colours.rule, thick=0.15)
    small = Ink(REGULAR, 5.6, colours.muted, 5.0)
    if confirmed:
        place = Place(48, _FOOT + 2.7, WIDTH - _EDGE - 48, align="right")
        panel.text(words.card.legal, small, place, "legal")
    else:
        place = Place(_EDGE, _FOOT + 5.1, _INNER, lines=2, height=2)
        panel.text(chain(head), Ink(REGULAR, 5.6, colours.muted, 5.0, 1.1), place, "office")
    return panel


def _band_words(panel: Panel, head: OfficeHead, words: Template, title: str, second: str) -> None:
    room = _INNER
    if head.practice:
        room -= 17
        _pill(panel, words)
    panel.text(title, Ink(BOLD, 8.6, _WHITE, 6.5), Place(_EDGE, 5.2, room), "title")
    place = Place(_EDGE, 8.4, _INNER, lines=2, height=2.3)
    panel.text(second, Ink(MEDIUM, 6.3, _WHITE, 5.0, 1.1), place, "office")


def _pill(panel: Panel, words: Template) -> None:
    panel.box((WIDTH - _EDGE - 15, 2.0, 15, 4.2), _WHITE, radius=0.8)
    ink = Ink(BOLD, 7.2, words.colours.practice, 5)
    panel.text(words.practice, ink, Place(WIDTH - _EDGE - 14, 5.05, 13, align="centre"))


def _ground(head: OfficeHead, words: Template, *, confirmed: bool) -> Panel:
    panel = Panel(WIDTH, HEIGHT)
    colours = words.colours
    colour = colours.accent if confirmed else colours.provisional
    if head.practice:
        panel.watermark(words.practice, colours.practice_soft, 44)
    panel.box((-BLEED, -BLEED, WIDTH + 2 * BLEED, _BAND + BLEED), colour)
    return panel


def _front(head: OfficeHead, person: Person, words: Template) -> Panel:
    panel = Panel(WIDTH, HEIGHT)
    colours, labels = words.colours, words.labels
    name = Ink(BOLD, 11.5, colours.ink, 7.6, 1.12)
    place = Place(_EDGE, 15.6, _INNER, lines=2, height=3.2)
    if len(fit(fonts.clean(person.name), name, place, "name")[1]) == 1:
        place = Place(_EDGE, 17.0, _INNER)
    panel.text(person.name, name, place, "name")
    panel.code(person.qr, _QR_X, _QR_Y, _QR)
    x = _EDGE
    if person.confirmed and person.photo:
        panel.picture(person.photo, _PHOTO)
        x += _PHOTO[2] + 2.4
    _facts(panel, person, words, x, _QR_X - x)
    number = f"{labels.number} {person.number}"
    place = Place(_EDGE, _FOOT + 2.7, 44)
    panel.text(number, Ink(SEMIBOLD, 5.8, colours.ink, 5.0), place, "number")
    small = Ink(REGULAR, 5.6, colours.muted, 5.0)
    if person.confirmed:
        source = words.card.source.format(date=f"{person.as_of:%d-%m-%Y}")
        panel.text(source, small, Place(_EDGE, _FOOT + 5.1, _INNER), "as_of")
    else:
        day = f"{labels.registered_on} {person.registered_on:%d-%m-%Y}"
        place = Place(50, _FOOT + 2.7, WIDTH - _EDGE - 50, align="right")
        panel.text(day, small, place, "registered_on")
    return panel


def _facts(panel: Panel, person: Person, words: Template, x: float, width: float) -> None:
    labels, colours, none = words.labels, words.colours, words.not_given
    label = Ink(REGULAR, 5.4, colours.muted, 5.0)
    value = Ink(MEDIUM, 7.2, colours.ink, 5.6, 1.06)
    y = _FACTS
    if person.confirmed:
        panel.text(labels.kpj, label, Place(x, y, width))
        number = Ink(BOLD, 12, colours.accent_dark, 8)
        panel.text(person.kpj or none, number, Place(x, y + 4.2, width), "kpj")
        y += 7.4
    rows = _rows(person, words)
    lines = sum(_lines(text, value, width * share) for row in rows for _, text, share in row[-1:])
    gaps = (2.9, 2.4, 2.4) if person.confirmed else (3.3, 2.9, 2.4)
    gap = gaps[min(lines - len(rows), 2)]
    last = y
    for row in rows:
        left = x
        for title, text, share in row:
            room = width * share - _GUTTER
            panel.text(title, label, Place(left, y, room), "label")
            place = Place(left, y + 2.7, room, lines=2, height=2.2)
            last = max(last, panel.text(text, value, place, title))
            left += width * share
        y = last + gap
    if last > _FOOT - 0.8:
        raise Refused("does_not_fit", "occupation")


def _lines(text: str, ink: Ink, width: float) -> int:
    place = Place(0, 0, width - _GUTTER, lines=2, height=2.2)
    return len(fit(fonts.clean(text), ink, place, "occupation")[1])


def _rows(person: Person, words: Template) -> list[list[tuple[str, str, float]]]:
    """Label, value and share of the width, row by row."""
    labels, none = words.labels, words.not_given
    born = f"{person.birth_date:%d-%m-%Y}" if person.birth_date else none
    wanted = labels.programmes if person.confirmed else labels.programmes_wanted
    last = [(wanted, " · ".join(person.programmes), 0.56)]
    if person.confirmed and person.member_since:
        last.append((labels.member_since, f"{person.member_since:%d-%m-%Y}", 0.44))
    rows = [
        [(labels.nik, person.nik_masked, 0.56), (labels.birth, born, 0.44)],
        [(labels.occupation, person.occupation or none, 1.0)],
        last,
    ]
    if not person.confirmed:
        rows.insert(1, [(labels.address, person.address or none, 1.0)])
    return rows


def _confirmed_back(head: OfficeHead, words: Template) -> Panel:
    panel = _ground(head, words, confirmed=True)
    card = words.card
    _band_words(panel, head, words, card.back_title, _contact(head, words))
    column = (_INNER - 4) / 2
    _advice(panel, words, (_EDGE, column), card.accident_title, card.accident)
    _advice(panel, words, (_EDGE + column + 4, column), card.death_title, card.death)
    panel.line((WIDTH / 2, 14.4, 0, 32.4), words.colours.rule, thick=0.15)
    panel.line((_EDGE, 48.9, _INNER, 0), words.colours.rule, thick=0.15)
    small = Ink(REGULAR, 5.4, words.colours.muted, 4.8)
    panel.text(card.disclaimer, small, Place(_EDGE, 51.6, _INNER), "disclaimer")
    return panel


def _contact(head: OfficeHead, words: Template) -> str:
    card = words.card
    parts = [card.contact]
    if head.branch:
        parts.append(card.contact_branch.format(branch=head.branch))
    if head.phone:
        parts.append(card.contact_office.format(phone=head.phone))
    return " · ".join(parts)


def _advice(
    panel: Panel,
    words: Template,
    column: tuple[float, float],
    title: str,
    items: tuple[str, ...],
) -> None:
    x, width = column
    colours = words.colours
    panel.text(title, Ink(BOLD, 8, colours.accent_dark, 7), Place(x, 16.6, width))
    y = 20.6
    number = Ink(BOLD, 6.6, colours.accent, 6)
    body = Ink(REGULAR, 6.6, colours.ink, 5.4, 1.16)
    for place, item in enumerate(items, 1):
        panel.text(f"{place}.", number, Place(x, y, 3))
        y = panel.text(item, body, Place(x + 3, y, width - 3, lines=6), "advice") + 3.7


def _provisional_back(head: OfficeHead, words: Template) -> Panel:
    panel = _ground(head, words, confirmed=False)
    own, colours = words.provisional, words.colours
    _band_words(panel, head, words, own.back_title, _contact(head, words))
    y = 17.6
    body = Ink(REGULAR, 7.4, colours.ink, 6, 1.16)
    for place, item in enumerate(own.steps, 1):
        panel.text(f"{place}.", Ink(BOLD, 7.4, colours.provisional), Place(_EDGE, y, 4))
        y = panel.text(item, body, Place(_EDGE + 4, y, _INNER - 4, lines=3), "step") + 5.2
    panel.line((_EDGE, 48.4, _INNER, 0), colours.rule, thick=0.15)
    note = Ink(SEMIBOLD, 6.6, colours.ink, 5.4)
    panel.text(own.reminder, note, Place(_EDGE, 51.5, _INNER), "reminder")
    return panel
