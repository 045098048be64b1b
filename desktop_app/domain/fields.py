"""Fields of a JSON object read with their types: what does not fit becomes a finding.

Nothing raises, whatever the input.

Empty text counts as absent, everywhere. Text loses invisible marks and doubled spaces; control
characters are refused, because somebody's tool put them there, not the person.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from desktop_app.domain.findings import Finding, block
from desktop_app.domain.nik import clean, structure
from desktop_app.domain.phone import read_phone

T = TypeVar("T")

NAME_LENGTH = 255
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MONTH = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])", re.ASCII)
_SPACES = frozenset(("Zs", "Zl", "Zp"))
_REFUSED = frozenset(("Cc", "Cs", "Cn", "Co"))


def tidy(text: str) -> str | None:
    """The text in NFC, invisible marks gone, single spaces; None if it holds what no text holds."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    seen = []
    for c in text:
        kind = unicodedata.category(c)
        if c in "\t\r\n" or kind in _SPACES:
            seen.append(" ")
        elif kind in _REFUSED:
            return None
        elif kind != "Cf":
            seen.append(c)
    return " ".join(unicodedata.normalize("NFC", "".join(seen)).split())


def _blank(text: str) -> bool:
    """Whether nothing is seen of it: spaces and marks without a shape of their own."""
    if text.isascii():
        return not text or text.isspace()
    return all(c.isspace() or unicodedata.category(c) == "Cf" for c in text)


class Fields:
    """One JSON object being read. ``findings`` is shared with the objects inside it."""

    def __init__(
        self, raw: Mapping[Any, Any], known: Iterable[str], at: str, findings: list[Finding]
    ) -> None:
        self.raw = raw
        self.at = at
        """Where the object stands, as a prefix of its fields: ``family.0.``."""
        self.findings = findings
        allowed = frozenset(known)
        for key in raw:
            if not isinstance(key, str) or key not in allowed:
                name = tidy(str(key)[:60]) or "?"
                self.findings.append(block("unknown_key", f"{at}{name}", key=name))

    def block(self, rule: str, key: str, **params: Any) -> None:
        """Note that a rule blocks this field."""
        self.findings.append(block(rule, f"{self.at}{key}", **params))

    def given(self, key: str) -> Any:
        """The value, None where it is absent, null or blank text."""
        value = self.raw.get(key)
        return None if isinstance(value, str) and _blank(value) else value

    def require(self, key: str, value: T | None) -> T | None:
        """The value; a finding where it is absent (an unreadable one has its own)."""
        if value is None and self.given(key) is None:
            self.block("required", key)
        return value

    def text(self, key: str, longest: int = NAME_LENGTH) -> str | None:
        """One line of text."""
        value = self.given(key)
        if value is None:
            return None
        if not isinstance(value, str):
            self._wrong(key, "text")
            return None
        tidied = tidy(value) if len(value) <= longest * 4 else value
        if tidied is None:
            self._wrong(key, "printable")
            return None
        if len(tidied) > longest:
            self._wrong(key, "shorter", most=longest)
            return None
        return tidied or None

    def name(self, key: str) -> str | None:
        """Somebody's name: any script, any marks, but a letter must be in it."""
        value = self.text(key)
        if value and not any(c.isalpha() for c in value):
            self._wrong(key, "name")
            return None
        return value

    def word(self, key: str, choices: Sequence[str]) -> str | None:
        """One of the allowed words."""
        value = self.text(key)
        if value is not None and value not in choices:
            self.block("choice", key, value=value[:40], allowed=tuple(choices))
            return None
        return value

    def words(self, key: str, choices: Sequence[str]) -> tuple[str, ...] | None:
        """A list of allowed words, in their own order, each once."""
        chosen = self.texts(key)
        if chosen is None:
            return None
        for value in chosen:
            if value not in choices:
                self.block("choice", key, value=value[:40], allowed=tuple(choices))
                return None
        return tuple(word for word in choices if word in chosen)

    def texts(self, key: str, most: int = 50) -> tuple[str, ...] | None:
        """A list of texts; blank ones are left out."""
        values = self.items(key, most)
        if values is None:
            return None
        read = []
        for value in values:
            tidied = tidy(value) if isinstance(value, str) and len(value) <= NAME_LENGTH else None
            if tidied is None:
                self._wrong(key, "texts")
                return None
            read.append(tidied)
        return tuple(text for text in read if text)

    def items(self, key: str, most: int = 50) -> list[Any] | None:
        """A list of anything, not longer than ``most``."""
        value = self.given(key)
        if value is None:
            return None
        if not isinstance(value, list | tuple):
            self._wrong(key, "list")
            return None
        if len(value) > most:
            self._wrong(key, "shorter_list", most=most)
            return None
        return list(value)

    def inner(self, key: str, known: Iterable[str]) -> "Fields | None":
        """The object in this field."""
        value = self.given(key)
        if value is None:
            return None
        if not isinstance(value, Mapping):
            self._wrong(key, "object")
            return None
        return Fields(value, known, f"{self.at}{key}.", self.findings)

    def flag(self, key: str) -> bool | None:
        """True or false, nothing that merely looks like it."""
        value = self.given(key)
        if value is None or isinstance(value, bool):
            return value
        self._wrong(key, "boolean")
        return None

    def integer(self, key: str, least: int, most: int) -> int | None:
        """A whole number within bounds, both ends included."""
        value = self.given(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            self._wrong(key, "integer")
            return None
        if not least <= value <= most:
            self._wrong(key, "range", least=least, most=most)
            return None
        return value

    def day(self, key: str) -> date | None:
        """A calendar date, ``YYYY-MM-DD``."""
        value = self.given(key)
        if value is None:
            return None
        if isinstance(value, str) and _ISO_DATE.fullmatch(value.strip()):
            try:
                return date.fromisoformat(value.strip())
            except ValueError:
                pass
        self._wrong(key, "date")
        return None

    def month(self, key: str) -> str | None:
        """A month, ``YYYY-MM``."""
        return self._form(key, str.strip, _MONTH, "month")

    def number(self, key: str, form: re.Pattern[str], wanted: str) -> str | None:
        """Digits that are no amount, in the form given; typing marks are cleaned."""
        return self._form(key, clean, form, wanted)

    def nik(self, key: str) -> str | None:
        """A NIK of somebody else than the worker: only its outer form is looked at."""
        value = self.text(key)
        digits = None if value is None else clean(value)
        wrong = None if digits is None else structure(digits)
        if wrong is not None:
            self.block(wrong.rule, key, **wrong.params)
            return None
        return digits

    def phone(self, key: str) -> str | None:
        """A telephone number as ``+62…``."""
        value = self.text(key)
        number = None if value is None else read_phone(value)
        if value is not None and number is None:
            self.block("phone", key)
        return number

    def _form(
        self, key: str, cleaned: Callable[[str], str], form: re.Pattern[str], wanted: str
    ) -> str | None:
        value = self.given(key)
        if value is None:
            return None
        if isinstance(value, str) and form.fullmatch(read := cleaned(value)):
            return read
        self._wrong(key, wanted)
        return None

    def _wrong(self, key: str, wanted: str, **params: Any) -> None:
        self.block("type", key, wanted=wanted, **params)
