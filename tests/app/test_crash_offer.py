"""What was not caught is offered at the next start, once, and holds nothing of a customer or of the user."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from csworkbench.app.book_making import make_empty_book
from csworkbench.app.crash_offer import FAILED, STOPPED, CrashOffer
from csworkbench.app.session import Session
from csworkbench.infra import crash_report
from csworkbench.infra.logs import CrashHooks
from csworkbench.infra.settings import Settings
from csworkbench.infra.tokens import Token
from csworkbench.ui.bridge.places import BookRequest
from csworkbench.ui.shell.report_dialog import ReportDialog
from csworkbench.ui.theme.theme import Theme

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
FAULT = """Fatal Python error: Segmentation fault

Current thread 0x00007f1 (most recent call first):
  File "/home/maya.lind/Acme Corp/site-packages/csworkbench/ui/page.py", line 31 in paint
  File "C:\\\\Users\\\\Maya Lind\\\\app.py", line 7 in <module>
some words of Acme
"""


@pytest.fixture
def window(qtbot, qapp, clock, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("CSWORKBENCH_DATA", str(tmp_path))
    theme = Theme("light")
    theme.apply(qapp)
    book = make_empty_book(tmp_path / "mine.cswb", clock, Token())
    session = Session(BookRequest(book), theme, Settings(tmp_path / "settings.ini"), clock)
    session.start()
    qtbot.waitUntil(lambda: session.workspace.is_ready, timeout=30_000)
    yield session.window
    session.window.close()
    session.shutdown()


def test_an_error_no_one_caught_is_offered_shown_and_forgotten(qtbot, window, tmp_path):
    hooks = CrashHooks(None, lambda trace: crash_report.note_crash(tmp_path, AT, trace))
    try:
        raise ValueError("Acme secret@example.com")
    except ValueError as error:
        sys.excepthook(ValueError, error, error.__traceback__)
    finally:
        hooks.close()
    offer = CrashOffer(window, tmp_path)
    assert offer.bar is not None
    assert offer.bar.isVisible()
    assert offer.bar.label.text() == FAILED
    offer.bar.more.click()
    (dialog,) = window.findChildren(ReportDialog)
    report = dialog.details.toPlainText()
    assert report.startswith("2026-11-23 09:00 UTC\nValueError\n  test_crash_offer.py:")
    assert "Acme" not in report
    dialog.copy.click()
    assert QApplication.clipboard().text() == report
    dialog.reject()
    offer.bar.dismiss.click()
    assert not offer.bar.isVisible()
    assert CrashOffer(window, tmp_path).bar is None


def test_a_hard_crash_is_told_without_folders(window, tmp_path):
    (tmp_path / crash_report.FAULTS).write_text(FAULT)
    offer = CrashOffer(window, tmp_path)
    assert offer.bar is not None
    assert offer.bar.label.text() == STOPPED
    report = crash_report.pending_report(tmp_path)
    assert "Segmentation fault" in report
    assert "page.py:31 paint" in report
    assert "app.py:7 <module>" in report
    assert not any(word in report for word in ("maya", "Maya", "Acme"))


def test_without_a_crash_nothing_is_said(window, tmp_path):
    (tmp_path / crash_report.FAULTS).write_text("")
    assert CrashOffer(window, tmp_path / "missing").bar is None
    assert CrashOffer(window, tmp_path).bar is None


def test_a_report_does_not_grow_without_end(tmp_path):
    for _ in range(500):
        crash_report.note_crash(tmp_path, AT, "ValueError\n" + "  page.py:1 paint\n" * 20)
    assert (tmp_path / crash_report.REPORT).stat().st_size < 2 * crash_report.MOST_BYTES
    crash_report.note_crash(tmp_path / "no folder", AT, "ValueError")


def test_a_real_hard_crash_leaves_a_report(tmp_path):
    words = (
        "import faulthandler, sys; from pathlib import Path; from csworkbench.infra.logs import CrashHooks; "
        "CrashHooks(Path(sys.argv[1])); faulthandler._sigsegv()"
    )
    done = subprocess.run([sys.executable, "-c", words, str(tmp_path)], check=False, capture_output=True, timeout=60)
    assert done.returncode != 0
    assert crash_report.was_stopped(tmp_path)
    assert "<string>:1 <module>" in crash_report.pending_report(tmp_path)
