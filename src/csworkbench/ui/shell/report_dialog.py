"""The report of a crash: what a person may send to whoever keeps the program, with nothing of a customer in it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.labels import make_label

WORDS = "Places in the program only: no names, no notes, nothing from your book. Nothing was sent anywhere."


class ReportDialog(QDialog):
    """The report, to read and to copy."""

    def __init__(self, theme: Theme, report: str, parent: QWidget) -> None:
        """Show `report`."""
        super().__init__(parent)
        self.setWindowTitle("Report of the crash")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(600, 420)
        self.details = QPlainTextEdit(report)
        self.details.setReadOnly(True)
        self.details.setAccessibleName("Report")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.copy = buttons.addButton("Copy", QDialogButtonBox.ButtonRole.ActionRole)
        self.copy.clicked.connect(self._on_copy_clicked)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(make_label(theme, "Send this to whoever keeps the program.", "strong", wraps=True))
        column.addWidget(make_label(theme, WORDS, "body", "muted", wraps=True))
        column.addWidget(self.details, 1)
        column.addWidget(buttons)

    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self.details.toPlainText())
