"""Opening the window: application, look, settings, log, and one session after another until the person is done."""

from __future__ import annotations

import gc
import os
import sys
from functools import partial
from pathlib import Path
from typing import cast, get_args

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from csworkbench.app.session import Session
from csworkbench.infra.clock import Clock, SystemClock
from csworkbench.infra.errors import BookInUse
from csworkbench.infra.logs import CrashHooks, start_logging, stop_logging
from csworkbench.infra.paths import check_is_file, default_book, log_folder, settings_file
from csworkbench.infra.settings import Settings
from csworkbench.storage.lock import BookLock
from csworkbench.ui.bridge.places import BookRequest
from csworkbench.ui.bridge.undo import TextFirst
from csworkbench.ui.theme.theme import Theme, ThemeMode


def open_window(path: Path | None = None, *, theme: str = "", clock: Clock | None = None) -> int:
    """Open the window on a book and return when it is closed.

    Args:
        path: the book; by default the user's own; when that is none yet, the first-run page stands there.
        theme: system, light, dark or contrast; by default as last time.
        clock: what tells the time.

    Returns:
        The exit code: 0, or that of the error that kept the book from opening.

    Raises:
        NotFound: nothing is at `path`.
        WorkbenchError: a folder or a device is there, or it may not be reached.
        BookInUse: another program (not a window of this one) writes the book.
    """
    app = _application()
    book = path or default_book()
    if path is not None or os.path.lexists(book):
        check_is_file(book)
        if _is_raised(book):
            return 0
    settings = Settings(settings_file())
    mode = theme or settings.text("look/theme")
    look = Theme(cast(ThemeMode, mode) if mode in get_args(ThemeMode) else "system", settings.number("look/scale", 1.0))
    look.apply(app)
    folder = log_folder()
    told = clock or SystemClock()
    hooks = CrashHooks(folder if start_logging(folder) else None, partial(_noted, folder, told))
    text_first = TextFirst(app)
    try:
        return _run_sessions(BookRequest(book), look, settings, told)
    finally:
        text_first.deleteLater()
        hooks.close()
        stop_logging()


def _noted(folder: Path, clock: Clock, trace: str) -> None:
    """Keep an error for the next start. It may come from any thread, so nothing is shown."""
    from csworkbench.infra.crash_report import note_crash

    note_crash(folder, clock.now(), trace)


def _offer_report(session: Session) -> None:
    from csworkbench.app.crash_offer import CrashOffer

    CrashOffer(session.window, log_folder())


def _is_raised(book: Path) -> bool:
    """Bring the window that has the book to the front; False when the book is free."""
    try:
        BookLock.take(book, "CS Workbench").release()
    except BookInUse:
        from csworkbench.app.single_instance import raise_running

        if raise_running(book):
            return True
        raise
    return False


def _run_sessions(first: BookRequest, theme: Theme, settings: Settings, clock: Clock) -> int:
    request: BookRequest | None = first
    code = 0
    while request is not None:
        session = Session(request, theme, settings, clock)
        loop = QEventLoop()
        asked: list[BookRequest | None] = []
        session.ended.connect(asked.append)
        session.ended.connect(loop.quit)
        if request is first:
            session.workspace.workbench_ready.connect(partial(_offer_report, session))
        session.start()
        if not gc.isenabled():
            gc.freeze()  # what came with the start stays: no collection need look at it again
            gc.enable()
        loop.exec()
        session.shutdown()
        code = session.exit_code
        request = asked[0] if asked else None
    return code


def _application() -> QApplication:
    found = QApplication.instance()
    # `app.setStyle` would do, but to give the style back PySide sets up the six hundred names of `QStyle`.
    app = found if isinstance(found, QApplication) else QApplication([*sys.argv[:1], "-style", "Fusion"])
    app.setApplicationName("csworkbench")
    app.setApplicationDisplayName("CS Workbench")
    app.setDesktopFileName("csworkbench")
    app.setQuitOnLastWindowClosed(False)
    return app
