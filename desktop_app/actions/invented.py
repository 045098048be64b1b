"""Invented people with the mess of real life, always the same ones. Nobody here exists."""

import random
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from desktop_app import paths
from desktop_app.domain.region import Village, plain
from desktop_app.reference.occupations import occupations

Raw = dict[str, Any]


class People:
    """A seeded stream of invented workers around one village, as the public JSON objects."""

    def __init__(self, village: Village, today: date, seed: int = 1) -> None:
        source = paths.resources() / "demo" / "people.toml"
        self.words = tomllib.loads(source.read_text(encoding="utf-8"))
        self.village = village
        self.today = today
        self.chance = random.Random(seed)  # noqa: S311 - invented people, not keys
        self.serial = 0
        known = occupations()
        wanted = self.words["work"]["occupations"]
        self.jobs = [code for code in wanted if code in known] or list(known)[:10]

    def __iter__(self) -> Iterator[Raw]:
        """People without end; about one in six misses something."""
        while True:
            yield self.person()

    def pick(self, table: str, key: str) -> Any:
        """One of the words of the lists."""
        return self.chance.choice(self.words[table][key])

    def nik(self, born: date, *, female: bool, district: str) -> str:
        """A well-formed NIK that belongs to nobody else of this stream."""
        self.serial += 1
        day = born.day + 40 * female
        return f"{plain(district)}{day:02}{born:%m%y}{self.serial:04}"

    def name(self, *, female: bool) -> str:
        """A name as on a card: often of one word, sometimes with an apostrophe or a title."""
        first = self.pick("names", "female" if female else "male")
        roll = self.chance.random()
        if roll < 0.25:
            return str(first)
        last = self.pick("names", "female_family" if female else "family")
        title = ("Hj. " if female else "H. ") if roll > 0.97 else ""
        return f"{title}{first} {last}"

    def person(self) -> Raw:
        """Somebody of working age with most of their papers in order."""
        chance = self.chance
        female = chance.random() < 0.48
        born = self.today - timedelta(days=chance.randrange(19 * 366, 64 * 365))
        district = self._origin()
        raw: Raw = {
            "nik": self.nik(born, female=female, district=district),
            "full_name": self.name(female=female),
            "birth_place": self.pick("places", "birth"),
            "mother_name": self.name(female=True),
            "family_card_number": f"{plain(district)}{chance.randrange(1, 29):02}0115"
            f"{self.serial:04}",
            "address": f"{self.pick('places', 'streets')} {chance.randrange(1, 180)}",
            "rt": f"{chance.randrange(1, 9):03}",
            "rw": f"{chance.randrange(1, 5):03}",
            "hamlet": self.pick("places", "hamlets"),
            "occupation": chance.choice(self.jobs),
            "workplace": self.pick("places", "workplaces"),
            "monthly_income": self.pick("work", "incomes"),
            "phone": f"{self.pick('places', 'phones')}{chance.randrange(10**7, 10**8)}",
            "phone_owner": "self",
            "family": self._family(),
            "vulnerability": {"basis": "DTSEN", "decile": chance.randrange(1, 6)},
            "consent": {
                "given_on": self.today.isoformat(),
                "method": "signed_form",
                "text_version": "1",
                "purposes": ["bpjs", "hub", "sponsor"][: 2 + self.serial % 2],
            },
        }
        return self._with_gaps(raw)

    def _origin(self) -> str:
        roll = self.chance.random()
        if roll < 0.75:
            return self.village.district_code
        kind = "near" if roll < 0.92 else "far" if roll < 0.99 else "retired"
        return str(self.pick("origins", kind))

    def _family(self) -> list[Raw]:
        if self.chance.random() < 0.3:
            return []
        heir = {"full_name": self.name(female=self.chance.random() < 0.5), "heir": True}
        return [{**heir, "relation": self.chance.choice(["spouse", "child", "parent"])}]

    def _with_gaps(self, raw: Raw) -> Raw:
        """Real lists have gaps: no phone, a neighbour's phone, no mother's name, no consent yet."""
        roll = self.chance.random()
        if roll < 0.06:
            raw["phone"] = raw["phone_owner"] = None
        elif roll < 0.10:
            raw["phone"], raw["phone_owner"] = "081327000001", "village"
        elif roll < 0.12:
            raw["mother_name"] = None
        elif roll < 0.15:
            raw["consent"] = None
        elif roll < 0.18:
            raw["monthly_income"] = None
        return raw

    def member(self, months_ago_paid: int | None) -> Raw:
        """Somebody of last year's list, with KPJ; paid until so many months ago, or unknown."""
        raw = self.person()
        raw["kpj"] = f"{self.chance.randrange(10**10, 10**11)}"
        raw["member_since"] = (self.today - timedelta(days=400)).isoformat()
        raw["former_payer"] = "APBD"
        if months_ago_paid is not None:
            raw["paid_until"] = month_before(self.today, months_ago_paid)
        return raw


def month_before(day: date, months: int) -> str:
    """The calendar month so many months before a day's, as ``YYYY-MM``."""
    index = day.year * 12 + day.month - 1 - months
    return f"{index // 12:04}-{index % 12 + 1:02}"
