"""A past day of a book: the figures of that day, again and again the same, whatever happened later."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from csworkbench.domain.accounts import AccountDraft, AccountLineRow, AccountQuery
from csworkbench.domain.ids import AccountId
from csworkbench.domain.reports import ReportQuery
from csworkbench.domain.touches import TouchDraft
from csworkbench.infra.clock import FixedClock, as_of_clock
from csworkbench.infra.errors import InvalidInput
from csworkbench.infra.paths import past_folder
from csworkbench.infra.tokens import Cancelled, Token
from csworkbench.services import past_book
from csworkbench.services.accounts import add_account, delete_account, edit_account, find_accounts, load_account_lines
from csworkbench.services.contacts import edit_contact, list_contacts, mark_left
from csworkbench.services.demo.making import make_demo
from csworkbench.services.health import explain, give_pulse, list_health
from csworkbench.services.reports import build_health_report, export_report
from csworkbench.services.touches import log_touch
from csworkbench.services.workbench import Workbench, closing, open_workbench, start_day
from csworkbench.storage.past.copying import PART, reserve

MADE = date(2026, 9, 1)
DAY = date(2026, 9, 20)
LATER = date(2026, 10, 5)
TODAY = FixedClock(datetime(2026, 11, 23, 9, tzinfo=UTC))
Lines = list[AccountLineRow]


def on(path: Path, day: date, act: Callable[[Workbench], None]) -> None:
    """Open the book on a day as a person would, act, close it."""
    with closing(open_workbench(path, as_of_clock(day), check=False)) as wb:
        start_day(wb)
        act(wb)


def act_on_the_day(wb: Workbench) -> None:
    ids = find_accounts(wb, AccountQuery(sort="name"))
    edit_account(wb, ids[0], name="Acme then", tier="A", segment="Then")
    log_touch(wb, TouchDraft(ids[1], DAY, notes="On the day"))
    give_pulse(wb, ids[2], 5)
    add_account(wb, AccountDraft("Founded then"))
    person = list_contacts(wb, ids[3])[0]
    edit_contact(wb, person.id, roles=("sponsor",))


def act_later(wb: Workbench) -> None:
    ids = find_accounts(wb, AccountQuery(sort="name"))
    day = wb.clock.today()
    named = {line.name: line.account_id for line in load_account_lines(wb, ids)}
    edit_account(wb, named["Acme then"], name="Renamed", tier="C", status="churned")
    for key in ids[1:9]:
        log_touch(wb, TouchDraft(key, day, notes="Later"))
        give_pulse(wb, key, 1)
        for person in list_contacts(wb, key)[:1]:
            edit_contact(wb, person.id, roles=("champion",))
            mark_left(wb, person.id, day)
    add_account(wb, AccountDraft("Founded later"))


@dataclass(frozen=True)
class Books:
    """A book that stopped on the day, and the same one that went on."""

    stopped: bytes
    went_on: bytes


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Books:
    path = tmp_path_factory.mktemp("past") / "book.cswb"
    make_demo(path, 30, 5, as_of_clock(MADE), Token())
    on(path, DAY, act_on_the_day)
    stopped = path.read_bytes()
    on(path, LATER, act_later)
    return Books(stopped, path.read_bytes())


@pytest.fixture
def book(books: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CSWORKBENCH_DATA", str(tmp_path / "data"))
    path = tmp_path / "book.cswb"
    path.write_bytes(books.went_on)
    return path


def past_of(book: Path, day: date = DAY) -> Path:
    path = past_book.past_path(book, day)
    return past_book.make_past_book(Token(), book, path, day, TODAY)


def lines(wb: Workbench) -> Lines:
    return load_account_lines(wb, find_accounts(wb, AccountQuery(sort="name")))


def reading(path: Path, day: date) -> Any:
    return closing(open_workbench(path, as_of_clock(day), write=False, check=False))


def test_the_list_is_that_of_the_day(books: Books, book: Path, tmp_path: Path) -> None:
    stopped = tmp_path / "stopped.cswb"
    stopped.write_bytes(books.stopped)
    with reading(past_of(book), DAY) as then, reading(stopped, DAY) as wb:
        found = lines(then)
        assert found == lines(wb)
        names = {line.name for line in found}
        assert "Acme then" in names
        assert "Founded then" in names
        assert not names & {"Renamed", "Founded later"}
        key = found[0].account_id
        assert explain(then, key) == explain(wb, key)


def test_an_account_deleted_later_is_there_again(book: Path) -> None:
    with reading(past_of(book), DAY) as then:
        before = lines(then)
    gone = before[4].account_id
    on(book, date(2026, 10, 20), lambda wb: delete_account(wb, gone))
    with reading(past_of(book), DAY) as then:
        assert lines(then) == before
        assert list_contacts(then, gone)


@pytest.mark.parametrize("day", [MADE, DAY, LATER], ids=str)
def test_it_agrees_with_the_figures_as_of_that_day(book: Path, day: date) -> None:
    with reading(past_of(book, day), day) as then, closing(open_workbench(book, TODAY, write=False, check=False)) as wb:
        assert build_health_report(then).rows == build_health_report(wb, ReportQuery(as_of=day)).rows
        assert [row.health for row in list_health(then)] == [row.health for row in list_health(wb, day)]


def outputs(path: Path, folder: Path) -> dict[str, bytes]:
    """Give what list, account and report say of a past book, as files."""
    folder.mkdir()
    with reading(path, DAY) as then:
        report = build_health_report(then)
        for ending in ("csv", "xlsx"):
            export_report(report, folder / f"report.{ending}")
        rows = lines(then)
        found = [explain(then, row.account_id) for row in rows]
        health = [one and [one.exact_score, one.coverage, *map(tuple, one.factors)] for one in found]
        texts = {"lines": [asdict(row) for row in rows], "health": health}
        (folder / "list.json").write_text(json.dumps(texts, default=str, sort_keys=True))
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def test_outputs_are_the_same_again_and_after_later_edits(book: Path, tmp_path: Path) -> None:
    first = outputs(past_of(book), tmp_path / "first")
    assert set(first) == {"list.json", "report.csv", "report.xlsx"}
    assert outputs(past_of(book), tmp_path / "second") == first
    on(book, date(2026, 10, 20), act_after_all)
    assert outputs(past_of(book), tmp_path / "third") == first


def act_after_all(wb: Workbench) -> None:
    for key in find_accounts(wb, AccountQuery()):
        edit_account(wb, AccountId(key), tier="B", notes="Everything is new")
        give_pulse(wb, AccountId(key), 2)


def test_nothing_can_be_written_or_undone(book: Path) -> None:
    with reading(past_of(book), DAY) as then:
        assert then.is_read_only
        assert then.undo_state().undo_name is None
        assert all(row.made_at < "2026-09-21" for row in then.history())


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (TODAY.today(), "not past yet"),
        (date(2027, 1, 1), "not past yet"),
        (date(1999, 1, 1), "first day with an account is 20"),
    ],
)
def test_days_that_are_refused(book: Path, day: date, words: str) -> None:
    with pytest.raises(InvalidInput, match=words):
        past_of(book, day)
    assert not past_folder().exists()


def test_an_empty_book_has_no_past(book_template: Path, book: Path) -> None:
    book.write_bytes(book_template.read_bytes())
    with pytest.raises(InvalidInput, match="no accounts yet"):
        past_of(book)


class StopsAt(Token):
    """A token that asks to stop at a step."""

    def __init__(self, step: str) -> None:
        super().__init__()
        self._step = step

    def report(self, text: str, done: int = 0, total: int = 0) -> None:
        if text == self._step:
            self.cancel()
        super().report(text, done, total)


@pytest.mark.parametrize(
    "step", ["Copying the book", "Taking back later changes", "Leaving out what was not known yet", "Computing health"]
)
def test_stopping_leaves_nothing_and_the_book_as_it_was(book: Path, step: str) -> None:
    before = book.read_bytes()
    with pytest.raises(Cancelled):
        past_book.make_past_book(StopsAt(step), book, past_book.past_path(book, DAY), DAY, TODAY)
    assert not past_folder().exists()
    assert book.read_bytes() == before


def test_the_copy_is_for_its_owner_only_and_goes_with_all_beside_it(book: Path) -> None:
    before = book.read_bytes()
    path = past_of(book)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in past_folder().iterdir()] == [path.name]
    past_book.remove_past(path)
    assert not past_folder().exists()
    assert book.read_bytes() == before


def test_leftovers_go_at_the_next_start_but_not_what_is_in_use(book: Path) -> None:
    left, used = past_of(book), past_of(book)
    unfinished = past_book.past_path(book, DAY).with_suffix(PART)
    unfinished.write_bytes(b"half")
    lock = reserve(used)
    assert past_book.remove_leftovers() == 2
    assert {file.name for file in past_folder().iterdir()} == {used.name, used.name + ".lock"}
    lock.release()
    assert past_book.remove_leftovers() == 1
    assert not past_folder().exists()
    assert past_book.remove_leftovers() == 0
    assert not left.exists()
