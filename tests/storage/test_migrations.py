"""The schema's steps: up and down with data, all or nothing, and the same as the tables say."""

from pathlib import Path

import pytest
from alembic.script import ScriptDirectory

from csworkbench.infra.clock import SystemClock
from csworkbench.infra.errors import BookDamaged, BookTooNew
from csworkbench.infra.paths import backup_folder, shipped
from csworkbench.storage import migrate as migrations
from csworkbench.storage.engine import connect
from csworkbench.storage.journal.triggers import journaled_tables
from csworkbench.storage.migrate import MigrationFailed, migrate, migration_config
from csworkbench.storage.schema_version import CURRENT
from csworkbench.storage.tables import metadata
from csworkbench.storage.workbench import open_book, read_version

REVISIONS = [
    script.revision for script in reversed(list(ScriptDirectory.from_config(migration_config()).walk_revisions()))
]
ACCOUNT = """INSERT INTO account (uid, name, name_key, status, known_at)
    VALUES ('u1', 'Åcme', 'åcme', 'active', '2026-01-01T00:00:00.000Z')"""
CONTACT = """INSERT INTO contact (uid, account_id, name, known_at)
    VALUES ('c1', 1, 'Ada', '2026-01-01T00:00:00.000Z')"""


def rows(path: Path, query: str) -> list[tuple]:
    connection = connect(path, read_only=True)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def write(path: Path, *statements: str) -> None:
    connection = connect(path)
    connection.execute("BEGIN IMMEDIATE")
    for statement in statements:
        connection.execute(statement)
    connection.execute("COMMIT")
    connection.close()


def schema(path: Path) -> list[tuple]:
    return rows(path, "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name")


def no_derive(connection, found, clock, token=None) -> None:
    """Leave what is derived alone."""


def test_program_knows_the_newest_step() -> None:
    assert ScriptDirectory.from_config(migration_config()).get_current_head() == f"{CURRENT:04d}"


def test_every_step_sets_the_version_it_is_named_after(tmp_path: Path) -> None:
    book = tmp_path / "a.cswb"
    for revision in REVISIONS:
        migrate(book, revision)
        assert rows(book, "PRAGMA user_version") == [(int(revision),)]


@pytest.mark.parametrize("revision", REVISIONS[1:])
def test_step_up_and_down_keeps_the_rows(tmp_path: Path, revision: str) -> None:
    book = tmp_path / "a.cswb"
    below = REVISIONS[REVISIONS.index(revision) - 1]
    migrate(book, below)
    write(book, ACCOUNT, CONTACT)
    before = schema(book)
    migrate(book, revision)
    assert rows(book, "SELECT a.name, c.name FROM contact c JOIN account a ON a.id = c.account_id") == [("Åcme", "Ada")]
    migrate(book, below)
    assert schema(book) == before
    assert rows(book, "SELECT name FROM contact") == [("Ada",)]


def test_all_the_way_down_leaves_nothing(tmp_path: Path) -> None:
    book = tmp_path / "a.cswb"
    migrate(book)
    migrate(book, "base")
    assert [name for _, name, _ in schema(book) if name != "alembic_version"] == []


def test_tables_and_steps_agree(tmp_path: Path) -> None:
    book = tmp_path / "a.cswb"
    migrate(book)
    for table in metadata.sorted_tables:
        found = {row[1]: (row[2], bool(row[3])) for row in rows(book, f'PRAGMA table_info("{table.name}")')}
        wanted = {column.name: (str(column.type), not column.nullable) for column in table.columns}
        assert found == wanted, table.name
        keys = {(row[3], row[2], row[6]) for row in rows(book, f'PRAGMA foreign_key_list("{table.name}")')}
        assert keys == {(key.parent.name, key.column.table.name, key.ondelete) for key in table.foreign_keys}
        indexes = {row[1] for row in rows(book, f'PRAGMA index_list("{table.name}")') if row[3] == "c"}
        assert indexes == {index.name for index in table.indexes}
        strict = rows(book, f"SELECT strict FROM pragma_table_list WHERE name = '{table.name}'")
        assert strict == [(1,)], f"{table.name} is not STRICT"


