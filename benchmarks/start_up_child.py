"""One start of a window in a process of its own, from its beginning to the end of the first paint.

`empty` is a bare main window; `program` is the real entrance: lock, look, log, window, page of the user's own book.
`rows` goes on until the first rows of My day, which are read after the first paint, are painted.
"""

from __future__ import annotations

import os
import sys


def _empty() -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Window(QMainWindow):
        def paintEvent(self, _event: object) -> None:  # noqa: N802  # Qt's name
            QTimer.singleShot(0, _leave)

    app = QApplication([])
    window = Window()
    window.show()
    app.exec()


def _program() -> None:
    from csworkbench.__main__ import main
    from csworkbench.app.first_paint import FirstPaint

    FirstPaint._on_painted = _leave  # type: ignore[method-assign,assignment]  # where the empty one leaves
    del sys.argv[1:]
    main()


def _rows() -> None:
    from csworkbench.__main__ import main
    from csworkbench.app.first_paint import FirstPaint

    goes_on = FirstPaint._on_painted

    def watch_rows(window: FirstPaint) -> None:
        from PySide6.QtCore import QTimer

        from csworkbench.ui.my_day.day_delegate import DayDelegate

        paint = DayDelegate.paint

        def paint_and_leave(delegate: DayDelegate, *what: object) -> None:
            paint(delegate, *what)  # type: ignore[arg-type]
            QTimer.singleShot(0, _leave)  # when all of them are painted

        DayDelegate.paint = paint_and_leave  # type: ignore[method-assign,assignment]
        goes_on(window)

    FirstPaint._on_painted = watch_rows  # type: ignore[method-assign,assignment]
    del sys.argv[1:]
    main()


def _leave(_window: object = None) -> None:
    os._exit(0)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    {"empty": _empty, "program": _program, "rows": _rows}[sys.argv[1]]()
