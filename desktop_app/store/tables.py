"""Every table of the register. What the migrations make must equal this; a test says so.

SQLModel declares and does not validate: values are made valid in ``domain`` and held by CHECK
constraints here. The search table (FTS5) and the append-only triggers are the migrations' alone.
Days are ISO text, moments ISO text in UTC with microseconds, so that text order is time order.
"""

from sqlalchemy import CheckConstraint, Column, Index, LargeBinary, Text, text
from sqlmodel import Field

from desktop_app.domain.states import DELIVERY, MEMBERSHIP, PROTECTION, RECORD
from desktop_app.store.changes import OF_MONEY
from desktop_app.store.columns import Local as Local  # noqa: PLC0414 - the tables' base goes out with them
from desktop_app.store.columns import one_of, text_column
from desktop_app.store.line_tables import HubRow as HubRow  # noqa: PLC0414
from desktop_app.store.money_tables import PaymentRow as PaymentRow  # noqa: PLC0414


class OfficeRow(Local, table=True):
    """The one office whose register this is; ``data`` is the rest of it as JSON."""

    __tablename__ = "office"

    id: str = text_column(key=True)
    village_code: str = text_column()
    data: str = text_column()


class SettingRow(Local, table=True):
    """What the office decided, by name, as JSON."""

    __tablename__ = "setting"

    name: str = text_column(key=True)
    value: str = text_column()


class DeviceRow(Local, table=True):
    """One incarnation of this PC: its number tag and its secret keys.

    ``serial`` is spent up to there even if nobody has those numbers any more; beyond it the last
    number is the largest one somebody has.
    """

    __tablename__ = "device"

    incarnation: str = text_column(key=True)
    device: str = text_column()
    tag: str = text_column()
    serial: int = 0
    signing: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    receiving: str = text_column()
    made_at: str = text_column()


class AccountRow(Local, table=True):
    """Who may log in; ``folded`` is the name as it is compared."""

    __tablename__ = "account"

    folded: str = text_column(key=True)
    name: str = text_column()
    role: str = text_column()
    created_at: str = text_column()


