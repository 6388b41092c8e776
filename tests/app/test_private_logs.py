"""A mark in every text of the book, everything done that can be done and that can fail: no mark reaches a log."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from sqlalchemy import Text, func, update
from sqlalchemy.exc import IntegrityError, OperationalError

from csworkbench.app.session import Session
from csworkbench.cli.main import run
from csworkbench.domain.accounts import AccountQuery
from csworkbench.infra import crash_report
from csworkbench.infra.clock import Clock
from csworkbench.infra.errors import WorkbenchError
from csworkbench.infra.logs import CrashHooks, start_logging, stop_logging
from csworkbench.infra.settings import Settings
from csworkbench.infra.tokens import Token
from csworkbench.services.accounts import edit_account, find_accounts, resolve_account
from csworkbench.services.demo import make_demo
from csworkbench.services.health import recompute_all
from csworkbench.services.report_files import export_report
from csworkbench.services.reports import build_health_report
from csworkbench.services.search import search
from csworkbench.services.workbench import Workbench, closing, open_workbench
from csworkbench.storage.journal.triggers import journaled_tables
from csworkbench.ui.bridge.places import BookRequest, Place
from csworkbench.ui.theme.theme import Theme

MARK = "Qxmarkq"


@pytest.fixture
def logs(tmp_path: Path, clock: Clock, monkeypatch) -> Iterator[Path]:
    monkeypatch.setenv("CSWORKBENCH_DATA", str(tmp_path / "data"))
    folder = tmp_path / "data" / "logs"
    assert start_logging(folder) is not None
    hooks = CrashHooks(folder, lambda trace: crash_report.note_crash(folder, clock.now(), trace))
    yield folder
    hooks.close()
    stop_logging()


@pytest.fixture
def book(tmp_path: Path, clock: Clock) -> Path:
    path = tmp_path / f"{MARK}.cswb"
    make_demo(path, 12, 3, clock, Token())
    with closing(open_workbench(path, clock)) as wb:
        assert plant(wb) > 40
    return path


def plant(wb: Workbench) -> int:
    """Put the mark into every text column that takes it; give their number."""
    planted = 0
    with wb.change(f"Plant {MARK}") as change:
        for table in journaled_tables():
            for column in table.columns:
                if isinstance(column.type, Text) and column.name not in ("uid", "definition"):
                    with suppress(IntegrityError, OperationalError), change.connection.begin_nested():
                        values = {column.name: func.coalesce(column, "").concat(MARK)}
                        planted += bool(change.connection.execute(update(table).values(values)).rowcount)
    return planted


def words_of(folder: Path) -> str:
    return "\n".join(file.read_text("utf-8", "replace") for file in folder.rglob("*") if file.is_file())


def fail_in_sql(wb: Workbench, _token: Token) -> None:
    with wb.change(MARK) as change:
        change.connection.exec_driver_sql("INSERT INTO account (name, status) VALUES (?, ?)", (MARK, MARK))


def fail_in_python(_wb: Workbench, _token: Token) -> None:
    raise KeyError(MARK)


def refuse(_wb: Workbench, _token: Token) -> None:
    raise WorkbenchError(f"{MARK} can't be stored.")


def test_no_mark_of_the_services_reaches_a_log(logs, book, clock, tmp_path, caplog):
    caplog.set_level(logging.DEBUG)
    with closing(open_workbench(book, clock)) as wb:
        ids = find_accounts(wb, AccountQuery(text=MARK))
        search(wb, MARK)
        edit_account(wb, find_accounts(wb, AccountQuery())[0], name=f"{MARK} more")
        wb.undo()
        wb.redo()
        recompute_all(wb, Token())
        export_report(build_health_report(wb), tmp_path / f"{MARK}.csv")
        for work in (fail_in_sql, fail_in_python, refuse):
            with pytest.raises((IntegrityError, KeyError, WorkbenchError)) as caught:
                work(wb, Token())
            sys.excepthook(caught.type, caught.value, caught.tb)
            threading.excepthook(threading.ExceptHookArgs((caught.type, caught.value, caught.tb, None)))
        with suppress(WorkbenchError):
            resolve_account(wb, f"no {MARK}")
    assert ids
    told = words_of(logs)
    assert "IntegrityError" in told
    assert MARK not in told + crash_report.pending_report(logs)
    ours = "\n".join(record.getMessage() for record in caplog.records)
    assert MARK not in ours


def test_no_mark_of_a_failed_command_reaches_a_log(logs, book, monkeypatch, capsys):
    def explode(*_args: object, **_more: object) -> None:
        raise RuntimeError(MARK)

    monkeypatch.setattr("csworkbench.services.accounts.find_accounts", explode)
    assert run(lambda _path, _theme: 0, ["accounts", "list", "--workbench", str(book)]) == 1
    assert "unexpectedly (RuntimeError)" in capsys.readouterr().err
    assert "RuntimeError" in words_of(logs)
    assert MARK not in words_of(logs)


def test_no_mark_of_the_window_reaches_a_log(qtbot, qapp, logs, book, clock, tmp_path):
    theme = Theme("light")
    theme.apply(qapp)
    session = Session(BookRequest(book), theme, Settings(tmp_path / "data" / "settings.ini"), clock)
    session.start()
    qtbot.waitUntil(lambda: session.workspace.is_ready, timeout=30_000)
    settle(qtbot, session)
    first = find_accounts(session.workspace.workbench, AccountQuery())[0]
    for place in (
        Place("accounts"),
        Place("my_day"),
        Place("account", first, "reviews"),
        Place("calendar", spot="month"),
        Place("calendar", spot="week"),
        Place("reports"),
    ):
        session.window.go_to(place)
        settle(qtbot, session)
    for work in (fail_in_sql, fail_in_python, refuse):
        session.workspace.change(session.window, work, None, name=f"Fail with {MARK}")
        settle(qtbot, session)
    assert len(session.window.toasts.records) >= 3
    session.window.close()
    session.shutdown()
    told = words_of(logs)
    assert "operation failed: KeyError" in told
    assert MARK not in told


def settle(qtbot, session: Session) -> None:
    qtbot.waitUntil(lambda: not session.operations.running, timeout=30_000)
    QApplication.sendPostedEvents()
