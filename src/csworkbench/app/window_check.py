"""Whether windows work in this copy of the program: a small one is opened and letters are drawn."""

from __future__ import annotations

import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from csworkbench.infra.errors import WorkbenchError
from csworkbench.infra.paths import shipped
from csworkbench.ui.theme.fonts import make_font, register_fonts
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.labels import make_label

SIDE = 48


def check_window() -> int:
    """Open a small window and draw "A" and "B" into images; give 0.

    Raises:
        WorkbenchError: the window did not come up, or both letters look the same (no font could be loaded).
    """
    app = QApplication.instance() or QApplication(sys.argv[:1])
    app.setApplicationName("csworkbench")
    if not register_fonts(shipped("resources") / "fonts"):
        raise WorkbenchError("The program's own font could not be loaded.", "Install the program again.")
    label = make_label(Theme("light"), "Self-test")
    label.show()
    is_shown = label.isVisible() and label.winId() != 0
    label.close()
    label.deleteLater()
    if not is_shown:
        raise WorkbenchError("A window could not be opened.", "Check the display.")
    if drawn("A") == drawn("B") or drawn("A") == drawn(" "):
        raise WorkbenchError("Letters can't be told apart: no font draws them.", "Install the program again.")
    return 0


def drawn(letter: str) -> QImage:
    """Give an image with the letter in it."""
    image = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setFont(make_font("title"))
    painter.drawText(image.rect(), Qt.AlignmentFlag.AlignCenter, letter)
    painter.end()
    return image
