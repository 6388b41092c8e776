"""Whether windows work in this copy of the program: all parts load, a small one is opened, letters are drawn."""

from __future__ import annotations

import sys
from importlib import import_module
from pkgutil import walk_packages

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
    """Load all parts of the window, open a small one and draw "A" and "B" into images; give 0.

    Raises:
        ImportError: a part of the window, or something it needs, is missing from this copy.
        WorkbenchError: the window did not come up, or both letters look the same (no font could be loaded).
    """
    load_parts()
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


def load_parts() -> list[str]:
    """Import every module of the window and give their names: pages and forms are otherwise loaded on first use.

    Raises:
        ImportError: something is missing from this copy of the program.
        WorkbenchError: there is not a single page.
    """
    from csworkbench import ui
    from csworkbench.app.pages import page_entries

    if not page_entries():
        raise WorkbenchError("This copy of the program has no pages.", "Install the program again.")
    names = [part.name for part in walk_packages(ui.__path__, f"{ui.__name__}.")]
    for name in names:
        import_module(name)
    return names


def drawn(letter: str) -> QImage:
    """Give an image with the letter in it."""
    image = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setFont(make_font("title"))
    painter.drawText(image.rect(), Qt.AlignmentFlag.AlignCenter, letter)
    painter.end()
    return image
