"""An empty book per test, and a hand that writes small files and imports them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from csworkbench.infra.clock import FixedClock
from csworkbench.infra.tokens import Token
from csworkbench.services.imports import apply_import, plan_import
from csworkbench.services.imports.request import ImportRequest, ImportResult
from csworkbench.services.workbench import Workbench, create_workbench, open_workbench
from csworkbench.storage.journal.triggers import journaled_tables

CLOCK = FixedClock(datetime(2026, 11, 23, 8, 30, tzinfo=UTC), date(2026, 11, 23))


class Importing:
    """Imports texts into one book, always with a dry run before that must foretell the counts and write nothing."""

    def __init__(self, workbench: Workbench, folder: Path) -> None:
        self.workbench = workbench
        self.folder = folder

    def file(self, content: str, name: str = "file.csv") -> Path:
        path = self.folder / name
        path.write_text(content.strip() + "\n", encoding="utf-8")
        return path

    def run(self, kind: str, content: str, token: Token | None = None, **options: Any) -> ImportResult:
        request = ImportRequest(self.file(content), kind, **options)
        before = self.dump()
        plan = plan_import(self.workbench, request)
        assert self.dump() == before
        result = apply_import(self.workbench, request, token)
        assert (plan.counts, plan.errors, plan.skips, plan.notes) == (
            result.counts, result.errors, result.skips, result.notes,
        )  # fmt: skip
        return result

    def counts(self, kind: str, content: str, **options: Any) -> tuple[int, int, int, int, int]:
        """Give new, changed, unchanged, rejected, skipped."""
        counts = self.run(kind, content, **options).counts
        return counts.new, counts.changed, counts.unchanged, counts.rejected, counts.skipped

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with self.workbench.read() as connection:
            return [tuple(row) for row in connection.execute(text(query))]

    def dump(self) -> dict[str, list[tuple[Any, ...]]]:
        with self.workbench.read() as connection:
            return {one.name: [tuple(row) for row in connection.execute(one.select())] for one in journaled_tables()}


@pytest.fixture(scope="session")
def empty_book(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("empty") / "empty.cswb"
    create_workbench(path, CLOCK).close()
    return path.read_bytes()


@pytest.fixture
def importing(empty_book: bytes, tmp_path: Path) -> Iterator[Importing]:
    path = tmp_path / "book.cswb"
    path.write_bytes(empty_book)
    workbench = open_workbench(path, CLOCK)
    yield Importing(workbench, tmp_path)
    workbench.close()


@pytest.fixture
def with_accounts(importing: Importing) -> Importing:
    importing.run("accounts", "Id,Name,Domain\nA1,Acme,acme.example\nB1,Beta,beta.example")
    return importing
