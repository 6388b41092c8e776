"""What tests of the shell share: a workspace without a book, small pages, a window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from csworkbench.domain.ids import AccountId
from csworkbench.infra.settings import Settings
from csworkbench.ui.bridge.operations import Operations
from csworkbench.ui.bridge.page import Page
from csworkbench.ui.bridge.page_keys import PageKey
from csworkbench.ui.bridge.places import Place
from csworkbench.ui.bridge.runner import ImmediateRunner
from csworkbench.ui.bridge.workspace import Workspace
from csworkbench.ui.shell.entries import PageEntry
from csworkbench.ui.shell.window import Window

MakeWindow = Callable[..., Window]


class SamplePage(Page):
    """A page that writes down what the shell tells it."""

    key = "my_day"

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.told: list[object] = []
        self.line = QLineEdit()
        self.notes = QPlainTextEdit()
        column = QVBoxLayout(self)
        column.addWidget(self.line)
        column.addWidget(self.notes)
        self.action = workspace.actions.add(
            f"{self.key}.plan", f"Plan {self.key}", self.plan, owner=self, group=self.key, shortcut="Ctrl+P"
        )
        self.action.setProperty("primary", True)
        self.account: AccountId | None = None
        self.planned = 0

    def plan(self) -> None:
        self.planned += 1

    @property
    def title(self) -> str:
        return f"Page {self.key}"

    def header_actions(self):
        return [self.action]

    def page_keys(self):
        return [PageKey("Space; H", "Hold it")]

    def focus_body(self) -> None:
        self.line.setFocus()

    def go_to(self, place: Place) -> None:
        self.account = place.account_id
        self.told.append(place)

    def place(self) -> Place:
        return Place(self.key, self.account)

    def state(self) -> object:
        return self.line.text()

    def restore_state(self, state: object) -> None:
        self.line.setText(str(state))

    def on_shown(self) -> None:
        self.told.append("shown")

    def on_hidden(self) -> None:
        self.told.append("hidden")

    def on_workbench_ready(self) -> None:
        self.told.append("ready")

    def refresh(self, change) -> None:
        self.told.append(change)


class AccountsSample(SamplePage):
    """A page that filters by the header's search field."""

    key = "accounts"

    @property
    def search_hint(self) -> str:
        return "Search accounts"

    def search(self, text: str) -> None:
        self.told.append(("search", text))


class AccountSample(SamplePage):
    """A page without a place in the rail."""

    key = "account"


ENTRIES = [
    PageEntry("my_day", "My day", "day", SamplePage),
    PageEntry("accounts", "Accounts", "accounts", AccountsSample),
    PageEntry("account", "Account", "accounts", AccountSample, is_in_rail=False, rail_key="accounts"),
]


@pytest.fixture
def workspace(theme, clock, tmp_path: Path) -> Iterator[Workspace]:
    """Give a workspace that runs everything at once and has no book."""
    operations = Operations(ImmediateRunner())
    made = Workspace(theme, operations, Settings(tmp_path / "settings.ini"), clock, tmp_path / "book.cswb")
    yield made
    made.deleteLater()
    operations.deleteLater()


@pytest.fixture
def make_window(workspace, qtbot) -> MakeWindow:
    """Give what makes a shown, active window on the sample pages."""

    def make() -> Window:
        window = Window(workspace, ENTRIES)
        qtbot.addWidget(window)
        window.show_first()
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        return window

    return make
