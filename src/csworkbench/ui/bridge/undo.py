"""Undo and Redo as actions that name what they would do; a text field with something to undo goes first."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from csworkbench.domain.values import frozen
from csworkbench.infra.clock import Clock
from csworkbench.infra.tokens import Token

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

    from csworkbench.domain.history import ChangeSet, UndoState
    from csworkbench.services.workbench import Workbench

    TextField = QLineEdit | QTextEdit | QPlainTextEdit

REDO_KEYS = ("Ctrl+Shift+Z", "Ctrl+Y")


@frozen
class Written:
    """What came of a write: the service's value, what it touched, and what can be undone now."""

    value: object
    change: ChangeSet | None
    undo_state: UndoState


class UndoHost(Protocol):
    """What undo and redo work through; the workspace is one.

    Attributes:
        path, clock: of the book.
    """

    path: Path
    clock: Clock

    @property
    def read(self) -> Callable[..., None]:
        """Read beside the UI thread."""
        ...

    @property
    def change(self) -> Callable[..., None]:
        """Change the book in the writer lane."""
        ...

    @property
    def change_in_child(self) -> Callable[..., object]:
        """Change the book in the child process."""
        ...

    @property
    def is_refused(self) -> Callable[[], bool]:
        """Say so when nothing can be changed."""
        ...

    @property
    def say(self) -> Callable[..., None]:
        """Show a toast."""
        ...


class UndoActions(QObject):
    """The two actions; add them to a window once. Disabled while there is nothing to take back."""

    def __init__(self, workspace: UndoHost, parent: QObject) -> None:
        """Work through the workspace; call `refresh` when its book is open."""
        super().__init__(parent)
        self._workspace = workspace
        self.undo_action = QAction("Undo", self)
        self.undo_action.setObjectName("edit.undo")
        self.undo_action.setShortcut(QKeySequence("Ctrl+Z"))
        self.undo_action.triggered.connect(self._on_undo_asked)
        self.redo_action = QAction("Redo", self)
        self.redo_action.setObjectName("edit.redo")
        self.redo_action.setShortcuts([QKeySequence(key) for key in REDO_KEYS])
        self.redo_action.triggered.connect(self._on_redo_asked)
        self._are_long = {"undo": False, "redo": False}
        self._name(None, None)

    def set_state(self, state: UndoState) -> None:
        """Name the actions after what they would do."""
        self._are_long = {"undo": state.is_undo_long, "redo": state.is_redo_long}
        self._name(state.undo_name, state.redo_name)

    def _name(self, undo_name: str | None, redo_name: str | None) -> None:
        for action, word, name in ((self.undo_action, "Undo", undo_name), (self.redo_action, "Redo", redo_name)):
            action.setEnabled(name is not None)
            shown = f"{word}: {name[:1].lower()}{name[1:]}" if name else word
            action.setText(shown.replace("&", "&&"))
            action.setToolTip(word)  # by itself it would be the text, and tags in a name would be drawn

    def refresh(self) -> None:
        """Ask the book what can be undone now."""
        self._workspace.read(self, _undo_state, self.set_state, latest="undo-state")

    def undo(self) -> None:
        """Take the last change back, wherever the focus is."""
        self._replay("Undo", "undo")

    def redo(self) -> None:
        """Do the change again that was undone last."""
        self._replay("Redo", "redo")

    def _replay(self, word: str, method: str) -> None:
        replayed = partial(self._on_replayed, word)
        if self._are_long[method]:
            self._replay_in_child(word, method, replayed)
        else:
            self._workspace.change(self, partial(_replayed, method), replayed, name=word, is_quiet=True)

    def _replay_in_child(self, word: str, method: str, replayed: Callable[[ChangeSet], None]) -> None:
        from csworkbench.services.history_beside import replay_for_book

        if self._workspace.is_refused():
            return
        work = partial(replay_for_book, is_undo=method == "undo")
        self._workspace.change_in_child(
            self, work, (self._workspace.path, self._workspace.clock), replayed, name=word, is_quiet=True
        )

    def _on_replayed(self, word: str, change: ChangeSet) -> None:
        done = "Undone" if word == "Undo" else "Done again"
        back = ("Redo", self.redo) if word == "Undo" else ("Undo", self.undo)
        self._workspace.say(f"{done}: {change.name[:1].lower()}{change.name[1:]}", *back)

    def _on_undo_asked(self) -> None:
        self.undo()

    def _on_redo_asked(self) -> None:
        self.redo()


class TextFirst(QObject):
    """Lets a text field keep Ctrl+Z and Ctrl+Y only while it has use for them.

    It filters the events of the field that has the focus and of no other widget: filtering those of the whole
    application would call into Python for every event.
    """

    def __init__(self, app: QApplication) -> None:
        """Follow the focus of `app`; lives as long as it."""
        super().__init__(app)
        app.focusChanged.connect(self._on_focus_changed)

    def _on_focus_changed(self, before: QWidget | None, now: QWidget | None) -> None:
        if before is not None:
            before.removeEventFilter(self)
        if now is not None and _is_text_field(now):
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Refuse the key on behalf of a text field with nothing to undo, so that the window's action gets it."""
        if event.type() != QEvent.Type.ShortcutOverride:
            return False
        wanted = _wanted(cast(QKeyEvent, event))
        if wanted is None or not _is_text_field(watched):
            return False
        if has_use_for(cast("TextField", watched), wanted):
            return False
        event.ignore()
        return True


def has_use_for(field: TextField, wanted: str) -> bool:
    """Say whether a text field can `undo` or `redo` something of its own."""
    if field.isReadOnly():
        return False
    if isinstance(field, QLineEdit):
        return field.isUndoAvailable() if wanted == "undo" else field.isRedoAvailable()
    document = field.document()
    return document.isUndoAvailable() if wanted == "undo" else document.isRedoAvailable()


def _is_text_field(widget: QObject) -> bool:
    return any(widget.inherits(kind) for kind in ("QLineEdit", "QTextEdit", "QPlainTextEdit"))


def _wanted(event: QKeyEvent) -> str | None:
    keys = event.keyCombination()
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    if keys.key() == Qt.Key.Key_Z and keys.keyboardModifiers() == control:
        return "undo"
    if (keys.key() == Qt.Key.Key_Z and keys.keyboardModifiers() == control | shift) or (
        keys.key() == Qt.Key.Key_Y and keys.keyboardModifiers() == control
    ):
        return "redo"
    return None


def _undo_state(workbench: Workbench, _token: Token) -> UndoState:
    return workbench.undo_state()


def _replayed(method: str, workbench: Workbench, _token: Token) -> Any:
    return workbench.undo() if method == "undo" else workbench.redo()
