"""The work behind the printing page, without a widget: whom, which PDF, which page."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from desktop_app.store.summary import Filters

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from desktop_app.actions.desk import Desk
    from desktop_app.actions.issuing import Composed
    from desktop_app.ui.jobs import Step, Stop

#: People on one print run: more paper than a tray holds, less than an old computer chokes on.
MOST = 1000
PREVIEW_DPI = 110

CARD_LAYOUTS = ("a4-10", "f4-10", "a4-fold-5", "f4-fold-5", "cr80", "slip")
CERTIFICATE_LAYOUTS = ("a4", "f4")
#: Places on a sheet, for the layouts where a used sheet can go on.
PLACES = {"a4-10": 10, "f4-10": 10, "a4-fold-5": 5, "f4-fold-5": 5}


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be printed. ``who``: ``chosen`` (``ids``), ``unprinted`` or ``members``."""

    kind: str = "card"
    who: str = "chosen"
    ids: tuple[str, ...] = ()
    layout: str = "a4-10"
    skip: int = 0


@dataclass(frozen=True, slots=True)
class Made:
    """A PDF ready to be seen, with the number of its pages, and of people left for later."""

    composed: "Composed"
    pages: int
    later: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How many people each choice would print."""

    unprinted: int
    members: int


def counts(desk: "Desk") -> Counts:
    """Count them."""
    from desktop_app.actions import finding

    return Counts(
        finding.count(desk, Filters(unprinted=True)),
        finding.count(desk, Filters(membership="member")),
    )


def people(desk: "Desk", order: Order) -> list[str]:
    """The record ids of everybody an order names."""
    from desktop_app.actions import finding

    if order.who == "chosen":
        return list(order.ids)
    wanted = Filters(unprinted=True) if order.who == "unprinted" else Filters(membership="member")
    return finding.ids(desk, wanted)


def make(desk: "Desk", order: Order) -> Made:
    """Compose the PDF. Raises Refused."""
    from desktop_app.actions import issuing
    from desktop_app.documents.preview import sizes

    ids = people(desk, order)
    composed = issuing.compose(desk, order.kind, ids[:MOST], layout=order.layout, skip=order.skip)
    return Made(composed, len(sizes(composed.pdf)), max(0, len(ids) - MOST))


def page_image(pdf: bytes, number: int) -> QImage:
    """One page as a picture."""
    from desktop_app.ui.paper import images

    return images(pdf, PREVIEW_DPI, range(number, number + 1))[0]


def save(desk: "Desk", made: Made, target: Path, reason: str) -> Path:
    """Write the PDF, then enter its papers in the ledger."""
    from desktop_app.actions import files, issuing

    files.write(target, made.composed.pdf)
    issuing.issue(desk, made.composed, reason)
    return target


def printed(
    desk: "Desk",
    made: Made,
    printer: "QPrinter",
    reason: str,
    step: "Step",
    stop: "Stop",
    send: "Callable[[QPrinter, bytes, Step, Stop], int] | None" = None,
) -> int:
    """Print; papers are entered in the ledger only where all of them went to the printer."""
    from desktop_app.actions import issuing
    from desktop_app.ui.paper import print_pdf

    def told(at: int, _of: int) -> None:
        step(at, made.pages)

    count = (send or print_pdf)(printer, made.composed.pdf, told, stop)
    if count == made.pages:
        issuing.issue(desk, made.composed, reason)
    return count
