"""Large changes are undone in a process of their own: which ones, and with the same outcome as beside them."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from csworkbench.domain.accounts import AccountDraft
from csworkbench.infra.errors import NotFound
from csworkbench.infra.tokens import Cancelled, Token
from csworkbench.services import accounts
from csworkbench.services.history_beside import replay_for_book
from csworkbench.services.imports.request import ImportRequest
from csworkbench.services.imports.running import apply_import
from csworkbench.storage.journal.changes import MANY_ROWS
from csworkbench.storage.journal.replay import ChangedSince
from csworkbench.storage.tables.accounts import account
from tests.book_state import state_of


class Listening(Token):
    """Keeps what is reported, and cancels itself at a sentence."""

    def __init__(self, cancel_at: str = "") -> None:
        super().__init__()
        self.said: list[str] = []
        self._cancel_at = cancel_at

    def report(self, text: str, done: int = 0, total: int = 0) -> None:
        self.said.append(text)
        if text == self._cancel_at:
            self.cancel()
        super().report(text, done, total)


def file_of(tmp_path: Path, rows: int) -> Path:
    file = tmp_path / "accounts.csv"
    lines = [f"A{number},Company {number}" for number in range(rows)]
    file.write_text("\n".join(["Account ID,Account Name", *lines]), "utf-8")
    return file


def test_an_import_is_undone_and_done_again_there(wb, tmp_path):
    before, name_before = state_of(wb), wb.undo_state().undo_name
    apply_import(wb, ImportRequest(file_of(tmp_path, 30), "accounts"))
    after = state_of(wb)
    assert wb.undo_state().is_undo_long
    token = Listening()
    found, touched, state = replay_for_book(token, wb.path, wb.clock, is_undo=True)
    assert found == touched
    assert found.name == "Import accounts from accounts.csv"
    assert (state.undo_name, state.redo_name, state.is_redo_long) == (name_before, found.name, True)
    assert token.said[0] == "Undoing"
    assert state_of(wb) == before
    replay_for_book(Token(), wb.path, wb.clock, is_undo=False)
    assert state_of(wb) == after


def test_small_changes_are_not_long(wb, keys):
    accounts.add_account(wb, AccountDraft("Small"))
    state = wb.undo_state()
    assert (state.undo_name, state.is_undo_long, state.is_redo_long) == ("Add account Small", False, False)
    wb.undo()
    assert not wb.undo_state().is_redo_long


def test_what_stands_in_many_rows_is_long(wb):
    accounts.add_owner(wb, "Olga")
    assert wb.undo_state().is_undo_long


@pytest.mark.parametrize(("rows", "is_long"), [(MANY_ROWS - 1, False), (MANY_ROWS, True)])
def test_many_rows_are_long(wb, rows, is_long):
    with wb.change("Add many") as change:
        values = [
            {"uid": f"u{n}", "name": f"n{n}", "name_key": f"n{n}", "status": "active",
             "known_at": "2026-01-01T00:00:00.000Z"}
            for n in range(rows)
        ]  # fmt: skip
        change.connection.execute(account.insert(), values)
    assert wb.undo_state().is_undo_long is is_long


def test_cancelled_while_health_is_computed_an_import_leaves_nothing(wb, tmp_path):
    before, name_before = state_of(wb), wb.undo_state()
    token = Listening(cancel_at="Computing health")
    with pytest.raises(Cancelled):
        apply_import(wb, ImportRequest(file_of(tmp_path, 30), "accounts"), token)
    assert state_of(wb) == before
    assert wb.undo_state() == name_before


def test_cancelled_while_health_is_computed_an_undo_leaves_all(wb, tmp_path):
    apply_import(wb, ImportRequest(file_of(tmp_path, 30), "accounts"))
    after = state_of(wb)
    with pytest.raises(Cancelled):
        wb.undo(Listening(cancel_at="Computing health"))
    assert state_of(wb) == after


def test_nothing_to_undo_is_said(wb):
    while wb.undo_state().undo_name is not None:
        wb.undo()
    with pytest.raises(NotFound):
        replay_for_book(Token(), wb.path, wb.clock, is_undo=True)


def test_its_errors_survive_the_way_from_the_child_process():
    copy = pickle.loads(pickle.dumps(ChangedSince()))  # noqa: S301  # our own
    assert str(copy) == str(ChangedSince())
