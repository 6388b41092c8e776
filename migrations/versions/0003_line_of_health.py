"""What the list of accounts says of health beside the band: overrides, contradictions, the oldest input; indexes to sort by."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

COLUMNS = (
    "computed_score INTEGER",
    "computed_band TEXT",
    "override_expires_on TEXT",
    "oldest_input_on TEXT",
    "contradictions TEXT",
)
SORTED = ("segment", "lifecycle", "status", "country", "engagement_model")
MARKED = ("override_expires_on", "contradictions")


def upgrade() -> None:
    """Add the columns and indexes; the rows are computed again when the book is opened."""
    for column in COLUMNS:
        op.execute(f"ALTER TABLE account_line ADD COLUMN {column}")
    op.execute("UPDATE account_line SET computed_score = score, computed_band = band")
    for column in SORTED:
        op.execute(f"CREATE INDEX ix_account_line_{column} ON account_line ({column}, account_id)")
    for column in MARKED:
        op.execute(
            f"CREATE INDEX ix_account_line_{column} ON account_line ({column}, account_id) WHERE {column} IS NOT NULL"
        )
    op.execute("DELETE FROM derived_state WHERE key = 'computed_on'")
    op.execute("PRAGMA user_version = 3")


def downgrade() -> None:
    """Drop the indexes and columns."""
    for column in (*SORTED, *MARKED):
        op.execute(f"DROP INDEX ix_account_line_{column}")
    for column in COLUMNS:
        op.execute(f"ALTER TABLE account_line DROP COLUMN {column.split()[0]}")
    op.execute("PRAGMA user_version = 2")
