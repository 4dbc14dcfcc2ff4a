"""When Slack last changed what it says of a person."""

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"


def upgrade() -> None:
    op.add_column("person", sa.Column("described_at", sa.DateTime(timezone=True), nullable=True))
