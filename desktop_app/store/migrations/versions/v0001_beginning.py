"""The register as it began: people, changes, audit chain, papers, lists, drafts."""

from alembic import op

revision = "0001"
down_revision = None

TABLES = (
    """
    CREATE TABLE office (
        id TEXT NOT NULL,
        village_code TEXT NOT NULL,
        data TEXT NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE setting (
        name TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (name)
    )
    """,
    """
    CREATE TABLE device (
        incarnation TEXT NOT NULL,
        device TEXT NOT NULL,
        tag TEXT NOT NULL,
        serial INTEGER NOT NULL,
        signing BLOB NOT NULL,
        receiving TEXT NOT NULL,
        made_at TEXT NOT NULL,
        PRIMARY KEY (incarnation)
    )
    """,
    """
    CREATE TABLE account (
        folded TEXT NOT NULL,
        name TEXT NOT NULL,
        role TEXT NOT NULL,
        created_at TEXT NOT NULL,
        PRIMARY KEY (folded)
    )
    """,
    """
    CREATE TABLE worker (
        n INTEGER NOT NULL,
        id TEXT NOT NULL,
        number TEXT NOT NULL,
        revision TEXT NOT NULL,
        nik TEXT NOT NULL,
        full_name TEXT NOT NULL,
        name_folded TEXT NOT NULL,
        birth_date TEXT NOT NULL,
        sex TEXT NOT NULL,
        occupation TEXT NOT NULL,
        village_code TEXT NOT NULL,
        hamlet TEXT,
        rt TEXT,
        rw TEXT,
        phone TEXT,
        kpj TEXT,
        funding TEXT NOT NULL,
        consent_method TEXT NOT NULL,
        record TEXT NOT NULL,
        delivery TEXT NOT NULL,
        membership TEXT NOT NULL,
        protection TEXT NOT NULL,
        protection_as_of TEXT,
        unprinted BOOLEAN NOT NULL,
        registered_on TEXT NOT NULL,
        registered_by TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        changed_by TEXT NOT NULL,
        submission TEXT,
        submitted_on TEXT,
        answered_on TEXT,
        refused_reason TEXT,
        ended_on TEXT,
        ended_why TEXT,
        second_occupation TEXT,
        birth_place TEXT,
        mother_name TEXT,
        family_card_number TEXT,
        address TEXT,
        phone_owner TEXT,
        email TEXT,
        ecosystem TEXT NOT NULL,
        workplace TEXT,
        business_owner BOOLEAN NOT NULL,
        monthly_income INTEGER,
        segment TEXT NOT NULL,
        disability BOOLEAN,
        member_since TEXT,
        paid_until TEXT,
        former_payer TEXT,
        photo TEXT,
        programmes TEXT NOT NULL,
        vulnerability TEXT,
        family TEXT NOT NULL,
        consent TEXT NOT NULL,
        confirmed TEXT NOT NULL,
        PRIMARY KEY (n),
        CONSTRAINT nik_digits CHECK (length(nik) = 16 AND nik NOT GLOB '*[^0-9]*'),
        CONSTRAINT full_name_given CHECK (length(full_name) > 0),
        CONSTRAINT birth_date_iso CHECK (birth_date GLOB '????-??-??'),
        CONSTRAINT income_positive CHECK (monthly_income IS NULL OR monthly_income >= 0),
        CONSTRAINT sex_known CHECK (sex IN ('male', 'female')),
        CONSTRAINT record_known CHECK (record IN ('draft', 'deferred', 'ineligible', 'recorded')),
        CONSTRAINT delivery_known CHECK (delivery IN (
            'waiting', 'sent', 'accepted', 'merged', 'conflict', 'duplicate', 'refused'
        )),
        CONSTRAINT membership_known CHECK (membership IN (
            'candidate', 'submitted', 'refused_by_bpjs', 'member', 'ended'
        )),
        CONSTRAINT protection_known CHECK (protection IN (
            'unknown', 'none', 'active', 'arrears', 'lapsed'
        )),
        UNIQUE (id),
        UNIQUE (number)
    )
    """,
    """
    CREATE TABLE alias (
        nik TEXT NOT NULL,
        worker_id TEXT NOT NULL,
        since TEXT NOT NULL,
        PRIMARY KEY (nik, worker_id)
    )
    """,
    """
    CREATE TABLE change (
        seq INTEGER NOT NULL,
        change_id TEXT NOT NULL,
        device TEXT NOT NULL,
        incarnation TEXT NOT NULL,
        kind TEXT NOT NULL,
        record_id TEXT NOT NULL,
        at TEXT NOT NULL,
        today TEXT NOT NULL,
        actor TEXT NOT NULL,
        clock_doubt BOOLEAN NOT NULL,
        salt BLOB,
        record TEXT,
        fields TEXT,
        settled TEXT,
        verdict TEXT,
        PRIMARY KEY (seq)
    )
    """,
    """
    CREATE TABLE audit (
        seq INTEGER NOT NULL,
        at TEXT NOT NULL,
        actor TEXT NOT NULL,
        action TEXT NOT NULL,
        subject TEXT,
        change INTEGER,
        clock_doubt BOOLEAN NOT NULL,
        commitment BLOB NOT NULL,
        prev BLOB NOT NULL,
        hash BLOB NOT NULL,
        PRIMARY KEY (seq)
    )
    """,
    """
    CREATE TABLE audit_value (
        seq INTEGER NOT NULL,
        salt BLOB,
        value TEXT,
        PRIMARY KEY (seq)
    )
    """,
    """
    CREATE TABLE draft (
        id TEXT NOT NULL,
        record TEXT NOT NULL,
        payload TEXT NOT NULL,
        full_name TEXT NOT NULL,
        missing TEXT NOT NULL,
        rules TEXT NOT NULL,
        origin TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        updated_by TEXT NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT record_known CHECK (record IN ('draft', 'deferred', 'ineligible'))
    )
    """,
    """
    CREATE TABLE photo (
        sha256 TEXT NOT NULL,
        jpeg BLOB NOT NULL,
        PRIMARY KEY (sha256)
    )
    """,
    """
    CREATE TABLE paper (
        n INTEGER NOT NULL,
        serial INTEGER NOT NULL,
        kind TEXT NOT NULL,
        worker_id TEXT NOT NULL,
        status TEXT NOT NULL,
        reason TEXT NOT NULL,
        issued_at TEXT NOT NULL,
        issued_on TEXT NOT NULL,
        issued_by TEXT NOT NULL,
        PRIMARY KEY (n),
        CONSTRAINT status_known CHECK (status IN ('provisional', 'confirmed'))
    )
    """,
    """
    CREATE TABLE submission (
        number TEXT NOT NULL,
        year INTEGER NOT NULL,
        serial INTEGER NOT NULL,
        day TEXT NOT NULL,
        digest TEXT NOT NULL,
        made_at TEXT NOT NULL,
        made_by TEXT NOT NULL,
        PRIMARY KEY (number)
    )
    """,
    """
    CREATE TABLE submission_line (
        submission TEXT NOT NULL,
        place INTEGER NOT NULL,
        worker_id TEXT NOT NULL,
        outcome TEXT,
        reason TEXT,
        answered_on TEXT,
        PRIMARY KEY (submission, place)
    )
    """,
)
INDEXES = (
    "CREATE INDEX worker_birth_date ON worker (birth_date)",
    "CREATE INDEX worker_kpj ON worker (kpj) WHERE kpj IS NOT NULL",
    "CREATE INDEX worker_membership ON worker (membership, name_folded, id, record, delivery)",
    "CREATE INDEX worker_name ON worker (name_folded, id)",
    "CREATE UNIQUE INDEX worker_nik ON worker (nik) WHERE record = 'recorded'",
    "CREATE INDEX worker_registered_on ON worker (registered_on)",
    "CREATE INDEX worker_unprinted ON worker (n) WHERE unprinted = 1",
    "CREATE INDEX change_settled ON change (seq) WHERE settled IS NOT NULL",
    "CREATE INDEX audit_subject ON audit (subject, seq)",
    "CREATE INDEX draft_origin ON draft (origin)",
    "CREATE INDEX paper_worker ON paper (worker_id, n)",
    "CREATE UNIQUE INDEX submission_year ON submission (year, serial)",
    "CREATE INDEX submission_line_worker ON submission_line (worker_id)",
)
#: Search by trigrams: names with two spaces before each word, so that the beginning of a word is
#: a trigram too; ``detail=none`` is a third of the size and enough for AND and OR.
SEARCH = """
    CREATE VIRTUAL TABLE worker_search USING fts5 (
        name, hamlet, digits, tokenize='trigram', detail=none, columnsize=0
    )
    """
