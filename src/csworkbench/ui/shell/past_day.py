"""Looking at a past day: the commands, the bar over everything that says so, and the words."""

from __future__ import annotations

from functools import partial
from typing import Protocol, cast

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QWidget

from csworkbench.ui.bridge.actions import ActionRegistry
from csworkbench.ui.bridge.page import Page
from csworkbench.ui.bridge.places import BookRequest, PastDay
from csworkbench.ui.bridge.workspace import Workspace
from csworkbench.ui.shell.header import ActionButton
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.labels import make_label
from csworkbench.ui.widgets.texts import full_day

EDIT = QKeySequence("F2")


def add_past_commands(owner: QWidget, workspace: Workspace) -> None:
    """Register what asks for a past day and, on one, what goes back to today."""
    past = workspace.past
    workspace.actions.add(
        "book.past_day",
        "Another day…" if past else "Look at a past day…",
        partial(_open_dialog, owner, workspace),
        owner=owner,
        shortcut="Ctrl+Shift+D",
        icon="history",
        words="as of known then history yesterday read only look back",
        is_everywhere=True,
    )
    if past is None:
        return
    workspace.actions.add(
        "book.today",
        "Back to today",
        partial(workspace.book_asked.emit, BookRequest(past.book, place=past.place)),
        owner=owner,
        shortcut="Ctrl+Shift+T",
        icon="day",
        words="now leave past day",
        is_everywhere=True,
    )


def title_of(workspace: Workspace) -> str:
    """Give what the window's title calls the book."""
    past = workspace.past
    return workspace.path.stem if past is None else f"{past.book.stem} on {full_day(past.day)}"


class Editor(Protocol):
    """What is typed into on a page, without a form."""

    def forbid_edits(self) -> None:
        """Only show what there is."""
        ...


def forbid_edits(page: Page, workspace: Workspace) -> None:
    """Let nothing be typed into what a page edits in place; forms refuse by themselves, and F2 says why."""
    for view in page.findChildren(QAbstractItemView):
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    if not any(EDIT in one.action.shortcuts() for one in workspace.actions.commands() if one.owner is page):
        workspace.actions.add(
            f"{page.key}.refuse", "Edit", workspace.is_refused, owner=page, shortcut=EDIT.toString(), in_palette=False
        )
    for widget in page.findChildren(QWidget):
        if hasattr(widget, "forbid_edits"):
            cast(Editor, widget).forbid_edits()


class PastBar(QFrame):
    """Says over every page which day is shown, and leads to another one or back."""

    def __init__(self, theme: Theme, past: PastDay, actions: ActionRegistry, parent: QWidget | None = None) -> None:
        """Say the day of `past`; `actions` holds the commands."""
        super().__init__(parent)
        self.setObjectName("past")
        self.setProperty("surface", "past")
        words = f"The book as it was known on {full_day(past.day)}. Nothing can be changed."
        self.setAccessibleName(words)
        self.label = make_label(theme, words, "strong", "watch")
        self.another = ActionButton(actions.action("book.past_day"))
        self.back = ActionButton(actions.action("book.today"))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 12, 4)
        row.setSpacing(8)
        row.addWidget(self.label, 1)
        row.addWidget(self.another)
        row.addWidget(self.back)


def _open_dialog(owner: QWidget, workspace: Workspace) -> None:
    from csworkbench.ui.shell.past_day_dialog import PastDayDialog

    dialog = PastDayDialog(workspace.theme, workspace.clock.today(), workspace.past, owner)
    dialog.chosen.connect(workspace.past_day_asked)
    dialog.open()
