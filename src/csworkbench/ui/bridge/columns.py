"""Columns of a table, declared once: what they are called, say and sort by."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import Qt

from csworkbench.domain.values import frozen

Row = TypeVar("Row")
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def _same_text(_row: object) -> str:
    return ""


@frozen
class Column(Generic[Row]):
    """One column.

    Attributes:
        key: name in settings and views.
        title: heading.
        text: what the cell shows.
        sort: what the service sorts by (empty: not sortable).
        width: pixels at 100 %.
        alignment: of heading and cell.
        spoken: self-contained text for screen readers ("Renewal: 4 Dec 2026, in 12 days"); without it `title: text`.
        tip: tool tip; empty for none.
        edit: value an editor starts with; None: not editable.
    """

    key: str
    title: str
    text: Callable[[Row], str]
    sort: str = ""
    width: int = 120
    alignment: Qt.AlignmentFlag = LEFT
    spoken: Callable[[Row], str] | None = None
    tip: Callable[[Row], str] = _same_text
    edit: Callable[[Row], object] | None = None
