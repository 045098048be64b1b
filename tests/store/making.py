"""Invented offices and people for tests of the store; also used by the processes they kill."""

import dataclasses
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from desktop_app.domain.office import Office
from desktop_app.domain.region import Village
from desktop_app.domain.registration import Registration
from desktop_app.domain.states import States
from desktop_app.domain.worker import Consent, Relative, Vulnerability, Worker
from desktop_app.store import hubs, outbox, workers
from desktop_app.store.engine import Store, new_id
from desktop_app.store.outbox import Batch
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


ROOT = b"r" * 32
HUB = "01a202ef-0000-7000-8000-00000000000b"


@dataclass(frozen=True, kw_only=True)
class Said:
    """A verdict as a hub says it."""

    change_id: str
    verdict: str
    rule: str | None = None
    field: str | None = None
    params: dict = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """A hub's answer to a batch."""

    batch_id: str
    digest: str
    epoch: str = "e"
    number: int = 1
    exceptions: tuple[Said, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Told:
    """A change of a hub."""

    change_id: str
    record_id: str
    record: dict | None
    fields: dict | None = None
    kind: str = "worker"
    base: str | None = None
    at: str = "2026-11-23T04:00:00+00:00"
    today: str = "2026-11-23"
    actor: str = "BPJS"
    doubt: bool = False


def a_hub(store: Store, **fields) -> hubs.Hub:
    return hubs.Hub(
        **{
            "root": ROOT,
            "url": "https://hub.kab.example",
            "name": "Kabupaten Cilacap",
            "keys": {"schema": 1},
            "hub_id": HUB,
            "device": "d",
            "incarnation": store.incarnation,
            "village": "33.01.22.2003",
            "enrolled_on": TODAY,
            **fields,
        }
    )


def enrol(store: Store, *signers, **fields) -> hubs.Hub:
    hub = a_hub(store, **fields)
    with store.write(**ACT) as tx:
        hubs.enrol(tx, hub, b"welcome", signers)
    return hub


def sealed(store: Store, seqs=None, **fields) -> Batch:
    """A batch of these changes, or of what waits; not stored."""
    if seqs is None:
        with store.read() as c:
            seqs = outbox.pending_seqs(c)
    return Batch(
        **{
            "id": new_id(),
            "hub": ROOT,
            "incarnation": store.incarnation,
            "seqs": tuple(seqs),
            "count": len(seqs),
            "digest": "ab" * 32,
            "sealed": b"sealed bytes",
            **fields,
        }
    )


def send(store: Store, seqs=None, **fields) -> Batch:
    """A batch, stored."""
    batch = sealed(store, seqs, **fields)
    with store.write(**ACT) as tx:
        outbox.store_batch(tx, batch)
    return batch


def answer(store: Store, batch: Batch, *exceptions: Said, **act) -> outbox.Settled:
    """The receipt of a batch, taken; whoever is not named was accepted."""
    receipt = Receipt(batch_id=batch.id, digest=batch.digest, exceptions=exceptions)
    with store.write(**{**ACT, "action": "sent", **act}) as tx:
        return outbox.receipted(tx, batch.id, b"receipt", receipt)


def everything(folder: Path) -> bytes:
    """Every byte that an office left on the disk."""
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())
