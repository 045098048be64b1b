"""A person's data in words: lines for the panel, states as sentences, values of the history."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from desktop_app.domain.journal import JournalEntry
from desktop_app.domain.nik import masked
from desktop_app.domain.protection import Cover
from desktop_app.domain.registration import Registration
from desktop_app.domain.worker import Worker
from desktop_app.reference.occupations import occupations
from desktop_app.text import _
from desktop_app.ui import shown
from desktop_app.ui.models.covered import payer_word
from desktop_app.wording.words import WORDS, field_name, status_word

N_ = str  # marks a text for the catalogue; it is looked up when it is shown

_ISO = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_OCCUPATIONS = ("occupation", "second_occupation")
_WHOLE_WORDS = {
    "sex", "phone_owner", "ecosystem", "funding", "segment", "record", "delivery", "membership",
    "protection", "ended_why", "kind", "status", "relation", "method", "basis",
}  # fmt: skip
#: What changes by itself beside something that is told anyway.
UNTOLD = frozenset(("protection_as_of", "delivery", "answered_on", "submitted_on", "confirmed"))
PROTECTION = {
    "active": N_("Covered up to and including {month}, paid by {payer} (as of {day})."),
    "arrears": N_(
        "In arrears: paid up to {month} only (as of {day}). After three unpaid months the "
        "protection rests."
    ),
    "lapsed": N_(
        "Inactive: paid up to {month} only (as of {day}). It resumes with the next payment; months "
        "that were missed are not owed."
    ),
    "unknown": N_("Whether contributions are paid is not known here (as of {day})."),
    "none": N_("Not protected (as of {day}): {why}"),
}
#: Why somebody who is no member is not protected.
UNPROTECTED = {
    "candidate": N_("BPJS does not know the person yet."),
    "submitted": N_("the answer of BPJS is awaited; the payment may be made before it."),
    "refused_by_bpjs": N_("BPJS returned the registration."),
    "ended": N_("the registration has ended."),
}
#: What stands in the history beside the fields of a worker.
MORE_FIELDS = {
    "membership": N_("membership"),
    "protection": N_("protection"),
    "record": N_("record"),
    "submission": N_("letter to BPJS"),
    "refused_reason": N_("reason of BPJS"),
    "ended_on": N_("ended on"),
    "ended_why": N_("reason"),
    "answer": N_("answer of BPJS"),
    "ended_paper": N_("paper of the end"),
    "aliases": N_("former NIK"),
}
TONES = {"member": "done", "submitted": "accent", "refused_by_bpjs": "block", "ended": "warn"}
#: How a word of the way to the regency office is coloured.
DELIVERY_TONES = {
    "accepted": "done",
    "merged": "done",
    "conflict": "warn",
    "duplicate": "warn",
    "refused": "warn",
}


def delivery_told(delivery: str) -> str:
    """How far the data has come on its way to the regency office."""
    if delivery in ("accepted", "merged"):
        return _("at the regency office")
    return status_word(delivery)


def who_did(entry: JournalEntry) -> str:
    """Who stands in the history: an account, or the regency office with its answers."""
    return _("the regency office") if entry.action == "hub_answer" else entry.actor


def cover_told(person: Registration, cover: Cover) -> str:
    """How far somebody is covered, as of which day."""
    told = PROTECTION.get(cover.state, PROTECTION["unknown"])
    why = UNPROTECTED.get(person.states.membership)
    return _(told).format(
        month=shown.month(cover.until) or "—",
        payer=payer_word(cover.payer or "unknown"),
        day=shown.day(cover.as_of),
        why=_(why) if why else "—",
    )


def states_told(person: Registration, cover: Cover) -> str:
    """Where the registration stands and what comes next."""
    standing, worker = person.standing, person.worker
    match person.states.membership:
        case "candidate" if worker.consent.method == "pending":
            return _("Prospective. Consent is not recorded yet, so nothing is sent to BPJS.")
        case "candidate":
            return _("Prospective: not sent to BPJS yet, and not protected yet.")
        case "submitted":
            return _("Sent to BPJS on {day}, letter {letter}. The answer is awaited.").format(
                day=shown.day(standing.submitted_on), letter=standing.submission or "—"
            )
        case "refused_by_bpjs":
            return _(
                "Returned by BPJS: {reason}. Mend the data, then it can be sent again."
            ).format(reason=standing.refused_reason or "—")
        case "ended":
            return _("Ended on {day}: {why}.").format(
                day=shown.day(standing.ended_on), why=_end_told(person)
            )
    return _("Participant, KPJ {kpj}. {protection}").format(
        kpj=worker.kpj or "—", protection=cover_told(person, cover)
    )


def _end_told(person: Registration) -> str:
    why, paper = person.standing.ended_why, person.standing.ended_paper
    return ", ".join(part for part in (status_word(why or "—"), paper) if part)


def changed_name(field: str) -> str:
    """What a field of the history is called."""
    known = MORE_FIELDS.get(field)
    return capital(_(known) if known else field_name(field))


def data_lines(
    person: Registration, *, see_decile: bool, see_disability: bool
) -> Iterator[tuple[str, str]]:
    """Field and value, for what is filled in."""
    worker = person.worker
    lines: dict[str, Any] = {**_who(worker), **_membership(worker)}
    why = worker.vulnerability
    if why:
        lines["basis"] = why.basis
        lines["decile"] = why.decile if see_decile else None
        lines["as_of"] = why.as_of
        lines["extreme_poor"] = why.extreme_poor
    if see_disability:
        lines["disability"] = worker.disability
    for key, value in lines.items():
        if value not in (None, "", ()):
            yield capital(field_name(key)), value_told(key, value)
    consent = worker.consent
    said = [status_word(consent.method), shown.day(consent.given_on)]
    yield capital(field_name("consent")), ", ".join(part for part in said if part)
    yield (
        _("Registered"),
        _("{day} by {who}").format(day=shown.day(person.registered_on), who=person.registered_by),
    )
    if person.former_kpjs:
        yield _("Former KPJ numbers"), ", ".join(person.former_kpjs)
    if person.aliases:
        yield _("Former NIK"), ", ".join(person.aliases)


def _who(worker: Worker) -> dict[str, Any]:
    return {
        "nik": worker.nik,
        "birth_place": worker.birth_place,
        "birth_date": worker.birth_date,
        "sex": worker.sex,
        "mother_name": worker.mother_name,
        "family_card_number": worker.family_card_number,
        "address": _address(worker.address, worker.rt, worker.rw, worker.hamlet),
        "phone": worker.phone,
        "phone_owner": worker.phone_owner,
        "email": worker.email,
    }


def _membership(worker: Worker) -> dict[str, Any]:
    return {
        "occupation": worker.occupation,
        "second_occupation": worker.second_occupation,
        "workplace": worker.workplace,
        "business_owner": worker.business_owner or None,
        "monthly_income": worker.monthly_income,
        "programmes": worker.programmes,
        "funding": worker.funding,
        "segment": worker.segment,
        "kpj": worker.kpj,
        "member_since": worker.member_since,
        "paid_until": worker.paid_until,
        "former_payer": worker.former_payer,
    }


def _address(address: str | None, rt: str | None, rw: str | None, hamlet: str | None) -> str:
    parts = [address, hamlet, f"RT {rt}" if rt else None, f"RW {rw}" if rw else None]
    return ", ".join(part for part in parts if part)


def capital(text: str) -> str:
    """The text with a capital at its start."""
    return text[:1].upper() + text[1:]


def value_told(key: str, value: Any) -> str:
    """A value as the office writes it; nothing is a dash."""
    if value in (None, "", [], ()):
        return "—"
    if key == "photo":
        return _("another photo")
    for kind, told in _TOLD:
        if isinstance(value, kind):
            return told(key, value)
    return str(value)


def _flag_told(_key: str, value: bool) -> str:
    return _("yes") if value else _("no")


def _number_told(key: str, value: int) -> str:
    return shown.rupiah(value) if key == "monthly_income" else str(value)


def _text_told(key: str, value: str) -> str:
    if key in _OCCUPATIONS:
        known = occupations().get(value)
        return known.name if known else value
    if _ISO.fullmatch(value):
        return shown.day(date.fromisoformat(value))
    if key in _WHOLE_WORDS and value in WORDS:
        return status_word(value)
    return value


def _object_told(_key: str, value: Mapping[str, Any]) -> str:
    return ", ".join(f"{field_name(k)} {value_told(k, v)}" for k, v in value.items() if v)


def _list_told(key: str, value: Any) -> str:
    return ", ".join(_item_told(key, item) for item in value)


def _item_told(key: str, item: Any) -> str:
    if isinstance(item, Mapping) and "full_name" in item:
        relation = status_word(str(item.get("relation", "")))
        heir = f", {field_name('heir').lower()}" if item.get("heir") else ""
        return f"{item['full_name']} ({relation.lower()}{heir})"
    return status_word(item) if key == "purposes" else value_told("", item)


def nik_of_relative(nik: str | None) -> str:
    """A relative's NIK, masked: it is not their record that is open."""
    return masked(nik) if nik else ""


_TOLD: tuple[tuple[Any, Callable[[str, Any], str]], ...] = (
    (bool, _flag_told),
    (int, _number_told),
    (date, lambda _key, value: shown.day(value)),
    (str, _text_told),
    (Mapping, _object_told),
    ((list, tuple), _list_told),
)
