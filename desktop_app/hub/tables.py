"""Every table of the hub. What the migrations make must equal this; a test says so.

The village stands first in a key, so that the same tables may be cut by region. Days are ISO text,
moments ISO text in UTC with microseconds; what is JSON is written in one spelling.
"""

from typing import Any, cast

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, Table, Text, text
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

_KNOWN = text("about IS NOT NULL")


class Central(SQLModel, registry=registry()):
    """Base of the hub's tables."""


def _text(*, null: bool = False, key: bool = False, unique: bool | None = None) -> Any:
    column = Column(Text, nullable=null, primary_key=key, unique=unique)
    return Field(None if null else ..., sa_column=column)


def _number(*, null: bool = False, key: bool = False) -> Any:
    column = Column(BigInteger, nullable=null, primary_key=key, autoincrement=False)
    return Field(None if null else ..., sa_column=column)


def _bytes(*, null: bool = False) -> Any:
    return Field(None if null else ..., sa_column=Column(LargeBinary, nullable=null))


def _flag() -> Any:
    return Field(..., sa_column=Column(Boolean, nullable=False))


class HubRow(Central, table=True):
    """The hub itself; one row. ``root_code`` is there until somebody was given it."""

    __tablename__ = "hub"

    id: str = _text(key=True)
    name: str = _text()
    epoch: str = _text()
    root: str = _text()
    escrow: str = _text()
    root_code: str | None = _text(null=True)
    credentials: int = _number()
    made_at: str = _text()


class KeyRow(Central, table=True):
    """A working key with the root's certificate. Old ones stay: they open and prove old things.

    ``turn`` counts the renewals."""

    __tablename__ = "key"

    public: str = _text(key=True)
    purpose: str = _text()
    secret: str = _text()
    certificate: bytes = _bytes()
    turn: int = _number()
    not_before: str = _text()
    not_after: str = _text()
    made_at: str = _text()


class VillageRow(Central, table=True):
    """A village's counters, and the lock of what is numbered in it. The empty code is the feed
    that goes to everybody."""

    __tablename__ = "village"

    code: str = _text(key=True)
    feed: int = _number()
    receipts: int = _number()


class CodeRow(Central, table=True):
    """An activation code, by the SHA-256 of its secret."""

    __tablename__ = "code"

    digest: str = _text(key=True)
    village: str = _text()
    note: str = _text()
    made_at: str = _text()
    expires_at: str = _text()
    used_by: str | None = _text(null=True)
    used_at: str | None = _text(null=True)


class DeviceRow(Central, table=True):
    """One incarnation of a device. ``good_until`` is the last good paper of a revoked one."""

    __tablename__ = "device"
    __table_args__ = (Index("device_id", "id"),)

    village: str = _text(key=True)
    id: str = _text(key=True)
    incarnation: str = _text(key=True)
    kid: str = _text(unique=True)
    signing: str = _text()
    receiving: str = _text()
    tag: str = _text()
    office: str = _text()
    note: str = _text()
    enrolled_at: str = _text()
    seen_at: str | None = _text(null=True)
    told: int = _number()
    revoked_at: str | None = _text(null=True)
    good_until: int | None = _number(null=True)
    request: str = _text()
    welcome: bytes = _bytes()


class BatchRow(Central, table=True):
    """A batch that was taken, with the very receipt that was given for it.

    ``fresh`` counts the changes that it was the first to bring.
    """

    __tablename__ = "batch"
    __table_args__ = (Index("batch_number", "village", "number", unique=True),)

    village: str = _text(key=True)
    id: str = _text(key=True)
    device: str = _text()
    incarnation: str = _text()
    digest: str = _text()
    first_seq: int = _number()
    last_seq: int = _number()
    count: int = _number()
    fresh: int = _number()
    head: bytes = _bytes()
    number: int = _number()
    received_at: str = _text()
    receipt: bytes = _bytes()


class ChangeRow(Central, table=True):
    """A change as it was told, with its verdict. Those of the hub have no batch.

    ``record``, ``fields`` and ``extra`` are empty once the person withdrew. ``about`` is whose it
    is, where it is a matter of money: a worker's record id.
    """

    __tablename__ = "change"
    __table_args__ = (
        Index("change_record", "village", "record_id"),
        Index("change_seq", "village", "device", "incarnation", "seq", unique=True),
        Index("change_verdict", "verdict", "village"),
        Index("change_batch", "village", "batch"),
        Index("change_about", "village", "about", sqlite_where=_KNOWN, postgresql_where=_KNOWN),
    )

    village: str = _text(key=True)
    change_id: str = _text(key=True)
    device: str = _text()
    incarnation: str = _text()
    seq: int = _number()
    kind: str = _text()
    record_id: str = _text()
    base: str | None = _text(null=True)
    at: str = _text()
    today: str = _text()
    actor: str = _text()
    doubt: bool = _flag()
    record: str | None = _text(null=True)
    fields: str | None = _text(null=True)
    extra: str | None = _text(null=True)
    digest: str = _text()
    batch: str | None = _text(null=True)
    received_at: str = _text()
    verdict: str = _text()
    rule: str | None = _text(null=True)
    field: str | None = _text(null=True)
    params: str | None = _text(null=True)
    about: str | None = _text(null=True)


