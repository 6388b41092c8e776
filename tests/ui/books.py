"""A workspace over a real book, its work done at once in the calling thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from csworkbench.infra.clock import Clock
from csworkbench.infra.settings import Settings
from csworkbench.services.workbench import Workbench, create_workbench
from csworkbench.ui.bridge.operations import Operations
from csworkbench.ui.bridge.runner import ImmediateRunner, Runner
from csworkbench.ui.bridge.workspace import Workspace
from csworkbench.ui.theme.theme import Theme


@dataclass
class ToastList:
    """Keeps what toasts said."""

    said: list[str] = field(default_factory=list)

    def show_toast(self, text: str, action: Callable[[], None] | None = None, action_text: str = "Undo") -> object:
        """Keep a sentence."""
        self.said.append(text)
        return None


@dataclass
class OpenBook:
    """A workspace, its book and what it said."""

    workspace: Workspace
    workbench: Workbench
    toasts: ToastList
    failures: list[BaseException]


def open_book(
    folder: Path, theme: Theme, clock: Clock, runner: Runner | None = None, made: Workbench | None = None
) -> OpenBook:
    """Make a new book in `folder` (or take `made`) and a workspace over it; close `workbench` when done."""
    workbench = made or create_workbench(folder / "test.csbook", clock)
    operations = Operations(runner or ImmediateRunner())
    settings = Settings(folder / "settings.ini")
    workspace = Workspace(theme, operations, settings, clock, folder / "test.csbook")
    operations.setParent(workspace)
    toasts = ToastList()
    workspace.toasts = toasts
    failures: list[BaseException] = []
    operations.failed.connect(failures.append)
    workspace.set_workbench(workbench)
    return OpenBook(workspace, workbench, toasts, failures)
