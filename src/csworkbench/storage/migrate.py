"""Brings a book's schema to the version this program knows, all of it or nothing."""

from __future__ import annotations

from pathlib import Path

import sqlcipher3.dbapi2 as driver
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import NullPool

from csworkbench.infra.errors import BookDamaged, WorkbenchError
from csworkbench.infra.paths import shipped
from csworkbench.storage import engine as engines
from csworkbench.storage.journal.triggers import trigger_statements


class MigrationFailed(WorkbenchError):
    """The schema could not be brought up to date; the book is as it was."""


def migration_config(connection: Connection | None = None) -> Config:
    """Give Alembic's configuration, made in code so that no file outside the program decides."""
    config = Config()
    config.set_main_option("script_location", str(shipped("migrations")).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def migrate(path: Path, revision: str = "head") -> None:
    """Migrate the book at `path` (made when missing) to `revision`, up or down, in one transaction.

    Foreign keys are off before the transaction begins, since a batch change of a parent table would empty its
    children; they are checked before the commit.

    Raises:
        MigrationFailed: a step failed; the file holds what it held before.
    """
    engine = create_engine("sqlite://", module=driver, creator=lambda: engines.connect(path), poolclass=NullPool)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        try:
            _move(connection, revision)
        except BaseException as error:
            connection.exec_driver_sql("ROLLBACK")
            if isinstance(error, Exception) and not isinstance(error, WorkbenchError):
                raise MigrationFailed(
                    "The book could not be brought up to date; it is as it was.", "Report this with the log."
                ) from error
            raise
        connection.exec_driver_sql("COMMIT")
    engine.dispose()


def _move(connection: Connection, revision: str) -> None:
    config = migration_config(connection)
    version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    goes_down = revision == "base" or (revision.isdigit() and int(revision) < version)
    for name in _triggers(connection):
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    (command.downgrade if goes_down else command.upgrade)(config, revision)
    if revision == "head":
        for statement in trigger_statements():
            connection.exec_driver_sql(statement)
    connection.exec_driver_sql(f"PRAGMA application_id = {engines.APPLICATION_ID}")
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise BookDamaged(f"{len(broken)} rows of the book point at rows that are missing.", "Restore a backup.")


def _triggers(connection: Connection) -> list[str]:
    query = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'journal!_%' ESCAPE '!'"
    return [row[0] for row in connection.exec_driver_sql(query)]
