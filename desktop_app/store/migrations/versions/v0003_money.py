"""Payments, sponsors, what is set aside, titipan, their attachments; former member numbers."""

from alembic import op

revision = "0003"
down_revision = "0002"

TABLES = (
    """
    CREATE TABLE payment (
        id TEXT NOT NULL,
        worker_id TEXT NOT NULL,
        first TEXT NOT NULL,
        last TEXT NOT NULL,
        payer TEXT NOT NULL,
        amount INTEGER NOT NULL,
        portions TEXT NOT NULL,
        paid_on TEXT NOT NULL,
        reference TEXT NOT NULL,
        code TEXT,
        proof TEXT,
        source TEXT,
        deposit TEXT,
        revision TEXT NOT NULL,
        at TEXT NOT NULL,
        by TEXT NOT NULL,
        undone_at TEXT,
        undone_on TEXT,
        undone_by TEXT,
        undone_why TEXT,
        PRIMARY KEY (id),
        CONSTRAINT payment_months CHECK (
            first GLOB '????-??' AND last GLOB '????-??' AND first <= last
        ),
        CONSTRAINT payment_amount CHECK (amount >= 0)
    )
    """,
    """
    CREATE TABLE sponsor (
        id TEXT NOT NULL,
        code TEXT NOT NULL,
        folded TEXT NOT NULL,
        data TEXT NOT NULL,
        revision TEXT NOT NULL,
        at TEXT NOT NULL,
        by TEXT NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE reservation (
        id TEXT NOT NULL,
        sponsor TEXT NOT NULL,
        worker_id TEXT NOT NULL,
        first TEXT NOT NULL,
        last TEXT NOT NULL,
        portions TEXT NOT NULL,
        revision TEXT NOT NULL,
        at TEXT NOT NULL,
        by TEXT NOT NULL,
        undone_at TEXT,
        undone_on TEXT,
        undone_by TEXT,
        PRIMARY KEY (id),
        CONSTRAINT reservation_months CHECK (first <= last)
    )
    """,
    """
    CREATE TABLE deposit (
        id TEXT NOT NULL,
        number TEXT NOT NULL,
        year INTEGER NOT NULL,
        serial INTEGER NOT NULL,
        worker_id TEXT NOT NULL,
        first TEXT NOT NULL,
        last TEXT NOT NULL,
        amount INTEGER NOT NULL,
        portions TEXT NOT NULL,
        received_on TEXT NOT NULL,
        holder TEXT NOT NULL,
        state TEXT NOT NULL,
        settled_on TEXT,
        settled_by TEXT,
        payment TEXT,
        why TEXT,
        revision TEXT NOT NULL,
        at TEXT NOT NULL,
        by TEXT NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT deposit_months CHECK (first <= last),
        CONSTRAINT deposit_amount CHECK (amount >= 0),
        CONSTRAINT state_known CHECK (state IN ('held', 'paid', 'returned'))
    )
    """,
    """
    CREATE TABLE attachment (
        sha256 TEXT NOT NULL,
        name TEXT NOT NULL,
        media TEXT NOT NULL,
        content BLOB NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (sha256)
    )
    """,
    """
    CREATE TABLE former_kpj (
        kpj TEXT NOT NULL,
        worker_id TEXT NOT NULL,
        since TEXT NOT NULL,
        PRIMARY KEY (kpj, worker_id)
    )
    """,
)
COLUMNS = (
    "ALTER TABLE worker ADD COLUMN answer TEXT",
    "ALTER TABLE worker ADD COLUMN ended_paper TEXT",
    "ALTER TABLE submission ADD COLUMN withdrawn_at TEXT",
    "ALTER TABLE submission ADD COLUMN withdrawn_by TEXT",
)
#: None of them is of everybody: who is registered is no member yet and has paid nothing. What is
#: the same in all rows (``undone_at``, ``membership``) stands in them so that nobody has to look
#: into the table for it.
INDEXES = (
    "CREATE INDEX payment_months_of"
    " ON payment (worker_id, first, last, paid_on, payer, undone_at) WHERE undone_at IS NULL",
    "CREATE INDEX payment_payer ON payment (payer, worker_id, amount, undone_at)"
    " WHERE undone_at IS NULL",
    "CREATE INDEX payment_last"
    " ON payment (last, worker_id, first, paid_on, payer, undone_at) WHERE undone_at IS NULL",
    "CREATE INDEX payment_reference ON payment (reference, id)",
    "CREATE INDEX payment_undone ON payment (worker_id) WHERE undone_at IS NOT NULL",
    "CREATE UNIQUE INDEX sponsor_code ON sponsor (folded)",
    "CREATE INDEX reservation_sponsor ON reservation (sponsor) WHERE undone_at IS NULL",
    "CREATE INDEX reservation_worker ON reservation (worker_id)",
    "CREATE INDEX deposit_worker ON deposit (worker_id)",
    "CREATE INDEX deposit_held ON deposit (received_on) WHERE state = 'held'",
    "CREATE INDEX deposit_year ON deposit (year, serial)",
    "CREATE INDEX former_kpj_worker ON former_kpj (worker_id)",
    "CREATE INDEX worker_paid_until ON worker (paid_until, id, member_since, former_payer)"
    " WHERE paid_until IS NOT NULL",
    "CREATE INDEX worker_member ON worker"
    " (id, number, nik, full_name, hamlet, phone, paid_until, member_since, membership)"
    " WHERE membership = 'member'",
    "CREATE INDEX change_money ON change (record_id, seq)"
    " WHERE kind IN ('payment', 'sponsor', 'reservation', 'deposit')",
)
#: No month of one person is paid twice, whoever pays and whatever program writes.
_OVERLAPS = (
    "NEW.undone_at IS NULL AND EXISTS (SELECT 1 FROM payment p WHERE p.worker_id = NEW.worker_id"
    " AND p.first <= NEW.last AND p.last >= NEW.first AND p.undone_at IS NULL AND p.id <> NEW.id)"
)
GUARDS = tuple(
    f"""
    CREATE TRIGGER payment_{name} BEFORE {event} ON payment WHEN {_OVERLAPS}
    BEGIN SELECT RAISE(ABORT, 'a month is paid twice'); END
    """
    for name, event in (
        ("once", "INSERT"),
        ("still_once", "UPDATE OF worker_id, first, last, undone_at"),
    )
)


def upgrade() -> None:
    """Make the tables, the columns that older ones lack, and the guards."""
    for statement in (*TABLES, *COLUMNS, *INDEXES, *GUARDS):
        op.execute(statement)
