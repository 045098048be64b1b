"""Merging a change into a record that moved on meanwhile, field by field.

A field is taken where the record still has the value that the change started from (or has its new
one already). Where neither is so, two people said different things, and a person must decide.
States are no opinions: the membership that went further wins, and what is derived follows it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

#: How far a membership went; the further one wins.
_RANK = ("candidate", "submitted", "refused_by_bpjs", "member", "ended")
#: What follows the membership.
_FOLLOWS = (
    "protection",
    "protection_as_of",
    "submission",
    "submitted_on",
    "answered_on",
    "refused_reason",
    "ended_on",
    "ended_why",
    "answer",
    "ended_paper",
)
#: What nobody can say otherwise, only more of.
_GROWS = ("aliases", "former_kpjs")


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of it."""

    record: dict[str, Any]
    taken: tuple[str, ...]
    """Fields that changed in the record."""
    conflicts: tuple[str, ...]
    """Fields on which both sides differ; the record keeps its own value there."""


def merge(current: Mapping[str, Any], fields: Mapping[str, Sequence[Any]]) -> Merged:
    """``current`` with a change's fields ([old, new] each) on top. An absent key is a null one."""
    record, taken, conflicts = dict(current), [], []
    overtaken = _overtaken(current, fields)
    for name, (old, new) in fields.items():
        now = current.get(name)
        if now == new or (name in overtaken):
            continue
        if name in _GROWS:
            record[name] = _united(now, new)
        elif now == old or name == "membership" or name in _FOLLOWS:
            record[name] = new
        else:
            conflicts.append(name)
            continue
        taken.append(name)
    return Merged(record, tuple(taken), tuple(conflicts))


def _united(now: Any, new: Any) -> list[Any]:
    """Both lists as one; what is no list of texts says nothing."""
    both = (one for part in (now, new) if isinstance(part, list | tuple) for one in part)
    return list(dict.fromkeys(one for one in both if isinstance(one, str)))


def _overtaken(current: Mapping[str, Any], fields: Mapping[str, Sequence[Any]]) -> tuple[str, ...]:
    """The states of a change whose membership the record has left behind."""
    if "membership" not in fields:
        return ()
    old, new = fields["membership"]
    now = current.get("membership")
    further = now in _RANK and new in _RANK and _RANK.index(now) > _RANK.index(new)
    return ("membership", *_FOLLOWS) if now != old and further else ()


def composed(
    first: Mapping[str, Sequence[Any]] | None, then: Mapping[str, Sequence[Any]]
) -> dict[str, list[Any]]:
    """Two changes in a row as one: the first's old values, the second's new ones."""
    fields = {name: list(pair) for name, pair in (first or {}).items()}
    for name, (old, new) in then.items():
        fields[name] = [fields[name][0] if name in fields else old, new]
    return {name: pair for name, pair in fields.items() if pair[0] != pair[1]}
