"""The book of outgoing letters; what became of a paper after it was printed."""

from alembic import op

revision = "0004"
down_revision = "0003"

AGENDA = """
    CREATE TABLE agenda (
        n INTEGER NOT NULL,
        id TEXT,
        year INTEGER NOT NULL,
        serial INTEGER NOT NULL,
        number TEXT NOT NULL,
        day TEXT NOT NULL,
        kind TEXT NOT NULL,
        subject TEXT NOT NULL,
        recipient TEXT NOT NULL,
        worker_id TEXT,
        about TEXT,
        at TEXT NOT NULL,
        by TEXT NOT NULL,
        revoked_at TEXT,
        revoked_by TEXT,
        revoked_why TEXT,
        PRIMARY KEY (n)
    )
    """
#: The lists for BPJS have had numbers of the same row from the beginning: they stand in it.
LISTS = (
    "INSERT INTO agenda (year, serial, number, day, kind, subject, recipient, at, by, revoked_at,"
    " revoked_by, revoked_why) SELECT year, serial, number, day, 'submission', '', '', made_at,"
    " made_by, withdrawn_at, withdrawn_by, iif(withdrawn_at IS NULL, NULL, '') FROM submission"
    " ORDER BY year, serial"
)
COLUMNS = (
    "ALTER TABLE paper ADD COLUMN copies INTEGER NOT NULL DEFAULT 1",
    "ALTER TABLE paper ADD COLUMN batch TEXT",
    "ALTER TABLE paper ADD COLUMN place INTEGER",
    "ALTER TABLE paper ADD COLUMN letter TEXT",
    "ALTER TABLE paper ADD COLUMN handed_on TEXT",
    "ALTER TABLE paper ADD COLUMN handed_by TEXT",
    "ALTER TABLE paper ADD COLUMN recalled_on TEXT",
    "ALTER TABLE paper ADD COLUMN recalled_why TEXT",
    "ALTER TABLE paper ADD COLUMN back_on TEXT",
)
INDEXES = (
    "CREATE INDEX agenda_year ON agenda (year, serial)",
    "CREATE UNIQUE INDEX agenda_id ON agenda (id) WHERE id IS NOT NULL",
    "CREATE INDEX agenda_number ON agenda (number)",
    "CREATE INDEX agenda_worker ON agenda (worker_id) WHERE worker_id IS NOT NULL",
    "CREATE INDEX paper_batch ON paper (batch, place) WHERE batch IS NOT NULL",
    "CREATE INDEX paper_recalled ON paper (recalled_on)"
    " WHERE recalled_on IS NOT NULL AND back_on IS NULL",
)


def upgrade() -> None:
    """Make the book with the lists that stand already, and the ledger's new columns."""
    for statement in (AGENDA, LISTS, *COLUMNS, *INDEXES):
        op.execute(statement)
