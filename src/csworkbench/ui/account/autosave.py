"""Autosave: what is typed is stored while it is being typed, at the latest a second after it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

WAIT_MS = 700
"""From the first unsaved letter to the save; typing on doesn't put it off."""

Key = tuple[int, str]
Stored = Callable[[], None]
Failed = Callable[[BaseException], None]
Store = Callable[[Key, str, Stored, Failed], None]
"""Stores the body of a section and calls back with success or failure."""


class Autosave(QObject):
    """Keeps what is not stored yet, by section.

    Signals:
        state_changed: words for the person: "Saving…", "Saved", or what went wrong.
        saved: nothing is left to store.
    """

    state_changed = Signal(str)
    saved = Signal()

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        """Store through `store`."""
        super().__init__(parent)
        self._store = store
        self._waiting: dict[Key, str] = {}
        self._on_way: dict[Key, str] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self.flush)

    @property
    def is_clean(self) -> bool:
        """Whether everything typed is stored."""
        return not self._waiting and not self._on_way

    def unsaved(self, key: Key) -> str | None:
        """Give the newest text of a section that is not stored yet; None when it is all stored."""
        return self._waiting.get(key, self._on_way.get(key))

    def put(self, key: Key, body: str) -> None:
        """Take a new text of a section; it is stored soon."""
        self._waiting[key] = body
        self.state_changed.emit("Saving…")
        if not self._timer.isActive():
            self._timer.start()

    def flush(self) -> None:
        """Hand everything over to be stored now."""
        self._timer.stop()
        waiting, self._waiting = self._waiting, {}
        for key, body in waiting.items():
            self._on_way[key] = body
            self._store(key, body, partial(self._on_stored, key, body), partial(self._on_failed, key, body))

    def _on_stored(self, key: Key, body: str) -> None:
        if self._on_way.get(key) == body:
            del self._on_way[key]
        if self.is_clean:
            self.state_changed.emit("Saved")
            self.saved.emit()

    def _on_failed(self, key: Key, body: str, error: BaseException) -> None:
        self._on_way.pop(key, None)
        self._waiting.setdefault(key, body)
        self.state_changed.emit(f"Not saved: {error}")
