"""The parent's end of the child process: started warm, killed on cancel, started again when next needed."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from csworkbench.infra.tokens import Cancelled, Token
from csworkbench.ui.bridge.child import ChildCall, ChildFailed, serve

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess


class ChildLane:
    """One child process, one call at a time. `run` blocks and belongs into a thread; `kill` may come from any."""

    def __init__(self) -> None:
        """Start without a process."""
        self._process: SpawnProcess | None = None
        self._pipe: Connection[Any, Any] | None = None
        self._token: Token | None = None
        self._is_sealed = False
        self._guard = threading.Lock()

    @property
    def pid(self) -> int | None:
        """The process id of the child, if there is one."""
        process = self._process
        return process.pid if process is not None else None

    def start(self) -> None:
        """Start the child if it isn't there, and wait until it answers."""
        if self._process is not None and self._process.is_alive():
            return
        self.close()
        import multiprocessing

        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=serve, args=(theirs,), name="csworkbench-child", daemon=True)
        process.start()
        theirs.close()
        with self._guard:
            self._process, self._pipe = process, ours
        self._receive()

    def run(self, call: ChildCall, token: Token) -> object:
        """Run a call in the child and give its value; progress goes to `token`.

        Raises:
            Cancelled: the token was cancelled meanwhile; the child was killed.
            ChildFailed: the child died or its work failed in an unexpected way.
        """
        with self._guard:
            self._token, self._is_sealed = token, False
        try:
            self.start()
            token.check()
            pipe = self._pipe
            if pipe is None:
                raise ChildFailed("the child process was closed")
            pipe.send(call)
            return self._wait(token)
        except Cancelled:
            self.close()
            raise
        except (EOFError, OSError) as error:
            self.close()
            token.check()
            raise ChildFailed("the child process ended") from error
        finally:
            with self._guard:
                self._token, self._is_sealed = None, False

    def kill(self, token: Token) -> None:
        """Kill the child if it works for `token` and has not begun to commit."""
        with self._guard:
            if self._token is token and self._process is not None and not self._is_sealed:
                self._process.kill()

    def kill_any(self) -> None:
        """Kill the child, even while it starts, unless it commits a change; who waits for it wakes up."""
        with self._guard:
            if self._process is not None and not self._is_sealed:
                self._process.kill()

    def close(self) -> None:
        """End the child and close the pipe."""
        with self._guard:
            process, pipe = self._process, self._pipe
            self._process = self._pipe = None
        if pipe is not None:
            pipe.close()
        if process is not None:
            process.kill()
            process.join()
            process.close()

    def _wait(self, token: Token) -> object:
        while True:
            kind, payload = self._receive()
            if kind == "progress" and isinstance(payload, tuple):
                token.report(*payload)
            elif kind == "seal":
                self._seal(token)
            elif kind == "done":
                return payload
            elif isinstance(payload, BaseException):
                raise payload

    def _seal(self, token: Token) -> None:
        """Let the child commit, unless it is to be killed: from here on it is not."""
        with self._guard:
            token.seal()
            self._is_sealed = True
            pipe = self._pipe
        if pipe is not None:
            pipe.send(True)

    def _receive(self) -> tuple[str, object]:
        pipe = self._pipe
        if pipe is None:
            raise Cancelled
        kind, payload = pipe.recv()
        return kind, payload
