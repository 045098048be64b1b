"""Region codes (Kemendagri, ``PP.RR.DD.VVVV``) and what the rules must be able to ask of a table.

The first digit of the village part tells the kind: 1 kelurahan, 2 desa, 3 desa adat
(Permendagri 58/2021).
"""

from dataclasses import dataclass
from typing import Protocol

KINDS = {"1": "kelurahan", "2": "desa", "3": "desa_adat"}

#: Regency prefixes that were split off before any list of districts that we have: today in
#: Kalimantan Utara (64…) and Sulawesi Barat (73…). NIKs that carry them are real.
OLD_SPLIT_REGENCIES = frozenset(
    ("64.04", "64.05", "64.06", "64.10", "64.73", "73.19", "73.20", "73.21", "73.23", "73.25")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Village:
    """A desa, kelurahan or desa adat with the names of the regions around it. Codes are dotted."""

    code: str
    name: str
    district: str
    regency: str
    province: str

    @property
    def kind(self) -> str:
        """``kelurahan``, ``desa`` or ``desa_adat``."""
        return KINDS.get(self.code[9:10], "desa")

    @property
    def district_code(self) -> str:
        """``PP.RR.DD``."""
        return self.code[:8]

    @property
    def regency_code(self) -> str:
        """``PP.RR``."""
        return self.code[:5]

    @property
    def province_code(self) -> str:
        """``PP``."""
        return self.code[:2]


class RegionLookup(Protocol):
    """What the rules ask of a region table. Codes are taken with or without dots."""

    def village(self, code: str) -> Village | None:
        """The village of this code, or None."""

    def district_known(self, code: str) -> bool:
        """Whether the district is in the current or the retired list."""

    def province_ever(self, code: str) -> bool:
        """Whether the province exists or existed."""

    def regency_ever(self, code: str) -> bool:
        """Whether the regency exists or existed."""


def plain(code: str) -> str:
    """The code without dots and spaces: ``3301222003``."""
    return "".join(code.replace(".", "").split())


def dotted(code: str) -> str:
    """The code as it is written: ``33.01.22.2003``; a shorter one as far as it goes."""
    digits = plain(code)
    parts = [digits[0:2], digits[2:4], digits[4:6], digits[6:]]
    return ".".join(part for part in parts if part)
