"""One window per book: a second start raises the first one's window."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_RAISE = b"raise\n"
_WAIT_MS = 500


def server_name(book: Path) -> str:
    """Give the name under which the window of a book listens; the same for every way to write its path."""
    return f"csworkbench-{hashlib.sha256(str(book.resolve()).encode()).hexdigest()[:24]}"


def raise_running(book: Path) -> bool:
    """Ask the window that has `book` open to come to the front; False when there is none."""
    socket = QLocalSocket()
    socket.connectToServer(server_name(book))
    if not socket.waitForConnected(_WAIT_MS):
        return False
    socket.write(_RAISE)
    is_sent = socket.waitForBytesWritten(_WAIT_MS)
    socket.disconnectFromServer()
    return is_sent


class RaiseServer(QObject):
    """Listens for a second start.

    Signals:
        raise_asked: the window shall come to the front.
    """

    raise_asked = Signal()

    def __init__(self, book: Path, parent: QObject | None = None) -> None:
        """Listen for `book`; only this user may speak. A socket left by a crash is replaced."""
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        name = server_name(book)
        if not self._server.listen(name):
            QLocalServer.removeServer(name)
            self._server.listen(name)

    def close(self) -> None:
        """Stop listening."""
        self._server.close()

    def _on_connection(self) -> None:
        socket = self._server.nextPendingConnection()
        if socket is not None:
            socket.disconnected.connect(socket.deleteLater)
            self.raise_asked.emit()
