"""The action registry: every command of the program, with its words, key and place, in one list.

Menus, header buttons, the palette and the list of shortcuts are all filled from here.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from csworkbench.domain.values import frozen
from csworkbench.ui.theme.theme import Theme

RESERVED = frozenset({"Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+X", "Ctrl+D", "Ctrl+E", "Ctrl+U"})
"""Keys that text fields and lists own; no window-wide command may take them."""
_ACCESS_KEY = re.compile("&(.)")


class DuplicateKey(ValueError):
    """Two commands claim one key in one place, or a window-wide command claims a reserved one."""


@frozen
class Command:
    """A registered action.

    Attributes:
        key: `page.verb`, e.g. `accounts.import`.
        group: heading in the list of shortcuts ("Everywhere", "Accounts").
        words: further words the palette finds it by.
    """

    key: str
    group: str
    action: QAction
    owner: QWidget
    words: str = ""
    in_palette: bool = True


class ActionRegistry(QObject):
    """Holds all commands.

    Signals:
        changed: a command was added or is gone.
    """

    changed = Signal()

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        """Start empty; icons follow `theme`."""
        super().__init__(parent)
        self._theme = theme
        self._commands: dict[str, Command] = {}
        self._icons: dict[str, tuple[str, str]] = {}
        theme.changed.connect(self._on_theme_changed)

    def add(
        self,
        key: str,
        text: str,
        on_triggered: Callable[[], object],
        *,
        owner: QWidget,
        group: str = "Everywhere",
        shortcut: str = "",
        icon: str = "",
        icon_token: str = "text",
        words: str = "",
        is_everywhere: bool = False,
        in_palette: bool = True,
    ) -> QAction:
        """Make and register an action; it goes with its owner.

        `key` is `page.verb`; `group` the page's word in the list of shortcuts; `shortcut` portable text, several with
        "; " between them; `icon_token` is `on_accent` for a primary button; `words` are synonyms for the palette. The
        shortcut works inside `owner` (a page) only, unless `is_everywhere`.

        Raises:
            DuplicateKey: the name or a shortcut is taken in this place, or reserved.
        """
        sequences = [part for part in shortcut.split("; ") if part]
        self._check(key, owner, sequences, is_everywhere=is_everywhere)
        action = _make_action(key, text, owner, sequences, is_everywhere=is_everywhere)
        if icon:
            self._icons[key] = (icon, icon_token)
            action.setIcon(self._theme.icon(icon, icon_token))
        action.triggered.connect(lambda _checked=False: on_triggered())
        self._commands[key] = Command(key, group, action, owner, words, in_palette)
        self.changed.emit()
        return action

    def adopt(self, action: QAction, *, owner: QWidget, group: str = "Everywhere", words: str = "") -> None:
        """Register an action that exists already (Undo, Redo) and let its shortcut work in all of `owner`.

        Raises:
            DuplicateKey: as for `add`.
        """
        text = QKeySequence.SequenceFormat.PortableText
        sequences = [sequence.toString(text) for sequence in action.shortcuts()]
        self._check(action.objectName(), owner, sequences, is_everywhere=True)
        owner.addAction(action)
        self._commands[action.objectName()] = Command(action.objectName(), group, action, owner, words)
        self.changed.emit()

    def has(self, key: str) -> bool:
        """Say whether there is an action of that name."""
        return key in self._commands

    def commands(self) -> list[Command]:
        """Give all commands whose owner is still there, in the order they were added."""
        gone = [key for key, command in self._commands.items() if not shiboken6.isValid(command.action)]
        for key in gone:
            del self._commands[key]
            self._icons.pop(key, None)
        return list(self._commands.values())

    def action(self, key: str) -> QAction:
        """Give the action of that name.

        Raises:
            KeyError: there is none.
        """
        return self._commands[key].action

    def _check(self, key: str, owner: QWidget, sequences: list[str], *, is_everywhere: bool) -> None:
        taken = self.commands()
        if any(command.key == key for command in taken):
            raise DuplicateKey(f"{key} is registered twice")
        for part in sequences:
            if is_everywhere and part in RESERVED:
                raise DuplicateKey(f"{part} belongs to text fields")
            sequence = QKeySequence(part)
            for command in taken:
                wide = is_everywhere or command.action.shortcutContext() == Qt.ShortcutContext.WindowShortcut
                if (wide or command.owner is owner) and sequence in command.action.shortcuts():
                    raise DuplicateKey(f"{part} is taken by {command.key}")

    def _on_theme_changed(self) -> None:
        for command in self.commands():
            if command.key in self._icons:
                command.action.setIcon(self._theme.icon(*self._icons[command.key]))


def _make_action(key: str, text: str, owner: QWidget, sequences: list[str], *, is_everywhere: bool) -> QAction:
    action = QAction(text, owner)
    action.setObjectName(key)
    action.setShortcuts([QKeySequence(part) for part in sequences])
    context = Qt.ShortcutContext.WindowShortcut if is_everywhere else Qt.ShortcutContext.WidgetWithChildrenShortcut
    action.setShortcutContext(context)
    action.setToolTip(f"{text} ({shortcut_text(action)})" if sequences else text)
    owner.addAction(action)
    return action


def words_of(text: str) -> str:
    """Give the text of an action or button as it is shown, without the marks of its access key."""
    return _ACCESS_KEY.sub(r"\1", text)


def shortcut_text(action: QAction) -> str:
    """Give the first shortcut as the platform writes it; empty when there is none."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
