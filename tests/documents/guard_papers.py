"""Every paper, drawn for one person whose values are as a test wants them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import money_faces as money
import paper_faces as faces
from paper_faces import TODAY, drawn

from desktop_app.documents.agenda_book import write_agenda
from desktop_app.documents.calibration import write_calibration
from desktop_app.documents.cash_sheet import write_cash_sheet
from desktop_app.documents.certificate import write_certificates
from desktop_app.documents.counter_receipt import write_counter_receipts
from desktop_app.documents.deposit_receipt import write_deposit_receipt
from desktop_app.documents.dukcapil import write_registry_letters
from desktop_app.documents.family_sheet import write_family_sheets
from desktop_app.documents.form import write_forms
from desktop_app.documents.form_values import (
    Asked,
    Filled,
    Handed,
    Household,
    Listed,
    ParticipantList,
    Taken,
)
from desktop_app.documents.hand_over import write_hand_over
from desktop_app.documents.how_to_pay import write_how_to_pay
from desktop_app.documents.letter import write_cover_letter
from desktop_app.documents.letter_values import AgendaRow, RegistryCase, Statement
from desktop_app.documents.notices import write_notices
from desktop_app.documents.participants import Copies, write_participants
from desktop_app.documents.recovery import write_recovery_sheet
from desktop_app.documents.root_sheet import write_root_sheet
from desktop_app.documents.sheet import write_cards
from desktop_app.documents.sponsor_report import write_sponsor_report
from desktop_app.documents.statement import write_statements
from desktop_app.documents.transfer_list import write_transfer_list
from desktop_app.documents.turning import write_turn_test
from desktop_app.documents.values import LetterRow, OfficeHead
from desktop_app.domain.worker import Relative, Worker
from desktop_app.reference.consent import consent_text

NIK, NUMBER = money.NIK, "3301222003-7KJ-000412-X"
CODE = "7KQ2M-9XW4T-B3HZD-P6RJC-0VNEA-8Y5SG-WWWWW-MMMMM"


@dataclass(frozen=True)
class Values:
    """What fills the papers' places. Empty text: left out wherever it may be."""

    name: str
    text: str
    """Address, work, workplace, birth place."""
    payer: str
    hamlet: str
    letter: str
    """The office's number of a letter."""
    mother: str
    amount: int = 16_800

    @property
    def person(self) -> faces.Person:
        """The same as a card shows it."""
        return replace(
            faces.LONG if self.text else faces.BARE,
            name=self.name,
            address=self.text or None,
            occupation=self.text[:55] or None,
            birth_place=self.text[:30] or None,
            payer=self.payer or None,
            letter_number=self.letter or None,
            confirmed=False,
            kpj=None,
        )

    @property
    def member(self) -> faces.Person:
        """The same with a KPJ."""
        return replace(self.person, confirmed=True, kpj="21001234567", photo=faces.jpeg())


LOUD = "RADEN AJENG KARTIKANINGTYAS WULANDARI PUSPANINGRUM SASTROWIJ"
STRANGE_NAME = 'D‘Angeloʼ "Ñoño" Øystein Ğül—Š, S.Pd. <b>&amp; M. Sa’dullah'
VALUES = {
    "long": Values(
        name=LOUD,
        text="Lingkungan Karanganyar Kidul Wetan RT 003 RW 012, Jalan Panglima Besar Sudirman 145",
        payer=money.LONG_SPONSOR,
        hamlet="Karanganyar Kidul Wetan Sukamaju",
        letter="470.1/00123/Pem.Des.Kidul/XII/2026",
        mother=LOUD,
        amount=777_777_777,
    ),
    "strange": Values(
        name=STRANGE_NAME,
        text='‹Gg. "Kʼung"› 7½ & Nurʻaini <b> % \\ {name} — Łódź-ßð €/№ ḥ´',
        payer="CSR «PT Ñ’Ü & Søn» (50 % · tahap ½)",
        hamlet="Ba'u–Pu'uk",
        letter="470/Ω/12—ʼ/XII/2026",
        mother="Жанна Ωmega",
    ),
    "scripts": Values(
        name="ꦯꦸꦥꦫꦶꦪꦤ꧀ꦠꦺꦴ ꦯꦿꦶ",
        text="ᬤᬾᬰ ᬓ᭄ᬱᬢ᭄ᬭᬶᬬ, ᮃᮞᮦᮕ᮪ ᮞᮥᮔᮛ᮪ᮚ 7",
        payer="中爪哇基金 (محمد)",
        hamlet="श्रीकृष्ण",
        letter="470/ธ/XII",
        mother="محمد عبد الله",
    ),
    "bare": Values(name="A", text="", payer="", hamlet="", letter="", mother=""),
}
Draw = Callable[..., bytes]


