"""Imports as Python makes them, also where PySide is loaded."""

from __future__ import annotations

import builtins

import PySide6.QtCore  # noqa: F401  # it puts its hook on imports when it is loaded


def restore_imports() -> None:
    """Take PySide's hook off the imports.

    It reads the source of every module that is imported, in search of a request for Qt's names in another spelling
    (`from __feature__ import snake_case`). This program makes none, and its modules load in two thirds of the time.
    """
    plain = getattr(builtins, "__orig_import__", None)  # where PySide keeps what it replaced
    if plain is not None:
        builtins.__import__ = plain
