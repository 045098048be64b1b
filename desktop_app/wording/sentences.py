"""A finding or a refusal as one plain sentence: what happened, where, what to do."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Protocol

from desktop_app import text
from desktop_app.domain.findings import Finding
from desktop_app.domain.months import first_day, is_month
from desktop_app.text import _
from desktop_app.wording import (
    line,
    money,
    papers,
    person,
    regency,
    rule_files,
    verdicts,
    work,
)
from desktop_app.wording.words import field_name, payer_word, status_word

__all__ = ["SENTENCES", "field_name", "month", "rupiah", "sentence", "status_word"]

SENTENCES: Mapping[str, str] = (
    person.SENTENCES
    | work.SENTENCES
    | line.SENTENCES
    | regency.SENTENCES
    | rule_files.SENTENCES
    | money.SENTENCES
    | papers.SENTENCES
    | verdicts.SENTENCES
)


class Said(Protocol):
    """A finding, or an exception that carries a rule."""

    @property
    def rule(self) -> str:
        """Its public name."""

    @property
    def params(self) -> dict[str, Any]:
        """What fills the sentence."""


#: Days that may have come over the line, as text.
_DAYS = frozenset(("since", "on"))
#: What may hold a month (``2026-11``), which people read as November 2026.
_MONTHS = frozenset(("month", "first", "last"))
#: Whole rupiah.
_MONEY = frozenset(("amount", "expected", "reduced", "left", "budget"))


#: What stands in chosen words there: shown as those are called.
_CHOSEN = {"transition": ("now", "to"), "eligibility": ("wanted",)}


class _Values(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


def sentence(said: Said) -> str:
    """The sentence in the current language. Never raises; an unknown rule is named."""
    text = next((SENTENCES[key] for key in _keys(said) if key in SENTENCES), None)
    if text is None:
        return _("This was refused ({rule}). Nothing was changed.").format(rule=said.rule)
    return _capital(_(text).format_map(_values(said)))


def _keys(said: Said) -> Iterable[str]:
    """The variants of the rule that fit, then the rule itself."""
    for param in ("why", "wanted"):
        if param in said.params:
            yield f"{said.rule}.{said.params[param]}"
    for param in ("mistyped", "wait", "allowed", "name"):
        if said.params.get(param):
            yield f"{said.rule}.{param}"
    if level := getattr(said, "level", None):
        yield f"{said.rule}.{level}"
    yield said.rule


def _values(said: Said) -> _Values:
    given = {key: value for key, value in said.params.items() if value is not None}
    values = _Values({key: _shown(value) for key, value in given.items()})
    for key in _DAYS & given.keys():
        values[key] = _told_day(given[key])
    values.update({key: month(given[key]) for key in _MONTHS & given.keys()})
    values.update({key: rupiah(given[key]) for key in _MONEY & given.keys()})
    if "paid_on" in values:
        values.setdefault("on", values["paid_on"])
    place = getattr(said, "field", None)
    if isinstance(place, str):
        values["field"] = field_name(place)
    values.setdefault("field", _("this"))
    file = next((values[k] for k in ("file", "name", "path") if values.get(k)), None)
    if file:
        values["file"] = file
    if "layout" in values:
        values.setdefault("value", values["layout"])
    worded = {"payer": payer_word} | dict.fromkeys(_CHOSEN.get(said.rule, ()), status_word)
    for key in worded.keys() & values.keys():
        values[key] = ", ".join(worded[key](word) for word in values[key].split(", "))
    return values


def _told_day(value: Any) -> str:
    try:
        return _shown(date.fromisoformat(value))
    except (TypeError, ValueError):
        return _shown(value)


def month(value: Any) -> str:
    """A month as it is read: ``November 2026``; anything else as it is."""
    if not is_month(value):
        return _shown(value)
    from babel.dates import format_date

    return str(format_date(first_day(value), "MMMM y", locale=text.language()))


def rupiah(value: Any) -> str:
    """An amount as it is read: ``Rp 16.800`` (``Rp 16,800`` in English)."""
    if isinstance(value, bool) or not isinstance(value, int):
        return _shown(value)
    grouped = f"{value:,}"
    return "Rp " + (grouped.replace(",", ".") if text.language() == "id" else grouped)


def _shown(value: Any) -> str:
    if isinstance(value, Finding):  # a note that repeats why something would be refused
        said = sentence(replace(value, params={"number": _("this person"), **value.params}))
        return re.sub(r"(?<=[.] )[a-z]", lambda letter: letter[0].upper(), said)
    if isinstance(value, datetime):
        return f"{value.astimezone():%d-%m-%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    if isinstance(value, tuple | list | set | frozenset):
        return ", ".join(_shown(item) for item in value)
    if isinstance(value, float):
        number = f"{value:g}"
        return number.replace(".", ",") if text.language() == "id" else number
    return str(value)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
