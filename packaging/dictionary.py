"""Makes ``resources/wire/changes-1.zdict``: what zstd knows beforehand of changes on the line.

    python packaging/dictionary.py [OUT]       (then prints what one registration takes)

A single registration is the daily case, and alone it has nothing to be compressed against. The
dictionary is trained on the lines of invented people of villages all over the country. Seeded: the
same machine makes the same bytes. **A released dictionary never changes**: what was sealed with it
could not be read again. Another one gets another name and the next number.

Nobody in it exists, and no number in it could be anybody's: its NIKs are of the 99th of a month,
its telephone numbers too short.
"""

# ruff: noqa: S311 - invented people, not keys

import gzip
import random
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import zstandard

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from desktop_app import paths  # noqa: E402
from desktop_app.actions.invented import People  # noqa: E402
from desktop_app.domain.age import AgeRule  # noqa: E402
from desktop_app.domain.numbering import new_tag, registration_number  # noqa: E402
from desktop_app.domain.reading import Context, read_worker  # noqa: E402
from desktop_app.domain.region import RegionLookup, Village  # noqa: E402
from desktop_app.domain.registration import Registration, Standing  # noqa: E402
from desktop_app.domain.states import States  # noqa: E402
from desktop_app.domain.worker import Worker  # noqa: E402
from desktop_app.reference.occupations import occupations  # noqa: E402
from desktop_app.reference.regions import Regions  # noqa: E402
from desktop_app.store.workers import whole  # noqa: E402
from desktop_app.sync.wire import changes, feed, receipt  # noqa: E402
from desktop_app.sync.wire.changes import Told  # noqa: E402
from desktop_app.sync.wire.feed import Page  # noqa: E402
from desktop_app.sync.wire.receipt import VERDICTS, Receipt, Verdict  # noqa: E402

TARGET = ROOT / "resources" / "wire" / "changes-1.zdict"
SIZE, NUMBER, LEVEL, SEED = 32_000, 1, 19, 1
#: What the training cuts the samples into, in bytes; tried out, see ``figures``.
SEGMENT, GRAIN = 768, 6
VILLAGES, EACH = 400, 10
FIRST_DAY = date(2026, 11, 22)

Line = dict[str, Any]


@dataclass
class Office:
    """One invented village office at its work."""

    village: Village
    people: People
    context: Context
    chance: random.Random
    tag: str
    actor: str
    now: datetime
    """The moment of the newest change."""
    seq: int = 0
    serial: int = 0
    counted_at: int = 0
    count: int = 0

    def id(self) -> str:
        """A UUIDv7 of this moment; within one moment they count up, as the office's own do."""
        at = int(self.now.timestamp() * 1000)
        if at != self.counted_at:
            self.counted_at, self.count = at, self.chance.getrandbits(41)
        self.count += 1
        high, low = self.count >> 30, self.count & (1 << 30) - 1
        value = at << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low << 32
        return str(UUID(int=value | self.chance.getrandbits(32)))

    def told(
        self, kind: str, record_id: str, record: Line, *, base: str | None = None, **rest: Any
    ) -> Told:
        """One change as the line has it."""
        self.seq += 1
        self.now += timedelta(microseconds=self.chance.randrange(1, 10**6))
        return Told(
            change_id=rest.pop("change_id", None) or self.id(),
            seq=self.seq,
            kind=kind,
            record_id=record_id,
            base=base,
            at=self.now.isoformat(timespec="microseconds"),
            today=self.now.date().isoformat(),
            actor=self.actor,
            record={key: value for key, value in record.items() if value is not None},
            **rest,
        )

    def worker(self) -> Worker | None:
        """Somebody of this village whom the rules let through."""
        return read_worker(self._varied(), self.context).worker

    def _varied(self) -> Line:
        raw = self.people.person()
        chance = self.chance
        raw["birth_place"] = chance.choice((self.village.regency.split(" ", 1)[-1], None))
        raw["hamlet"] = chance.choice((raw["hamlet"], self.village.name, None))
        raw["workplace"] = chance.choice((None, None, f"Pasar {self.village.name}", "sawah"))
        raw["occupation"] = chance.choice((raw["occupation"], *list(self.context.occupations)[:40]))
        if chance.random() < 0.2:
            raw["programmes"] = ["JKK", "JKM", "JHT"]
        if chance.random() < 0.4:
            raw["vulnerability"] = None
        return raw

    def registered(self, worker: Worker) -> Registration:
        """A registration of today."""
        self.serial += 1
        return Registration(
            id=self.id(),
            number=registration_number(self.village.code, self.tag, self.serial),
            revision=self.id(),
            worker=worker,
            states=States(protection_as_of=self.now.date()),
            registered_on=self.now.date(),
            registered_by=self.actor,
            changed_at=self.now,
            changed_by=self.actor,
        )

    def changes(self) -> Iterator[Told]:
        """What becomes of one person: registered, and now and then more."""
        self.now += timedelta(seconds=self.chance.randrange(60, 6_000))
        worker = self.worker()
        if worker is None:
            return
        first = self.registered(worker)
        yield self.told("worker", first.id, whole(first), change_id=first.revision)
        roll = self.chance.random()
        if roll < 0.12:
            yield self.changed(first, self._mended(first))
        elif roll < 0.18:
            yield from self._sent_to_bpjs(first)
        elif roll < 0.3:
            yield self._paper(first)

    def changed(self, before: Registration, after: Registration) -> Told:
        """A later change of a registration."""
        old, new = whole(before), whole(after)
        fields = {name: [old[name], new[name]] for name in new if old[name] != new[name]}
        return self.told("worker", after.id, new, base=before.revision, fields=fields)

    def _mended(self, one: Registration) -> Registration:
        change = self.chance.choice(
            (
                {"phone": f"+62812{self.chance.randrange(10**7, 10**8)}", "phone_owner": "self"},
                {"monthly_income": self.chance.randrange(8, 30) * 100_000},
                {"mother_name": self.people.name(female=True)},
                {"address": f"Jl. Pahlawan {self.chance.randrange(1, 90)}"},
            )
        )
        return replace(one, worker=replace(one.worker, **change))

    def _sent_to_bpjs(self, one: Registration) -> Iterator[Told]:
        number = f"{self.serial:03}/BPJSTK/XI/{self.now.year}"
        told = {"number": number, "day": self.now.date().isoformat(), "digest": self.digest()}
        yield self.told("submission", self.id(), {**told, "people": self.serial})
        standing = Standing(submission=number, submitted_on=self.now.date())
        yield self.changed(
            one, replace(one, states=one.states.move(membership="submitted"), standing=standing)
        )

    def _paper(self, one: Registration) -> Told:
        told = {
            "worker": one.id,
            "kind": self.chance.choice(("card", "slip", "certificate")),
            "status": "provisional",
            "serial": self.serial,
            "issued_on": self.now.date().isoformat(),
            "issued_by": self.actor,
        }
        return self.told("paper", self.id(), told)

    def digest(self) -> str:
        """A SHA-256 of something."""
        return f"{self.chance.getrandbits(256):064x}"

    def answers(self) -> Iterator[bytes]:
        """What the hub says: receipts of the daily case, pages with nothing new."""
        at, epoch = self.now.isoformat(timespec="microseconds"), self.id()
        said = Verdict(change_id=self.id(), verdict=self.chance.choice(VERDICTS[1:]))
        refused = replace(said, rule="nik_elsewhere", field="nik", params={"since": at[:10]})
        for exceptions in ((), (), (said,), (refused,)):
            yield receipt.written(
                Receipt(
                    batch_id=self.id(),
                    digest=self.digest(),
                    at=at,
                    epoch=epoch,
                    number=self.seq,
                    count=self.chance.randrange(1, 30),
                    exceptions=exceptions,
                )
            )
        yield feed.written(Page(cursor=f"{self.seq}", more=False, at=at, epoch=epoch, items=()))


