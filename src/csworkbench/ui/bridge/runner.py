"""The task runner: the only maker of threads and processes in the program.

Lanes: `writer` (one thread: the only one that writes the book), `reader` (two threads), `child` (a warm process for
work that is CPU-bound in Python; a thread waits for it). Results come back in the UI thread. A `ChildCall` for the
writer lane runs in the child, too, while the writer waits: so nothing else writes the book meanwhile.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, Protocol

from PySide6.QtCore import QObject, Qt, Signal

from csworkbench.domain.values import frozen
from csworkbench.infra.tokens import Cancelled, Token
from csworkbench.ui.bridge.child import ChildCall
from csworkbench.ui.bridge.child_lane import ChildLane

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

Lane = Literal["writer", "reader", "child"]
Work = Callable[[Token], Any]
LOG = logging.getLogger("csworkbench.tasks")


@frozen
class Outcome:
    """How a piece of work ended: with a value, or with an error."""

    value: object = None
    error: BaseException | None = None


Done = Callable[[Outcome], None]


class Runner(Protocol):
    """Runs work somewhere and calls `done` in the UI thread."""

    def submit(self, lane: Lane, work: Work, token: Token, done: Done) -> None:
        """Run `work(token)` in a lane; `done` gets its outcome. After `shutdown` new work is refused as cancelled."""
        ...

    def cancel(self, token: Token) -> None:
        """Ask the work of `token` to stop; in the child lane its process is killed."""
        ...

    def warm_up(self) -> None:
        """Start the child process, so that the first work for it needn't wait."""
        ...

    def shutdown(self) -> None:
        """Refuse new work, cancel readers and child, and wait until the writer is done."""
        ...


def outcome_of(work: Work, token: Token) -> Outcome:
    """Run the work here and now; whatever it raises becomes the outcome's error."""
    try:
        token.check()
        return Outcome(work(token))
    except Cancelled as error:
        return Outcome(error=error)
    except Exception as error:  # noqa: BLE001 - a lane must survive any work; the operation shows the error
        return Outcome(error=error)


class TaskRunner(QObject):
    """Runs work in lanes beside the UI thread."""

    _finished = Signal(object, object)

    def __init__(self, readers: int = 2, parent: QObject | None = None) -> None:
        """Make the lanes; threads and the child start with the first work for them."""
        super().__init__(parent)
        self._is_closed = False
        self._running: set[Token] = set()
        self._child = ChildLane()
        self._threads: dict[Lane, int] = {"child": 1, "reader": readers, "writer": 1}
        self._pools: dict[Lane, ThreadPoolExecutor] = {}
        self._finished.connect(self._on_finished, Qt.ConnectionType.QueuedConnection)

    def submit(self, lane: Lane, work: Work, token: Token, done: Done) -> None:
        """Run `work(token)` in a lane; `done` gets its outcome in the UI thread.

        Raises:
            TypeError: work for the child lane is not a `ChildCall`.
        """
        if lane == "child" and not isinstance(work, ChildCall):
            raise TypeError("the child lane takes a ChildCall: a function of a module and its arguments")
        if self._is_closed:
            self._finished.emit(done, Outcome(error=Cancelled()))
            return
        if lane != "writer":
            self._running.add(token)
        if isinstance(work, ChildCall):
            self._pool("child")
        self._pool(lane).submit(self._run, lane, work, token, done)

    def cancel(self, token: Token) -> None:
        """Ask the work of `token` to stop; in the child lane its process is killed."""
        token.cancel()
        self._child.kill(token)

    def warm_up(self) -> None:
        """Start the child process behind what is going on."""
        if not self._is_closed:
            self._pool("child").submit(self._child.start)

    def shutdown(self) -> None:
        """Refuse new work, cancel readers and child, and wait until the writer is done."""
        self._is_closed = True
        for token in tuple(self._running):
            self.cancel(token)
        self._child.kill_any()
        for lane in self._threads:
            if lane in self._pools:
                self._pools[lane].shutdown(wait=True, cancel_futures=lane != "writer")
        self._child.close()

    def _pool(self, lane: Lane) -> ThreadPoolExecutor:
        if lane not in self._pools:
            from concurrent.futures import ThreadPoolExecutor

            self._pools[lane] = ThreadPoolExecutor(self._threads[lane], lane)
        return self._pools[lane]

    def _run(self, lane: Lane, work: Work, token: Token, done: Done) -> None:
        if isinstance(work, ChildCall):
            outcome = outcome_of(partial(self._in_child, lane, work), token)
        else:
            outcome = outcome_of(work, token)
        self._running.discard(token)
        try:
            self._finished.emit(done, outcome)
        except RuntimeError:
            LOG.info("an outcome came after the runner was gone")

    def _in_child(self, lane: Lane, call: ChildCall, token: Token) -> object:
        """Run a call in the child; another lane waits in the child's queue and is held up until it is done."""
        if lane == "child":
            return self._child.run(call, token)
        from concurrent.futures import CancelledError

        try:
            return self._pool("child").submit(self._child.run, call, token).result()
        except (CancelledError, RuntimeError):  # the program is being closed
            raise Cancelled from None

    def _on_finished(self, done: Done, outcome: Outcome) -> None:
        done(outcome)


class ImmediateRunner:
    """Runs work at once in the calling thread: the same interface for tests of logic."""

    def __init__(self) -> None:
        """Start open."""
        self.is_closed = False

    def submit(self, lane: Lane, work: Work, token: Token, done: Done) -> None:
        """Run the work now and hand its outcome to `done` before returning."""
        done(Outcome(error=Cancelled()) if self.is_closed else outcome_of(work, token))

    def cancel(self, token: Token) -> None:
        """Mark the token; work that has begun is over already."""
        token.cancel()

    def warm_up(self) -> None:
        """Do nothing: there is no child."""

    def shutdown(self) -> None:
        """Refuse new work."""
        self.is_closed = True
