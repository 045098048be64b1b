"""Every table of the register. What the migrations make must equal this; a test says so.

SQLModel declares and does not validate: values are made valid in ``domain`` and held by CHECK
constraints here. The search table (FTS5) and the append-only triggers are the migrations' alone.
Days are ISO text, moments ISO text in UTC with microseconds, so that text order is time order.
"""

from typing import Any

from sqlalchemy import CheckConstraint, Column, Index, LargeBinary, Text, text
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from desktop_app.domain.states import DELIVERY, MEMBERSHIP, PROTECTION, RECORD


class Local(SQLModel, registry=registry()):
    """Base of the office's tables."""


def _one_of(column: str, words: tuple[str, ...]) -> CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


def _text(*, null: bool = False, key: bool = False) -> Any:
    default = None if null else ...
    return Field(default, sa_column=Column(Text, nullable=null, primary_key=key))


class OfficeRow(Local, table=True):
    """The one office whose register this is; ``data`` is the rest of it as JSON."""

    __tablename__ = "office"

    id: str = _text(key=True)
    village_code: str = _text()
    data: str = _text()


class SettingRow(Local, table=True):
    """What the office decided, by name, as JSON."""

    __tablename__ = "setting"

    name: str = _text(key=True)
    value: str = _text()


class DeviceRow(Local, table=True):
    """One incarnation of this PC: its number tag and its secret keys.

    ``serial`` is spent up to there even if nobody has those numbers any more; beyond it the last
    number is the largest one somebody has.
    """

    __tablename__ = "device"

    incarnation: str = _text(key=True)
    device: str = _text()
    tag: str = _text()
    serial: int = 0
    signing: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    receiving: str = _text()
    made_at: str = _text()


class AccountRow(Local, table=True):
    """Who may log in; ``folded`` is the name as it is compared."""

    __tablename__ = "account"

    folded: str = _text(key=True)
    name: str = _text()
    role: str = _text()
    created_at: str = _text()


class WorkerRow(Local, table=True):
    """A registered person. ``n`` is the row of the search table as well."""

    __tablename__ = "worker"
    __table_args__ = (
        CheckConstraint("length(nik) = 16 AND nik NOT GLOB '*[^0-9]*'", name="nik_digits"),
        CheckConstraint("length(full_name) > 0", name="full_name_given"),
        CheckConstraint("birth_date GLOB '????-??-??'", name="birth_date_iso"),
        CheckConstraint("monthly_income IS NULL OR monthly_income >= 0", name="income_positive"),
        _one_of("sex", ("male", "female")),
        _one_of("record", RECORD),
        _one_of("delivery", DELIVERY),
        _one_of("membership", MEMBERSHIP),
        _one_of("protection", PROTECTION),
        Index("worker_nik", "nik", unique=True, sqlite_where=text("record = 'recorded'")),
        Index("worker_name", "name_folded", "id"),
        Index("worker_membership", "membership", "name_folded", "id", "record", "delivery"),
        Index("worker_birth_date", "birth_date"),
        Index("worker_registered_on", "registered_on"),
        Index("worker_kpj", "kpj", sqlite_where=text("kpj IS NOT NULL")),
        Index("worker_unprinted", "n", sqlite_where=text("unprinted = 1")),
        Index("worker_photo", "photo", sqlite_where=text("photo IS NOT NULL")),
    )

    n: int | None = Field(default=None, primary_key=True)
    id: str = Field(sa_column=Column(Text, nullable=False, unique=True))
    number: str = Field(sa_column=Column(Text, nullable=False, unique=True))
    revision: str = _text()
    nik: str = _text()
    full_name: str = _text()
    name_folded: str = _text()
    birth_date: str = _text()
    sex: str = _text()
    occupation: str = _text()
    village_code: str = _text()
    hamlet: str | None = _text(null=True)
    rt: str | None = _text(null=True)
    rw: str | None = _text(null=True)
    phone: str | None = _text(null=True)
    kpj: str | None = _text(null=True)
    funding: str = _text()
    consent_method: str = _text()
    record: str = _text()
    delivery: str = _text()
    membership: str = _text()
    protection: str = _text()
    protection_as_of: str | None = _text(null=True)
    unprinted: bool = True
    registered_on: str = _text()
    registered_by: str = _text()
    changed_at: str = _text()
    changed_by: str = _text()
    submission: str | None = _text(null=True)
    submitted_on: str | None = _text(null=True)
    answered_on: str | None = _text(null=True)
    refused_reason: str | None = _text(null=True)
    ended_on: str | None = _text(null=True)
    ended_why: str | None = _text(null=True)
    second_occupation: str | None = _text(null=True)
    birth_place: str | None = _text(null=True)
    mother_name: str | None = _text(null=True)
    family_card_number: str | None = _text(null=True)
    address: str | None = _text(null=True)
    phone_owner: str | None = _text(null=True)
    email: str | None = _text(null=True)
    ecosystem: str = _text()
    workplace: str | None = _text(null=True)
    business_owner: bool = False
    monthly_income: int | None = None
    segment: str = _text()
    disability: bool | None = None
    member_since: str | None = _text(null=True)
    paid_until: str | None = _text(null=True)
    former_payer: str | None = _text(null=True)
    photo: str | None = _text(null=True)
    programmes: str = _text()
    vulnerability: str | None = _text(null=True)
    family: str = _text()
    consent: str = _text()
    confirmed: str = _text()


