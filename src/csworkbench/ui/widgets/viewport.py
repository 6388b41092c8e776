"""The inner area of a list or table."""

from __future__ import annotations

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractScrollArea, QWidget


def put_viewport(view: QAbstractScrollArea, ground: QPalette.ColorRole = QPalette.ColorRole.Base) -> None:
    """Give `view` a viewport made here, like the one it has.

    To find the type of the one Qt made, PySide sets up every widget class there is when it is first asked for.
    """
    viewport = QWidget(view)
    viewport.setBackgroundRole(ground)
    viewport.setAutoFillBackground(True)
    view.setViewport(viewport)
