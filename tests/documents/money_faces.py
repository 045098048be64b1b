"""Invented sums, deposits, letters and reports for the papers about money."""

from dataclasses import replace

import paper_faces as faces
from paper_faces import TODAY

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
from desktop_app.domain.cash_day import HolderDay, together

NIK = "3301222003850001"
LONG_HOLDER = "Raden Mas Kusumaningrat Wiryawan Sastrodiningrat Purbopuro"
LONG_SPONSOR = (
    "Program Perlindungan Pekerja Rentan Dana Bagi Hasil Cukai Hasil Tembakau"
    " Kabupaten Ogan Komering Ulu Selatan"
)
WHERE = "bank (teller, ATM, aplikasi), Indomaret, Alfamart, Kantor Pos, Tokopedia, LinkAja"

SOURCES = {"sources": ("PP 44/2015 Lampiran II",), "reductions": ("PP 50/2025",)}
HALF = SumRow(
    first="2026-11",
    last="2026-12",
    months=2,
    full=(("JKK", 10_000), ("JKM", 6_800)),
    reduction=8_400,
    monthly=8_400,
)
FULL = SumRow(
    first="2027-01",
    last="2027-01",
    months=1,
    full=HALF.full,
    reduction=0,
    monthly=16_800,
)
CHARGE = Charge(rows=(HALF, FULL), **SOURCES)
ONE_MONTH = Charge(rows=(replace(FULL, first="2026-12", last="2026-12"),), sources=("PP 44/2015",))
DEAR = Charge(
    rows=tuple(
        SumRow(
            first=f"2026-{month:02}",
            last=f"2026-{month + 2:02}",
            months=3,
            full=(("JKK", 207_000), ("JKM", 6_800), ("JHT", 414_000)),
            reduction=106_900,
            monthly=520_900,
        )
        for month in (1, 4, 7, 10)
    ),
    doubts=("discount_payer", "band_unverified"),
    assumed=True,
    **SOURCES,
)
CHANNELS = [
    Channel(name=f"Tempat bayar nomor {n}", how="Menu pembayaran; masukkan NIK dan jumlah bulan.")
    for n in range(1, 9)
]
PAYEE = Payee(name="Siti Nur’aini", nik=NIK, number="3301222003-7KJ-000412-X")
LONG_PAYEE = replace(PAYEE, name=faces.LOUD.name, kpj="21001234567", member=True)

RECEIPT = Receipt(
    number="001/TITIPAN/2026",
    name="Siti Nur’aini",
    person_number=PAYEE.number,
    nik_masked="3301••••••••0001",
    first="2026-12",
    last="2027-02",
    months=3,
    amount=42_000,
    received_on=TODAY,
    holder="sri",
)
LONG_RECEIPT = replace(
    RECEIPT,
    name=faces.LOUD.name,
    holder=LONG_HOLDER,
    last="2027-11",
    months=12,
    amount=777_777_777,
    number="12345/TITIPAN/2026",
    copy=True,
)
PAID_RECEIPT = replace(LONG_RECEIPT, settled="paid", settled_on=TODAY, code="8" * 40)


def cash(*, long: bool) -> CashSheet:
    """A day of two holders; the long one over several pages."""
    other = LONG_HOLDER if long else "budi"
    holders = (
        HolderDay(
            holder="sri", carried=16_800, received=42_000, handed_over=16_800, in_hand=42_000
        ),
        HolderDay(holder=other, received=777_777_777, in_hand=777_777_777),
    )
    rows = tuple(
        CashRow(
            what=what,
            number=f"{place:03}/TITIPAN/2026",
            name=faces.LOUD.name if long else "Siti Nur’aini",
            first="2026-12",
            last="2027-02",
            amount=42_000,
            holder=other,
            note="X" * 40 if long else "sejak 21-11-2026",
        )
        for what in ("received", "handed_over", "given_back", "in_hand")
        for place in range(14 if long else 1)
    )
    return CashSheet(day=TODAY, holders=holders, total=together(holders), rows=rows)


NOTICE = Notice(
    name="Siti Nur’aini",
    nik_masked="3301••••••••0001",
    number=PAYEE.number,
    address="Dusun Karanganyar",
    until="2026-11",
    as_of=TODAY,
    days=8,
    payer="Sendiri",
    offers=(ONE_MONTH, CHARGE),
)
LONG_NOTICE = replace(
    NOTICE,
    name=faces.LOUD.name,
    address=faces.LONG.address,
    payer=LONG_SPONSOR,
    offers=(ONE_MONTH, CHARGE, DEAR),
)


def over(notice: Notice) -> Notice:
    """The same in arrears."""
    return replace(notice, until="2026-09", days=-53)


TRANSFER = [
    TransferRow(
        name=name,
        number=PAYEE.number,
        hamlet="Karanganyar Kidul Wetan Sukamaju",
        until="2026-12",
        first="2027-01",
        monthly=627_800,
    )
    for name in ("Siti Nur’aini", faces.LOUD.name)
] * 30


def report(*, long: bool) -> SponsorReport:
    """A sponsor of twelve months; the long one with everything as long as it gets."""
    people = 40 if long else 2
    named = tuple(
        PersonSum(
            name=faces.LOUD.name if long else "Siti Nur’aini",
            number=PAYEE.number,
            first="2026-01",
            last="2027-12" if long else "2026-12",
            months=12,
            amount=201_600,
        )
        for _ in range(people)
    )
    total = people + 7
    return SponsorReport(
        as_of=TODAY,
        name=LONG_SPONSOR if long else "APBDes Tambakreja",
        code="DBHCHT-2026",
        kind="Dana bagi hasil, DBH cukai hasil tembakau",
        legal_basis=f"Peraturan Bupati Nomor 123 Tahun 2026 tentang {LONG_SPONSOR}"
        if long
        else None,
        year=2026,
        first="2026-01",
        last="2026-12",
        budget=999_999_999_999 if long else None,
        used=total * 201_600,
        reserved=1_234_567_890 if long else 0,
        quota=10_000_000 if long else None,
        people_used=total,
        people_reserved=12,
        months=tuple(
            MonthSum(month=f"2026-{month:02}", people=total, amount=total * 16_800)
            for month in range(1, 13)
        ),
        named=named,
        unnamed=7,
        unnamed_amount=7 * 201_600,
    )
