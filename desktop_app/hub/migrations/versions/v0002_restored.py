"""What only a device itself is told, once it was restored; and whose number is whose."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add to the feed whom a row is for, and an index of the registration numbers."""
    op.add_column("feed", sa.Column("device", sa.Text(), nullable=True))
    op.create_index("record_number", "record", ["village", "number"])
