"""The line to the regency's hub: which hub, what was sealed for it, what it said."""

from alembic import op

revision = "0002"
down_revision = "0001"

TABLES = (
    """
    CREATE TABLE hub (
        root TEXT NOT NULL,
        url TEXT NOT NULL,
        name TEXT NOT NULL,
        keys TEXT NOT NULL,
        signers TEXT NOT NULL,
        welcome BLOB NOT NULL,
        hub_id TEXT NOT NULL,
        device TEXT NOT NULL,
        incarnation TEXT NOT NULL,
        village TEXT NOT NULL,
        enrolled_at TEXT NOT NULL,
        enrolled_on TEXT NOT NULL,
        cursor TEXT NOT NULL,
        epoch TEXT NOT NULL,
        told_at TEXT,
        heard_at TEXT,
        active BOOLEAN NOT NULL,
        PRIMARY KEY (root)
    )
    """,
    """
    CREATE TABLE batch (
        id TEXT NOT NULL,
        hub TEXT NOT NULL,
        incarnation TEXT NOT NULL,
        seqs TEXT NOT NULL,
        count INTEGER NOT NULL,
        digest TEXT NOT NULL,
        sealed BLOB,
        made_at TEXT NOT NULL,
        receipt BLOB,
        received_at TEXT,
        number INTEGER,
        accepted INTEGER NOT NULL,
        merged INTEGER NOT NULL,
        conflict INTEGER NOT NULL,
        duplicate INTEGER NOT NULL,
        refused INTEGER NOT NULL,
        held INTEGER NOT NULL,
        later INTEGER NOT NULL,
        epoch TEXT,
        tried BOOLEAN NOT NULL,
        failures INTEGER NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE verdict (
        seq INTEGER NOT NULL,
        change_id TEXT NOT NULL,
        verdict TEXT NOT NULL,
        rule TEXT,
        field TEXT,
        params TEXT NOT NULL,
        batch TEXT,
        at TEXT NOT NULL,
        PRIMARY KEY (seq)
    )
    """,
    """
    CREATE TABLE credential (
        worker_id TEXT NOT NULL,
        text TEXT NOT NULL,
        kpj TEXT NOT NULL,
        name TEXT NOT NULL,
        number TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (worker_id)
    )
    """,
    """
    CREATE TABLE passed_over (
        n INTEGER NOT NULL,
        body TEXT NOT NULL,
        rule TEXT NOT NULL,
        record_id TEXT,
        worker_id TEXT,
        at TEXT NOT NULL,
        PRIMARY KEY (n)
    )
    """,
)
COLUMNS = (
    "ALTER TABLE photo ADD COLUMN sent TEXT",
    "ALTER TABLE paper ADD COLUMN id TEXT",
)
INDEXES = (
    "CREATE UNIQUE INDEX hub_active ON hub (active) WHERE active = 1",
    "CREATE INDEX batch_open ON batch (hub) WHERE receipt IS NULL",
    "CREATE UNIQUE INDEX verdict_change ON verdict (change_id)",
    "CREATE INDEX photo_unsent ON photo (sha256) WHERE sent IS NULL",
    "CREATE INDEX worker_photo ON worker (photo) WHERE photo IS NOT NULL",
    "CREATE UNIQUE INDEX paper_id ON paper (id) WHERE id IS NOT NULL",
)


def upgrade() -> None:
    """Make the tables, and the columns that older ones lack."""
    for statement in (*TABLES, *COLUMNS, *INDEXES):
        op.execute(statement)
