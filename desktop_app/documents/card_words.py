"""What the pages say that prepare a printer for cards: calibration, and turning a stack."""

from dataclasses import dataclass

FACTS = frozenset(
    (
        "nik",
        "birth_date",
        "birth_place",
        "address",
        "occupation",
        "programmes",
        "funding",
        "member_since",
        "registered_on",
    )
)
"""What may stand in the rows of a card's front."""


def are_rows(rows: tuple[str, ...]) -> bool:
    """Whether these are rows of one or two facts, none of them twice."""
    names = [name for row in rows for name in row.split()]
    short = all(1 <= len(row.split()) <= 2 for row in rows)
    return bool(rows) and short and set(names) <= FACTS and len(set(names)) == len(names)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationWords:
    """The page that shows how far a printer prints from where it should."""

    title: str
    subtitle: str
    printer: str
    paper: str
    shift: str
    shift_value: str
    steps_title: str
    steps: tuple[str, ...]
    across: str
    across_hint: str
    example: str
    down: str
    down_hint: str
    scale: str
    card: str
    edge: str
    foot: str
    back: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TurningWords:
    """The two sheets that show how a stack comes through the printer again."""

    title: str
    front: str
    back: str
    top: str
    steps_title: str
    steps: tuple[str, ...]
    note: str
    answer_title: str
    same_arrow: str
    other_arrow: str
    same_side: str
