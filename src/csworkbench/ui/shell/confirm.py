"""The one place that asks before something that can't be undone; the button says the deed."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox, QWidget

from csworkbench.ui.theme.theme import Theme


def confirm(theme: Theme, parent: QWidget, question: str, consequence: str, verb: str) -> bool:
    """Ask whether to do what can't be undone; Esc and the default button say no.

    Args:
        theme: colours of the icon.
        parent: window the question belongs to.
        question: e.g. "Delete the demo book?".
        consequence: what is lost, with numbers.
        verb: the deed's button, e.g. "Delete demo book".
    """
    box = make_question(theme, parent, question, consequence, verb)
    box.exec()
    return box.clickedButton() is not None and box.clickedButton().objectName() == "deed"


def make_question(theme: Theme, parent: QWidget, question: str, consequence: str, verb: str) -> QMessageBox:
    """Give the box of a question, not yet shown."""
    from PySide6.QtCore import Qt

    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setIconPixmap(theme.icon("warning", "watch", 32).pixmap(32, 32))
    box.setWindowTitle(question)
    box.setText(question)
    box.setInformativeText(consequence)
    deed = box.addButton(verb, QMessageBox.ButtonRole.DestructiveRole)
    deed.setObjectName("deed")
    deed.setProperty("kind", "danger")
    keep = box.addButton("Keep", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(keep)
    box.setEscapeButton(keep)
    return box
