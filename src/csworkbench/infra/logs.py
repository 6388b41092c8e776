"""Logs: topics, one rotating file, and what happens to errors no one caught.

Only ids, counts and names of types are logged, never names, notes or addresses: an error is written as its type and
the places it passed through, without its message.
"""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from logging.handlers import RotatingFileHandler

ROOT = "csworkbench"
TOPICS = ("start", "tasks", "book", "settings", "import", "crash")
"""Loggers are named `csworkbench.<topic>`."""
FILE_BYTES, FILES_KEPT = 1_000_000, 3
OnCrash = Callable[[str], object]


class PrivateFormatter(logging.Formatter):
    """Formats records with errors as types and places only."""

    def __init__(self) -> None:
        """Use UTC-free local time, level, topic and text."""
        super().__init__("%(asctime)s %(levelname)s %(name)s %(threadName)s %(message)s")

    def formatException(  # noqa: N802 - logging's name
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        """Give the error without its message."""
        return "" if ei[0] is None else private_trace(ei[1])


def private_trace(error: BaseException) -> str:
    """Give an error as its type and the places it passed through, without messages or values."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    return "\n".join([type(error).__name__, *places])


def topic(name: str) -> logging.Logger:
    """Give the logger of a topic.

    Raises:
        KeyError: there is no such topic.
    """
    if name not in TOPICS:
        raise KeyError(name)
    return logging.getLogger(f"{ROOT}.{name}")


class LogFile(logging.Handler):
    """The rotating file, opened at the first record: its module brings sockets and pickles that no start needs."""

    def __init__(self, path: Path) -> None:
        """Write to `path` when there is something to write."""
        super().__init__()
        self._path = path
        self._file: RotatingFileHandler | None = None
        self.setFormatter(PrivateFormatter())

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record."""
        if self._file is None:
            from logging.handlers import RotatingFileHandler

            self._file = RotatingFileHandler(
                self._path, maxBytes=FILE_BYTES, backupCount=FILES_KEPT, encoding="utf-8", delay=True
            )
            self._file.setFormatter(self.formatter)
        self._file.emit(record)

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
        super().close()


def start_logging(folder: Path) -> Path | None:
    """Write the program's log to a rotating file in `folder`; give its path, or None when the disk refuses."""
    logger = logging.getLogger(ROOT)
    logger.setLevel(logging.INFO)
    path = folder / "csworkbench.log"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        return None
    logger.addHandler(LogFile(path))
    return path


def stop_logging() -> None:
    """Close the log file."""
    logger = logging.getLogger(ROOT)
    for handler in tuple(logger.handlers):
        if isinstance(handler, LogFile):
            logger.removeHandler(handler)
            handler.close()


class CrashHooks:
    """Sends errors that no one caught, in any thread, to the log and to `on_crash`; hard crashes to a file."""

    def __init__(self, folder: Path | None, on_crash: OnCrash | None = None) -> None:
        """Take over the hooks. `on_crash` gets the error's type and places; it may be called from any thread."""
        self._on_crash = on_crash
        self._file: TextIO | None = None
        self._previous = (sys.excepthook, threading.excepthook)
        sys.excepthook = self._on_error
        threading.excepthook = self._on_thread_error
        if folder is not None:
            try:
                self._file = (folder / "fault.log").open("a", encoding="utf-8")
            except OSError:
                return
            faulthandler.enable(self._file)

    def close(self) -> None:
        """Give the hooks back."""
        sys.excepthook, threading.excepthook = self._previous
        if self._file is not None:
            faulthandler.disable()
            self._file.close()

    def _on_error(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._previous[0](kind, error, trace)
            return
        self._tell(error)

    def _on_thread_error(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._tell(args.exc_value)

    def _tell(self, error: BaseException) -> None:
        report = private_trace(error)
        topic("crash").error("an error no one caught\n%s", report)
        if self._on_crash is not None:
            self._on_crash(report)
