"""What runs inside the child process: one call after another, progress on the way. No Qt is loaded here."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from csworkbench.domain.values import frozen
from csworkbench.infra.errors import WorkbenchError
from csworkbench.infra.tokens import Cancelled, Token

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


@frozen
class ChildCall:
    """A function of a module and its arguments, all of them picklable; it is called as `function(token, *args)`."""

    function: Callable[..., Any]
    args: tuple[Any, ...] = ()

    def __call__(self, token: Token) -> object:
        """Call the function in this process."""
        return self.function(token, *self.args)


class PipedToken(Token):
    """A token whose progress goes to the parent process; cancelling kills the child, so it needs no way back."""

    def __init__(self, connection: Connection[Any, Any]) -> None:
        """Send progress through `connection`."""
        super().__init__()
        self._connection = connection

    def report(self, text: str, done: int = 0, total: int = 0) -> None:
        """Send how far the work is."""
        self._connection.send(("progress", (text, done, total)))

    def seal(self) -> None:
        """Ask the parent to kill this process no more; raises `Cancelled` if it was about to."""
        self._connection.send(("seal", None))
        if self._connection.recv() is not True:
            raise Cancelled


def serve(connection: Connection[Any, Any]) -> None:
    """Answer calls until the parent closes the pipe: `("done", value)` or `("failed", error)`."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    connection.send(("ready", os.getpid()))
    while True:
        try:
            call = connection.recv()
        except EOFError:
            return
        if call is None:
            return
        connection.send(_answer(call, connection))


def _answer(call: ChildCall, connection: Connection[Any, Any]) -> tuple[str, object]:
    try:
        return "done", call(PipedToken(connection))
    except WorkbenchError as error:
        return "failed", error
    except Exception as error:  # noqa: BLE001 - any error of the work belongs to the parent, and may not be picklable
        return "failed", ChildFailed(f"{type(error).__name__} at {_place_of(error)}")


def _place_of(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return "an unknown place" if trace is None else f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}"


class ChildFailed(Exception):
    """The work in the child process ended with an unexpected error, or the process died."""
