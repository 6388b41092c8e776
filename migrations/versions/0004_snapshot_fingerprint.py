"""The whole sub-scores of a snapshot as a short text, so that "nothing moved" is told without reading all factors."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

SUB_SCORE = "json_extract(value, '$[2]')"
BYTE = f"printf('%02x', CASE WHEN {SUB_SCORE} IS NULL THEN 255 ELSE CAST(round({SUB_SCORE}) AS INTEGER) END)"


def upgrade() -> None:
    """Add the column and fill it for the snapshots that still hold."""
    op.execute("ALTER TABLE health_snapshot ADD COLUMN fingerprint TEXT NOT NULL DEFAULT ''")
    op.execute(
        f"UPDATE health_snapshot SET fingerprint = (SELECT group_concat({BYTE}, '') FROM json_each(factors)) "
        "WHERE to_on IS NULL"
    )
    op.execute("PRAGMA user_version = 4")


def downgrade() -> None:
    """Drop the column."""
    op.execute("ALTER TABLE health_snapshot DROP COLUMN fingerprint")
    op.execute("PRAGMA user_version = 3")
