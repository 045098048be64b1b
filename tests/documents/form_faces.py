"""Invented people for the papers of registering: short, long and bare."""

from dataclasses import replace
from datetime import date

import paper_faces as faces
from paper_faces import TODAY

from desktop_app.documents.form_values import (
    Asked,
    Filled,
    Handed,
    Household,
    Listed,
    ParticipantList,
    Taken,
)
from desktop_app.domain.worker import Consent, Relative, Vulnerability, Worker
from desktop_app.reference.consent import consent_text

NIK = "3301222003850001"
NUMBER = faces.PROVISIONAL.number
TEXT = consent_text()


def asked(office, **fields) -> Asked:
    """The form as this office asks."""
    told = {
        "hamlet": "Lingkungan",
        "version": TEXT.version,
        "words": TEXT.of(office.office_line),
        "told": TEXT.told,
        "purposes": TEXT.purposes,
    }
    return Asked(**{**told, **fields})


BARE_WORKER = Worker(
    nik=NIK,
    full_name="A",
    occupation="petani",
    birth_date=date(1985, 3, 20),
    sex="female",
    village_code="33.01.22.2003",
)
BARE = Filled(worker=BARE_WORKER, number=NUMBER, registered_on=TODAY, occupation="Petani")
WORKER = replace(
    BARE_WORKER,
    full_name=faces.PROVISIONAL.name,
    birth_place="Cilacap",
    mother_name="Tukinem",
    family_card_number="3301220101010002",
    address="Jalan Raya Tambakreja Gang Melati 4",
    rt="003",
    rw="002",
    hamlet="Karanganyar",
    phone="+6281327000011",
    phone_owner="relative",
    monthly_income=1_250_000,
    vulnerability=Vulnerability(basis="DTSEN", decile=3, as_of=date(2026, 5, 1), extreme_poor=True),
    disability=True,
    family=(
        Relative(full_name="Sukirman", relation="spouse", birth_date=date(1980, 1, 2), heir=True),
    ),
    consent=Consent(
        given_on=TODAY,
        method="thumbprint",
        purposes=("bpjs",),
        text_version="1",
        witnesses=("Sukirman",),
    ),
)
FILLED = replace(BARE, worker=WORKER, occupation="Pedagang sayur", payer="APBDes Desa Tambakreja")
_NAME = faces.LOUD.name
_RELATIVE = Relative(
    full_name=_NAME,
    relation="parent_in_law",
    birth_date=date(1980, 1, 2),
    nik="3301220201800001",
    phone="+62813270012345",
    heir=True,
)
LONG_WORKER = replace(
    WORKER,
    full_name=_NAME,
    mother_name=_NAME,
    birth_place="Tanjungbalai Karimun Kepulauan Riau",
    address="Lingkungan Karanganyar Kidul Wetan, Jalan Panglima Besar Sudirman 145 Blok C Nomor 17",
    hamlet="Karanganyar Kidul Wetan Sukamaju",
    email="raden.ajeng.kartikaningtyas.wulandari@puspaningrum-sastrowijoyo.co.id",
    workplace=_NAME,
    monthly_income=999_999_999,
    kpj="21001234567",
    member_since=TODAY,
    paid_until="2026-12",
    former_payer="Program Perlindungan Pekerja Rentan Kabupaten Ogan Komering Ulu Selatan",
    family=(_RELATIVE,) * 9,
    consent=replace(
        WORKER.consent,
        method="verbal_witnessed",
        witnesses=(_NAME, _NAME),
        representative=_NAME,
    ),
)
LONG = replace(
    FILLED,
    worker=LONG_WORKER,
    occupation=faces.LONG.occupation,
    second_occupation=faces.LONG.occupation,
    payer=faces.LONG.payer,
    photo=faces.jpeg(),
)
STRANGE = replace(
    BARE,
    worker=replace(
        BARE_WORKER,
        full_name=faces.STRANGE.name,
        address=faces.STRANGE.address,
        kpj="KPJ/12-345 678 901 234",
        family_card_number="33012201",
    ),
)
PEOPLE = {"blank": None, "bare": BARE, "filled": FILLED, "long": LONG, "strange": STRANGE}

