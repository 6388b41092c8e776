"""What the command line is handed by the composition root: the ways into Qt, which it never imports itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

OpenWindow = Callable[[Path | None, str], int]
"""Opens the window on a book (None: the user's own) in a theme (empty: as last time); gives the exit code."""
CheckWindow = Callable[[], int]
"""Opens a small window, draws letters, and gives 0 when they can be told apart."""


@dataclass(frozen=True, slots=True)
class Doors:
    """The functions that load Qt when they are called."""

    open_window: OpenWindow
    check_window: CheckWindow
