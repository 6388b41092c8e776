"""Books whose pages were overwritten, cut or mixed up: what is read of them is right, or it is said that they are."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver

from csworkbench.domain.accounts import AccountQuery
from csworkbench.infra.clock import FixedClock
from csworkbench.infra.errors import BookDamaged, WorkbenchError
from csworkbench.infra.tokens import Cancelled, Token
from csworkbench.services.accounts import find_accounts, load_account_lines
from csworkbench.services.demo import make_demo
from csworkbench.services.opening import open_first_page
from csworkbench.services.workbench import closing, open_workbench
from csworkbench.storage import integrity
from csworkbench.storage.backup import back_up
from csworkbench.storage.connection import connect

CLOCK = FixedClock(datetime(2026, 11, 23, 8, 30, tzinfo=UTC), date(2026, 11, 23))
PAGE = 4096
Harm = Callable[[bytearray, random.Random], bytearray]


def _pages(data: bytearray, chance: random.Random, number: int) -> list[int]:
    return [chance.randrange(1, len(data) // PAGE) * PAGE for _ in range(number)]


def zero_one(data: bytearray, chance: random.Random) -> bytearray:
    (place,) = _pages(data, chance, 1)
    data[place : place + PAGE] = bytes(PAGE)
    return data


def overwrite_one(data: bytearray, chance: random.Random) -> bytearray:
    (place,) = _pages(data, chance, 1)
    data[place : place + PAGE] = chance.randbytes(PAGE)
    return data


def overwrite_many(data: bytearray, chance: random.Random) -> bytearray:
    for place in _pages(data, chance, 20):
        data[place : place + PAGE] = chance.randbytes(PAGE)
    return data


def swap_two(data: bytearray, chance: random.Random) -> bytearray:
    one, other = _pages(data, chance, 2)
    data[one : one + PAGE], data[other : other + PAGE] = data[other : other + PAGE], data[one : one + PAGE]
    return data


def cut(data: bytearray, chance: random.Random) -> bytearray:
    return data[: chance.randrange(3 * PAGE, len(data) - 1)]


def flip_a_head(data: bytearray, chance: random.Random) -> bytearray:
    (place,) = _pages(data, chance, 1)
    data[place + chance.randrange(8)] ^= 0xFF
    return data


@pytest.fixture(scope="module")
def sound(tmp_path_factory) -> bytes:
    path = tmp_path_factory.mktemp("sound") / "book.cswb"
    make_demo(path, 40, 3, CLOCK, Token())
    return path.read_bytes()


def listed(path: Path) -> object:
    page = open_first_page(path, CLOCK)
    with closing(open_workbench(path, CLOCK, write=False)) as workbench:
        found = find_accounts(workbench, AccountQuery(text="a"))
        return page, load_account_lines(workbench, found), len(workbench.history())


def is_faulty(path: Path) -> bool:
    """Ask SQLite itself, without the program."""
    try:
        with contextlib.closing(connect(path, read_only=True)) as connection:
            answers = [
                connection.execute(f'PRAGMA quick_check("{name}")').fetchall()
                for name in integrity.tables_of(connection)
            ]
    except driver.DatabaseError:
        return True
    return any(answer != [("ok",)] for answer in answers)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("harm", [zero_one, overwrite_one, overwrite_many, swap_two, cut, flip_a_head])
def test_a_damaged_book_is_read_right_or_told(sound, tmp_path, harm: Harm, seed):
    path = tmp_path / "book.cswb"
    path.write_bytes(sound)
    expected = listed(path)
    path.write_bytes(harm(bytearray(sound), random.Random(seed)))
    if is_faulty(path):
        with pytest.raises(BookDamaged) as caught:
            listed(path)
        assert caught.value.exit_code == 13
        assert str(path) in caught.value.message
        assert caught.value.advice
    else:
        assert listed(path) == expected


def test_damage_names_the_newest_backup(sound, tmp_path):
    path = tmp_path / "book.cswb"
    path.write_bytes(sound)
    backup = back_up(path, CLOCK, "test")
    path.write_bytes(sound[: len(sound) // 2])
    with pytest.raises(BookDamaged) as caught:
        open_workbench(path, CLOCK)
    assert str(backup) in caught.value.advice
    with closing(open_workbench(backup, CLOCK, write=False)) as workbench:
        assert find_accounts(workbench, AccountQuery())


def test_of_a_large_book_what_the_lists_are_made_of_is_looked_through(sound, tmp_path, monkeypatch):
    looked: list[str] = []
    path = tmp_path / "book.cswb"
    path.write_bytes(sound)
    monkeypatch.setattr(integrity, "check_table", lambda _connection, name, _path: looked.append(name))
    integrity.check_shortly(path)
    assert set(integrity.LISTED) < set(looked)
    looked.clear()
    monkeypatch.setattr(integrity, "SMALL_BYTES", 1000)
    integrity.check_shortly(path)
    assert looked == list(integrity.LISTED)


def test_the_whole_book_is_checked_table_by_table_and_stops_when_asked(sound, tmp_path):
    path = tmp_path / "book.cswb"
    path.write_bytes(sound)
    token = Token()
    with closing(open_workbench(path, CLOCK)) as workbench:
        workbench.check(token)
        assert token.progress.total > 20
        token.cancel()
        with pytest.raises(Cancelled):
            workbench.check(token)


def test_a_book_that_was_not_closed_is_known_by_its_log(sound, tmp_path):
    path = tmp_path / "book.cswb"
    path.write_bytes(sound)
    with closing(open_workbench(path, CLOCK)) as workbench:
        assert not workbench.was_left_open
        with workbench.change("Rename") as change:
            change.connection.exec_driver_sql("UPDATE owner SET name = 'x' WHERE id = 1")
        copies = {end: Path(f"{path}{end}").read_bytes() for end in ("", "-wal")}
    crashed = tmp_path / "crashed.cswb"
    for end, data in copies.items():
        Path(f"{crashed}{end}").write_bytes(data)
    with closing(open_workbench(crashed, CLOCK)) as workbench:
        assert workbench.was_left_open
        assert workbench.undo_state().undo_name == "Rename"
    with closing(open_workbench(crashed, CLOCK)) as workbench:
        assert not workbench.was_left_open


def test_a_damaged_book_is_left_as_it_is(sound, tmp_path):
    path = tmp_path / "book.cswb"
    harmed = bytes(overwrite_many(bytearray(sound), random.Random(1)))
    path.write_bytes(harmed)
    for write in (True, False):
        with pytest.raises(WorkbenchError):
            open_workbench(path, CLOCK, write=write)
    assert path.read_bytes() == harmed
