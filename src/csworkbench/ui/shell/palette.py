"""The command palette (Ctrl+K): commands, accounts, people and notes by fuzzy text; Enter runs, Esc goes back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QEvent, QObject, QSignalBlocker, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from csworkbench.ui.bridge.actions import ActionRegistry, Command, shortcut_text, words_of
from csworkbench.ui.shell.palette_delegate import DETAIL_ROLE, ICON_ROLE, KEY_ROLE, PaletteDelegate
from csworkbench.ui.shell.palette_ranking import Candidate, rank, split_verb
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.buttons import make_search_field
from csworkbench.ui.widgets.labels import make_label

WIDTH, MOST_SHOWN, RECENT_KEPT = 600, 12, 12
Run = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Hit:
    """Something of the book that the palette offers.

    Attributes:
        key: unique, remembered as recent.
        text: shown first; `detail` quietly beside it.
        account: name of the account if the hit is one (verbs can be put before it).
        run: what Enter does.
    """

    key: str
    icon: str
    text: str
    detail: str
    run: Run


@dataclass(frozen=True, slots=True)
class Verb:
    """A command that takes an account: "Plan check-in: Acme"."""

    key: str
    text: str
    words: str
    icon: str


class Finder(QObject):
    """Where the palette finds things of the book; the base finds nothing."""

    verbs: Sequence[Verb] = ()

    def find(self, text: str, verbs: Sequence[str], deliver: Callable[[list[Hit]], None]) -> None:
        """Look for `text`; with `verbs`, offer these before each account found. The latest question wins."""
        deliver([])


class CommandPalette(QFrame):
    """A panel over the window; it has the focus while it is open."""

    def __init__(
        self, theme: Theme, registry: ActionRegistry, finder: Finder, recent: list[str], window: QWidget
    ) -> None:
        """Lie over `window`, closed. `recent` is the list of keys used last, newest first; it is kept up to date."""
        super().__init__(window)
        self.setProperty("surface", "toast")
        self.setAccessibleName("Command palette")
        self._theme = theme
        self._registry = registry
        self._finder = finder
        self.recent = recent
        self._window = window
        self._before: QWidget | None = None
        self._runs: dict[str, Run] = {}
        self.field: QLineEdit = make_search_field(
            theme, "Find a command, account, person or note", "Find a command, account, person or note…"
        )
        self.field.textChanged.connect(self._on_text_changed)
        self.field.installEventFilter(self)
        self.results = QListWidget()
        self.results.setAccessibleName("Results")
        self.results.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.results.setItemDelegate(PaletteDelegate(theme, self.results))
        self.results.setUniformItemSizes(True)
        self.results.itemClicked.connect(self._on_item_clicked)
        self.nothing = make_label(theme, "Nothing found. Try fewer letters, or another word.", tone="muted")
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        for widget in (self.field, self.results, self.nothing):
            column.addWidget(widget)
        self.hide()

    def open(self, text: str = "") -> None:
        """Open with `text` in the field; Esc brings the focus back to where it is now."""
        if not self.isVisible():
            self._before = QApplication.focusWidget()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)
        with QSignalBlocker(self.field):
            self.field.setText(text)
        self._on_text_changed(text)

    def close_again(self) -> None:
        """Close and give the focus back."""
        if not self.isVisible():
            return
        before, self._before = self._before, None
        self.hide()
        if before is not None and shiboken6.isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    def texts(self) -> list[str]:
        """Give what is offered, best first."""
        return [self.results.item(row).text() for row in range(self.results.count())]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Steer the list from the field; close when the focus leaves."""
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._took_key(event)
        if watched is self.field and event.type() == QEvent.Type.FocusOut:
            QTimer.singleShot(0, self, self._on_focus_left)
        return super().eventFilter(watched, event)

    def _took_key(self, event: QKeyEvent) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}
        if event.key() in steps and self.results.count():
            row = self.results.currentRow() + steps[Qt.Key(event.key())]
            self.results.setCurrentRow(max(0, min(self.results.count() - 1, row)))
        elif event.key() == Qt.Key.Key_Escape:
            self.close_again()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run(self.results.currentItem())
        else:
            return False
        return True

    def _on_focus_left(self) -> None:
        if self.isVisible() and QApplication.focusWidget() is not self.field:
            self.hide()

    def _on_text_changed(self, text: str) -> None:
        self._fill([])
        if not text.strip():
            return
        verbs = [Candidate(verb.key, verb.text, verb.words) for verb in self._finder.verbs]
        fitting, rest = split_verb(text, verbs)

        def deliver(hits: list[Hit]) -> None:
            if shiboken6.isValid(self) and self.isVisible() and self.field.text() == text:
                self._fill(hits)

        self._finder.find(rest or text, fitting, deliver)

    def _fill(self, hits: Sequence[Hit]) -> None:
        usable = [command for command in self._registry.commands() if _is_usable(command)]
        usable.sort(key=_is_everywhere)
        commands = {command.key: command for command in usable}
        candidates = [
            Candidate(key, _found_by(command), f"{command.words} {command.group}") for key, command in commands.items()
        ]
        keys = rank(self.field.text(), candidates, self.recent, MOST_SHOWN)
        self.results.clear()
        self._runs = {}
        for hit in [hit for hit in hits if hit.key.startswith("verb:")]:
            self._add(hit.key, hit.text, hit.detail, "", hit.icon, hit.run)
        others = [hit for hit in hits if not hit.key.startswith("verb:")]
        surely = [key for key in keys if not others or _says(commands[key], self.field.text())]
        for key in surely[: 6 if hits else MOST_SHOWN]:
            self._add_command(commands[key])
        for hit in others:
            self._add(hit.key, hit.text, hit.detail, "", hit.icon, hit.run)
        for key in [key for key in keys if key not in surely][:3]:
            self._add_command(commands[key])
        self.results.setCurrentRow(0)
        self.results.setVisible(self.results.count() > 0)
        self.nothing.setVisible(self.results.count() == 0)
        self._place()

    def _add_command(self, command: Command) -> None:
        action = command.action
        self._add(command.key, words_of(action.text()), command.group, shortcut_text(action), "", action.trigger)

    def _add(self, key: str, text: str, detail: str, shortcut: str, icon: str, run: Run) -> None:
        item = QListWidgetItem(text)
        item.setData(Qt.ItemDataRole.UserRole, key)
        detail = " ".join(detail.split())
        item.setData(DETAIL_ROLE, detail)
        item.setData(KEY_ROLE, shortcut)
        item.setData(ICON_ROLE, icon or "chevron-right")
        spoken = ", ".join(part for part in (text, detail, shortcut) if part)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
        self._runs[key] = run
        self.results.addItem(item)

    def _on_item_clicked(self, item: QListWidgetItem) -> None:
        self._run(item)

    def _run(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        key = str(item.data(Qt.ItemDataRole.UserRole))
        self.recent[:] = [key, *(one for one in self.recent if one != key)][:RECENT_KEPT]
        run = self._runs[key]
        self.close_again()
        run()

    def _place(self) -> None:
        width = min(round(WIDTH * self._theme.font_scale), self._window.width() - 48)
        rows = min(MOST_SHOWN, self.results.count())
        self.results.setFixedHeight(max(1, rows) * PaletteDelegate.row_height(self._theme) + 4)
        self._column.activate()
        height = min(self.sizeHint().height(), self._window.height() - 96)
        self.setGeometry((self._window.width() - width) // 2, 56, width, height)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, self._column.sizeHint().height())


def _is_usable(command: Command) -> bool:
    return command.in_palette and command.action.isEnabled() and command.owner.isVisible()


def _is_everywhere(command: Command) -> bool:
    return command.group == "Everywhere"


def _found_by(command: Command) -> str:
    """Give the words a command is found by; Undo and Redo not by what they would take back, such as an account."""
    text = words_of(command.action.text())
    return text.partition(":")[0] if command.key.startswith("edit.") else text


def _says(command: Command, query: str) -> bool:
    """Say whether the command's own words hold the query, so that it may stand before what the book holds."""
    said = f"{_found_by(command)} {command.words}".lower()
    return all(word in said for word in query.lower().split())
