"""Search: full-text tables over names, people and notes, kept true by triggers.

`..._words` answer one and two letters and whole words by prefix; `..._parts` find fragments of three letters and more.
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

WORDS = "tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'"
PARTS = "tokenize = 'trigram remove_diacritics 1', detail = 'full'"
INDEXES = (
    ("account_words", "account", ("name", "domain"), WORDS),
    ("account_parts", "account", ("name", "domain"), PARTS),
    ("contact_words", "contact", ("name", "email"), WORDS),
    ("contact_parts", "contact", ("name", "email"), PARTS),
    ("touch_words", "touch", ("notes", "outcome"), WORDS),
    ("feedback_words", "feedback", ("words",), WORDS),
    ("review_words", "review_section", ("body",), WORDS),
)


def upgrade() -> None:
    """Make the indexes, their triggers, and fill them from what the book holds."""
    for index, table, columns, options in INDEXES:
        names = ", ".join(columns)
        old = ", ".join(f"OLD.{column}" for column in columns)
        new = ", ".join(f"NEW.{column}" for column in columns)
        forget = f"INSERT INTO {index} ({index}, rowid, {names}) VALUES ('delete', OLD.id, {old});"
        learn = f"INSERT INTO {index} (rowid, {names}) VALUES (NEW.id, {new});"
        op.execute(
            f"CREATE VIRTUAL TABLE {index} USING fts5({names}, content = '{table}', content_rowid = 'id', {options})"
        )
        op.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")
        op.execute(f"CREATE TRIGGER {index}_insert AFTER INSERT ON {table} BEGIN {learn} END")
        op.execute(f"CREATE TRIGGER {index}_delete AFTER DELETE ON {table} BEGIN {forget} END")
        op.execute(f"CREATE TRIGGER {index}_update AFTER UPDATE OF {names} ON {table} BEGIN {forget} {learn} END")
    op.execute("PRAGMA user_version = 2")


def downgrade() -> None:
    """Drop the indexes and their triggers."""
    for index, _table, _columns, _options in INDEXES:
        for event in ("insert", "delete", "update"):
            op.execute(f"DROP TRIGGER {index}_{event}")
        op.execute(f"DROP TABLE {index}")
    op.execute("PRAGMA user_version = 1")
