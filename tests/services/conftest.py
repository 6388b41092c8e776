"""A small book that each test gets a copy of: it is made once per process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from csworkbench.domain.history import ChangeSet
from csworkbench.domain.ids import AccountId, ContactId, EngagementModelId, OwnerId
from csworkbench.infra.clock import FixedClock
from csworkbench.services.workbench import Workbench, closing, create_workbench, open_workbench
from csworkbench.storage import records
from csworkbench.storage.journal.triggers import journaled_tables
from csworkbench.storage.tables.accounts import account, contact, engagement_model, owner
from csworkbench.storage.tables.derived import account_line

CLOCK = FixedClock(datetime(2026, 11, 23, 8, 30, tzinfo=UTC))
TODAY = date(2026, 11, 23)
KNOWN = "2026-01-02T09:00:00.000Z"
Dump = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of the book's records: Maya owns Acme, Tom owns Beta; Ann and Ada work at Acme, Bo at Beta."""

    maya: OwnerId
    tom: OwnerId
    acme: AccountId
    beta: AccountId
    ann: ContactId
    ada: ContactId
    bo: ContactId


@pytest.fixture(scope="session")
def template_book(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Keys]:
    path = tmp_path_factory.mktemp("template") / "book.cswb"
    with closing(create_workbench(path, CLOCK)) as workbench:
        keys = _fill(workbench)
    return path, keys


@pytest.fixture
def keys(template_book: tuple[Path, Keys]) -> Keys:
    return template_book[1]


@pytest.fixture
def wb(template_book: tuple[Path, Keys], tmp_path: Path) -> Iterator[Workbench]:
    path = tmp_path / "book.cswb"
    path.write_bytes(template_book[0].read_bytes())
    with closing(open_workbench(path, CLOCK)) as workbench:
        yield workbench


@pytest.fixture
def dump(wb: Workbench) -> Callable[[], Dump]:
    """Give every journaled row and every ready-made row of the book."""

    def read() -> Dump:
        with wb.read() as connection:
            return {
                table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
                for table in (*journaled_tables(), account_line)
            }

    return read


@pytest.fixture
def goes_both_ways(wb: Workbench, dump: Callable[[], Dump]) -> Callable[[Callable[[], object], str], ChangeSet]:
    """Run something that must make one change of this name, and prove that undo and redo give the same rows."""

    def prove(act: Callable[[], object], name: str) -> ChangeSet:
        before = dump()
        act()
        after = dump()
        assert after != before
        assert wb.undo_state().undo_name == name
        wb.undo()
        assert dump() == before
        found = wb.redo()
        assert dump() == after
        return found

    return prove


def _fill(workbench: Workbench) -> Keys:
    with workbench.change("Fill the book") as change:
        c = change.connection
        model = c.execute(
            select(engagement_model.c.id).where(engagement_model.c.name == "customer success manager")
        ).scalar_one()
        maya = records.add(c, owner, {"name": "Maya Lind", "is_me": True})
        tom = records.add(c, owner, {"name": "Tom Örd", "is_me": False})
        found = [maya, tom]
        for name, owner_id in (("Acme", maya), ("Beta", tom)):
            values = {"name": name, "name_key": name.casefold(), "owner_id": owner_id, "status": "active"}
            more = {"engagement_model_id": EngagementModelId(model), "onboarded_on": date(2026, 11, 1)}
            found.append(records.add(c, account, {**values, **more, "known_at": KNOWN}))
        for name, at in (("Ann Ash", 2), ("Ada Oak", 2), ("Bo Elm", 3)):
            found.append(records.add(c, contact, {"account_id": found[at], "name": name, "known_at": KNOWN}))
    return Keys(
        OwnerId(found[0]), OwnerId(found[1]), AccountId(found[2]), AccountId(found[3]),
        ContactId(found[4]), ContactId(found[5]), ContactId(found[6]),
    )  # fmt: skip
