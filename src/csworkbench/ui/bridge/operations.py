"""Operations: work beside the UI thread with an owner, a result, a shown failure, progress and Cancel."""

from __future__ import annotations

import logging
import weakref
from collections.abc import Callable
from itertools import count
from typing import Any

import shiboken6
from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from csworkbench.infra.tokens import Cancelled, Progress, Token
from csworkbench.ui.bridge.child import ChildCall
from csworkbench.ui.bridge.runner import Lane, Outcome, Runner, Work

SHOW_AFTER_MS = 400
POLL_MS = 100
LOG = logging.getLogger("csworkbench.tasks")
OnSuccess = Callable[[Any], None]
OnFailure = Callable[[BaseException], None]


class Operation:
    """One piece of work on its way.

    Attributes:
        name: what progress is shown under, e.g. "Import accounts".
        token: its progress and its cancel switch.
        is_over: whether its outcome came.
    """

    def __init__(
        self,
        number: int,
        name: str,
        lane: Lane,
        owner: weakref.ref[QObject],
        latest: str | None,
        on_success: OnSuccess | None,
        on_failure: OnFailure | None,
    ) -> None:
        """Keep what it is for; `Operations` starts it."""
        self.number = number
        self.name = name
        self.lane = lane
        self.owner = owner
        self.latest = latest
        self.on_success = on_success
        self.on_failure = on_failure
        self.token = Token()
        self.is_over = False
        self.is_superseded = False
        self.clock = QElapsedTimer()

    @property
    def progress(self) -> Progress:
        """How far it is; the text falls back to the operation's name."""
        told = self.token.progress
        return told if told.text else Progress(self.name, told.done, told.total)


class Operations(QObject):
    """Starts operations and delivers their outcomes to owners that are still there.

    Signals:
        failed: an error no one else handles; the shell shows it.
        progressed: the `Operation` to show (running for over 400 ms), or None when there is none.
        writing_changed: whether work in the writer lane is under way now.
    """

    failed = Signal(object)
    progressed = Signal(object)
    writing_changed = Signal(bool)

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        """Run through `runner`."""
        super().__init__(parent)
        self.runner = runner
        self._numbers = count(1)
        self._running: dict[int, Operation] = {}
        self._latest: dict[tuple[int, str], Operation] = {}
        self._after_reads: list[Callable[[], None]] = []
        self._shown: int | None = None
        self._is_writing = False
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self._on_poll)

    def start(
        self,
        lane: Lane,
        owner: QObject,
        work: Work,
        on_success: OnSuccess | None = None,
        on_failure: OnFailure | None = None,
        *,
        latest: str | None = None,
        name: str = "",
    ) -> Operation:
        """Run `work(token)` in a lane.

        Args:
            lane: writer, reader or child.
            owner: whose result it is; when it is destroyed, the result is dropped.
            work: the work itself; for the child lane a `ChildCall`.
            on_success: gets the value, in the UI thread.
            on_failure: gets the error; without it the error is shown to the person. Cancelling calls neither.
            latest: a key per owner: starting another operation with it cancels this one and drops its result.
            name: what progress is shown under.
        """
        operation = Operation(next(self._numbers), name, lane, weakref.ref(owner), latest, on_success, on_failure)
        operation.clock.start()
        if latest is not None:
            self._supersede(id(owner), operation, latest)
        self._running[operation.number] = operation
        if not self._timer.isActive():
            self._timer.start()
        self._tell_writing()

        def done(outcome: Outcome) -> None:
            if shiboken6.isValid(self):  # a session that ended waits for what it writes only
                self._on_done(operation, outcome)

        self.runner.submit(lane, work, operation.token, done)
        return operation

    def read(self, owner: QObject, work: Work, on_success: OnSuccess, **options: Any) -> Operation:
        """Run `work(token)` in a reader lane; options as for `start`."""
        return self.start("reader", owner, work, on_success, **options)

    def write(self, owner: QObject, work: Work, on_success: OnSuccess | None = None, **options: Any) -> Operation:
        """Run `work(token)` in the writer lane; options as for `start`."""
        return self.start("writer", owner, work, on_success, **options)

    def compute(
        self, owner: QObject, function: Callable[..., Any], args: tuple[Any, ...], on_success: OnSuccess, **options: Any
    ) -> Operation:
        """Call `function(token, *args)`, a function of a module, in the child process; all must be picklable."""
        return self.start("child", owner, ChildCall(function, args), on_success, **options)

    def cancel(self, operation: Operation) -> None:
        """Ask an operation to stop; neither success nor failure is called."""
        if not operation.is_over:
            self.runner.cancel(operation.token)

    def after_reads(self, then: Callable[[], None]) -> None:
        """Call `then` when nothing is under way in the reader lane: at once, or after the last outcome was delivered.

        Work that keeps Python busy (imports) makes a read beside it several times as long.
        """
        self._after_reads.append(then)
        self._tell_read()

    @property
    def running(self) -> list[Operation]:
        """What is under way, oldest first."""
        return list(self._running.values())

    def _supersede(self, owner: int, operation: Operation, latest: str) -> None:
        previous = self._latest.get((owner, latest))
        self._latest[(owner, latest)] = operation
        if previous is not None and not previous.is_over:
            previous.is_superseded = True
            self.cancel(previous)

    def _on_done(self, operation: Operation, outcome: Outcome) -> None:
        operation.is_over = True
        self._running.pop(operation.number, None)
        self._forget_latest(operation)
        if not self._running:
            self._timer.stop()
        self._tell_writing()
        self._show_progress()
        try:
            self._deliver(operation, outcome)
        finally:
            self._tell_read()

    def _deliver(self, operation: Operation, outcome: Outcome) -> None:
        if operation.is_superseded or not _is_alive(operation.owner):
            return
        if outcome.error is None:
            if operation.on_success is not None:
                operation.on_success(outcome.value)
        elif not isinstance(outcome.error, Cancelled):
            (operation.on_failure or self._on_unhandled)(outcome.error)

    def _tell_read(self) -> None:
        if any(operation.lane == "reader" for operation in self._running.values()):
            return
        waiting, self._after_reads = self._after_reads, []
        for then in waiting:
            then()

    def _forget_latest(self, operation: Operation) -> None:
        for key, current in tuple(self._latest.items()):
            if current is operation:
                del self._latest[key]

    def _on_unhandled(self, error: BaseException) -> None:
        LOG.info("operation failed: %s", type(error).__name__)
        self.failed.emit(error)

    def _tell_writing(self) -> None:
        is_writing = any(operation.lane == "writer" for operation in self._running.values())
        if is_writing != self._is_writing:
            self._is_writing = is_writing
            self.writing_changed.emit(is_writing)

    def _on_poll(self) -> None:
        self._show_progress()

    def _show_progress(self) -> None:
        slow = next((one for one in self._running.values() if one.clock.elapsed() >= SHOW_AFTER_MS), None)
        if slow is None and self._shown is None:
            return
        self._shown = slow.number if slow else None
        self.progressed.emit(slow)


def _is_alive(owner: weakref.ref[QObject]) -> bool:
    found = owner()
    return found is not None and shiboken6.isValid(found)
