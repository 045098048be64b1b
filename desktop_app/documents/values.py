"""What the papers are told: the office that issues them and the people they are about."""

from dataclasses import dataclass
from datetime import date

from desktop_app.documents.template import Template


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeHead:
    """The issuing office: letterhead, place and the person who signs."""

    government_line: str
    """``Pemerintah Kabupaten Cilacap``; the letterhead writes it in capitals."""
    district_line: str
    """``Kecamatan Kedungreja``."""
    office_line: str
    """``Desa Tambakreja``: kind and name, as the office calls itself."""
    place: str
    """Where letters are signed: ``Tambakreja``."""
    signer_name: str
    signer_title: str
    """``Kepala Desa Tambakreja``."""
    signer_prefix: str = ""
    """``""``, ``Pj.``, ``Plt.``, ``Plh.``, ``a.n.`` or ``u.b.``."""
    signer_nip: str | None = None
    deputy_title: str = ""
    """With ``a.n.`` and ``u.b.`` the own title of who signs: ``Sekretaris Desa``."""
    deputy_through: str = ""
    """With ``u.b.`` the title of the one between the head and who signs."""
    address: str | None = None
    phone: str | None = None
    branch: str | None = None
    """BPJS Ketenagakerjaan's branch, e.g. ``Cilacap``."""
    practice: bool = False
    """Every paper of a practice office is marked LATIHAN."""
    emblem: bytes | None = None
    """The office's emblem as a small PNG, prepared once."""
    words: Template | None = None
    """The office's own words and colours; None where it uses those the program came with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One worker as papers show them. Nothing here is a whole NIK."""

    name: str
    number: str
    """Registration number."""
    nik_masked: str
    qr: str
    """The signed credential's text (``LOKET1:`` + base45)."""
    registered_on: date
    as_of: date
    """Since when what is said is true: the day of BPJS's answer where confirmed, else today."""
    confirmed: bool = False
    """Whether BPJS Ketenagakerjaan gave a KPJ; without it the paper says that it is no card."""
    answered: bool = True
    """Whether BPJS's own answer tells the KPJ; else only the office's records do."""
    kpj: str | None = None
    member_since: date | None = None
    birth_place: str | None = None
    birth_date: date | None = None
    address: str | None = None
    occupation: str | None = None
    programmes: tuple[str, ...] = ("JKK", "JKM")
    payer: str | None = None
    """Who pays, in words: ``sendiri``, ``APBDes Desa Tambakreja``."""
    paid_until: str | None = None
    """Last month covered by recorded payments (``YYYY-MM``); None where none is recorded."""
    paid_as_of: date | None = None
    """The day on which ``paid_until`` was looked up."""
    photo: bytes | None = None
    """JPEG, 3:4."""
    letter_number: str | None = None
    """The certificate's number in the office's agenda."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterRow:
    """One person in the list of a cover letter."""

    name: str
    nik_masked: str
    number: str
