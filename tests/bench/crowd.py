"""An office with as many invented workers as wanted, for the figures. Nobody here exists."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path

from desktop_app.actions import access, office
from desktop_app.actions.desk import Desk
from desktop_app.config import Config
from desktop_app.domain.registration import Standing
from desktop_app.domain.states import States
from desktop_app.domain.worker import Consent, Relative, Worker
from desktop_app.store import workers

ACCOUNT, PASSWORD, VILLAGE = "pengukur", "kata-sandi-ukur", "33.01.01.2001"
NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
TODAY = NOW.date()

_COMMON = (
    *("Slamet", "Sutrisno", "Siti", "Sri", "Agus", "Bambang", "Dewi", "Eko", "Nur", "Muhammad"),
    *("Ahmad", "Wahyu", "Joko", "Endang", "Rini", "Sumarni", "Tukinem", "Wagiman", "Santoso"),
    *("Wibowo", "Lestari", "Hidayat", "Setiawan", "Rahayu", "Utami", "Nugroho", "Ma'ruf"),
)
_SYLLABLES = (
    *("su", "ka", "mi", "ra", "no", "wi", "dar", "ti", "man", "to", "har", "ni", "ya", "wa"),
    *("tun", "gi", "sar", "pa", "di", "lan", "ri", "jo", "ko", "pra", "se", "tu", "bu", "da"),
    *("ma", "la", "ha", "fi", "za", "nur", "ang", "kas", "rum", "mul", "yo", "nga", "min"),
)


def names(chance: random.Random) -> Iterator[str]:
    """One to three words: some that half the country bears, most that few do."""
    while True:
        words = []
        for _ in range(chance.choice((1, 2, 2, 2, 3))):
            rare = "".join(chance.choice(_SYLLABLES) for _ in range(chance.choice((2, 3, 3, 4))))
            words.append(chance.choice(_COMMON) if chance.random() < 0.35 else rare.capitalize())
        yield " ".join(words)


def people(seed: int = 1) -> Iterator[Worker]:
    """Valid workers without end, always the same ones."""
    chance = random.Random(seed)
    named = names(chance)
    born_on: dict[date, int] = {}
    for name in named:
        born = TODAY - timedelta(days=chance.randrange(19 * 366, 64 * 365))
        female = chance.random() < 0.5
        serial = born_on[born] = born_on.get(born, 0) + 1
        yield Worker(
            nik=f"330101{born.day + 40 * female:02}{born:%m%y}{serial:04}",
            full_name=name,
            occupation=chance.choice(("petani", "nelayan", "pedagang", "ojek")),
            birth_date=born,
            sex="female" if female else "male",
            village_code=VILLAGE,
            birth_place="Cilacap",
            mother_name=next(named),
            family_card_number=f"330101{chance.randrange(10**10):010}",
            address=f"Jl. Melati {chance.randrange(1, 200)}",
            rt=f"{chance.randrange(1, 9):03}",
            rw=f"{chance.randrange(1, 5):03}",
            hamlet=chance.choice(("Krajan", "Karanganyar", "Sidomulyo", "Margasari")),
            phone=f"+628{chance.randrange(10**9, 10**10)}",
            phone_owner="self",
            monthly_income=chance.randrange(900, 3000) * 1000,
            family=(Relative(full_name=next(named), relation="child", heir=True),),
            consent=Consent(given_on=TODAY, method="signed_form", text_version="1"),
        )


def config(folder: Path) -> Config:
    """A run at the office in this folder, on the day of the figures."""
    return Config(folder, now=lambda: NOW)


def make(folder: Path, count: int) -> Desk:
    """A new office with so many workers, opened."""
    form = office.OfficeForm(village_code=VILLAGE, name="Desa Tambakreja", head="Sudarmanto")
    desk, _recovery = office.set_up(config(folder), form, ACCOUNT, PASSWORD)
    crowd = people()
    while portion := list(islice(crowd, min(count, 5_000))):
        with desk.write("registered") as tx:
            workers.add_many(tx, [(one, States(), Standing()) for one in portion])
        count -= len(portion)
        if not count:
            break
    return desk


def reopened(folder: Path) -> Desk:
    """The same office in another process."""
    return access.unlock(config(folder), ACCOUNT, PASSWORD)