def offices(seed: int) -> Iterator[Office]:
    """Offices of villages all over the country, always the same ones."""
    regions, chance = Regions(paths.resources() / "regions"), random.Random(seed)
    codes = (paths.resources() / "regions" / "villages.txt").read_text("utf-8").splitlines()
    for turn, code in enumerate(chance.sample(codes, VILLAGES)):
        village, begun = regions.village(code[:10]), FIRST_DAY + timedelta(chance.randrange(900))
        if village is None:
            raise LookupError(code)
        yield Office(
            village=village,
            people=People(village, begun, seed=chance.getrandbits(32)),
            context=Context(
                today=begun,
                village_code=village.code,
                regions=cast(RegionLookup, regions),
                occupations=occupations(),
                ages=AgeRule(),
            ),
            chance=random.Random(chance.getrandbits(32)),
            tag=new_tag(chance.randrange),
            actor=("siti", "operator", "admin", "budi", "sekdes", "kaur")[turn % 6],
            now=datetime(begun.year, begun.month, begun.day, 1, tzinfo=UTC),
            seq=chance.choice((0, 30, 400, 2_000)),
            serial=chance.choice((0, 20, 300, 1_500)),
        )


def nobodys(line: bytes) -> bytes:
    """The line with numbers that can be nobody's."""
    line = re.sub(rb'("(?:nik|family_card_number)":"\d{6})\d\d', rb"\g<1>99", line)
    return re.sub(rb"(\+62\d{6})\d+", rb"\g<1>", line)


def samples(seed: int = SEED) -> list[bytes]:
    """What there is to learn from, each as it stands in an envelope of the daily case."""
    found: list[bytes] = []
    for office in offices(seed):
        for _ in range(EACH):
            found += [nobodys(changes.written([told])) for told in office.changes()]
        found += office.answers()
    return found


def registrations(seed: int = SEED + 1) -> list[bytes]:
    """New people that nothing was learnt from."""
    told = (one for office in offices(seed) for _ in range(EACH) for one in office.changes())
    return [changes.written([one]) for one in told if one.kind == "worker" and not one.fields]


def trained(lines: list[bytes]) -> bytes:
    """The dictionary of these lines."""
    made = zstandard.train_dictionary(
        SIZE, [*lines], k=SEGMENT, d=GRAIN, level=LEVEL, dict_id=NUMBER, threads=0
    )
    return bytes(made.as_bytes())


def figures(dictionary: bytes, lines: list[bytes]) -> dict[str, int]:
    """Mean bytes of one line alone: as it is, by gzip, by zstd without and with the dictionary."""
    bare, words = zstandard.ZstdCompressor(level=LEVEL), zstandard.ZstdCompressionDict(dictionary)
    ours = zstandard.ZstdCompressor(level=LEVEL, dict_data=words)
    ways: dict[str, Callable[[bytes], bytes]] = {
        "JSON": bytes,
        "gzip": gzip.compress,
        "zstd": bare.compress,
        "zstd with the dictionary": ours.compress,
    }
    return {name: sum(len(way(one)) for one in lines) // len(lines) for name, way in ways.items()}


def main(out: Path) -> None:
    """Writes the dictionary, then says what it does for people that it was not trained on."""
    dictionary = trained(samples())
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(dictionary)
    print(f"{out}: {len(dictionary)} bytes")
    print(figures(dictionary, registrations()[:1_000]))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET)