def _cards(layout: str) -> Draw:
    def draw(head: OfficeHead, v: Values, **how: object) -> bytes:
        people = [v.member, v.person, replace(v.member, photo=None)]
        return drawn(write_cards, head, people, layout=layout, today=TODAY, **how)

    return draw


def _certificates(paper: str) -> Draw:
    return lambda head, v, **how: drawn(
        write_certificates, head, [v.member, v.person], paper=paper, today=TODAY, **how
    )


def _letter(head: OfficeHead, v: Values, **how: object) -> bytes:
    rows = [LetterRow(name=v.name, nik_masked="3301••••••••0001", number=NUMBER)] * 40
    number = v.letter or "1"
    return drawn(write_cover_letter, head, number=number, day=TODAY, rows=rows, **how)


def _pay(paper: str) -> Draw:
    def draw(head: OfficeHead, v: Values, **how: object) -> bytes:
        payee = replace(money.PAYEE, name=v.name)
        asked = [
            (payee, money.CHARGE),
            (replace(payee, member=True, kpj="21001234567"), money.DEAR),
        ]
        return drawn(write_how_to_pay, head, asked, money.CHANNELS, today=TODAY, paper=paper, **how)

    return draw


def _deposit(paper: str) -> Draw:
    def draw(head: OfficeHead, v: Values, **how: object) -> bytes:
        holder = v.mother or "sri"
        receipt = replace(money.RECEIPT, name=v.name, amount=v.amount, holder=holder, copy=True)
        return drawn(write_deposit_receipt, head, receipt, today=TODAY, paper=paper, **how)

    return draw


def _cash(head: OfficeHead, v: Values, **how: object) -> bytes:
    sheet = money.cash(long=bool(v.text))
    rows = tuple(replace(row, name=v.name, note=v.text[:40]) for row in sheet.rows)
    return drawn(write_cash_sheet, head, replace(sheet, rows=rows), today=TODAY, **how)


def _notices(kind: str) -> Draw:
    def draw(head: OfficeHead, v: Values, **how: object) -> bytes:
        one = replace(
            money.LONG_NOTICE, name=v.name, address=v.text or None, payer=v.payer or "Sendiri"
        )
        return drawn(
            write_notices,
            head,
            [one, money.over(one)],
            kind=kind,
            where=money.WHERE,
            today=TODAY,
            **how,
        )

    return draw


def _transfers(head: OfficeHead, v: Values, **how: object) -> bytes:
    rows = [replace(row, name=v.name, hamlet=v.hamlet) for row in money.TRANSFER[:24]]
    return drawn(write_transfer_list, head, v.payer or "APBDes", rows, today=TODAY, **how)


def _report(head: OfficeHead, v: Values, **how: object) -> bytes:
    told = money.report(long=bool(v.text))
    named = tuple(replace(one, name=v.name) for one in told.named)
    return drawn(write_sponsor_report, head, replace(told, name=v.payer or "A", named=named), **how)


