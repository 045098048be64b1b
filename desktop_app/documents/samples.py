"""Every kind of paper with invented people: what new words are tried on before they are taken."""

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import BinaryIO

from desktop_app.documents.cash_sheet import write_cash_sheet
from desktop_app.documents.certificate import write_certificates
from desktop_app.documents.deposit_receipt import write_deposit_receipt
from desktop_app.documents.form_samples import FORMS
from desktop_app.documents.how_to_pay import write_how_to_pay
from desktop_app.documents.letter import write_cover_letter
from desktop_app.documents.letter_samples import LETTERS
from desktop_app.documents.money_values import (
    CashRow,
    CashSheet,
    Channel,
    Charge,
    MonthSum,
    Notice,
    Payee,
    PersonSum,
    Receipt,
    SponsorReport,
    SumRow,
    TransferRow,
)
from desktop_app.documents.notices import write_notices
from desktop_app.documents.recovery import write_recovery_sheet
from desktop_app.documents.root_sheet import write_root_sheet
from desktop_app.documents.sheet import write_cards
from desktop_app.documents.sponsor_report import write_sponsor_report
from desktop_app.documents.template import Template
from desktop_app.documents.transfer_list import write_transfer_list
from desktop_app.documents.values import LetterRow, OfficeHead, Person
from desktop_app.domain.cash_day import HolderDay
from desktop_app.domain.findings import Refused

Draw = Callable[[BinaryIO, OfficeHead], object]
"""Draws one paper."""

DAY = date(2026, 11, 22)
_NAME, _NUMBER, _NIK = "Siti Nurhaliza Wulandari", "3301222003-7KJ-000412-X", "3301222003850001"
_MASKED = "3301••••••••0001"
#: As long as a signed credential is.
_CODE = "LOKET1:" + "6BFOXN+TS3DH4O2KN93NRQ1A.B9XYU8M-OCEUIAT/GVB1*IPKE$V6 1TL0:Z" * 4
_PERSON = Person(
    name=_NAME,
    number=_NUMBER,
    nik_masked=_MASKED,
    qr=_CODE,
    registered_on=DAY,
    as_of=DAY,
    birth_place="Cilacap",
    birth_date=date(1985, 2, 14),
    address="Dusun Karanganyar, RT\u00a0003, RW\u00a0002",
    occupation="Pedagang sayur keliling",
    programmes=("JKK", "JKM", "JHT"),
    payer="Sendiri",
    letter_number="470/123/XI/2026",
)
_MEMBER = replace(
    _PERSON,
    confirmed=True,
    kpj="21001234567",
    member_since=DAY,
    paid_until="2026-12",
    paid_as_of=DAY,
)
_ROW = SumRow(
    first="2026-11",
    last="2026-12",
    months=2,
    full=(("JKK", 10_000), ("JKM", 6_800)),
    reduction=8_400,
    monthly=8_400,
)
_CHARGE = Charge(
    rows=(_ROW, replace(_ROW, first="2027-01", last="2027-10", months=10, reduction=0)),
    sources=("PP 44/2015",),
    reductions=("PP 50/2025",),
    doubts=("discount_payer", "band_unverified"),
    assumed=True,
)
_PAYEE = Payee(name=_NAME, nik=_NIK, number=_NUMBER)
_CHANNELS = [
    Channel(name=f"Tempat bayar {n}", how="Menu pembayaran; masukkan NIK dan jumlah bulan.")
    for n in range(1, 9)
]
_RECEIPT = Receipt(
    number="001/TITIPAN/2026",
    name=_NAME,
    person_number=_NUMBER,
    nik_masked=_MASKED,
    first="2026-12",
    last="2027-02",
    months=3,
    amount=50_400,
    received_on=DAY,
    holder="sri",
    copy=True,
)
_NOTICE = Notice(
    name=_NAME,
    nik_masked=_MASKED,
    number=_NUMBER,
    address=_PERSON.address,
    until="2026-11",
    as_of=DAY,
    days=8,
    payer="APBDes",
    offers=(_CHARGE, _CHARGE),
)
_OVER = replace(_NOTICE, until="2026-09", days=-53)
_HOLDER = HolderDay(holder="sri", carried=16_800, received=42_000, in_hand=58_800)
_CASH = CashSheet(
    day=DAY,
    holders=(_HOLDER,),
    total=_HOLDER,
    rows=tuple(
        CashRow(
            what=what,
            number=_RECEIPT.number,
            name=_NAME,
            first="2026-12",
            last="2027-02",
            amount=42_000,
            holder="sri",
            note="22-11-2026",
        )
        for what in ("received", "handed_over", "given_back", "in_hand")
    ),
)
_REPORT = SponsorReport(
    as_of=DAY,
    name="APBDes Tambakreja",
    code="APBDES-2026",
    kind="APBDes",
    legal_basis=None,
    year=2026,
    first="2026-01",
    last="2026-12",
    budget=50_000_000,
    used=2 * 201_600,
    reserved=0,
    quota=40,
    people_used=2,
    people_reserved=0,
    months=(MonthSum(month="2026-01", people=2, amount=2 * 201_600),),
    named=(
        PersonSum(
            name=_NAME, number=_NUMBER, first="2026-01", last="2026-12", months=11, amount=201_600
        ),
    ),
    unnamed=1,
    unnamed_amount=201_600,
)
_MOVED = TransferRow(
    name=_NAME, number=_NUMBER, hamlet="Karanganyar", until="2026-12", first="2027-01", monthly=8400
)
_LINE = LetterRow(name=_NAME, nik_masked=_MASKED, number=_NUMBER)


