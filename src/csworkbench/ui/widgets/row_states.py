"""What a view says of the row or cell that is being drawn.

`QStyle` brings six hundred names. It is loaded with the first row that is drawn, so that no window waits for it.
"""

from __future__ import annotations

from typing import Any


def is_selected(option: Any) -> bool:
    """Say whether the row of a `QStyleOptionViewItem` (whose fields Qt's stubs leave out) is selected."""
    from PySide6.QtWidgets import QStyle

    return bool(option.state & QStyle.StateFlag.State_Selected)


def is_hovered(option: Any) -> bool:
    """Say whether the mouse is over it."""
    from PySide6.QtWidgets import QStyle

    return bool(option.state & QStyle.StateFlag.State_MouseOver)


def has_focus(option: Any) -> bool:
    """Say whether it is the current one of a view that has the focus."""
    from PySide6.QtWidgets import QStyle

    return bool(option.state & QStyle.StateFlag.State_HasFocus)