def _statements(kind: str) -> Draw:
    def draw(head: OfficeHead, v: Values, **how: object) -> bytes:
        one = Statement(
            letter_number=v.letter or "1",
            name=v.name,
            nik=NIK,
            number=NUMBER,
            registered_on=TODAY,
            birth_place=v.text[:30] or None,
            birth_date=date(1985, 2, 14),
            sex="female",
            occupation=v.text[:55] or "Buruh",
            workplace=v.text or None,
            address=v.text or None,
            income=v.amount,
            purpose=v.text or None,
        )
        return drawn(write_statements, head, [one], kind=kind, today=TODAY, **how)

    return draw


def _registry(head: OfficeHead, v: Values, **how: object) -> bytes:
    full = RegistryCase(
        letter_number=v.letter or "1",
        name=v.name,
        nik=NIK if v.text else None,
        birth_place=v.text[:30] or None,
        birth_date=date(1985, 2, 14) if v.text else None,
        sex="male" if v.text else None,
        mother=v.mother or None,
        family_card="3301222003850009" if v.text else None,
        address=v.text or None,
        phone="081234567890" if v.text else None,
    )
    cases = [full, replace(full, nik=None)]
    return drawn(write_registry_letters, head, cases, today=TODAY, **how)


def _agenda(head: OfficeHead, v: Values, **how: object) -> bytes:
    row = AgendaRow(
        serial=1,
        number=v.letter or "1",
        day=TODAY,
        kind="work",
        subject=v.text,
        recipient=v.payer,
        name=v.name,
    )
    gone = replace(row, serial=999, revoked_on=TODAY, revoked_why=v.text or "salah")
    return drawn(write_agenda, head, [row, gone] * 7, year=2026, today=TODAY, **how)


def _worker(v: Values) -> Worker:
    heir = Relative(
        full_name=v.mother or "B",
        relation="child",
        birth_date=date(2010, 2, 14) if v.text else None,
        nik=NIK if v.text else None,
        phone="081234567890" if v.text else None,
        heir=True,
    )
    full = {
        "birth_place": v.text[:30],
        "mother_name": v.mother,
        "family_card_number": "3301222003850009",
        "address": v.text,
        "rt": "003",
        "rw": "012",
        "hamlet": v.hamlet,
        "phone": "081234567890",
        "email": "raden.ajeng.kartikaningtyas.wulandari@contoh.desa.id",
        "workplace": v.text,
        "monthly_income": v.amount,
        "family": (heir,) * 4,
    }
    return Worker(
        nik=NIK,
        full_name=v.name,
        occupation="pedagang_sayur",
        birth_date=date(1985, 3, 20),
        sex="female",
        village_code="33.01.22.2003",
        **(full if v.text else {}),
    )


def _forms(paper: str) -> Draw:
    def draw(head: OfficeHead, v: Values, **how: object) -> bytes:
        text = consent_text()
        asked = Asked(
            hamlet="Lingkungan" if v.hamlet else "Dusun",
            version=text.version,
            words=text.of(head.office_line),
            told=text.told,
            purposes=text.purposes,
        )
        filled = Filled(
            worker=_worker(v),
            number=NUMBER,
            registered_on=TODAY,
            occupation=v.text[:55] or "Buruh",
            second_occupation=v.text[:55] or None,
            payer=v.payer or None,
            photo=faces.jpeg() if v.text else None,
        )
        return drawn(write_forms, head, [None, filled], asked, today=TODAY, paper=paper, **how)

    return draw


