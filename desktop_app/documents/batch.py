"""Many people's papers one after another, where one that cannot be made stops no other."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from desktop_app.documents.values import Person
from desktop_app.domain.findings import Refused

Made = TypeVar("Made")
Refuse = Callable[[Person, Refused], None]
"""Told of each person whose paper cannot be made."""

_OFFICE = frozenset(("head", "head_nip", "head_title", "name", "office_address", "place"))
"""What every paper of the office shows, whoever it is about."""


def each(
    people: Iterable[Person], compose: Callable[[Person], Made], refuse: Refuse | None
) -> Iterator[Made]:
    """What ``compose`` makes of each person.

    A refusal is told to ``refuse`` and the next person follows; without ``refuse`` it raises.
    """
    for person in people:
        try:
            with about(person.name):
                made = compose(person)
        except Refused as refused:
            if refuse is None:
                raise
            refuse(person, refused)
        else:
            yield made


@contextmanager
def about(name: str) -> Iterator[None]:
    """Gives a refusal raised within the name of whom it concerns, unless it is about the office."""
    try:
        yield
    except Refused as refused:
        if refused.field not in _OFFICE:
            refused.params.setdefault("name", name)
        raise
