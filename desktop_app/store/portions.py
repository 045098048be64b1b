"""Between the portions of a sum and their JSON: in a column, and in the change log."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from desktop_app.domain.contribution import MOST_MONTHS, MOST_RUPIAH
from desktop_app.domain.months import distance, is_month
from desktop_app.domain.payment import Portion

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def told(portions: Iterable[Portion]) -> list[dict[str, Any]]:
    """The portions as the change log holds them: every key, whatever it says."""
    return [
        {
            "first": one.first,
            "months": one.months,
            "band": one.band,
            "base": one.base,
            "parts": one.parts,
            "monthly": one.monthly,
            "rules": list(one.rules),
            "unclear": list(one.unclear),
            "possible_saving": one.possible_saving,
            "assumed": one.assumed,
        }
        for one in portions
    ]


def written(said: Sequence[Mapping[str, Any]]) -> str:
    """What :func:`told` says, as it stands in a column."""
    return _encode(said)


def read(text: str) -> tuple[Portion, ...]:
    """The portions in a column."""
    return taken(json.loads(text))


def taken(said: Sequence[Mapping[str, Any]]) -> tuple[Portion, ...]:
    """The portions in a record. Raises KeyError, TypeError, ValueError for what cannot be one."""
    return tuple(
        Portion(
            first=month(one["first"]),
            months=whole(one["months"], MOST_MONTHS),
            band=whole(one["band"]),
            base=whole(one["base"]),
            parts={str(name): whole(amount) for name, amount in one["parts"].items()},
            monthly=whole(one["monthly"]),
            rules=tuple(map(str, one["rules"])),
            unclear=tuple(map(str, one.get("unclear", ()))),
            possible_saving=whole(one.get("possible_saving", 0)),
            assumed=bool(one.get("assumed", False)),
        )
        for one in said
    )


def whole(value: Any, most: int = MOST_RUPIAH) -> int:
    """A whole number from nought on. Raises ValueError."""
    if type(value) is not int or not 0 <= value <= most:
        raise ValueError("not such a number")
    return value


def month(value: Any) -> str:
    """A month. Raises ValueError."""
    if not is_month(value):
        raise ValueError("not a month")
    return str(value)


def months(record: Mapping[str, Any]) -> tuple[str, str]:
    """The first and the last month of a record. Raises KeyError, ValueError."""
    first, last = month(record["first"]), month(record["last"])
    if not 0 <= distance(first, last) < MOST_MONTHS:
        raise ValueError("not such months")
    return first, last
