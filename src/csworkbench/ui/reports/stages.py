"""The right side of the reports page: the report being built, its preview, or why there is none."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStackedWidget, QWidget

from csworkbench.ui.reports.pdf_view import PdfView
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.buttons import make_button
from csworkbench.ui.widgets.card import Card
from csworkbench.ui.widgets.empty_state import EmptyState
from csworkbench.ui.widgets.labels import make_label


class ReportStages(QStackedWidget):
    """Shows one of three: building, preview, empty.

    Attributes:
        view: the preview itself.
        empty: what stands there when there is no report.

    Signals:
        cancel_asked: the person wants the building to stop.
    """

    cancel_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start as building."""
        super().__init__(parent)
        self._theme = theme
        self._on_empty: Callable[[], None] | None = None
        self.view = PdfView(theme)
        self.view.setAccessibleName("Preview of the health report")
        self.view.page_changed.connect(self._on_page_changed)
        self._preview = Card(theme, "Preview")
        self._preview.body.addWidget(self.view, 1)
        self.empty = EmptyState(theme)
        self.empty.activated.connect(self._on_empty_activated)
        self._text = make_label(theme, role="head")
        self._building = self._make_building()
        for widget in (self._building, self._preview, self.empty):
            self.addWidget(widget)

    @property
    def is_preview(self) -> bool:
        """Whether the preview is shown."""
        return self.currentWidget() is self._preview

    @property
    def is_building(self) -> bool:
        """Whether the report is being built."""
        return self.currentWidget() is self._building

    def show_building(self, text: str) -> None:
        """Say what is being done, with a way to stop it."""
        self._text.setText(text)
        self.setCurrentWidget(self._building)

    def show_preview(self, sizes: list[tuple[float, float]]) -> None:
        """Show a document with pages of these sizes in points."""
        self.view.set_pages(sizes)
        self.setCurrentWidget(self._preview)

    def show_empty(
        self, icon: str, title: str, reason: str, action: str, on_action: Callable[[], None], *, is_error: bool = False
    ) -> None:
        """Say why there is no report, and offer one thing to do (`action` empty: nothing)."""
        self._on_empty = on_action
        self.empty.set_content(icon, title, reason, action, is_error=is_error)
        self.setCurrentWidget(self.empty)

    def _make_building(self) -> Card:
        card = Card(self._theme)
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setFixedWidth(320)
        bar.setAccessibleName("Building the report")
        cancel = make_button(self._theme, "Cancel")
        cancel.clicked.connect(self.cancel_asked)
        card.body.addStretch(1)
        for part in (self._text, bar, cancel):
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(part)
            row.addStretch(1)
            card.body.addLayout(row)
        card.body.addStretch(1)
        return card

    def _on_page_changed(self, index: int) -> None:
        self._preview.set_aside(f"Page {index + 1} of {self.view.page_count}")

    def _on_empty_activated(self) -> None:
        if self._on_empty is not None:
            self._on_empty()