class AliasRow(Local, table=True):
    """A NIK somebody was known by before it was corrected."""

    __tablename__ = "alias"

    nik: str = _text(key=True)
    worker_id: str = _text(key=True)
    since: str = _text()


class ChangeRow(Local, table=True):
    """One change of one record, kept for good. ``settled`` is a mark, never a deletion: the batch
    whose receipt tells of it, or ``feed``.

    ``salt``, ``record`` and ``fields`` are empty once erased. The changes of a record are found
    through the audit chain, which names each.
    """

    __tablename__ = "change"
    __table_args__ = (Index("change_settled", "seq", sqlite_where=text("settled IS NOT NULL")),)

    seq: int | None = Field(default=None, primary_key=True)
    change_id: str = _text()
    device: str = _text()
    incarnation: str = _text()
    kind: str = _text()
    record_id: str = _text()
    at: str = _text()
    today: str = _text()
    actor: str = _text()
    clock_doubt: bool = False
    salt: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))
    record: str | None = _text(null=True)
    fields: str | None = _text(null=True)
    settled: str | None = _text(null=True)
    verdict: str | None = _text(null=True)


class AuditRow(Local, table=True):
    """One link of the audit chain. What it says stands apart, because that can be erased: in the
    change of this sequence, or else in the audit value."""

    __tablename__ = "audit"
    __table_args__ = (Index("audit_subject", "subject", "seq"),)

    seq: int | None = Field(default=None, primary_key=True)
    at: str = _text()
    actor: str = _text()
    action: str = _text()
    subject: str | None = _text(null=True)
    change: int | None = None
    clock_doubt: bool = False
    commitment: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    prev: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    hash: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class AuditValueRow(Local, table=True):
    """What an audit row that recorded no change says; both columns empty once erased."""

    __tablename__ = "audit_value"

    seq: int | None = Field(default=None, primary_key=True)
    salt: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))
    value: str | None = _text(null=True)


class DraftRow(Local, table=True):
    """What somebody typed or a list brought, kept but not recorded."""

    __tablename__ = "draft"
    __table_args__ = (
        _one_of("record", ("draft", "deferred", "ineligible")),
        Index("draft_origin", "origin"),
    )

    id: str = _text(key=True)
    record: str = _text()
    payload: str = _text()
    full_name: str = _text()
    missing: str = _text()
    rules: str = _text()
    origin: str = _text()
    updated_at: str = _text()
    updated_by: str = _text()


class PhotoRow(Local, table=True):
    """A picture by the SHA-256 of its bytes. ``sent`` is when the hub acknowledged it."""

    __tablename__ = "photo"
    __table_args__ = (Index("photo_unsent", "sha256", sqlite_where=text("sent IS NULL")),)

    sha256: str = _text(key=True)
    jpeg: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    sent: str | None = _text(null=True)


