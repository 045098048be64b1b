"""What was paid, by NIK and month over all villages; and whose a change of money is."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add whom a change is about, and the months that are paid."""
    op.add_column("change", sa.Column("about", sa.Text(), nullable=True))
    known = sa.text("about IS NOT NULL")
    op.create_index(
        "change_about",
        "change",
        ["village", "about"],
        sqlite_where=known,
        postgresql_where=known,
    )
    op.create_table(
        "paid_month",
        sa.Column("nik", sa.Text(), nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("worker", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.Column("payer", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("nik", "month"),
    )
    op.create_index("paid_month_worker", "paid_month", ["village", "worker"])
    op.create_index("paid_month_month", "paid_month", ["month", "village", "worker"])
