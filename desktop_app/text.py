"""Words in two languages: gettext catalogues, Indonesian first.

``_("English text {name}").format(name=…)`` in code; Indonesian stands in
``resources/locale/id/LC_MESSAGES/*.po`` (one file an area, compiled by
``packaging/catalogues.py`` into one ``loket.mo``). English needs no catalogue. The language is
chosen once at start and may be changed while the program runs; texts are looked up when shown.
"""

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from desktop_app import paths

LANGUAGES = ("id", "en")
_current = "id"
_here: ContextVar[str | None] = ContextVar("language", default=None)


def use(language: str) -> None:
    """Speak this language from now on. Raises ValueError for one there is no catalogue of."""
    if language not in LANGUAGES:
        raise ValueError(language)
    global _current  # noqa: PLW0603 - the one piece of process-wide state: the reader's language
    _current = language


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak this language within, and nowhere else: to one of many readers at the same time."""
    if language not in LANGUAGES:
        raise ValueError(language)
    before = _here.set(language)
    try:
        yield
    finally:
        _here.reset(before)


def language() -> str:
    """The language spoken now: ``id`` or ``en``."""
    return _here.get() or _current


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    path = paths.resources() / "locale" / language / "LC_MESSAGES" / "loket.mo"
    with path.open("rb") as file:
        return gettext.GNUTranslations(file)


def _(message: str) -> str:
    """The text in the current language."""
    return _catalogue(language()).gettext(message)


def n_(one: str, many: str, count: int) -> str:
    """The text for a number of things (Indonesian has one form)."""
    return _catalogue(language()).ngettext(one, many, count)


def p_(context: str, message: str) -> str:
    """The text where the same English word has several meanings."""
    return _catalogue(language()).pgettext(context, message)
