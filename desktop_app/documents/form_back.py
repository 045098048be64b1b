"""The second page of the form: family, photo, consent with its signatures, former membership."""

from collections.abc import Sequence

from desktop_app.documents.fonts import BOLD, MEDIUM, REGULAR, SEMIBOLD
from desktop_app.documents.form_fields import (
    LEFT,
    TICK,
    Choice,
    Digits,
    Line,
    Page,
    days,
    heading,
    known,
    row,
    square,
    writing_box,
    written,
)
from desktop_app.documents.form_front import national
from desktop_app.documents.form_values import Asked, Filled
from desktop_app.documents.page import Box, Ink, Place
from desktop_app.documents.values import OfficeHead
from desktop_app.domain.worker import CONSENT_METHODS, Consent, Relative

_FAMILY = (0.29, 0.13, 0.14, 0.205, 0.145, 0.09)
_PHOTO = (30.0, 40.0)
_SIGN = 27.0


def usual_rows(height: float) -> int:
    """How many lines for relatives the second page of this height (mm) has at least."""
    return 6 if height > 300 else 4


def back(page: Page, head: OfficeHead, asked: Asked, filled: Filled | None, rows: int) -> None:
    """Fills the second page with ``rows`` relatives. Raises Refused for what does not fit."""
    own = page.words.form
    worker = filled.worker if filled else None
    if head.practice:
        page.y += 11
    heading(page, 5, own.family)
    _family(page, worker.family[:rows] if worker else (), rows)
    _photo_and_words(page, asked, filled)
    consent = worker.consent if worker and worker.consent.method != "pending" else None
    _purposes(page, asked, consent)
    _signatures(page, filled, consent)
    heading(page, 8, own.membership)
    _membership(page, filled)
    _clerk(page)


def more_family(page: Page, rest: Sequence[Relative], foot: float) -> Sequence[Relative]:
    """Goes on with the family on a page of its own; what has no room there either."""
    heading(page, 5, f"{page.words.form.family} ({page.words.form.more})")
    most = max(1, int((foot - page.y - 14) / page.pitch))
    _family(page, rest[:most], 0)
    return rest[most:]


def _family(page: Page, relatives: Sequence[Relative], least: int) -> None:
    own, colours, panel = page.words.form, page.words.colours, page.panel
    ink = Ink(SEMIBOLD, 9.5, colours.ink, 7)
    edges = _edges(page)
    for title, (x, width) in zip(own.family_columns, edges, strict=True):
        panel.text(title, ink, Place(x + 1, page.y + 3.2, width - 1.4), "title")
    page.y += 4.6
    rows: list[Relative | None] = list(relatives)
    rows += [None] * (least - len(rows))
    for relative in rows:
        _relative(page, relative, edges)
    small = Ink(REGULAR, 9, colours.muted, 7.4)
    panel.text(own.heirs, small, Place(LEFT, page.y + 3.8, page.width), "hint")
    page.y += 6


def _edges(page: Page) -> list[tuple[float, float]]:
    found, x = [], LEFT
    for share in _FAMILY:
        found.append((x, page.width * share))
        x += page.width * share
    return found


def _relative(page: Page, one: Relative | None, edges: Sequence[tuple[float, float]]) -> None:
    choices, height = page.words.form.choices, page.pitch - 0.8
    texts: tuple[str | None, ...] = (None,) * 5
    if one:
        born = f"{one.birth_date:%d-%m-%Y}" if one.birth_date else None
        relation = getattr(choices, one.relation)
        texts = (one.full_name, relation, born, one.nik, national(one.phone))
    ink = Ink(MEDIUM, 10.5, page.words.colours.ink, 6.6, 1.03)
    fields = ("full_name", "relation", "birth_date", "nik", "phone")
    for text, field, (x, width) in zip(texts, fields, edges[:-1], strict=True):
        box = (x, page.y, width, height)
        writing_box(page, box)
        if text:
            written(page.panel, text, box, ink, field)
    x, width = edges[-1]
    writing_box(page, (x, page.y, width, height))
    top = page.y + (height - TICK) / 2
    square(page, x + (width - TICK) / 2, on=bool(one and one.heir), top=top)
    page.y += height


