"""*Peralihan ke mandiri*: whose cover is paid by a sponsor and ends with it, letters and a list."""

import io
from dataclasses import dataclass, replace
from datetime import date
from typing import Unpack

from desktop_app.actions import agenda, heads, notices, paper_ledger, protecting, sponsoring
from desktop_app.actions.desk import Desk
from desktop_app.actions.going_out import Drawn
from desktop_app.actions.protecting import Due
from desktop_app.documents.printed import Printed
from desktop_app.domain.findings import Refused
from desktop_app.store import sponsors as stored

#: Payments reach two years ahead at most.
_WITHIN = 800


@dataclass(frozen=True, slots=True, kw_only=True)
class Transferred:
    """Somebody who can go on paying by themselves."""

    due: Due
    first: str
    """The first month that they would pay."""
    monthly: int
    """Rupiah for it."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """Who they are, a letter to each, and the list of them (PDF)."""

    rows: tuple[Transferred, ...]
    letters: Drawn
    list: bytes


def ending_with(desk: Desk, code: str, on: date | None = None) -> list[Due]:
    """Members whose last paid month this sponsor pays, in arrears ones too, the soonest first.

    Those for whom it has set later months aside do not end with it. Raises Refused (``sponsor``).
    """
    with desk.read() as c:
        sponsor = sponsoring.known(c, code)
        aside = stored.reservations(c, sponsor.code)
    later: dict[str, str] = {}
    for one in aside:
        later[one.worker_id] = max(one.last, later.get(one.worker_id, ""))
    found = [*protecting.arrears(desk, on), *protecting.due(desk, _WITHIN, on)]
    return [
        one
        for one in found
        if one.payer == sponsor.code and later.get(one.worker_id, "") <= one.until
    ]


def transfer(desk: Desk, code: str, *, paper: str = "f4", **how: Unpack[Printed]) -> Transfer:
    """Letters and list for everybody whose cover ends with this sponsor.

    Raises Refused: ``sponsor``, ``nobody_ends`` where there is nobody, ``does_not_fit``.
    """
    from desktop_app.documents.money_values import TransferRow
    from desktop_app.documents.notices import write_notices
    from desktop_app.documents.transfer_list import write_transfer_list

    desk.require("print")
    desk.check_clock()
    due = ending_with(desk, code)
    if not due:
        raise Refused("nobody_ends", None, sponsor=code.strip()[:40])
    people, today = notices.people_of(desk, due), desk.config.today()
    letters = notices.notices_of(desk, due, people)
    rows = tuple(
        Transferred(due=one, first=told.offers[0].first, monthly=told.offers[0].total)
        for one, told in zip(due, letters, strict=True)
    )
    head, written, listed = heads.head_of(desk), io.BytesIO(), io.BytesIO()
    where = notices.where(desk)
    table = [
        TransferRow(
            name=one.due.full_name,
            number=one.due.number,
            hamlet=one.due.hamlet or "",
            until=one.due.until,
            first=one.first,
            monthly=one.monthly,
        )
        for one in rows
    ]
    payer = letters[0].payer
    write_transfer_list(listed, head, payer, table, today=today, paper=paper, **how)
    those = tuple(people.values())
    letter = agenda.for_many(desk, paper_ledger.TRANSFER, those)
    told = [replace(one, letter_number=letter.number) for one in letters]
    write_notices(
        written, head, told, kind="transfer", where=where, today=today, paper=paper, **how
    )
    drawn = Drawn(
        pdf=written.getvalue(), kind=paper_ledger.TRANSFER, people=those, letters=(letter,)
    )
    return Transfer(rows, drawn, listed.getvalue())
