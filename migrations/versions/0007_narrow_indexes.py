"""Indexes that answer alone: the key figures, whose a contact or touch is, and which health held when."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ADDED = {
    "ix_account_line_figures": "account_line (currency, band, renewal_on, arr_minor)",
    "ix_contact_of_account": "contact (id, account_id)",
    "ix_touch_of_account": "touch (id, account_id)",
    "ix_health_snapshot_account_days": "health_snapshot (account_id, from_on, to_on, score)",
}
DROPPED = {
    "ix_touch_account_id": "touch (account_id)",
    "ix_health_snapshot_account_id": "health_snapshot (account_id)",
    "ix_health_snapshot_account_from": "health_snapshot (account_id, from_on)",
}
"""What another index begins with."""


def upgrade() -> None:
    """Make the indexes and drop those they stand for."""
    for name, columns in ADDED.items():
        op.execute(f"CREATE INDEX {name} ON {columns}")
    for name in DROPPED:
        op.execute(f"DROP INDEX {name}")
    op.execute("PRAGMA user_version = 7")


def downgrade() -> None:
    """Make the dropped ones again and drop the others."""
    for name, columns in DROPPED.items():
        op.execute(f"CREATE INDEX {name} ON {columns}")
    for name in ADDED:
        op.execute(f"DROP INDEX {name}")
    op.execute("PRAGMA user_version = 6")