TERMS = "CREATE VIRTUAL TABLE worker_terms USING fts5vocab (worker_search, row)"
#: The change log and the audit chain only grow. Values may be emptied, marks may be set.
GUARDS = (
    """
    CREATE TRIGGER change_stays BEFORE DELETE ON change
    BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END
    """,
    """
    CREATE TRIGGER change_as_written BEFORE UPDATE ON change
    WHEN NEW.seq IS NOT OLD.seq OR NEW.change_id IS NOT OLD.change_id
        OR NEW.device IS NOT OLD.device OR NEW.incarnation IS NOT OLD.incarnation
        OR NEW.kind IS NOT OLD.kind OR NEW.record_id IS NOT OLD.record_id
        OR NEW.at IS NOT OLD.at OR NEW.today IS NOT OLD.today OR NEW.actor IS NOT OLD.actor
        OR NEW.clock_doubt IS NOT OLD.clock_doubt
        OR (NEW.salt IS NOT OLD.salt AND NEW.salt IS NOT NULL)
        OR (NEW.record IS NOT OLD.record AND NEW.record IS NOT NULL)
        OR (NEW.fields IS NOT OLD.fields AND NEW.fields IS NOT NULL)
    BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END
    """,
    """
    CREATE TRIGGER audit_stays BEFORE DELETE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit chain is append-only'); END
    """,
    """
    CREATE TRIGGER audit_as_written BEFORE UPDATE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit chain is append-only'); END
    """,
    """
    CREATE TRIGGER audit_value_stays BEFORE DELETE ON audit_value
    BEGIN SELECT RAISE(ABORT, 'the audit chain is append-only'); END
    """,
    """
    CREATE TRIGGER audit_value_as_written BEFORE UPDATE ON audit_value
    WHEN NEW.seq IS NOT OLD.seq OR NEW.value IS NOT NULL OR NEW.salt IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'the audit chain is append-only'); END
    """,
)


def upgrade() -> None:
    """Make everything."""
    for statement in (*TABLES, *INDEXES, SEARCH, TERMS, *GUARDS):
        op.execute(statement)