LINE = Listed(
    name=faces.PROVISIONAL.name,
    nik="3301••••••••0001",
    sex="female",
    hamlet="Karanganyar",
    occupation="Pedagang sayur keliling",
    programmes=("JKK", "JKM"),
    payer="Sendiri",
)
LONG_LINE = replace(
    LINE,
    name=_NAME,
    hamlet="Karanganyar Kidul Wetan Sukamaju",
    occupation=faces.LONG.occupation,
    programmes=("JKK", "JKM", "JHT"),
    payer=faces.LONG.payer,
    member=True,
)


def whole(line: Listed) -> Listed:
    """The same in the archive's list."""
    return replace(
        line,
        nik=NIK,
        kpj="21001234567" if line.member else None,
        number=NUMBER,
        born=f"{faces.LONG.birth_place}, 20-03-1985",
        address=faces.LONG.address,
        phone="0813270012345",
        decile=10,
        amount=627_800,
    )


def participants(*, archive: bool, count: int = 70) -> ParticipantList:
    """A list over several pages."""
    lines = [LONG_LINE if place % 4 == 1 else LINE for place in range(count)]
    return ParticipantList(
        as_of=TODAY,
        month="2026-11",
        people=tuple(map(whole, lines) if archive else lines),
        sums=(("Sendiri", count - 10, 504_000), (faces.LONG.payer, 13, 218_400)),
        hamlets=(("Karanganyar", 20, count - 20), (None, 1, 2)),
        programmes=((("JKK", "JKM"), count - 5), (("JKK", "JKM", "JHT"), 8)),
        unnamed=3,
        decile=archive,
        doubtful=True,
        annex=f"Keputusan Kepala Desa Nomor 12 Tahun 2026 tentang {faces.LONG.payer}" * 2,
    )


HANDED = [
    Handed(name=_NAME if place % 5 == 2 else "Siti Nur’aini", number=NUMBER, papers=kinds)
    for place, kinds in enumerate([("card",), ("slip", "certificate")] * 15)
]

TAKEN = Taken(
    name="Siti Nur’aini",
    number=NUMBER,
    nik_masked="3301••••••••0001",
    registered_on=TODAY,
    occupation="Pedagang sayur keliling",
    programmes=("JKK", "JKM"),
    payer="Sendiri",
    qr=faces.QR,
    clerk="siti",
)
LONG_TAKEN = replace(
    TAKEN,
    name=_NAME,
    occupation=faces.LONG.occupation,
    payer=faces.LONG.payer,
    clerk=_NAME,
    qr=(faces.QR * 2)[:456],
    lacking=("Telepon", "Surel (bila ada)", "Tempat kerja", "tanda tangan persetujuan"),
)
KNOWN_TAKEN = replace(TAKEN, confirmed=True, kpj="21001234567", as_of=TODAY)
TAKINGS = {
    "short": TAKEN,
    "long": LONG_TAKEN,
    "member": KNOWN_TAKEN,
    "strange": replace(TAKEN, name=faces.STRANGE.name, occupation=""),
}

HOME = Household(name="Siti Nur’aini", number=NUMBER)
HOMES = {
    "candidate": HOME,
    "member": replace(HOME, confirmed=True, kpj="21001234567", as_of=TODAY),
    "long": replace(
        HOME,
        name=_NAME,
        confirmed=True,
        kpj="21001234567",
        as_of=TODAY,
        payer=faces.LONG.payer,
    ),
    "long candidate": replace(HOME, name=_NAME, payer=faces.LONG.payer),
    "strange": replace(HOME, name=faces.STRANGE.name),
}