def _card(out: BinaryIO, head: OfficeHead) -> None:
    write_cards(out, head, [_MEMBER], layout="a4-fold-5", today=DAY)
    write_cards(io.BytesIO(), head, [_MEMBER], layout="a4-10", today=DAY)


def _proof(out: BinaryIO, head: OfficeHead) -> None:
    write_cards(out, head, [_PERSON, _MEMBER], layout="slip", today=DAY)
    write_cards(io.BytesIO(), head, [_PERSON], layout="cr80", today=DAY)


def _how(out: BinaryIO, head: OfficeHead) -> None:
    sheets = [(_PAYEE, _CHARGE), (replace(_PAYEE, member=True, kpj="21001234567"), _CHARGE)]
    write_how_to_pay(out, head, sheets, _CHANNELS, today=DAY)


def _deposit(out: BinaryIO, head: OfficeHead) -> None:
    write_deposit_receipt(out, head, _RECEIPT, today=DAY)
    for settled in ("paid", "returned"):
        receipt = replace(_RECEIPT, settled=settled, settled_on=DAY, code="8" * 12)
        write_deposit_receipt(io.BytesIO(), head, receipt, today=DAY)


def _notices(kind: str, out: BinaryIO, head: OfficeHead) -> None:
    told = [_NOTICE, _OVER]
    write_notices(out, head, told, kind=kind, where="bank, Kantor Pos", today=DAY)


PAPERS: Mapping[str, Draw] = MappingProxyType(
    {
        "card": _card,
        "proof": _proof,
        "certificate": lambda out, head: write_certificates(
            out, head, [_PERSON, _MEMBER], today=DAY
        ),
        "recovery": lambda out, head: write_recovery_sheet(out, head, "7KQ2M-" * 8, DAY),
        "root": lambda out, head: write_root_sheet(
            out, head.office_line, "7KQ2M-" * 8, "AA BB", DAY
        ),
        "letter": lambda out, head: write_cover_letter(
            out, head, number="470/123/XI/2026", day=DAY, rows=[_LINE]
        ),
        "how_to_pay": _how,
        "deposit": _deposit,
        "cash": lambda out, head: write_cash_sheet(out, head, _CASH, today=DAY),
        "lapse": partial(_notices, "lapse"),
        "transfer": partial(_notices, "transfer"),
        "transfer_list": lambda out, head: write_transfer_list(
            out, head, "APBDes", [_MOVED] * 3, today=DAY
        ),
        "sponsor": lambda out, head: write_sponsor_report(out, head, _REPORT),
        **FORMS,
        **LETTERS,
    }
)
"""What draws each paper, by the key of its title, or of its words, in the template."""


def title(words: Template, paper: str) -> str:
    """What a paper is called."""
    found = getattr(words.titles, paper, None) or getattr(words, paper).title
    return str(found)


def refusals(head: OfficeHead) -> Iterator[tuple[str, Refused]]:
    """The papers that this office's words do not fit on, by their keys."""
    for name, draw in PAPERS.items():
        try:
            draw(io.BytesIO(), head)
        except Refused as refused:
            yield name, refused


def fits(head: OfficeHead, paper: str) -> bool:
    """Whether this paper can be drawn."""
    try:
        sample(head, paper)
    except Refused:
        return False
    return True


def sample(head: OfficeHead, paper: str) -> bytes:
    """One paper of an invented person. Raises Refused."""
    out = io.BytesIO()
    PAPERS[paper](out, head)
    return out.getvalue()
