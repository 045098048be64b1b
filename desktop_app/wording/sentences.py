"""A finding or a refusal as one plain sentence: what happened, where, what to do."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Protocol

from desktop_app import text
from desktop_app.text import _
from desktop_app.wording import line, person, regency, rule_files, work
from desktop_app.wording.words import field_name, status_word

__all__ = ["SENTENCES", "field_name", "sentence", "status_word"]

SENTENCES: Mapping[str, str] = (
    person.SENTENCES
    | work.SENTENCES
    | line.SENTENCES
    | regency.SENTENCES
    | rule_files.SENTENCES
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
    place = getattr(said, "field", None)
    if isinstance(place, str):
        values["field"] = field_name(place)
    values.setdefault("field", _("this"))
    file = next((values[k] for k in ("file", "name", "path") if values.get(k)), None)
    if file:
        values["file"] = file
    if "layout" in values:
        values.setdefault("value", values["layout"])
    if said.rule == "transition":
        values.update({key: status_word(values[key]) for key in ("now", "to") if key in values})
    return values


def _told_day(value: Any) -> str:
    try:
        return _shown(date.fromisoformat(value))
    except (TypeError, ValueError):
        return _shown(value)


def _shown(value: Any) -> str:
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
