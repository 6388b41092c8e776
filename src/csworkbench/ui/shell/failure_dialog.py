"""The details of a failure, for a developer, behind a button."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from csworkbench.infra.logs import private_trace
from csworkbench.infra.paths import log_folder
from csworkbench.ui.shell.failure import failure_words
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.labels import make_label


class FailureDialog(QDialog):
    """The details of a failure: words, places in the program, and where the log lies."""

    def __init__(self, theme: Theme, error: BaseException, parent: QWidget) -> None:
        """Show `error`."""
        super().__init__(parent)
        self.setWindowTitle("What went wrong")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(560, 360)
        message, advice = failure_words(error)
        self.details = QPlainTextEdit(f"{private_trace(error)}\n\nLog: {log_folder()}")
        self.details.setReadOnly(True)
        self.details.setAccessibleName("Details")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(make_label(theme, message, "strong", wraps=True))
        column.addWidget(make_label(theme, advice, "body", "muted", wraps=True))
        column.addWidget(self.details, 1)
        column.addWidget(buttons)
