"""Records of money as an office's log has them, without their empty keys."""

import uuid

from desktop_app.domain.months import later

DAY = "2026-11-22"


def portions(first, months, monthly=8_400):
    parts = {"JKK": monthly * 5 // 21, "JKM": monthly - monthly * 5 // 21}
    return [
        {
            "first": first,
            "months": months,
            "band": 1,
            "base": 1_000_000,
            "parts": parts,
            "monthly": monthly,
            "rules": ["PP 50/2025"],
            "unclear": [],
            "possible_saving": 0,
            "assumed": False,
        }
    ]


def period(person, first="2026-11", months=1):
    """Whose months, and what they are made of."""
    return {
        "worker": person.record_id,
        "first": first,
        "last": later(first, months - 1),
        "portions": portions(first, months),
    }


def payment(person, first="2026-11", months=1, **values):
    told = {
        **period(person, first, months),
        "payer": "self",
        "amount": 8_400 * months,
        "paid_on": DAY,
        "reference": str(uuid.uuid4()),
        **values,
    }
    return {key: value for key, value in told.items() if value is not None}


def undone(record):
    return {**record, "undone": {"on": DAY, "by": "siti", "why": "salah orang"}}


def deposit(person, **values):
    return {
        **period(person),
        "number": "001/TITIPAN/2026",
        "year": 2026,
        "serial": 1,
        "amount": 8_400,
        "received_on": DAY,
        "holder": "siti",
        "state": "held",
        **values,
    }


def reservation(person, **values):
    return {**period(person), "sponsor": "APBDES-2026", **values}


def sponsor(**values):
    return {
        "code": "APBDES-2026",
        "name": "Desa Tambakreja",
        "kind": "APBDes",
        "source": "ADD",
        "year": 2026,
        "budget": 10_000_000,
        "quota": 100,
        "rules": {"max_age": 64},
        **values,
    }
