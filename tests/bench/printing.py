"""A thousand cards with QR, without photos."""

import io
from datetime import timedelta
from pathlib import Path

from crowd import TODAY, people
from measured import Figure, timed

from desktop_app.documents.sheet import write_cards
from desktop_app.documents.values import OfficeHead, Person
from desktop_app.domain.nik import masked
from desktop_app.domain.worker import Worker
from desktop_app.trust.credential import Claims, issue
from desktop_app.trust.keys import generate

CARDS = 1_000
HEAD = OfficeHead(
    government_line="Pemerintah Kabupaten Cilacap",
    district_line="Kecamatan Kedungreja",
    office_line="Desa Tambakreja",
    place="Tambakreja",
    signer_name="Sudarmanto",
    signer_title="Kepala Desa Tambakreja",
)


def cards() -> list[Person]:
    """The people as papers show them, each with a credential of their own."""
    signing = generate().signing
    return [
        member(serial, worker, f"{10**10 + serial}", signing)
        for serial, worker in zip(range(CARDS), people(), strict=False)
    ]


def member(serial: int, worker: Worker, kpj: str, signing: bytes) -> Person:
    """Somebody as a confirmed paper shows them, with a credential of their own."""
    number = f"3301012001-ABC-{serial:06}-X"
    claims = Claims(
        kind="confirmed",
        number=number,
        name=worker.full_name,
        kpj=kpj,
        as_of=TODAY,
        village_code=worker.village_code,
        office="Desa Tambakreja",
        programmes=worker.programmes,
        serial=serial,
    )
    return Person(
        name=worker.full_name,
        number=number,
        nik_masked=masked(worker.nik),
        qr=issue(claims, signing),
        registered_on=TODAY - timedelta(30),
        as_of=TODAY,
        confirmed=True,
        kpj=kpj,
        member_since=TODAY,
        birth_place=worker.birth_place,
        birth_date=worker.birth_date,
        address=worker.address,
        occupation="Petani",
    )


def figures(_folder: Path, _count: int) -> list[Figure]:
    """Cards a second, the best of five after one to warm up, and how long signing takes."""
    people_shown: list[Person] = []
    signing = timed(lambda: people_shown.extend(cards()))
    out = io.BytesIO()
    best = min(
        timed(lambda: write_cards(out, HEAD, people_shown, layout="a4-10", today=TODAY))
        for _ in range(6)
    )
    rate = CARDS / best * 1e3
    return [
        Figure(
            f"{CARDS:,} cards with QR, without photos",
            f"{rate:,.0f} a second (signing them: {CARDS / signing * 1e3:,.0f} a second)",
            "at least 800 a second",
            rate >= 800,
        )
    ]
