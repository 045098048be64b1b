"""A small region table, an occupation list and invented people for the tests of the rules."""

from datetime import date

from desktop_app.domain.age import AgeRule
from desktop_app.domain.nik import read_nik
from desktop_app.domain.occupation import Occupation
from desktop_app.domain.reading import Context
from desktop_app.domain.region import Village, dotted

TODAY = date(2026, 11, 22)
AGES = AgeRule()
TAMBAKREJA = Village(
    code="33.01.22.2003",
    name="Tambakreja",
    district="Kedungreja",
    regency="Kabupaten Cilacap",
    province="Jawa Tengah",
)
OCCUPATIONS = {
    o.code: o
    for o in (
        Occupation(code="petani", name="Petani", sector="other", ecosystem="village"),
        Occupation(
            code="ojek_daring", name="Ojek daring", sector="transport", ecosystem="ecommerce"
        ),
    )
}


class FewRegions:
    """A table of one current district and one retired one."""

    districts = frozenset(("33.01.22", "91.01.01"))
    provinces = frozenset(("33", "64", "73", "91", "93"))

    def village(self, code):
        return TAMBAKREJA if dotted(code) == TAMBAKREJA.code else None

    def district_known(self, code):
        return dotted(code) in self.districts

    def province_ever(self, code):
        return code in self.provinces

    def regency_ever(self, code):
        return dotted(code) in {d[:5] for d in self.districts}


REGIONS = FewRegions()
CONTEXT = Context(
    today=TODAY,
    village_code=TAMBAKREJA.code,
    regions=REGIONS,
    occupations=OCCUPATIONS,
    ages=AGES,
)
SITI = {"nik": "3301225705840001", "full_name": "Siti Rohmah", "occupation": "petani"}


def reading_of(text, **options):
    """What the NIK says on the usual day."""
    return read_nik(text, **{"today": TODAY, "ages": AGES, "regions": REGIONS, **options})


def rules(findings):
    """Rule names with their level."""
    return [(f.rule, str(f.level)) for f in findings]
