"""One import from the window, with a heartbeat: `python -m benchmarks.import_child BOOK FILE` prints the longest gaps.

The last line is JSON: the longest gap in seconds while idle and while a file was looked at, checked and imported.
"""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from benchmarks.books import clock
from csworkbench.app.session import Session
from csworkbench.infra.paths import settings_file
from csworkbench.infra.settings import Settings
from csworkbench.services.imports.request import ImportRequest
from csworkbench.ui.bridge.heartbeat import Heartbeat
from csworkbench.ui.bridge.places import BookRequest
from csworkbench.ui.forms.import_file.running import ImportRunning
from csworkbench.ui.theme.theme import Theme

SETTLED_MS = 3000
IDLE_MS = 1000


class _Measuring:
    """Idle for a second, then look, check and import; the heart beats all the time."""

    def __init__(self, session: Session, file: Path) -> None:
        self._session = session
        self._request = ImportRequest(file, "accounts")
        self._heart = Heartbeat()
        self._running = ImportRunning(session.workspace, session.window)
        self._running.outlined.connect(self._on_outlined)
        self._running.planned.connect(self._on_planned)
        self._running.imported.connect(self._on_imported)
        self._running.failed.connect(self._on_failed)
        self._idle = 0.0

    def begin(self) -> None:
        """Measure the idle window first."""
        self._heart.start()
        QTimer.singleShot(IDLE_MS, self._go_on)

    def _go_on(self) -> None:
        self._idle = self._heart.stop()
        self._heart.start()
        self._running.outline(self._request)

    def _on_outlined(self, _outline: object) -> None:
        self._running.plan(self._request)

    def _on_planned(self, _plan: object) -> None:
        self._running.apply(self._request)

    def _on_imported(self, _result: object) -> None:
        found = {"idle": self._idle / 1000, "importing": self._heart.stop() / 1000}
        sys.stdout.write(json.dumps(found) + "\n")
        QApplication.quit()

    def _on_failed(self, text: str) -> None:
        sys.stderr.write(text + "\n")
        QApplication.exit(1)


def main(book: Path, file: Path) -> int:
    """Open the window on the book and import the file; give the exit code."""
    app = QApplication([])
    theme = Theme("light")
    theme.apply(app)
    session = Session(BookRequest(book), theme, Settings(settings_file()), clock())
    measuring = _Measuring(session, file)
    session.workspace.workbench_ready.connect(partial(QTimer.singleShot, SETTLED_MS, measuring.begin))
    session.start()
    code = app.exec()
    session.shutdown()
    return code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