def _photo_and_words(page: Page, asked: Asked, filled: Filled | None) -> None:
    """The photo at the left, the words of consent beside it."""
    own, colours, panel = page.words.form, page.words.colours, page.panel
    whole, top = page.width, page.y + 1.4
    page.y = top
    wide, high = _PHOTO
    panel.box((LEFT, top, wide, 6.4), colours.accent_soft, radius=1)
    ink = Ink(BOLD, 11.5, colours.accent_dark, 9)
    panel.text(f"6. {own.photo}", ink, Place(LEFT + 2, top + 4.6, wide - 4), "title")
    frame = (LEFT, top + 8.2, wide, high)
    if filled and filled.photo:
        panel.picture(filled.photo, frame)
    panel.frame(frame, colours.muted, line=0.25)
    if not (filled and filled.photo):
        small = Ink(REGULAR, 8.2, colours.muted, 7, 1.2)
        y = frame[1] + 9
        for hint in own.photo_hint:
            place = Place(LEFT + 2, y, wide - 4, lines=6, align="centre")
            y = panel.text(hint, small, place, "hint") + 5
    x, room = LEFT + wide + 5, whole - wide - 5
    panel.box((x, top, room, 6.4), colours.accent_soft, radius=1)
    panel.text(f"7. {own.consent}", ink, Place(x + 2, top + 4.6, room / 2 - 4), "title")
    version = own.version.format(number=asked.version)
    right = Ink(MEDIUM, 9, colours.accent_dark, 7)
    place = Place(x + room / 2, top + 4.5, room / 2 - 2, align="right")
    panel.text(version, right, place, "version")
    body = Ink(MEDIUM, 11, colours.ink, 9, 1.24)
    y = panel.text(asked.words, body, Place(x, top + 12.4, room, lines=8), "consent")
    small = Ink(REGULAR, 9.6, colours.ink, 8, 1.2)
    y += 5.4
    for text in asked.told:
        panel.text("•", small, Place(x, y, 3))
        y = panel.text(text, small, Place(x + 3.4, y, room - 3.4, lines=3), "consent") + 4.5
    page.y = max(y - 1.4, frame[1] + high + 2.6)


def _purposes(page: Page, asked: Asked, consent: Consent | None) -> None:
    """A box for each purpose, and how the consent was given."""
    own, colours, panel = page.words.form, page.words.colours, page.panel
    ink = Ink(SEMIBOLD, 10.5, colours.ink, 9)
    panel.text(own.purposes, ink, Place(LEFT, page.y + 3.4, page.width), "consent")
    page.y += 5.4
    body = Ink(REGULAR, 11, colours.ink, 8.5)
    for word, text in asked.purposes.items():
        square(page, LEFT + 1, on=bool(consent and word in consent.purposes), top=page.y)
        place = Place(LEFT + TICK + 4, page.y + 3.7, page.width - TICK - 4)
        panel.text(text, body, place, "consent")
        page.y += 6.6
    page.y += 0.6
    given = consent.method if consent else None
    methods = [word for word in CONSENT_METHODS if word != "pending"]
    boxes = tuple((getattr(own.choices, word), word == given) for word in methods)
    panel.text(own.given, ink, Place(LEFT, page.y + 3.4, 52), "consent")
    options, top = Choice("", boxes), page.y
    page.y -= (page.height - TICK) / 2
    options.draw(page, LEFT + 54, page.width - 54)
    page.y = top + 7
    if consent and consent.given_on:
        version = consent.text_version or page.words.not_given
        text = own.recorded.format(date=page.words.day(consent.given_on), number=version)
        small = Ink(MEDIUM, 9.5, colours.accent_dark, 8)
        panel.text(text, small, Place(LEFT, page.y + 2, page.width), "consent")
        page.y += 4.6


