"""The office: which village, who leads it, and what it calls itself and its parts."""

from dataclasses import dataclass

from desktop_app.domain.region import Village

HEAD_PREFIXES = ("", "Pj.", "Plt.", "Plh.", "a.n.", "u.b.")
#: With these somebody else signs, whose own title and name stand below the head's title.
BY_DEPUTY = ("a.n.", "u.b.")


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeWords:
    """What this office calls things; ``OfficeWords()`` is the commonest, ``Desa``."""

    village: str = "Desa"
    """The kind of village as it is written before its name: Desa, Kelurahan, Nagari, Gampong."""
    village_short: str = "Ds."
    head: str = "Kepala Desa"
    """Title of the head: Kepala Desa, Lurah, Wali Nagari, Keuchik."""
    hamlet: str = "Dusun"
    """The part below the village: Dusun, Lingkungan, Jorong, Banjar."""
    office: str = "Kantor Desa"
    """The office itself, as it stands on papers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deputy:
    """Who signs in the head's place; all empty where the head signs."""

    name: str = ""
    """With titles, as it stands below letters."""
    title: str = ""
    """``Sekretaris Desa``, ``Kepala Seksi Pelayanan``."""
    nip: str | None = None
    through: str = ""
    """With *u.b.*: the title of the one for whom they sign, who signs for the head."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """The office whose register this is. ``id`` is random and never printed."""

    id: str
    village: Village
    name: str
    head: str
    """The head's own name, with titles."""
    head_title: str
    head_nip: str | None = None
    head_prefix: str = ""
    """One of :data:`HEAD_PREFIXES`: acting, or signing on behalf."""
    deputy: Deputy = Deputy()
    words: OfficeWords = OfficeWords()
    address: str | None = None
    phone: str | None = None
    branch: str | None = None
    """The BPJS Ketenagakerjaan branch office that serves this village."""
    practice: bool = False
    """The practice office with invented people; screens and papers say LATIHAN."""
