"""The papers of registering with invented people, for trying on new words."""

import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import BinaryIO

from desktop_app.documents.counter_receipt import write_counter_receipts
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
from desktop_app.documents.participants import Copies, write_participants
from desktop_app.documents.values import OfficeHead
from desktop_app.domain.worker import Relative, Worker
from desktop_app.reference.consent import consent_text

_DAY = date(2026, 11, 22)
_NAME, _NUMBER, _NIK = "Siti Nurhaliza Wulandari", "3301222003-7KJ-000412-X", "3301222003850001"
_CODE = "LOKET1:" + "6BFOXN+TS3DH4O2KN93NRQ1A.B9XYU8M-OCEUIAT/GVB1*IPKE$V6 1TL0:Z" * 4
_WORKER = Worker(
    nik=_NIK,
    full_name=_NAME,
    occupation="pedagang_sayur",
    birth_date=date(1985, 3, 20),
    sex="female",
    village_code="33.01.22.2003",
    hamlet="Karanganyar",
    family=(Relative(full_name="Sukirman", relation="spouse", heir=True),),
)
_FILLED = Filled(worker=_WORKER, number=_NUMBER, registered_on=_DAY, occupation="Pedagang sayur")
_LINE = Listed(
    name=_NAME,
    nik="3301••••••••0001",
    sex="female",
    hamlet="Karanganyar",
    occupation="Pedagang sayur keliling",
    programmes=("JKK", "JKM", "JHT"),
    payer="APBDes Tambakreja",
)
_LIST = ParticipantList(
    as_of=_DAY,
    month="2026-11",
    people=(_LINE, replace(_LINE, member=True)),
    sums=(("APBDes Tambakreja", 3, 50_400),),
    hamlets=(("Karanganyar", 1, 1), (None, 1, 0)),
    programmes=((("JKK", "JKM"), 3),),
    unnamed=1,
    doubtful=True,
    annex="Keputusan Kepala Desa Tambakreja Nomor 12 Tahun 2026",
)
_TAKEN = Taken(
    name=_NAME,
    number=_NUMBER,
    nik_masked="3301••••••••0001",
    registered_on=_DAY,
    occupation="Pedagang sayur keliling",
    programmes=("JKK", "JKM", "JHT"),
    payer="APBDes Tambakreja",
    qr=_CODE,
    clerk="siti",
    lacking=("Telepon", "Surel", "tanda tangan persetujuan"),
)
_KNOWN = replace(_TAKEN, confirmed=True, kpj="21001234567", as_of=_DAY, lacking=())
_HOME = Household(name=_NAME, number=_NUMBER, payer="APBDes Tambakreja")


def _form(out: BinaryIO, head: OfficeHead) -> None:
    text = consent_text()
    asked = Asked(
        hamlet="Dusun",
        version=text.version,
        words=text.of(head.office_line),
        told=text.told,
        purposes=text.purposes,
    )
    write_forms(out, head, [None, _FILLED], asked, today=_DAY)
    write_forms(io.BytesIO(), head, [None, _FILLED], asked, today=_DAY, paper="a4")


def _participants(out: BinaryIO, head: OfficeHead) -> None:
    write_participants(out, head, _LIST)
    whole = replace(_LINE, nik=_NIK, number=_NUMBER, decile=3, amount=16_800)
    told = replace(_LIST, people=(whole, whole), decile=True)
    write_participants(io.BytesIO(), head, told, copies=Copies("007/2026"), paper="a4")


def _hand_over(out: BinaryIO, head: OfficeHead) -> None:
    row = Handed(name=_NAME, number=_NUMBER, papers=("card", "slip", "certificate"))
    write_hand_over(out, head, [row] * 3, today=_DAY, given_by="siti", paper="a4")


def _receipts(out: BinaryIO, head: OfficeHead) -> None:
    people = [_TAKEN, replace(_TAKEN, lacking=()), _KNOWN]
    write_counter_receipts(out, head, people, today=_DAY)
    write_counter_receipts(io.BytesIO(), head, people, today=_DAY, paper="roll")


def _family(out: BinaryIO, head: OfficeHead) -> None:
    member = replace(_HOME, confirmed=True, kpj="21001234567", as_of=_DAY, payer=None)
    write_family_sheets(out, head, [_HOME, member], today=_DAY)


FORMS: Mapping[str, Callable[[BinaryIO, OfficeHead], object]] = MappingProxyType(
    {
        "form": _form,
        "participants": _participants,
        "hand_over": _hand_over,
        "counter_receipt": _receipts,
        "family_sheet": _family,
    }
)
"""What draws each of them, by the key of its title in the template."""