class PaperRow(Local, table=True):
    """One paper that went out. ``id`` is its record in the change log; older ones have none."""

    __tablename__ = "paper"
    __table_args__ = (
        _one_of("status", ("provisional", "confirmed")),
        Index("paper_worker", "worker_id", "n"),
        Index("paper_id", "id", unique=True, sqlite_where=text("id IS NOT NULL")),
    )

    n: int | None = Field(default=None, primary_key=True)
    serial: int
    kind: str = _text()
    worker_id: str = _text()
    status: str = _text()
    reason: str = _text()
    issued_at: str = _text()
    issued_on: str = _text()
    issued_by: str = _text()
    id: str | None = _text(null=True)


class SubmissionRow(Local, table=True):
    """One numbered list for BPJS."""

    __tablename__ = "submission"
    __table_args__ = (Index("submission_year", "year", "serial", unique=True),)

    number: str = _text(key=True)
    year: int
    serial: int
    day: str = _text()
    digest: str = _text()
    made_at: str = _text()
    made_by: str = _text()


class SubmissionLineRow(Local, table=True):
    """One person on such a list, and what the branch answered."""

    __tablename__ = "submission_line"
    __table_args__ = (Index("submission_line_worker", "worker_id"),)

    submission: str = _text(key=True)
    place: int = Field(primary_key=True)
    worker_id: str = _text()
    outcome: str | None = _text(null=True)
    reason: str | None = _text(null=True)
    answered_on: str | None = _text(null=True)


class HubRow(Local, table=True):
    """A regency's hub, by its root key. ``keys`` is what it publishes, ``signers`` who signs papers
    by it, ``incarnation`` the one it knows this PC by; at ``told_at`` by its clock this PC's said
    ``heard_at``."""

    __tablename__ = "hub"
    __table_args__ = (Index("hub_active", "active", unique=True, sqlite_where=text("active = 1")),)

    root: str = _text(key=True)
    url: str = _text()
    name: str = _text()
    keys: str = _text()
    signers: str = _text()
    welcome: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    hub_id: str = _text()
    device: str = _text()
    incarnation: str = _text()
    village: str = _text()
    enrolled_at: str = _text()
    enrolled_on: str = _text()
    cursor: str = _text()
    epoch: str = _text()
    told_at: str | None = _text(null=True)
    heard_at: str | None = _text(null=True)
    active: bool


class BatchRow(Local, table=True):
    """One sealed batch; its bytes stay until its receipt has come, the receipt for good.

    ``seqs`` are its changes as ranges; the counts are the verdicts of the receipt, ``epoch`` the
    hub's then. ``tried``: it may have reached the hub; ``failures``: exchanges in which it was
    refused as it is.
    """

    __tablename__ = "batch"
    __table_args__ = (Index("batch_open", "hub", sqlite_where=text("receipt IS NULL")),)

    id: str = _text(key=True)
    hub: str = _text()
    incarnation: str = _text()
    seqs: str = _text()
    count: int
    digest: str = _text()
    sealed: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))
    made_at: str = _text()
    receipt: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))
    received_at: str | None = _text(null=True)
    number: int | None = None
    accepted: int
    merged: int
    conflict: int
    duplicate: int
    refused: int
    held: int
    later: int
    epoch: str | None = _text(null=True)
    tried: bool
    failures: int


class VerdictRow(Local, table=True):
    """What the hub said of a change that it did not simply take; ``batch`` is empty where the feed
    told."""

    __tablename__ = "verdict"
    __table_args__ = (Index("verdict_change", "change_id", unique=True),)

    seq: int | None = Field(default=None, primary_key=True)
    change_id: str = _text()
    verdict: str = _text()
    rule: str | None = _text(null=True)
    field: str | None = _text(null=True)
    params: str = _text()
    batch: str | None = _text(null=True)
    at: str = _text()


class CredentialRow(Local, table=True):
    """What the hub signed for a member's paper: the text of its QR code, and what it is about."""

    __tablename__ = "credential"

    worker_id: str = _text(key=True)
    text: str = _text()
    kpj: str = _text()
    name: str = _text()
    number: str = _text()
    at: str = _text()


class PassedOverRow(Local, table=True):
    """What the hub told and this office could not take yet. ``record_id`` is whose it is,
    ``worker_id`` the person here whom somebody has to look at."""

    __tablename__ = "passed_over"

    n: int | None = Field(default=None, primary_key=True)
    body: str = _text()
    rule: str = _text()
    record_id: str | None = _text(null=True)
    worker_id: str | None = _text(null=True)
    at: str = _text()
