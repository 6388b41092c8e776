from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from csworkbench.infra.clock import SystemClock
from csworkbench.services.reviews import get_review
from csworkbench.services.workbench import closing, open_workbench

TYPING = """
import sys
from pathlib import Path
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from csworkbench.domain.accounts import AccountDraft
from csworkbench.infra.clock import SystemClock
from csworkbench.services.accounts import add_account
from csworkbench.services.reviews import list_templates, start_review
from csworkbench.ui.account.page import AccountPage
from csworkbench.ui.bridge.places import Place
from csworkbench.ui.bridge.runner import TaskRunner
from csworkbench.ui.theme.theme import Theme
from tests.ui.books import open_book

app = QApplication([])
theme = Theme("light")
theme.apply(app)
book = open_book(Path(sys.argv[1]), theme, SystemClock(), TaskRunner())
account = add_account(book.workbench, AccountDraft(name="Acme"))
review = start_review(book.workbench, account, list_templates()[0].key)
page = AccountPage(book.workspace)
book.workspace.hub.changed.connect(page.refresh)
page.show()
page.go_to(Place("account", account, "reviews"))
editor = page.reviews.editor

def on_saved():
    print("saved", int(review), flush=True)

def type_when_there():
    if editor.review_id is None:
        return
    timer.stop()
    editor.autosave.saved.connect(on_saved)
    editor.box.selectAll()
    QTest.keyClicks(editor.box, "Typed before the end")

from PySide6.QtCore import QTimer
timer = QTimer()
timer.timeout.connect(type_when_there)
timer.start(20)
app.exec()
"""


@pytest.mark.slow
def test_typed_text_survives_a_kill(tmp_path: Path) -> None:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(Path(__file__).parents[3])}
    with subprocess.Popen(
        [sys.executable, "-c", TYPING, str(tmp_path)], stdout=subprocess.PIPE, text=True, env=environment
    ) as child:
        assert child.stdout is not None
        word, _, review_id = child.stdout.readline().strip().partition(" ")
        child.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
    assert word == "saved"
    with closing(open_workbench(tmp_path / "test.csbook", SystemClock())) as workbench:
        _, sections = get_review(workbench, int(review_id))  # type: ignore[arg-type]
    assert sections[0].body == "Typed before the end"
