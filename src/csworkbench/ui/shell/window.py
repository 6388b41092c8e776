"""The window: rail, header, pages and status bar put together. No business code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QMenu, QVBoxLayout, QWidget

from csworkbench.infra.paths import default_book
from csworkbench.ui.bridge.page import Page
from csworkbench.ui.bridge.places import BookRequest, Place
from csworkbench.ui.bridge.workspace import Workspace
from csworkbench.ui.shell import window_state
from csworkbench.ui.shell.commands import add_commands, fill_menu
from csworkbench.ui.shell.day_badge import DayBadge
from csworkbench.ui.shell.entries import PageEntry
from csworkbench.ui.shell.failure import failure_words
from csworkbench.ui.shell.header import Header
from csworkbench.ui.shell.page_stack import PageStack
from csworkbench.ui.shell.past_day import PastBar, title_of
from csworkbench.ui.shell.rail import Rail
from csworkbench.ui.shell.status_bar import StatusBar
from csworkbench.ui.theme.theme import ThemeMode
from csworkbench.ui.widgets.labels import make_separator
from csworkbench.ui.widgets.toast import ToastHost

if TYPE_CHECKING:
    from csworkbench.domain.ids import AccountId
    from csworkbench.ui.shell.palette import CommandPalette


class Window(QMainWindow):
    """The main window.

    Signals:
        closed: it was closed; the session ends.
    """

    closed = Signal()
    back_action: QAction
    forward_action: QAction
    theme_actions: QActionGroup

    def __init__(self, workspace: Workspace, entries: Sequence[PageEntry]) -> None:
        """Build the frame; `show_first` shows the first page."""
        super().__init__()
        self.workspace = workspace
        self._entries = {entry.key: entry for entry in entries}
        self.setWindowTitle(f"{title_of(workspace)} - CS Workbench")
        self.setMinimumSize(window_state.SMALLEST)
        theme = workspace.theme
        self._menu = QMenu(self)
        # Each part is made inside its parent: what moves into another one is dressed once more, with all that is in it.
        self._whole = QWidget(self)
        self._body = QWidget(self._whole)
        self.rail = Rail(theme, entries, self._menu, self._whole)
        self._badge = DayBadge(workspace, self.rail)
        self.header = Header(theme, self._body)
        self.stack = PageStack(workspace, entries, self._body)
        self.status = StatusBar(theme, self._whole)
        self.toasts = ToastHost(theme, workspace.clock, self)
        workspace.toasts = self.toasts
        self._recent = workspace.settings.texts("palette/recent")
        self._palette: CommandPalette | None = None
        whole = self._lay_out()
        add_commands(self, self, entries)
        fill_menu(self, self._menu)
        self._connect()
        self.status.demo.setVisible(workspace.is_demo)
        if workspace.past is not None:
            whole.insertWidget(0, PastBar(workspace.theme, workspace.past, workspace.actions))
            self.status.set_saving(is_saving=False, is_read_only=True)
        window_state.restore_geometry(self, workspace.settings)

    @property
    def palette_panel(self) -> CommandPalette:
        """The command palette, made when it is first needed."""
        if self._palette is None:
            from csworkbench.ui.shell.book_finder import BookFinder
            from csworkbench.ui.shell.palette import CommandPalette

            finder, actions = BookFinder(self.workspace), self.workspace.actions
            self._palette = CommandPalette(self.workspace.theme, actions, finder, self._recent, self)
        return self._palette

    def open_palette(self, text: str = "") -> None:
        """Open the command palette with `text` in its field."""
        self.palette_panel.open(text)

    def show_first(self, place: Place | None = None) -> None:
        """Show `place`, else the page of the last session, else the first of the rail."""
        first = next(entry.key for entry in self._entries.values() if entry.is_in_rail)
        place = place or window_state.restored_place(self.workspace.settings, first)
        usable = self.stack.has(place.page) and (place.page != "account" or place.account_id is not None)
        self.stack.go_to(place if usable else Place(first))
        page = self.stack.page
        if page is not None:
            page.focus_body()

    def show_instead(self, widget: QWidget) -> None:
        """Show something instead of pages: the first-run page, or why the book can't be opened."""
        self.rail.hide()
        self.header.hide()
        self.stack.addWidget(widget)
        self.stack.setCurrentWidget(widget)
        self.status.saved.setText("")

    def show_notice(self, bar: QWidget) -> None:
        """Put a bar above the header; it stays until it hides itself."""
        body = self._body.layout()
        if isinstance(body, QVBoxLayout):
            body.insertWidget(0, bar)
            bar.show()

    def go_to(self, place: Place) -> None:
        """Show a place and give its page the focus."""
        self.stack.go_to(place)
        if self.stack.page is not None:
            self.stack.page.focus_body()

    def focus_search(self) -> None:
        """Put the focus into the search of the page on top."""
        page = self.stack.page
        if page is None or not page.focus_search():
            self.header.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.header.field.selectAll()

    def set_history(self, can_back: bool, can_forward: bool) -> None:
        """Enable Back and Forward where they lead somewhere."""
        self.back_action.setEnabled(can_back)
        self.forward_action.setEnabled(can_forward)

    def set_theme(self, mode: ThemeMode) -> None:
        """Switch the theme and remember it."""
        self.workspace.theme.set_mode(mode)
        self.workspace.settings.set("look/theme", mode)
        self.workspace.settings.save()
        for action in self.theme_actions.actions():
            action.setChecked(action.objectName() == f"theme.{mode}")

    def show_failure(self, error: BaseException) -> None:
        """Say that something failed; the details stand behind a button."""
        message, advice = failure_words(error)

        def details() -> None:
            from csworkbench.ui.shell.failure_dialog import FailureDialog

            FailureDialog(self.workspace.theme, error, self).open()

        self.toasts.show_toast(f"{message} {advice}".strip(), details, "Details")

    def show_shortcuts(self) -> None:
        """Open the list of keys."""
        from csworkbench.ui.shell.shortcuts import ShortcutsDialog

        pages = {self._entries[page.key].word: page.page_keys() for page in self.stack.pages()}
        ShortcutsDialog(self.workspace.theme, self.workspace.actions.commands(), pages, self).open()

    def show_about(self) -> None:
        """Open About."""
        from csworkbench.ui.shell.about import AboutDialog

        AboutDialog(self.workspace.theme, self.workspace.path, self).open()

    def open_own_book(self) -> None:
        """Leave the demonstration book for the user's own."""
        self.workspace.book_asked.emit(BookRequest(default_book()))

    def remove_demo(self) -> None:
        """Delete the demonstration book, after asking, and open the user's own."""
        from csworkbench.ui.shell.confirm import confirm

        path = self.workspace.path
        if confirm(
            self.workspace.theme,
            self,
            "Delete the demo book?",
            f"{path} and its backups go for good.",
            "Delete demo book",
        ):
            self.workspace.book_asked.emit(BookRequest(default_book(), removed=path))

    def quit(self) -> None:
        """Close the window."""
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the window's state, then let the session end."""
        settings = self.workspace.settings
        self.stack.leave()
        if self.stack.page is not None:
            window_state.save_place(self.stack.page.place(), settings)
        window_state.save_geometry(self, settings)
        settings.set("palette/recent", self._recent)
        settings.save()
        super().closeEvent(event)
        self.closed.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Close the palette when the window is left."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow() and self._palette:
            self._palette.hide()

    def _lay_out(self) -> QVBoxLayout:
        self._whole.setProperty("surface", "page")
        outer = QVBoxLayout(self._whole)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        upper = QHBoxLayout()
        upper.setSpacing(0)
        upper.addWidget(self.rail)
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self.header)
        inner = QVBoxLayout()
        inner.setContentsMargins(16, 10, 16, 10)
        inner.addWidget(self.stack)
        body.addLayout(inner, 1)
        upper.addWidget(self._body, 1)
        outer.addLayout(upper, 1)
        outer.addWidget(make_separator(self._whole))
        outer.addWidget(self.status)
        self.setCentralWidget(self._whole)
        return outer

    def _connect(self) -> None:
        workspace = self.workspace
        self.rail.page_asked.connect(self._on_page_asked)
        self.stack.shown.connect(self._on_page_shown)
        self.stack.told.connect(self.status.set_words)
        self.stack.header_changed.connect(self._on_header_changed)
        self.stack.history_changed.connect(self.set_history)
        self.header.searched.connect(self._on_searched)
        self.header.search_left.connect(self._on_search_left)
        self.header.palette_asked.connect(self.open_palette)
        workspace.account_asked.connect(self._on_account_asked)
        workspace.place_asked.connect(self.go_to)
        workspace.operations.failed.connect(self.show_failure)
        workspace.operations.progressed.connect(self.status.progress.show_operation)
        workspace.operations.writing_changed.connect(self._on_writing_changed)
        self.status.progress.cancel_asked.connect(workspace.operations.cancel)

    def _on_page_asked(self, key: str) -> None:
        self.stack.go_to(Place(key))

    def _on_page_shown(self, page: Page) -> None:
        self.header.field.clear()
        self.rail.mark(self._entries[page.key].rail_key or page.key)
        self.status.set_words(self.stack.words)
        self._on_header_changed()

    def _on_header_changed(self) -> None:
        page = self.stack.page
        if page is not None:
            self.header.show_page(page.title, page.subtitle, page.search_hint, page.header_actions())

    def _on_searched(self, text: str) -> None:
        if self.stack.page is not None:
            self.stack.page.search(text)

    def _on_search_left(self) -> None:
        if self.stack.page is not None:
            self.stack.page.focus_body()

    def _on_account_asked(self, account_id: AccountId) -> None:
        self.go_to(Place("account", account_id))

    def _on_writing_changed(self, is_writing: bool) -> None:
        self.status.set_saving(is_saving=is_writing, is_read_only=self.workspace.past is not None)