def _signatures(page: Page, filled: Filled | None, consent: Consent | None) -> None:
    """The person, the thumb, who represents them, and two witnesses."""
    own, top = page.words.form, page.y
    half = (page.width - 32 - 8) / 2
    name = filled.worker.full_name if filled else ""
    named = consent.representative if consent else None
    _signing(page, (LEFT, top, half, _SIGN + 6), own.person, name)
    thumb = (LEFT + half + 4, top, 32.0, _SIGN + 6)
    _signing(page, thumb, own.thumb, "", own.thumb_hint)
    other = (LEFT + half + 40, top, half, _SIGN + 6)
    _signing(page, other, own.represented, named or "", page.words.form.labels.relation)
    top += _SIGN + 8
    witnesses = consent.witnesses if consent else ()
    wide = (page.width - 4) / 2
    for place in range(2):
        said = witnesses[place] if place < len(witnesses) else ""
        box = (LEFT + place * (wide + 4), top, wide, _SIGN - 5)
        _signing(page, box, own.witness.format(number=place + 1), said)
    page.y = top + _SIGN - 5 + 3.4


def _signing(page: Page, box: Box, title: str, name: str, hint: str = "") -> None:
    """A box to sign in: title above, and below a line with the name."""
    colours, panel = page.words.colours, page.panel
    x, y, width, height = box
    panel.frame(box, colours.muted, radius=1, line=0.25)
    ink = Ink(SEMIBOLD, 9.5, colours.ink, 7.4)
    panel.text(title, ink, Place(x + 2, y + 4.2, width - 4), "label")
    small = Ink(REGULAR, 8.5, colours.muted, 6.6, 1.05)
    if width < 40:
        panel.text(hint, small, Place(x + 2, y + height - 2, width - 4, align="centre"), "label")
        return
    label = page.words.form.labels.name
    line = y + height - 2.2
    panel.text(label, small, Place(x + 2, line, 11), "label")
    panel.line((x + 13, line + 0.6, width - 15, 0), colours.muted, thick=0.18)
    if name:
        value = Ink(SEMIBOLD, 10, colours.ink, 6.6, 1.05)
        place = Place(x + 13, line - 0.5, width - 15, lines=2, upwards=True, height=3.6)
        panel.text(name, value, place, "full_name")
    if hint:
        panel.text(hint, small, Place(x + 2, line - 8, 18), "label")
        panel.line((x + 20, line - 7.4, width - 22, 0), colours.muted, thick=0.18)


def _membership(page: Page, filled: Filled | None) -> None:
    own, worker = page.words.form.labels, filled.worker if filled else None
    kpj = Digits(own.kpj, (4, 4, 3), known(worker, "kpj"), "kpj")
    row(page, (kpj, 1))
    since = Digits(own.member_since, (2, 2, 4), days(worker.member_since if worker else None))
    month = worker.paid_until if worker else None
    until = Digits(own.paid_until, (2, 4), f"{month[5:]}{month[:4]}" if month else None)
    row(page, (since, 0.58), (until, 0.42))
    row(page, (Line(own.former_payer, known(worker, "former_payer"), "former_payer"), 1))


def _clerk(page: Page) -> None:
    """A strip for the office: when it came in, when it was typed, by whom."""
    own, colours = page.words.form, page.words.colours
    page.panel.box((LEFT, page.y, page.width, 10.4), colours.ground, radius=1)
    ink = Ink(SEMIBOLD, 9.5, colours.muted, 8)
    page.panel.text(own.clerk, ink, Place(LEFT + 2, page.y + 6.2, 26), "label")
    third = (page.width - 30) / 3
    small = Ink(REGULAR, 9, colours.muted, 7)
    for place, label in enumerate(
        (own.labels.received_on, own.labels.entered_on, own.labels.clerk)
    ):
        x = LEFT + 30 + place * third
        page.panel.text(label, small, Place(x, page.y + 6.2, 18), "label")
        page.panel.line((x + 18.5, page.y + 7, third - 22, 0), colours.muted, thick=0.18)
    page.y += 10.4
