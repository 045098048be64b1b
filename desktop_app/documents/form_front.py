"""The first page of the form: who the person is, where they live, what they do, who pays."""

from datetime import date

from desktop_app.documents import qr
from desktop_app.documents.fonts import BOLD, MEDIUM, REGULAR
from desktop_app.documents.form_fields import (
    LEFT,
    Choice,
    Digits,
    Line,
    Page,
    chosen,
    days,
    heading,
    known,
    row,
    writing_box,
    written,
)
from desktop_app.documents.form_values import Asked, Filled
from desktop_app.documents.letterhead import letterhead
from desktop_app.documents.page import Ink, Place
from desktop_app.documents.spelling import figures
from desktop_app.documents.values import OfficeHead
from desktop_app.domain.worker import BASES, ECOSYSTEMS, PHONE_OWNERS, SEGMENTS, SEXES, Worker

_CODE = 17.0
_SIDE = 72.0


def front(page: Page, head: OfficeHead, asked: Asked, filled: Filled | None) -> None:
    """Fills the first page. Raises Refused for what does not fit."""
    worker = filled.worker if filled else None
    _top(page, head, filled)
    heading(page, 1, page.words.form.identity)
    _identity(page, worker)
    heading(page, 2, page.words.form.address)
    _address(page, asked, worker)
    heading(page, 3, page.words.form.work)
    _work(page, filled)
    heading(page, 4, page.words.form.programme)
    _programme(page, filled)
    _vulnerable(page, asked, worker)


def _top(page: Page, head: OfficeHead, filled: Filled | None) -> None:
    """Letterhead, title, and at the right the number and the day."""
    own, colours = page.words.form, page.words.colours
    mark = 36.0 if head.practice else 0.0
    y = letterhead(page.panel, head, page.words, LEFT, page.y, page.width - mark) + 3
    code = _CODE + 2 if filled else 0.0
    room = page.width - _SIDE - code - 6
    title = Ink(BOLD, 17, colours.accent_dark, 12)
    page.panel.text(own.title, title, Place(LEFT, y + 5.6, room), "title")
    second = Ink(MEDIUM, 10, colours.ink, 7.5, 1.12)
    last = page.panel.text(own.subtitle, second, Place(LEFT, y + 10.8, room, lines=2), "subtitle")
    small = Ink(REGULAR, 8.8, colours.muted, 7.4, 1.15)
    last = page.panel.text(own.hint, small, Place(LEFT, last + 4.4, room, lines=4), "hint")
    _number(page, filled, y)
    page.y = max(last, y + 18) + 3.4


def _number(page: Page, filled: Filled | None, y: float) -> None:
    own, panel = page.words.form, page.panel
    x = LEFT + page.width - _SIDE
    if filled:
        count, data = qr.modules(filled.number)
        panel.code((count, data), x - _CODE - 2, y, _CODE)
    small = Ink(REGULAR, 8.8, page.words.colours.muted, 7)
    panel.text(own.number, small, Place(x, y + 3, _SIDE), "label")
    box = (x, y + 4, _SIDE, 6.8)
    writing_box(page, box)
    if filled:
        written(panel, filled.number, box, Ink(BOLD, 11, page.words.colours.ink, 8), "number")
    page.y, pitch = y + 11.8, page.pitch
    page.pitch = 8.4
    day = filled.registered_on if filled else None
    Digits(own.date, (2, 2, 4), days(day)).draw(page, x + 0.01, _SIDE)
    page.pitch = pitch


def _identity(page: Page, worker: Worker | None) -> None:
    own, choices = page.words.form.labels, page.words.form.choices
    nik = worker.nik if worker else None
    row(page, (Digits(own.nik, (4, 4, 4, 4), nik, "nik"), 1))
    row(page, (Line(own.full_name, known(worker, "full_name"), "full_name"), 1))
    born = days(worker.birth_date if worker else None)
    place = Line(own.birth_place, known(worker, "birth_place"), "birth_place")
    row(page, (place, 0.54), (Digits(own.birth_date, (2, 2, 4), born, "birth_date"), 0.46))
    sexes = [(word, getattr(choices, word)) for word in SEXES]
    row(page, (Choice(own.sex, chosen(sexes, worker.sex if worker else None)), 1))
    row(page, (Line(own.mother_name, known(worker, "mother_name"), "mother_name"), 1))
    card = worker.family_card_number if worker else None
    row(page, (Digits(own.family_card_number, (4, 4, 4, 4), card, "family_card_number"), 1))