def test_checks_of_tables_and_steps_agree(tmp_path: Path) -> None:
    from sqlalchemy import CheckConstraint

    book = tmp_path / "a.cswb"
    migrate(book)
    for table in metadata.sorted_tables:
        made = rows(book, f"SELECT sql FROM sqlite_master WHERE name = '{table.name}'")[0][0]
        for constraint in table.constraints:
            if isinstance(constraint, CheckConstraint):
                assert str(constraint.sqltext) in made, (table.name, constraint.name)


def test_every_journaled_table_has_its_triggers(tmp_path: Path) -> None:
    book = tmp_path / "a.cswb"
    migrate(book)
    found = {name for kind, name, _ in schema(book) if kind == "trigger"}
    for table in journaled_tables():
        assert {f"journal_{table.name}_{event}" for event in ("insert", "update", "delete")} <= found


@pytest.mark.parametrize("text", ["a book?", ""])
def test_refuses_what_is_no_book(tmp_path: Path, text: str) -> None:
    book = tmp_path / "a.cswb"
    book.write_text(text)
    with pytest.raises(BookDamaged, match=r"a\.cswb|not a book"):
        read_version(book)


def test_newer_book_is_refused_untouched(tmp_path: Path) -> None:
    book = tmp_path / "a.cswb"
    migrate(book)
    write(book, f"PRAGMA user_version = {CURRENT + 1}")
    before = book.read_bytes()
    with pytest.raises(BookTooNew, match=f"schema {CURRENT + 1}.*knows {CURRENT}"):
        open_book(book, SystemClock(), no_derive, write=True)
    assert book.read_bytes() == before


def test_older_book_is_backed_up_then_migrated(tmp_path: Path) -> None:
    book = tmp_path / "a.cswb"
    migrate(book, REVISIONS[0])
    write(book, ACCOUNT)
    workbench = open_book(book, SystemClock(), no_derive, write=True)
    workbench.close()
    assert read_version(book) == CURRENT
    backups = list(backup_folder(book).glob("*-before-migration.cswb"))
    assert [read_version(one) for one in backups] == [int(REVISIONS[0])]
    assert rows(backups[0], "SELECT name FROM account") == [("Åcme",)]


def failing_steps(folder: Path, body: str) -> Path:
    """Copy the migrations and add one that does `body` after writing."""
    target = folder / "steps"
    for source in shipped("migrations").rglob("*"):
        if source.suffix in {".py", ".mako"}:
            copy = target / source.relative_to(shipped("migrations"))
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(source.read_bytes())
    (target / "versions" / "9999_fails.py").write_text(
        f"from alembic import op\nrevision = '9999'\ndown_revision = '{REVISIONS[-1]}'\n"
        f"def upgrade():\n    op.execute('CREATE TABLE stray (id INTEGER)')\n    op.execute('DELETE FROM account')\n"
        f"    {body}\ndef downgrade():\n    pass\n"
    )
    return target


ORPHAN = "INSERT INTO contact (uid, account_id, name, known_at) VALUES ('x', 77, 'n', '2026-01-01T00:00:00.000Z')"


@pytest.mark.parametrize("body", ["raise RuntimeError('half way')", "op.execute('no sql')", f'op.execute("{ORPHAN}")'])
def test_failing_step_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    book = tmp_path / "a.cswb"
    migrate(book, REVISIONS[-1])
    write(book, ACCOUNT)
    before = schema(book), rows(book, "SELECT * FROM account")
    steps = failing_steps(tmp_path, body)
    monkeypatch.setattr(migrations, "shipped", lambda kind: steps)
    with pytest.raises((MigrationFailed, BookDamaged)):
        migrate(book)
    assert (schema(book), rows(book, "SELECT * FROM account")) == before


def test_steps_import_nothing_of_the_program() -> None:
    for script in shipped("migrations").rglob("*.py"):
        assert "csworkbench" not in script.read_text()
