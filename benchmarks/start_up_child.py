"""One start of a window, in a process of its own: `empty` is a bare main window, `program` is the real one."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def _empty() -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Window(QMainWindow):
        def paintEvent(self, _event: object) -> None:  # noqa: N802  # Qt's name
            QTimer.singleShot(0, app.quit)

    app = QApplication([])
    window = Window()
    window.show()
    app.exec()


def _program(path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CSWORKBENCH_DATA"] = folder
        from PySide6.QtWidgets import QApplication

        from csworkbench.app.first_paint import FirstPaint
        from csworkbench.app.session import Session
        from csworkbench.infra.clock import SystemClock
        from csworkbench.infra.paths import settings_file
        from csworkbench.infra.settings import Settings
        from csworkbench.ui.bridge.places import BookRequest
        from csworkbench.ui.theme.theme import Theme

        app = QApplication([])
        theme = Theme("light")
        theme.apply(app)
        session = Session(BookRequest(path), theme, Settings(settings_file()), SystemClock())
        session.start()
        FirstPaint(session.window).painted.connect(_leave)
        app.exec()


def _leave() -> None:
    os._exit(0)


if __name__ == "__main__":
    _empty() if sys.argv[1] == "empty" else _program(Path(sys.argv[2]))