def _address(page: Page, asked: Asked, worker: Worker | None) -> None:
    own, choices = page.words.form.labels, page.words.form.choices
    row(page, (Line(own.address, known(worker, "address"), "address"), 1))
    hamlet = Line(asked.hamlet, known(worker, "hamlet"), "hamlet")
    rt = Digits(own.rt, (3,), known(worker, "rt"), "rt")
    rw = Digits(own.rw, (3,), known(worker, "rw"), "rw")
    row(page, (rt, 0.36), (rw, 0.17), (hamlet, 0.47))
    phone = worker.phone if worker else None
    owners = [(word, _owner(choices, word)) for word in PHONE_OWNERS]
    whose = Choice(own.phone_owner, chosen(owners, worker.phone_owner if worker else None))
    row(page, (Line(own.phone, national(phone), "phone"), 0.54), (whose, 0.46))
    row(page, (Line(own.email, known(worker, "email"), "email"), 1))


def _owner(choices: object, word: str) -> str:
    return str(getattr(choices, "by_self" if word == "self" else word))


def national(phone: str | None) -> str | None:
    """A number as it is dialled: ``081327000011``."""
    return f"0{phone[3:]}" if phone and phone.startswith("+62") else phone


def _work(page: Page, filled: Filled | None) -> None:
    own, choices = page.words.form.labels, page.words.form.choices
    worker = filled.worker if filled else None
    first = Line(own.occupation, filled.occupation if filled else None, "occupation")
    second = filled.second_occupation if filled else None
    other = Line(own.second_occupation, second, "second_occupation")
    row(page, (first, 0.54), (other, 0.46))
    row(page, (Line(own.workplace, known(worker, "workplace"), "workplace"), 1))
    kinds = [(word, getattr(choices, word)) for word in ECOSYSTEMS]
    row(page, (Choice(own.ecosystem, chosen(kinds, worker.ecosystem if worker else None)), 1))
    income = worker.monthly_income if worker else None
    told = None if income is None else figures(income)
    owner = (page.words.form.ticks.business_owner, bool(known(worker, "business_owner")))
    row(
        page,
        (Line(own.monthly_income, told, "monthly_income", before="Rp"), 0.5),
        (Choice("", (owner,)), 0.5),
    )


def _programme(page: Page, filled: Filled | None) -> None:
    own, choices = page.words.form.labels, page.words.form.choices
    worker = filled.worker if filled else None
    taken = worker.programmes if worker else ()
    both = ((choices.JKK_JKM, "JKK" in taken), (choices.JHT, "JHT" in taken))
    row(page, (Choice(own.programmes, both), 1))
    segments = [(word, getattr(choices, word)) for word in SEGMENTS]
    row(page, (Choice(own.segment, chosen(segments, worker.segment if worker else None)), 1))
    payer = filled.payer if filled else None
    who = (
        (choices.payer_self, bool(filled and not payer)),
        (choices.payer_other, bool(payer)),
    )
    row(page, (Choice(own.funding, who), 0.52), (Line("", payer, "funding"), 0.48))


def _vulnerable(page: Page, asked: Asked, worker: Worker | None) -> None:
    """Why the person counts as vulnerable; decile and disability only where they may be seen."""
    own, choices = page.words.form.labels, page.words.form.choices
    ticks = page.words.form.ticks
    told = worker.vulnerability if worker else None
    bases = [(word, getattr(choices, word)) for word in BASES]
    row(page, (Choice(own.basis, chosen(bases, told.basis if told else None)), 1))
    day: date | None = told.as_of if told else None
    date_of = Digits(own.as_of, (2, 2, 4), days(day), "as_of")
    decile = f"{told.decile:2}" if told and told.decile and asked.decile else None
    if asked.decile:
        row(page, (Digits(own.decile, (2,), decile, "decile"), 0.36), (date_of, 0.64))
    else:
        row(page, (date_of, 1))
    boxes = [(ticks.extreme_poor, bool(told and told.extreme_poor))]
    if asked.disability:
        boxes.append((ticks.disability, bool(known(worker, "disability"))))
    row(page, (Choice("", tuple(boxes)), 1))