class WorkerRow(Local, table=True):
    """A registered person. ``n`` is the row of the search table as well."""

    __tablename__ = "worker"
    __table_args__ = (
        CheckConstraint("length(nik) = 16 AND nik NOT GLOB '*[^0-9]*'", name="nik_digits"),
        CheckConstraint("length(full_name) > 0", name="full_name_given"),
        CheckConstraint("birth_date GLOB '????-??-??'", name="birth_date_iso"),
        CheckConstraint("monthly_income IS NULL OR monthly_income >= 0", name="income_positive"),
        one_of("sex", ("male", "female")),
        one_of("record", RECORD),
        one_of("delivery", DELIVERY),
        one_of("membership", MEMBERSHIP),
        one_of("protection", PROTECTION),
        Index("worker_nik", "nik", unique=True, sqlite_where=text("record = 'recorded'")),
        Index("worker_name", "name_folded", "id"),
        Index("worker_membership", "membership", "name_folded", "id", "record", "delivery"),
        Index("worker_birth_date", "birth_date"),
        Index("worker_registered_on", "registered_on"),
        Index("worker_kpj", "kpj", sqlite_where=text("kpj IS NOT NULL")),
        Index("worker_unprinted", "n", sqlite_where=text("unprinted = 1")),
        Index("worker_photo", "photo", sqlite_where=text("photo IS NOT NULL")),
        Index(
            "worker_paid_until",
            *("paid_until", "id", "member_since", "former_payer"),
            sqlite_where=text("paid_until IS NOT NULL"),
        ),
        Index(
            "worker_member",
            *("id", "number", "nik", "full_name", "hamlet", "phone"),
            *("paid_until", "member_since", "membership"),
            sqlite_where=text("membership = 'member'"),
        ),
    )

    n: int | None = Field(default=None, primary_key=True)
    id: str = Field(sa_column=Column(Text, nullable=False, unique=True))
    number: str = Field(sa_column=Column(Text, nullable=False, unique=True))
    revision: str = text_column()
    nik: str = text_column()
    full_name: str = text_column()
    name_folded: str = text_column()
    birth_date: str = text_column()
    sex: str = text_column()
    occupation: str = text_column()
    village_code: str = text_column()
    hamlet: str | None = text_column(null=True)
    rt: str | None = text_column(null=True)
    rw: str | None = text_column(null=True)
    phone: str | None = text_column(null=True)
    kpj: str | None = text_column(null=True)
    funding: str = text_column()
    consent_method: str = text_column()
    record: str = text_column()
    delivery: str = text_column()
    membership: str = text_column()
    protection: str = text_column()
    protection_as_of: str | None = text_column(null=True)
    unprinted: bool = True
    registered_on: str = text_column()
    registered_by: str = text_column()
    changed_at: str = text_column()
    changed_by: str = text_column()
    submission: str | None = text_column(null=True)
    submitted_on: str | None = text_column(null=True)
    answered_on: str | None = text_column(null=True)
    refused_reason: str | None = text_column(null=True)
    ended_on: str | None = text_column(null=True)
    ended_why: str | None = text_column(null=True)
    second_occupation: str | None = text_column(null=True)
    birth_place: str | None = text_column(null=True)
    mother_name: str | None = text_column(null=True)
    family_card_number: str | None = text_column(null=True)
    address: str | None = text_column(null=True)
    phone_owner: str | None = text_column(null=True)
    email: str | None = text_column(null=True)
    ecosystem: str = text_column()
    workplace: str | None = text_column(null=True)
    business_owner: bool = False
    monthly_income: int | None = None
    segment: str = text_column()
    disability: bool | None = None
    member_since: str | None = text_column(null=True)
    paid_until: str | None = text_column(null=True)
    former_payer: str | None = text_column(null=True)
    photo: str | None = text_column(null=True)
    programmes: str = text_column()
    vulnerability: str | None = text_column(null=True)
    family: str = text_column()
    consent: str = text_column()
    confirmed: str = text_column()
    answer: str | None = text_column(null=True)
    ended_paper: str | None = text_column(null=True)


class AliasRow(Local, table=True):
    """A NIK somebody was known by before it was corrected."""

    __tablename__ = "alias"

    nik: str = text_column(key=True)
    worker_id: str = text_column(key=True)
    since: str = text_column()


class ChangeRow(Local, table=True):
    """One change of one record, kept for good. ``settled`` is a mark, never a deletion: the batch
    whose receipt tells of it, or ``feed``.

    ``salt``, ``record`` and ``fields`` are empty once erased. The changes of a record are found
    through the audit chain, which names each.
    """

    __tablename__ = "change"
    __table_args__ = (
        Index("change_settled", "seq", sqlite_where=text("settled IS NOT NULL")),
        Index("change_money", "record_id", "seq", sqlite_where=text(OF_MONEY)),
    )

    seq: int | None = Field(default=None, primary_key=True)
    change_id: str = text_column()
    device: str = text_column()
    incarnation: str = text_column()
    kind: str = text_column()
    record_id: str = text_column()
    at: str = text_column()
    today: str = text_column()
    actor: str = text_column()
    clock_doubt: bool = False
    salt: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))
    record: str | None = text_column(null=True)
    fields: str | None = text_column(null=True)
    settled: str | None = text_column(null=True)
    verdict: str | None = text_column(null=True)


class AuditRow(Local, table=True):
    """One link of the audit chain. What it says stands apart, because that can be erased: in the
    change of this sequence, or else in the audit value."""

    __tablename__ = "audit"
    __table_args__ = (Index("audit_subject", "subject", "seq"),)

    seq: int | None = Field(default=None, primary_key=True)
    at: str = text_column()
    actor: str = text_column()
    action: str = text_column()
    subject: str | None = text_column(null=True)
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
    value: str | None = text_column(null=True)


