"""One long act in a real window, with a heartbeat: `python -m benchmarks.window_child import|day|what-if BOOK [FILE]`.

The last line is JSON: the longest gap between beats in seconds, of the idle window (`idle`) and of each part of it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from benchmarks.books import clock
from csworkbench.app.day_start import DayStart
from csworkbench.app.session import Session
from csworkbench.domain.health.model import default_model
from csworkbench.infra.paths import settings_file
from csworkbench.infra.settings import Settings
from csworkbench.services.imports.request import ImportRequest
from csworkbench.storage.connection import connect
from csworkbench.ui.bridge.heartbeat import Heartbeat
from csworkbench.ui.bridge.places import BookRequest
from csworkbench.ui.forms.import_file.running import ImportRunning
from csworkbench.ui.settings.what_if_feed import WhatIfFeed
from csworkbench.ui.theme.theme import Theme

SETTLED_MS = 3000
IDLE_MS = 1000
MOVES = 10


class _Act(QObject):
    """Idle for a second, then the act; the heart beats all the time."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.session = session
        self._heart = Heartbeat(self)
        self._found: dict[str, float] = {}

    def begin(self) -> None:
        """Measure the idle window first."""
        self._heart.start()
        QTimer.singleShot(IDLE_MS, self._on_idle)

    def _on_idle(self) -> None:
        self.part_done("idle")
        self.go()

    def go(self) -> None:
        """Do what is measured."""
        raise NotImplementedError

    def part_done(self, name: str) -> None:
        """Keep the longest gap under a name, and begin the next part."""
        self._found[name] = self._heart.stop() / 1000
        self._heart.start()

    def end(self) -> None:
        """Print what was found and leave."""
        sys.stdout.write(json.dumps(self._found) + "\n")
        QApplication.quit()

    def fail(self, error: object) -> None:
        """Leave with an error."""
        sys.stderr.write(f"{error}\n")
        QApplication.exit(1)


class _Import(_Act):
    """Looks at a file, checks and imports it, then undoes the import."""

    def __init__(self, session: Session, file: Path) -> None:
        super().__init__(session)
        self._request = ImportRequest(file, "accounts")
        self._running = ImportRunning(session.workspace, session.window)
        self._running.outlined.connect(self._on_outlined)
        self._running.planned.connect(self._on_planned)
        self._running.imported.connect(self._on_imported)
        self._running.failed.connect(self.fail)

    def go(self) -> None:
        self._running.outline(self._request)

    def _on_outlined(self, _outline: object) -> None:
        self._running.plan(self._request)

    def _on_planned(self, _plan: object) -> None:
        self._running.apply(self._request)

    def _on_imported(self, _result: object) -> None:
        self.part_done("import")
        self.session.workspace.hub.changed.connect(self._on_undone)
        self.session.workspace.undo.undo()

    def _on_undone(self, _change: object) -> None:
        self.part_done("undo")
        self.end()


class _Day(_Act):
    """Brings a book up to a day that was not begun."""

    def go(self) -> None:
        book = connect(self.session.workspace.path)
        book.execute("DELETE FROM derived_state WHERE key = 'computed_on'")
        book.close()
        self._day = DayStart(self.session.workspace, self.session.operations, self)
        self._day.finished.connect(self._on_finished)
        self._day.start()

    def _on_finished(self) -> None:
        self.part_done("day")
        self.end()


class _WhatIf(_Act):
    """Reads the book for a what-if and moves a slider a few times."""

    def go(self) -> None:
        self._moves = 0
        self._feed = WhatIfFeed(self.session.workspace, self)
        self._feed.tried.connect(self._on_tried)
        self._feed.failed.connect(self.fail)
        self._ask()

    def _ask(self) -> None:
        model = default_model()
        self._feed.ask(replace(model, dead_band=model.dead_band + self._moves % 2))

    def _on_tried(self, _result: object) -> None:
        if self._moves == 0:
            self.part_done("read")
        self._moves += 1
        if self._moves > MOVES:
            self.part_done("what-if")
            self.end()
        else:
            self._ask()


def main(act: str, book: Path, *files: Path) -> int:
    """Open the window on the book and do the act; give the exit code."""
    app = QApplication([])
    theme = Theme("light")
    theme.apply(app)
    session = Session(BookRequest(book), theme, Settings(settings_file()), clock())
    acts: dict[str, Callable[..., _Act]] = {"import": _Import, "day": _Day, "what-if": _WhatIf}
    measuring = acts[act](session, *files)
    session.workspace.workbench_ready.connect(partial(QTimer.singleShot, SETTLED_MS, measuring.begin))
    session.start()
    code = app.exec()
    session.shutdown()
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], *(Path(one) for one in sys.argv[2:])))
