"""Who may do what. Roles guard against mistakes, not against somebody who holds key and file."""

from types import MappingProxyType

ROLES = ("operator", "verifier", "head", "finance", "administrator")
RIGHTS = frozenset(
    (
        "register",
        "read",
        "print",
        "submit",
        "answer",
        "send",
        "import",
        "export",
        "archive",
        "pay",
        "sponsors",
        "users",
        "office",
        "backup",
        "audit",
        "see_decile",
        "see_disability",
    )
)

#: ``pay``: payments and cash at the counter; ``sponsors``: whose money, how much, for whom.
_MONEY = frozenset(("pay", "sponsors"))
_CLERK = frozenset(
    ("register", "read", "print", "submit", "answer", "send", "import", "export", "backup", "pay")
)
#: ``archive``: printed lists with whole NIKs, in numbered copies.
#: Decile and disability stay with those who check eligibility (UU 27/2022: specific data).
_GRANTED = MappingProxyType(
    {
        "operator": _CLERK,
        "verifier": _CLERK | {"archive", "audit", "see_decile", "see_disability"},
        "head": frozenset(("read", "print", "export", "archive", "backup", "audit", "see_decile")),
        "finance": frozenset(("read", "print", "export", "backup")) | _MONEY,
        "administrator": RIGHTS,
    }
)
_SPOKEN = MappingProxyType(
    {
        "petugas": "operator",
        "pemeriksa": "verifier",
        "verifikator": "verifier",
        "kepala": "head",
        "keuangan": "finance",
        "bendahara": "finance",
        "admin": "administrator",
    }
)


def role_named(text: str) -> str | None:
    """The role meant by an English or Indonesian word, or None."""
    word = text.strip().casefold()
    return word if word in ROLES else _SPOKEN.get(word)


def may(role: str, right: str) -> bool:
    """Whether the role has the right. An unknown role has none; an unknown right is a mistake."""
    if right not in RIGHTS:
        raise ValueError(right)
    return right in _GRANTED.get(role, frozenset())
