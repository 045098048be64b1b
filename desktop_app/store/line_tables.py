"""The tables of the line to the regency's hub. Part of :mod:`desktop_app.store.tables`."""

from sqlalchemy import Column, Index, LargeBinary, text
from sqlmodel import Field

from desktop_app.store.columns import Local, text_column


class HubRow(Local, table=True):
    """A regency's hub, by its root key. ``keys`` is what it publishes, ``signers`` who signs papers
    by it, ``incarnation`` the one it knows this PC by; at ``told_at`` by its clock this PC's said
    ``heard_at``."""

    __tablename__ = "hub"
    __table_args__ = (Index("hub_active", "active", unique=True, sqlite_where=text("active = 1")),)

    root: str = text_column(key=True)
    url: str = text_column()
    name: str = text_column()
    keys: str = text_column()
    signers: str = text_column()
    welcome: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    hub_id: str = text_column()
    device: str = text_column()
    incarnation: str = text_column()
    village: str = text_column()
    enrolled_at: str = text_column()
    enrolled_on: str = text_column()
    cursor: str = text_column()
    epoch: str = text_column()
    told_at: str | None = text_column(null=True)
    heard_at: str | None = text_column(null=True)
    active: bool


class BatchRow(Local, table=True):
    """One sealed batch; its bytes stay until its receipt has come, the receipt for good.

    ``seqs`` are its changes as ranges; the counts are the verdicts of the receipt, ``epoch`` the
    hub's then. ``tried``: it may have reached the hub; ``failures``: exchanges in which it was
    refused as it is.
    """

    __tablename__ = "batch"
    __table_args__ = (Index("batch_open", "hub", sqlite_where=text("receipt IS NULL")),)

    id: str = text_column(key=True)
    hub: str = text_column()
    incarnation: str = text_column()
    seqs: str = text_column()
    count: int
    digest: str = text_column()
    sealed: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))
    made_at: str = text_column()
    receipt: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))
    received_at: str | None = text_column(null=True)
    number: int | None = None
    accepted: int
    merged: int
    conflict: int
    duplicate: int
    refused: int
    held: int
    later: int
    epoch: str | None = text_column(null=True)
    tried: bool
    failures: int


class VerdictRow(Local, table=True):
    """What the hub said of a change that it did not simply take; ``batch`` is empty where the feed
    told."""

    __tablename__ = "verdict"
    __table_args__ = (Index("verdict_change", "change_id", unique=True),)

    seq: int | None = Field(default=None, primary_key=True)
    change_id: str = text_column()
    verdict: str = text_column()
    rule: str | None = text_column(null=True)
    field: str | None = text_column(null=True)
    params: str = text_column()
    batch: str | None = text_column(null=True)
    at: str = text_column()


class CredentialRow(Local, table=True):
    """What the hub signed for a member's paper: the text of its QR code, and what it is about."""

    __tablename__ = "credential"

    worker_id: str = text_column(key=True)
    text: str = text_column()
    kpj: str = text_column()
    name: str = text_column()
    number: str = text_column()
    at: str = text_column()


class PassedOverRow(Local, table=True):
    """What the hub told and this office could not take yet. ``record_id`` is whose it is,
    ``worker_id`` the person here whom somebody has to look at."""

    __tablename__ = "passed_over"

    n: int | None = Field(default=None, primary_key=True)
    body: str = text_column()
    rule: str = text_column()
    record_id: str | None = text_column(null=True)
    worker_id: str | None = text_column(null=True)
    at: str = text_column()
