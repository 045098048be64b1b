"""The rows of a list of payments: whom they name, and what became of them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop_app.actions.importing import ImportedRow
from desktop_app.actions.payable import RefusedLine, Wanted
from desktop_app.domain.findings import Finding, Refused
from desktop_app.domain.numbering import read_number
from desktop_app.domain.registration import Registration
from desktop_app.store import workers

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop_app.lists.payments import ListedPayment


def wanted(
    c: "Connection", listed: "Sequence[ListedPayment]", payer: str
) -> tuple[list[Wanted], list[RefusedLine]]:
    """What the rows ask for, and the rows that cannot be trusted or name nobody."""
    asked, refused = [], []
    for row in listed:
        try:
            asked.append(_asked(c, row, payer))
        except Refused as wrong:
            refused.append(_refused(row, wrong.finding))
    return asked, refused


def _asked(c: "Connection", row: "ListedPayment", payer: str) -> Wanted:
    if row.findings or row.first is None or row.months is None:
        first = row.findings[0]
        raise Refused(first.rule, first.field, **first.params)
    return Wanted(
        ids=(_person(c, row).id,),
        first=row.first,
        months=row.months,
        payer=payer,
        amount=row.amount,
        row=row.row,
    )


def _person(c: "Connection", row: "ListedPayment") -> Registration:
    """Whom the row's first number names, the NIK where there is one; the others must be theirs.
    Only a KPJ number that nobody has may stand beside somebody of whom none is known yet.

    Raises Refused (``not_found``, ``kpj_differs``).
    """
    named = workers.find(c, row.ids[0]) if row.ids else None
    if named is None:
        raise Refused("not_found", "nik", id=row.shown)
    for given in row.ids[1:]:
        there = workers.find(c, given)
        new = there is None and named.worker.kpj is None and read_number(given) is None
        if not new and (there is None or there.id != named.id):
            raise Refused("kpj_differs", "kpj", number=named.number)
    return named


def _refused(row: "ListedPayment", finding: Finding) -> RefusedLine:
    return RefusedLine(id=row.shown, number=None, name=row.name, finding=finding, row=row.row)


def told(
    listed: "Sequence[ListedPayment]", refused: Sequence[RefusedLine]
) -> tuple[ImportedRow, ...]:
    """What became of each row of the list."""
    wrong = {line.row: line.finding for line in refused}
    return tuple(
        ImportedRow(row.row, "refused", (wrong[row.row],))
        if row.row in wrong
        else ImportedRow(row.row, "accepted", ())
        for row in listed
    )
