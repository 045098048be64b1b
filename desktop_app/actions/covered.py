"""What the page of contributions shows of everybody at once. Reads only."""

from datetime import date

from desktop_app.actions.desk import Desk
from desktop_app.domain.sponsor import Sponsor
from desktop_app.store import covers, payments, sponsors
from desktop_app.store.covers import Covered
from desktop_app.store.payments import Entry


def standing(desk: Desk, on: date | None = None) -> list[Covered]:
    """Everybody who is or was a member, by name, with how far they are covered on a day."""
    with desk.read() as c:
        return covers.everybody(c, on or desk.config.today())


def remitted(desk: Desk, reference: str) -> list[Entry]:
    """The payments that were made together under this reference."""
    with desk.read() as c:
        return payments.of_reference(c, reference)


def payers(desk: Desk) -> list[Sponsor]:
    """The sponsors there are, by code; without what is used of them."""
    with desk.read() as c:
        return sponsors.all_sponsors(c)
