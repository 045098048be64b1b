"""What papers say of a person, label by label, in the words of the template."""

from dataclasses import dataclass
from datetime import date

from desktop_app.documents.template import Template
from desktop_app.documents.values import OfficeHead, Person


@dataclass(frozen=True, slots=True)
class Fact:
    """One labelled value; ``texts`` stand on lines of their own."""

    field: str
    """The worker's key that a refusal names."""
    label: str
    texts: tuple[str, ...]

    @property
    def text(self) -> str:
        """The value on one line."""
        return " · ".join(self.texts)


def facts(person: Person, words: Template) -> dict[str, Fact]:
    """Every fact by its field; an empty one shows the template's dash."""
    labels, sure = words.labels, person.confirmed
    found = (
        Fact("number", labels.number, (person.number,)),
        Fact("kpj", labels.kpj, _one(person.kpj, words)),
        Fact("nik", labels.nik, (person.nik_masked,)),
        Fact("birth_date", labels.birth, _one(_short(person.birth_date), words)),
        Fact("birth_place", labels.birth_long, _one(_born(person, words), words)),
        Fact("address", labels.address, _one(person.address, words)),
        Fact("occupation", labels.occupation, _one(person.occupation, words)),
        Fact(
            "programmes",
            labels.programmes if sure else labels.programmes_wanted,
            person.programmes or (words.not_given,),
        ),
        Fact("funding", labels.payer if sure else labels.payer_planned, _one(person.payer, words)),
        Fact("member_since", labels.member_since, _one(_short(person.member_since), words)),
        Fact("registered_on", labels.registered_on, (words.day(person.registered_on),)),
    )
    return {fact.field: fact for fact in found}


def programme_names(person: Person, words: Template) -> Fact:
    """The programmes by their full names, one to a line."""
    short = facts(person, words)["programmes"]
    names = tuple(f"{words.programmes.get(code, code)} ({code})" for code in person.programmes)
    return Fact(short.field, short.label, names or short.texts)


def paid(person: Person, words: Template) -> Fact | None:
    """Until when payments are recorded, and as of which day; None where none are.

    *Aktif* is said only where the covered months reach that day's month.
    """
    if not (person.confirmed and person.paid_until and person.paid_as_of):
        return None
    own = words.certificate
    covered = person.paid_until >= f"{person.paid_as_of:%Y-%m}"
    text = (own.paid_active if covered else own.paid_until).format(
        month=words.month(person.paid_until), date=words.day(person.paid_as_of)
    )
    return Fact("paid_until", words.labels.paid, (text,))


def chain(head: OfficeHead) -> str:
    """The office with its district and regency on one line."""
    government = head.government_line.strip()
    if government.casefold().startswith("pemerintah "):
        government = government[len("pemerintah ") :]
    return " · ".join(part for part in (head.office_line, head.district_line, government) if part)


def signer(head: OfficeHead) -> str:
    """The title in whose right is signed, with Pj., Plt., Plh. or a.n. before it."""
    prefix = "a.n." if head.signer_prefix == "u.b." else head.signer_prefix
    return " ".join(part for part in (prefix, head.signer_title) if part)


def _one(text: str | None, words: Template) -> tuple[str]:
    return (text.strip() if text and text.strip() else words.not_given,)


def _short(day: date | None) -> str | None:
    return f"{day:%d-%m-%Y}" if day else None


def _born(person: Person, words: Template) -> str:
    day = words.day(person.birth_date) if person.birth_date else None
    return ", ".join(part for part in (person.birth_place, day) if part)
