"""What a view says of the row or cell that is being drawn.

The `state` of its options says the same, but to name that PySide sets up the six hundred names of `QStyle`, which the
first window would wait for.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QCursor


class RowState(NamedTuple):
    """Whether an item is selected, under the mouse, and the current one of a view that has the focus."""

    is_selected: bool
    is_hovered: bool
    has_focus: bool


def row_state(option: Any, index: QModelIndex | QPersistentModelIndex) -> RowState:
    """Give the state of an item from its `QStyleOptionViewItem`, whose fields Qt's stubs leave out."""
    view, viewport = option.widget, option.widget.viewport()
    is_hovered = viewport.underMouse() and option.rect.contains(viewport.mapFromGlobal(QCursor.pos()))
    has_focus = view.hasFocus() and view.currentIndex() == index
    return RowState(view.selectionModel().isSelected(index), is_hovered, has_focus)
