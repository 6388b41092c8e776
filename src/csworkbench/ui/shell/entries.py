"""Which pages there are: what the rail shows and what makes each."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from csworkbench.domain.values import frozen
from csworkbench.ui.bridge.page import Page
from csworkbench.ui.bridge.workspace import Workspace


@frozen
class PageEntry:
    """A page that can be shown.

    Attributes:
        key: its name in places.
        word: what the rail says; also its group in the list of shortcuts.
        icon: in the icon set.
        make: makes it at its first visit, inside a parent.
        is_in_rail: whether it has a place in the rail (the account page is reached through accounts).
        rail_key: which rail place is marked while it is shown.
    """

    key: str
    word: str
    icon: str
    make: Callable[[Workspace, QWidget], Page]
    is_in_rail: bool = True
    rail_key: str = ""
