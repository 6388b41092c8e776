"""What the shell asks of a page, and what a page tells the shell.

A page is made once, when it is first visited, by a factory of the app: `AccountsPage(workspace)`. It draws its body
only: the header (title, search field, buttons), the rail and the status bar belong to the shell, and so does the
padding of 16 pixels around the body: a page's outer layout has no margins.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from csworkbench.ui.bridge.page_keys import PageKey
from csworkbench.ui.bridge.places import Place
from csworkbench.ui.bridge.workspace import Workspace

if TYPE_CHECKING:
    from csworkbench.domain.history import ChangeSet


class Page(QWidget):
    """Base of all pages.

    Life: constructed (perhaps before the book is open: show `workspace.opening` then) -> `on_workbench_ready` once ->
    `go_to` and `on_shown` at each visit -> `refresh` after changes. The window keeps hidden pages; changes made
    meanwhile come as one `refresh` just before the next `on_shown`.

    Signals:
        header_changed: title, subtitle, search hint or header actions are new.
        status_changed: the sentence at the left of the status bar ("16 accounts · 1 selected").
    """

    header_changed = Signal()
    status_changed = Signal(str)

    key: ClassVar[str] = ""
    """The page's name in places, settings and the rail: my_day, accounts, account, reports."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        """Keep the workspace; heavy work belongs into `on_workbench_ready` and `on_shown`."""
        super().__init__(parent)
        self.workspace = workspace
        self.setProperty("surface", "page")

    @property
    def title(self) -> str:
        """The page's heading."""
        raise NotImplementedError

    @property
    def subtitle(self) -> str:
        """A quiet sentence beside the heading; empty for none."""
        return ""

    @property
    def search_hint(self) -> str:
        """What the header's search field says when empty; an empty hint hides filtering: typing opens the palette."""
        return ""

    def search(self, text: str) -> None:
        """Filter by what stands in the header's search field; called at each key (ask the book latest-wins)."""

    def header_actions(self) -> Sequence[QAction]:
        """Give at most three buttons, in reading order; the last with the property `primary` = True is the accent one.

        Make them with `workspace.actions.add(...)` so that the palette and the list of shortcuts know them.
        """
        return ()

    def page_keys(self) -> Sequence[PageKey]:
        """Give the plain keys of the page's lists, which no action has, for the list of shortcuts."""
        return ()

    def focus_search(self) -> bool:
        """Take the focus into the page's own search field (Ctrl+F); False sends it to the header's field."""
        return False

    def focus_body(self) -> None:
        """Take the focus into the page's main part (its table or list)."""
        self.setFocus()

    def go_to(self, place: Place) -> None:
        """Show what `place` names (an account, a tab, a view). Called before `on_shown` at each visit."""

    def place(self) -> Place:
        """Give where the person is now, for Back and Forward."""
        return Place(self.key)

    def state(self) -> object:
        """Give selection and scroll position in any form `restore_state` understands (for Back and Forward)."""
        return None

    def restore_state(self, state: object) -> None:
        """Bring back what `state` gave."""

    def on_shown(self) -> None:
        """The page is on top now."""

    def on_first_paint(self) -> None:
        """The first window was painted with this page on top; the book is opened when the reads asked for now came."""

    def on_hidden(self) -> None:
        """Another page is on top now; also called before the window closes: keep what was typed."""

    def on_workbench_ready(self) -> None:
        """The book is open for reading and writing: `workspace.workbench` may be used from now on."""

    def refresh(self, change: ChangeSet) -> None:
        """The book changed: drop or reload what `change` touched. Its `accounts` is None for "any account"."""
