"""What a measurement gives back, and the few statistics that are used."""

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One line of the table. ``good`` is None where nothing is promised."""

    name: str
    measured: str
    promised: str = ""
    good: bool | None = None


TABLE = "| what | measured | promised | |\n| --- | --- | --- | --- |"
"""The head of the table of figures."""


def row(figure: Figure) -> str:
    """One line of the table."""
    verdict = {True: "kept", False: "**not kept**", None: ""}[figure.good]
    return f"| {figure.name} | {figure.measured} | {figure.promised} | {verdict} |"


def share(values: Sequence[float], part: float) -> float:
    """The value that this part of all values does not exceed."""
    return sorted(values)[max(0, math.ceil(len(values) * part) - 1)]


def median(values: Sequence[float]) -> float:
    """The middle value."""
    return share(values, 0.5)


def timed(work: Callable[[], object]) -> float:
    """Wall-clock milliseconds."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1e3