class DraftRow(Local, table=True):
    """What somebody typed or a list brought, kept but not recorded."""

    __tablename__ = "draft"
    __table_args__ = (
        one_of("record", ("draft", "deferred", "ineligible")),
        Index("draft_origin", "origin"),
    )

    id: str = text_column(key=True)
    record: str = text_column()
    payload: str = text_column()
    full_name: str = text_column()
    missing: str = text_column()
    rules: str = text_column()
    origin: str = text_column()
    updated_at: str = text_column()
    updated_by: str = text_column()


class PhotoRow(Local, table=True):
    """A picture by the SHA-256 of its bytes. ``sent`` is when the hub acknowledged it."""

    __tablename__ = "photo"
    __table_args__ = (Index("photo_unsent", "sha256", sqlite_where=text("sent IS NULL")),)

    sha256: str = text_column(key=True)
    jpeg: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    sent: str | None = text_column(null=True)


class PaperRow(Local, table=True):
    """One paper that went out. ``id`` is its record in the change log; older ones have none."""

    __tablename__ = "paper"
    __table_args__ = (
        one_of("status", ("provisional", "confirmed")),
        Index("paper_worker", "worker_id", "n"),
        Index("paper_id", "id", unique=True, sqlite_where=text("id IS NOT NULL")),
        Index("paper_batch", "batch", "place", sqlite_where=text("batch IS NOT NULL")),
        Index(
            "paper_recalled",
            "recalled_on",
            sqlite_where=text("recalled_on IS NOT NULL AND back_on IS NULL"),
        ),
    )

    n: int | None = Field(default=None, primary_key=True)
    serial: int
    kind: str = text_column()
    worker_id: str = text_column()
    status: str = text_column()
    reason: str = text_column()
    issued_at: str = text_column()
    issued_on: str = text_column()
    issued_by: str = text_column()
    id: str | None = text_column(null=True)
    copies: int
    batch: str | None = text_column(null=True)
    place: int | None
    letter: str | None = text_column(null=True)
    handed_on: str | None = text_column(null=True)
    handed_by: str | None = text_column(null=True)
    recalled_on: str | None = text_column(null=True)
    recalled_why: str | None = text_column(null=True)
    back_on: str | None = text_column(null=True)


class AgendaRow(Local, table=True):
    """One outgoing letter in the book of the office. ``id`` is its record in the change log; the
    lists for BPJS have none of their own."""

    __tablename__ = "agenda"
    __table_args__ = (
        Index("agenda_year", "year", "serial"),
        Index("agenda_id", "id", unique=True, sqlite_where=text("id IS NOT NULL")),
        Index("agenda_number", "number"),
        Index("agenda_worker", "worker_id", sqlite_where=text("worker_id IS NOT NULL")),
    )

    n: int | None = Field(default=None, primary_key=True)
    id: str | None = text_column(null=True)
    year: int
    serial: int
    number: str = text_column()
    day: str = text_column()
    kind: str = text_column()
    subject: str = text_column()
    recipient: str = text_column()
    worker_id: str | None = text_column(null=True)
    about: str | None = text_column(null=True)
    at: str = text_column()
    by: str = text_column()
    revoked_at: str | None = text_column(null=True)
    revoked_by: str | None = text_column(null=True)
    revoked_why: str | None = text_column(null=True)


class SubmissionRow(Local, table=True):
    """One numbered list for BPJS; one that was taken back keeps its number."""

    __tablename__ = "submission"
    __table_args__ = (Index("submission_year", "year", "serial", unique=True),)

    number: str = text_column(key=True)
    year: int
    serial: int
    day: str = text_column()
    digest: str = text_column()
    made_at: str = text_column()
    made_by: str = text_column()
    withdrawn_at: str | None = text_column(null=True)
    withdrawn_by: str | None = text_column(null=True)


class SubmissionLineRow(Local, table=True):
    """One person on such a list, and what the branch answered."""

    __tablename__ = "submission_line"
    __table_args__ = (Index("submission_line_worker", "worker_id"),)

    submission: str = text_column(key=True)
    place: int = Field(primary_key=True)
    worker_id: str = text_column()
    outcome: str | None = text_column(null=True)
    reason: str | None = text_column(null=True)
    answered_on: str | None = text_column(null=True)
