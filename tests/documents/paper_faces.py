"""Invented people and offices for the papers, and what a PDF itself says about its text."""

import io
from dataclasses import dataclass, replace
from datetime import date

import pypdfium2
from pypdfium2 import raw

from desktop_app.documents.values import LetterRow, OfficeHead, Person

TODAY = date(2026, 11, 22)
MM = 72 / 25.4
QR = "LOKET1:" + ("6BFOXN+TS3DH4O2KN93NRQ1A.B9XYU8M-OCEUIAT/GVB1*IPKE$V6 1TL0:Z" * 5)[:245]

OFFICE = OfficeHead(
    government_line="Pemerintah Kabupaten Cilacap",
    district_line="Kecamatan Kedungreja",
    office_line="Desa Tambakreja",
    place="Tambakreja",
    signer_name="H. Suprapto, S.Sos.",
    signer_title="Kepala Desa Tambakreja",
    address="Jalan Raya Tambakreja No. 12",
    phone="0280-523456",
    branch="Cilacap",
)
# The longest village name, district and regency of the region table, met in one office.
LONG_OFFICE = replace(
    OFFICE,
    government_line="Pemerintah Kabupaten Kepulauan Siau Tagulandang Biaro",
    district_line="Kecamatan Buay Pematang Ribu Ranau Tengah",
    office_line="Nagari Kampuang Tanjuang Koto Mambang Sungai Durian",
    place="Kampuang Tanjuang Koto Mambang Sungai Durian",
    signer_prefix="Plt.",
    signer_title="Wali Nagari Kampuang Tanjuang Koto Mambang Sungai Durian",
    signer_name="Dr. H. Raden Mas Kusumaningrat Wiryawan Sastrodiningrat, S.Sos., M.Si.",
    signer_nip="197001011990031001",
    address="Jalan Raya Koto Mambang Sungai Durian Kilometer 14, Koto Patamuan 25572",
    branch="Padang Pariaman Bukittinggi",
    practice=True,
)
BARE_OFFICE = replace(OFFICE, address=None, phone=None, branch=None)

PROVISIONAL = Person(
    name="Siti Nur’aini binti M. Sa'dullah",
    number="3301222003-7KJ-000412-X",
    nik_masked="3301••••••••0001",
    qr=QR,
    registered_on=TODAY,
    as_of=TODAY,
    birth_place="Cilacap",
    birth_date=date(1985, 2, 14),
    address="Dusun Karanganyar RT 003 RW 002",
    occupation="Pedagang sayur keliling",
    payer="APBDes Desa Tambakreja",
)
CONFIRMED = replace(PROVISIONAL, confirmed=True, kpj="21001234567", member_since=date(2026, 11, 20))
LONG = replace(
    CONFIRMED,
    name="Raden Ajeng Kartikaningtyas Wulandari Puspaningrum Sastrowij",
    occupation="Penyadap getah pinus dan pencari hasil hutan bukan kayu",
    programmes=("JKK", "JKM", "JHT"),
    address="Lingkungan Karanganyar Kidul Wetan RT 003 RW 012, Jalan Panglima Besar Sudirman 145",
    birth_place="Tanjungbalai Karimun",
    payer="Dana Bagi Hasil Cukai Hasil Tembakau Kabupaten Ogan Komering Ulu Selatan",
    letter_number="3301222003-7KJ-000412-X",
    paid_until="2027-03",
    paid_as_of=TODAY,
)
LOUD = replace(LONG, name=LONG.name.upper())
BARE = Person(
    name="A",
    number="3301222003-7KJ-000412-X",
    nik_masked="3301••••••••0001",
    qr=QR,
    registered_on=TODAY,
    as_of=TODAY,
    programmes=(),
)
STRANGE = replace(
    CONFIRMED, name='D‘Angeloʼ "Ñoño" Øystein Ğül—Š, S.Pd. <b>', address="‹&amp;› % \\"
)
PEOPLE = {
    "provisional": PROVISIONAL,
    "confirmed": CONFIRMED,
    "long": LONG,
    "long provisional": replace(LONG, confirmed=False, kpj=None),
    "loud": LOUD,
    "bare": BARE,
    "bare confirmed": replace(BARE, confirmed=True),
    "long, by the office's word": replace(LONG, answered=False),
    "strange": STRANGE,
}
ROW = LetterRow(name=CONFIRMED.name, nik_masked=CONFIRMED.nik_masked, number=CONFIRMED.number)


def jpeg(width: int = 240, height: int = 320) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(out, "JPEG")
    return out.getvalue()


@dataclass(frozen=True)
class Letter:
    """One drawn character and its box: left, top, right, bottom in mm of the page."""

    text: str
    box: tuple[float, float, float, float]
    size: float


def letters(pdf: bytes, page: int = 0) -> list[Letter]:
    """Every visible character, as an independent library finds it."""
    document = pypdfium2.PdfDocument(pdf)
    sheet = document[page]
    height = sheet.get_height()
    text = sheet.get_textpage()
    found = []
    for index in range(text.count_chars()):
        letter = text.get_text_range(index, 1)
        if not letter.strip():
            continue
        left, bottom, right, top = text.get_charbox(index)
        box = (left / MM, (height - top) / MM, right / MM, (height - bottom) / MM)
        found.append(Letter(letter, box, raw.FPDFText_GetFontSize(text.raw, index)))
    document.close()
    return found


def words(pdf: bytes, page: int = 0) -> str:
    """The page's text with single spaces."""
    document = pypdfium2.PdfDocument(pdf)
    text = " ".join(document[page].get_textpage().get_text_range().split())
    document.close()
    return text


def overlapping(a: tuple, b: tuple, slack: float = 0.0) -> bool:
    """Whether two boxes cover each other by more than ``slack`` mm both ways."""
    across = min(a[2], b[2]) - max(a[0], b[0])
    down = min(a[3], b[3]) - max(a[1], b[1])
    return across > slack and down > slack


def drawn(write, *args, **kwargs) -> bytes:
    """The bytes a writer wrote."""
    out = io.BytesIO()
    write(out, *args, **kwargs)
    return out.getvalue()
