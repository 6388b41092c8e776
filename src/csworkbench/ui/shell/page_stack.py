"""The pages: made at their first visit, kept, refreshed when shown, and the way back through them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from csworkbench.domain.values import frozen
from csworkbench.ui.bridge.hub import merged
from csworkbench.ui.bridge.page import Page
from csworkbench.ui.bridge.places import Place
from csworkbench.ui.bridge.workspace import Workspace
from csworkbench.ui.shell.entries import PageEntry
from csworkbench.ui.shell.past_day import forbid_edits

if TYPE_CHECKING:
    from csworkbench.domain.history import ChangeSet

MOST_VISITS = 50


@frozen
class Visit:
    """A place one was at, with selection and scroll position."""

    place: Place
    state: object


class PageStack(QStackedWidget):
    """Shows one page at a time.

    Signals:
        shown: the page that is on top now.
        told: a page's sentence for the status bar changed (of the page on top).
        header_changed: the page on top has another title or other buttons.
        history_changed: whether Back and Forward have somewhere to go.
    """

    shown = Signal(object)
    told = Signal(str)
    header_changed = Signal()
    history_changed = Signal(bool, bool)

    def __init__(self, workspace: Workspace, entries: Sequence[PageEntry], parent: QWidget | None = None) -> None:
        """Start without any page."""
        super().__init__(parent)
        self._workspace = workspace
        self._entries = {entry.key: entry for entry in entries}
        self._pages: dict[str, Page] = {}
        self._missed: dict[str, ChangeSet] = {}
        self._words: dict[str, str] = {}
        self._back: list[Visit] = []
        self._forward: list[Visit] = []
        workspace.hub.changed.connect(self._on_changed)
        workspace.workbench_ready.connect(self._on_workbench_ready)

    @property
    def page(self) -> Page | None:
        """The page on top."""
        widget = self.currentWidget()
        return widget if isinstance(widget, Page) else None

    def pages(self) -> list[Page]:
        """Give the pages that were made, the one on top first."""
        return sorted(self._pages.values(), key=lambda page: page is not self.page)

    @property
    def words(self) -> str:
        """What the page on top says in the status bar."""
        return self._words.get(self.page.key, "") if self.page else ""

    def has(self, key: str) -> bool:
        """Say whether there is such a page."""
        return key in self._entries

    def go_to(self, place: Place) -> None:
        """Show a place, remembering where one was. Unknown pages are ignored."""
        if not self.has(place.page):
            return
        if self.page is not None:
            self._back = [*self._back, self._visit(self.page)][-MOST_VISITS:]
            self._forward.clear()
        self._show(place)

    def back(self) -> None:
        """Go back one place, with its selection and scroll position."""
        self._step(self._back, self._forward)

    def forward(self) -> None:
        """Go forward again."""
        self._step(self._forward, self._back)

    def leave(self) -> None:
        """Tell the page on top that the window closes."""
        if self.page is not None:
            self.page.on_hidden()

    def _step(self, source: list[Visit], target: list[Visit]) -> None:
        if source and self.page is not None:
            target.append(self._visit(self.page))
            visit = source.pop()
            self._show(visit.place)
            self._pages[visit.place.page].restore_state(visit.state)

    def _visit(self, page: Page) -> Visit:
        return Visit(page.place(), page.state())

    def _show(self, place: Place) -> None:
        page = self._page(place.page)
        if self.page is not None and self.page is not page:
            self.page.on_hidden()
        missed = self._missed.pop(place.page, None)
        if missed is not None:
            page.refresh(missed)
        page.go_to(place)
        self.setCurrentWidget(page)
        page.on_shown()
        self.shown.emit(page)
        self.history_changed.emit(bool(self._back), bool(self._forward))

    def _page(self, key: str) -> Page:
        page = self._pages.get(key)
        if page is None:
            page = self._pages[key] = self._entries[key].make(self._workspace, self)
            page.header_changed.connect(self._on_header_changed)
            page.status_changed.connect(self._on_status_changed)
            self.addWidget(page)
            if self._workspace.past is not None:
                forbid_edits(page, self._workspace)
            if self._workspace.is_ready:
                page.on_workbench_ready()
        return page

    def _on_changed(self, change: ChangeSet) -> None:
        for key, page in self._pages.items():
            if page is self.page:
                page.refresh(change)
            else:
                self._missed[key] = merged(self._missed.get(key), change)

    def _on_workbench_ready(self) -> None:
        for page in tuple(self._pages.values()):
            page.on_workbench_ready()

    def _on_header_changed(self) -> None:
        if self.sender() is self.page:
            self.header_changed.emit()

    def _on_status_changed(self, text: str) -> None:
        page = self.sender()
        if isinstance(page, Page):
            self._words[page.key] = text
            if page is self.page:
                self.told.emit(text)