def _participants(*, archive: bool) -> Draw:
    def draw(head: OfficeHead, v: Values, **how: object) -> bytes:
        line = Listed(
            name=v.name,
            nik=NIK if archive else "3301••••••••0001",
            sex="female",
            hamlet=v.hamlet or None,
            occupation=v.text[:55] or "Buruh",
            programmes=("JKK", "JKM", "JHT"),
            payer=v.payer or "Sendiri",
            member=True,
            kpj="21001234567",
        )
        if archive:
            line = replace(
                line,
                number=NUMBER,
                born=f"{v.text[:30]}, 14-02-1985",
                address=v.text or None,
                phone="081234567890",
                decile=10,
                amount=v.amount,
            )
        told = ParticipantList(
            as_of=TODAY,
            month="2026-11",
            people=(line,) * 12,
            sums=((v.payer or "Sendiri", 30, 30 * v.amount),) * 3,
            hamlets=((v.hamlet or None, 12, 18), (None, 0, 3)),
            programmes=((("JKK", "JKM", "JHT"), 30),),
            unnamed=0 if archive else 3,
            decile=archive,
            doubtful=True,
            annex=f"Keputusan {v.text}" if v.text else None,
        )
        copies = Copies("00007/2026", 2) if archive else None
        return drawn(write_participants, head, told, copies=copies, **how)

    return draw


def _hand_over(head: OfficeHead, v: Values, **how: object) -> bytes:
    row = Handed(name=v.name, number=NUMBER, papers=("card", "slip", "certificate"))
    return drawn(write_hand_over, head, [row] * 16, today=TODAY, given_by=v.mother, **how)


def _receipts(paper: str) -> Draw:
    def draw(head: OfficeHead, v: Values, **how: object) -> bytes:
        one = Taken(
            name=v.name,
            number=NUMBER,
            nik_masked="3301••••••••0001",
            registered_on=TODAY,
            occupation=v.text[:55] or "Buruh",
            programmes=("JKK", "JKM", "JHT"),
            payer=v.payer or "Sendiri",
            qr=faces.QR,
            clerk=v.mother[:40] or "siti",
            lacking=("Telepon", "Surel", "Nama ibu kandung", "tanda tangan") if v.text else (),
        )
        people = [one, replace(one, confirmed=True, kpj="21001234567", as_of=TODAY)]
        return drawn(write_counter_receipts, head, people, today=TODAY, paper=paper, **how)

    return draw


def _family(head: OfficeHead, v: Values, **how: object) -> bytes:
    one = Household(name=v.name, number=NUMBER, payer=v.payer or None)
    member = replace(one, confirmed=True, kpj="21001234567", as_of=TODAY)
    return drawn(write_family_sheets, head, [one, member], today=TODAY, **how)


PAPERS: dict[str, Draw] = {
    **{f"card {layout}": _cards(layout) for layout in ("cr80", "a4-10", "a4-fold-5", "slip")},
    "certificate a4": _certificates("a4"),
    "certificate f4": _certificates("f4"),
    "letter": _letter,
    "how to pay a4": _pay("a4"),
    "how to pay f4": _pay("f4"),
    "deposit a4": _deposit("a4"),
    "deposit a5": _deposit("a5"),
    "cash": _cash,
    "lapse": _notices("lapse"),
    "transfer": _notices("transfer"),
    "transfer list": _transfers,
    "sponsor": _report,
    "work": _statements("work"),
    "income": _statements("income"),
    "dukcapil": _registry,
    "agenda": _agenda,
    "form a4": _forms("a4"),
    "form f4": _forms("f4"),
    "participants": _participants(archive=False),
    "participants archive": _participants(archive=True),
    "hand over": _hand_over,
    "receipt a5": _receipts("a5"),
    "receipt roll": _receipts("roll"),
    "family": _family,
}
"""Those about people."""
OFFICES = {
    "recovery": lambda head, _v: drawn(write_recovery_sheet, head, CODE, TODAY),
    "root": lambda head, _v: drawn(write_root_sheet, head.office_line, CODE, "AA BB CC", TODAY),
    "calibration": lambda head, v: drawn(
        write_calibration, head, printer=v.text[:60], duplex=True, today=TODAY
    ),
    "turning front": lambda head, _v: drawn(write_turn_test, head, side="front", today=TODAY),
    "turning back": lambda head, _v: drawn(write_turn_test, head, side="back", today=TODAY),
}
"""Those about the office and its printers."""
