"""Invented people as they really stand at a counter: every one of them must pass."""

import base64
import io
from typing import Any

CONSENT = {"given_on": "2026-11-20", "method": "signed_form", "text_version": "1"}


def person(serial: int, **fields: Any) -> dict[str, Any]:
    """Somebody unlike the others; ``serial`` makes the NIK."""
    return {
        "nik": f"330101{serial % 28 + 1:02}0485{serial:04}",
        "full_name": f"{_SYLLABLES[serial % 13]}{_SYLLABLES[serial // 13 % 13]}{serial} Warga",
        "occupation": "petani",
        "mother_name": f"Ibu {_SYLLABLES[serial * 7 % 13]}{_SYLLABLES[serial * 3 % 13]}",
        "birth_place": "Cilacap",
        "consent": CONSENT,
        **fields,
    }


_SYLLABLES = (
    *("Sar", "Wiji", "Kar", "Muk", "Tar", "Pon", "Gim"),
    *("Reja", "Yati", "Bud", "Las", "Nur", "Dwi"),
)


def portrait(width: int = 900, height: int = 1000) -> str:
    """A picture as base64 JPEG."""
    from PIL import Image

    out = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(out, "JPEG")
    return base64.b64encode(out.getvalue()).decode()


PEOPLE = [
    person(1, full_name="Slamet", mother_name=""),
    person(2, full_name="O", phone=None),
    person(3, full_name="Nur'aini", phone="0813-2700 0011", phone_owner="village"),
    person(4, full_name="Hj. Siti Aminah, S.Pd.", phone="+62 813 2700 0011"),
    person(5, full_name="D’Artagnan Ma'ruf", birth_date="1984-01-02", confirmed=["nik_birth_date"]),
    person(6, nik="7371014107900001", full_name="Andi Tenri", hamlet="Krajan", rt="1", rw="02"),
    person(7, nik="9101011508850003", full_name="Yosephina Kamoraup"),
    person(8, nik="3301 0145 0885-0008", full_name="Warsini", sex="female"),
    person(
        9,
        full_name="Karyo Utomo",
        kpj="12345678901",
        member_since="2025-01-01",
        paid_until="2026-10",
        former_payer="Yayasan Sejahtera",
    ),
    person(
        10,
        full_name="Ponirah binti Sastro",
        second_occupation="ojek",
        business_owner=True,
        programmes=["JHT", "JKM", "JKK"],
        monthly_income=2_750_000,
        workplace="Pasar Kedungreja, los 3",
        ecosystem="market",
        segment="self_paying",
        email="ponirah@contoh.id",
        address='Jl. Kenanga No. 5; blok "B"\tdepan',
        family_card_number="3301010101100001",
        village_code="3301012002",
    ),
    person(
        11,
        full_name="Tukiman",
        disability=True,
        vulnerability={"basis": "DTSEN", "decile": 2, "as_of": "2026-06-30", "extreme_poor": True},
        consent={
            "given_on": "2026-11-19",
            "method": "verbal_witnessed",
            "purposes": ["bpjs"],
            "text_version": "2",
            "witnesses": ["Karto", "Sastro, S.H."],
            "representative": "Ngatini",
        },
        family=[
            {
                "full_name": "Painem",
                "relation": "spouse",
                "birth_date": "1986-02-01",
                "nik": "3301014102860001",
                "phone": "081200000001",
                "heir": True,
            },
            {"full_name": "Bejo", "relation": "child"},
        ],
    ),
    person(12, full_name="Zulkifli", photo=portrait(), consent={"method": "pending"}),
    person(13, full_name="=2+3 Rahmat", hamlet='@Sawah; "Lor"', mother_name="-Tumini"),
]
