"""The tables of money: payments, sponsors, what is set aside, titipan, attachments; and the member
numbers somebody had before. Part of :mod:`desktop_app.store.tables`.

Amounts are whole rupiah, months ``YYYY-MM``. That no month of one person is paid twice is held by
triggers, which are the migrations' alone.
"""

from sqlalchemy import CheckConstraint, Column, Index, LargeBinary, text
from sqlmodel import Field

from desktop_app.domain.deposit import STATES
from desktop_app.store.columns import Local, one_of, text_column

_STANDS = text("undone_at IS NULL")


class PaymentRow(Local, table=True):
    """Months in a row that one payer paid for one person. Undone ones stay, marked."""

    __tablename__ = "payment"
    __table_args__ = (
        CheckConstraint(
            "first GLOB '????-??' AND last GLOB '????-??' AND first <= last",
            name="payment_months",
        ),
        CheckConstraint("amount >= 0", name="payment_amount"),
        Index(
            "payment_months_of",
            *("worker_id", "first", "last", "paid_on", "payer", "undone_at"),
            sqlite_where=_STANDS,
        ),
        Index(
            "payment_payer",
            *("payer", "worker_id", "amount", "undone_at"),
            sqlite_where=_STANDS,
        ),
        Index(
            "payment_last",
            *("last", "worker_id", "first", "paid_on", "payer", "undone_at"),
            sqlite_where=_STANDS,
        ),
        Index("payment_reference", "reference", "id"),
        Index("payment_undone", "worker_id", sqlite_where=text("undone_at IS NOT NULL")),
    )

    id: str = text_column(key=True)
    worker_id: str = text_column()
    first: str = text_column()
    last: str = text_column()
    payer: str = text_column()
    amount: int
    portions: str = text_column()
    paid_on: str = text_column()
    reference: str = text_column()
    code: str | None = text_column(null=True)
    proof: str | None = text_column(null=True)
    source: str | None = text_column(null=True)
    deposit: str | None = text_column(null=True)
    revision: str = text_column()
    at: str = text_column()
    by: str = text_column()
    undone_at: str | None = text_column(null=True)
    undone_on: str | None = text_column(null=True)
    undone_by: str | None = text_column(null=True)
    undone_why: str | None = text_column(null=True)


class SponsorRow(Local, table=True):
    """A funding programme; ``folded`` is its code as it is compared, ``data`` all of it as JSON."""

    __tablename__ = "sponsor"
    __table_args__ = (Index("sponsor_code", "folded", unique=True),)

    id: str = text_column(key=True)
    code: str = text_column()
    folded: str = text_column()
    data: str = text_column()
    revision: str = text_column()
    at: str = text_column()
    by: str = text_column()


class ReservationRow(Local, table=True):
    """Months of one person for which a sponsor's money is set aside."""

    __tablename__ = "reservation"
    __table_args__ = (
        CheckConstraint("first <= last", name="reservation_months"),
        Index("reservation_sponsor", "sponsor", sqlite_where=_STANDS),
        Index("reservation_worker", "worker_id"),
    )

    id: str = text_column(key=True)
    sponsor: str = text_column()
    worker_id: str = text_column()
    first: str = text_column()
    last: str = text_column()
    portions: str = text_column()
    revision: str = text_column()
    at: str = text_column()
    by: str = text_column()
    undone_at: str | None = text_column(null=True)
    undone_on: str | None = text_column(null=True)
    undone_by: str | None = text_column(null=True)


class DepositRow(Local, table=True):
    """Cash left at the counter. ``year`` and ``serial`` are the receipt's number."""

    __tablename__ = "deposit"
    __table_args__ = (
        CheckConstraint("first <= last", name="deposit_months"),
        CheckConstraint("amount >= 0", name="deposit_amount"),
        one_of("state", STATES),
        Index("deposit_worker", "worker_id"),
        Index("deposit_held", "received_on", sqlite_where=text("state = 'held'")),
        Index("deposit_year", "year", "serial"),
    )

    id: str = text_column(key=True)
    number: str = text_column()
    year: int
    serial: int
    worker_id: str = text_column()
    first: str = text_column()
    last: str = text_column()
    amount: int
    portions: str = text_column()
    received_on: str = text_column()
    holder: str = text_column()
    state: str = text_column()
    settled_on: str | None = text_column(null=True)
    settled_by: str | None = text_column(null=True)
    payment: str | None = text_column(null=True)
    why: str | None = text_column(null=True)
    revision: str = text_column()
    at: str = text_column()
    by: str = text_column()


class AttachmentRow(Local, table=True):
    """A proof of payment by the SHA-256 of its bytes."""

    __tablename__ = "attachment"

    sha256: str = text_column(key=True)
    name: str = text_column()
    media: str = text_column()
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    at: str = text_column()


class FormerKpjRow(Local, table=True):
    """A member number somebody had before the one they have now."""

    __tablename__ = "former_kpj"
    __table_args__ = (Index("former_kpj_worker", "worker_id"),)

    kpj: str = text_column(key=True)
    worker_id: str = text_column(key=True)
    since: str = text_column()
