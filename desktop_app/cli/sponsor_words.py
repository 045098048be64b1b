"""How sponsors are put into documents and lines."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from desktop_app.cli import words
from desktop_app.terminal.voice import table
from desktop_app.text import _
from desktop_app.wording.sentences import month, rupiah

if TYPE_CHECKING:
    from desktop_app.actions.reserving import Reserved
    from desktop_app.actions.sponsoring import Account, People
    from desktop_app.domain.sponsor import Sponsor

#: Fields of the document that the sponsor itself calls otherwise.
FIELDS = {"from": "first", "to": "last"}


def document(account: "Account") -> dict[str, Any]:
    """One sponsor with its balance, as ``sponsor list`` and ``show`` print it."""
    sponsor, balance = account.sponsor, account.balance
    return {
        "code": sponsor.code,
        "name": sponsor.name,
        "kind": sponsor.kind,
        "source": sponsor.source,
        "legal_basis": sponsor.legal_basis,
        "year": sponsor.year,
        "budget": sponsor.budget,
        "quota": sponsor.quota,
        "minimum": sponsor.minimum,
        "from": sponsor.first,
        "to": sponsor.last,
        "months": sponsor.months,
        "rules": dict(sponsor.rules),
        "used": balance.used,
        "reserved": balance.reserved,
        "left": balance.left,
        "people_used": balance.people_used,
        "people_reserved": balance.people_reserved,
        "people_left": balance.people_left,
    }


def people_document(people: "People") -> dict[str, Any]:
    """The people of a sponsor: names only of those who agreed to it."""
    return {
        "people": [
            {
                "registration_number": one.number,
                "full_name": one.full_name,
                "months": one.months,
                "paid_until": one.until,
                "months_reserved": one.months_reserved,
            }
            for one in people.named
        ],
        "people_without_names": people.unnamed,
    }


def rules_text(rules: Mapping[str, Any]) -> dict[str, str]:
    """Rules as they are typed: ``{"max_age": "64", "basis": "DTSEN,musdes"}``."""
    return {key: typed(value) for key, value in rules.items()}


def typed(value: Any) -> str:
    """A rule's value as it is typed."""
    if value is True:
        return "yes"
    return ",".join(value) if isinstance(value, list | tuple) else str(value)


def listed(accounts: "Sequence[Account]") -> list[str]:
    """All sponsors, one a line."""
    if not accounts:
        return [_("There is no sponsor yet. Add one: loket sponsor add.")]
    return list(table([line(one) for one in accounts]))


def line(account: "Account") -> tuple[str, ...]:
    """One line of the list."""
    sponsor, balance = account.sponsor, account.balance
    money = _left(rupiah(balance.left)) if balance.left is not None else _("no limit of money")
    people = balance.people_left
    places = _left(str(people)) if people is not None else _("no limit of people")
    return sponsor.code, sponsor.name, words.status_word(sponsor.kind), money, places


def _left(figure: str) -> str:
    return _("{figure} left").format(figure=figure)


def lines(account: "Account", people: "People") -> Iterable[tuple[str, str]]:
    """One sponsor for reading."""
    sponsor, balance = account.sponsor, account.balance
    yield _("code"), sponsor.code
    yield words.field_name("sponsor_name"), sponsor.name
    yield words.field_name("kind"), words.status_word(sponsor.kind)
    yield from _terms(sponsor)
    yield _("money"), _figures(balance.used, balance.reserved, balance.left, rupiah)
    yield (
        _("people"),
        _figures(balance.people_used, balance.people_reserved, balance.people_left, str),
    )
    yield from ((one.number, one.full_name) for one in people.named)
    if people.unnamed:
        yield _("without names"), str(people.unnamed)


def _terms(sponsor: "Sponsor") -> Iterable[tuple[str, str]]:
    """Whose money, when and for whom, as far as it is said."""
    for key in ("source", "legal_basis", "year", "minimum"):
        if value := getattr(sponsor, key):
            yield words.field_name(key), str(value)
    if sponsor.first or sponsor.last:
        yield _("months it pays"), f"{month(sponsor.first or '…')} – {month(sponsor.last or '…')}"
    if sponsor.months:
        yield _("months for each person"), str(sponsor.months)
    for key, text in rules_text(sponsor.rules).items():
        yield words.field_name(key), ", ".join(words.status_word(w) for w in text.split(","))


def _figures(used: int, reserved: int, left: int | None, shown: Any) -> str:
    told = _("{used} used, {reserved} set aside").format(used=shown(used), reserved=shown(reserved))
    return told if left is None else f"{told}, {_left(shown(left))}"


def reserved_document(done: "Reserved") -> dict[str, Any]:
    """What was set aside and what was not."""
    return {
        "reserved": [
            {
                "registration_number": registration.number,
                "from": made.first,
                "to": made.last,
                "amount": made.amount,
            }
            for registration, made in done.made
        ],
        "refused": [
            {
                "id": one.id,
                "registration_number": one.number,
                "rule": one.finding.rule,
                "field": one.finding.field,
                "message": words.message([one.finding]),
            }
            for one in done.refused
        ],
        "total": done.total,
    }


def reserved_lines(done: "Reserved") -> list[str]:
    """The same in one line."""
    words_ = _("{total} set aside for {people} people.")
    return [words_.format(total=rupiah(done.total), people=len(done.made))] if done.made else []


def complaints(done: "Reserved") -> list[str]:
    """One line for each who was left out."""
    return [f"{one.name or one.id}: {words.message([one.finding])}" for one in done.refused]