class RecordRow(Central, table=True):
    """What the hub holds of a person, a paper or a list now. ``head`` is its newest change."""

    __tablename__ = "record"
    __table_args__ = (
        Index("record_standing", "kind", "village", "membership"),
        Index("record_serial", "village", "device", "serial"),
        Index("record_number", "village", "number"),
    )

    village: str = _text(key=True)
    id: str = _text(key=True)
    kind: str = _text()
    head: str = _text()
    data: str = _text()
    number: str | None = _text(null=True)
    nik: str | None = _text(null=True)
    kpj: str | None = _text(null=True)
    membership: str | None = _text(null=True)
    device: str = _text()
    serial: int | None = _number(null=True)
    since: str = _text()
    told_on: str = _text()


class OwnerRow(Central, table=True):
    """Whose NIK this is, over all villages."""

    __tablename__ = "owner"

    nik: str = _text(key=True)
    village: str = _text()
    record_id: str = _text()
    since: str = _text()
    disputed: bool = _flag()


class MemberRow(Central, table=True):
    """Whose KPJ this is, over all villages."""

    __tablename__ = "member"

    kpj: str = _text(key=True)
    village: str = _text()
    record_id: str = _text()


class PaidMonthRow(Central, table=True):
    """Whose payment holds a month of this NIK, over all villages. Undone ones hold none."""

    __tablename__ = "paid_month"
    __table_args__ = (
        Index("paid_month_worker", "village", "worker"),
        Index("paid_month_month", "month", "village", "worker"),
    )

    nik: str = _text(key=True)
    month: str = _text(key=True)
    village: str = _text()
    worker: str = _text()
    record_id: str = _text()
    payer: str = _text()


class CredentialRow(Central, table=True):
    """The newest credential of somebody whose KPJ the branch office confirmed to the hub."""

    __tablename__ = "credential"

    village: str = _text(key=True)
    record_id: str = _text(key=True)
    text: str = _text()
    kpj: str = _text()
    name: str = _text()
    number: str = _text()
    programmes: str = _text()
    as_of: str = _text()
    serial: int = _number()


class FeedRow(Central, table=True):
    """One thing to be told to a village; a change is named, and told as it stands in its table.

    ``origin`` is the incarnation that said it and need not be told. ``device``: only this device's
    other incarnations are told, which may have forgotten it; empty: the whole village is.
    """

    __tablename__ = "feed"

    village: str = _text(key=True)
    number: int = _number(key=True)
    kind: str = _text()
    change_id: str | None = _text(null=True)
    origin: str = _text()
    device: str | None = _text(null=True)
    body: str = _text()


class PhotoRow(Central, table=True):
    """A picture by the SHA-256 of its bytes."""

    __tablename__ = "photo"

    village: str = _text(key=True)
    sha256: str = _text(key=True)
    jpeg: bytes = _bytes()
    device: str = _text()
    received_at: str = _text()


class AdminRow(Central, table=True):
    """Who may look at the hub's pages; ``folded`` is the name as it is compared."""

    __tablename__ = "admin"

    folded: str = _text(key=True)
    name: str = _text()
    password: str = _text()
    made_at: str = _text()


class AuditRow(Central, table=True):
    """Something that was done or told at the hub. It only grows."""

    __tablename__ = "audit"

    n: int | None = Field(
        default=None,
        sa_column=Column(
            BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True
        ),
    )
    at: str = _text()
    actor: str = _text()
    action: str = _text()
    village: str = _text()
    subject: str = _text()
    details: str = _text()


def _table(row: Any) -> Table:
    return cast(Table, row.__table__)


HUB, KEY, VILLAGE, CODE = map(_table, (HubRow, KeyRow, VillageRow, CodeRow))
DEVICE, BATCH, CHANGE, RECORD = map(_table, (DeviceRow, BatchRow, ChangeRow, RecordRow))
OWNER, MEMBER, CREDENTIAL = map(_table, (OwnerRow, MemberRow, CredentialRow))
PAID_MONTH = _table(PaidMonthRow)
FEED, PHOTO, ADMIN, AUDIT = map(_table, (FeedRow, PhotoRow, AdminRow, AuditRow))
