"""Invented offices and people for tests of the store; also used by the processes they kill."""

from datetime import UTC, date, datetime
from pathlib import Path

from desktop_app.domain.office import Office
from desktop_app.domain.region import Village
from desktop_app.domain.registration import Registration
from desktop_app.domain.states import States
from desktop_app.domain.worker import Consent, Relative, Vulnerability, Worker
from desktop_app.store import workers
from desktop_app.store.engine import Store, new_id
from desktop_app.trust.slot import Cost
from desktop_app.trust.slots import Slots

KEY = bytes(range(32))
NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
CODE = "0" * 26
CHEAP = Cost(time=1, memory=64, lanes=1)
ACT = {"actor": "siti", "action": "registered", "now": NOW, "today": TODAY}


def office() -> Office:
    village = Village(
        code="33.01.22.2003",
        name="Tambakreja",
        district="Kedungreja",
        regency="Kabupaten Cilacap",
        province="Jawa Tengah",
    )
    return Office(
        id=new_id(), village=village, name="Desa Tambakreja", head="Sudarmanto", head_title="Kades"
    )


def make(folder: Path, key: bytes = KEY) -> Store:
    return Store.create(folder, key, office=office(), actor="siti", now=NOW, today=TODAY)


def give_slots(folder: Path, code: str, key: bytes = KEY) -> Slots:
    return Slots.create(
        folder, key, account="siti", password="rahasia-siti", recovery_code=code, cost=CHEAP
    )


def worker(serial: int = 1, **fields) -> Worker:
    return Worker(
        **{
            "nik": f"330122150885{serial:04}",
            "full_name": "Slamet Raharjo",
            "occupation": "petani",
            "birth_date": date(1985, 8, 15),
            "sex": "male",
            "village_code": "33.01.22.2003",
            **fields,
        }
    )


def whole_worker(serial: int = 1, **fields) -> Worker:
    """Somebody with every field filled, but a picture."""
    return worker(
        serial,
        second_occupation="buruh_tani",
        birth_place="Cilacap",
        mother_name="Tukinem",
        family_card_number="3301221508850001",
        address="Jl. Melati 3",
        rt="001",
        rw="02",
        hamlet="Karanganyar",
        phone="+6281327000011",
        phone_owner="self",
        email="slamet@desa.example",
        ecosystem="market",
        workplace="Pasar Kliwon",
        business_owner=True,
        monthly_income=1_500_000,
        programmes=("JKK", "JKM", "JHT"),
        funding="APBDES-1",
        segment="self_paying",
        vulnerability=Vulnerability(
            basis="DTSEN", decile=3, as_of=date(2026, 1, 31), extreme_poor=False
        ),
        disability=False,
        family=(
            Relative(
                full_name="Warsini", relation="spouse", birth_date=date(1987, 2, 3), heir=True
            ),
            Relative(full_name="O", relation="child", nik="3301221508100003", phone="+62813"),
        ),
        consent=Consent(
            given_on=date(2026, 11, 20),
            method="thumbprint",
            purposes=("bpjs", "sponsor"),
            text_version="1",
            witnesses=("Karto", "Kasan"),
            representative="Warsini",
        ),
        kpj="12345678901",
        member_since=date(2025, 1, 1),
        paid_until="2026-12",
        former_payer="self",
        confirmed=("nik_birth_date",),
        **fields,
    )


def save(store: Store, who: Worker | None = None, **states) -> Registration:
    with store.write(**ACT) as tx:
        return workers.add(tx, who or worker(), states=States(**states))


def everything(folder: Path) -> bytes:
    """Every byte that an office left on the disk."""
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())
