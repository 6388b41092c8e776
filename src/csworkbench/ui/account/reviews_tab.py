"""The Reviews tab: the account's reviews, starting one from a template, and the editor."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QWidget

from csworkbench.domain.reviews import ReviewRow, SectionRow, TemplateRow
from csworkbench.ui.account.autosave import Store
from csworkbench.ui.account.review_editor import ReviewEditor
from csworkbench.ui.forms.inputs import ChoiceInput
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.buttons import make_button
from csworkbench.ui.widgets.card import Card
from csworkbench.ui.widgets.empty_state import EmptyState
from csworkbench.ui.widgets.texts import full_day, plain_tool_tip


def review_title(review: ReviewRow, templates: Sequence[TemplateRow] = ()) -> str:
    """Give what a review is called in lists."""
    name = next((one.title for one in templates if one.key == review.template), review.kind)
    if review.held_on is not None:
        return f"{name}, held {full_day(review.held_on)}"
    if review.period_to_on is not None:
        return f"{name}, up to {full_day(review.period_to_on)}"
    return name


class ReviewsTab(QWidget):
    """List left, editor right.

    Signals:
        start_asked: the key of a template to start from.
        review_chosen: the key of a review to show in the editor.
        state_chosen: a review and its new state.
    """

    start_asked = Signal(str)
    review_chosen = Signal(int)
    state_chosen = Signal(int, str)

    def __init__(self, theme: Theme, store: Store, parent: QWidget | None = None) -> None:
        """Start empty; typed text goes to `store`."""
        super().__init__(parent)
        self._templates: Sequence[TemplateRow] = ()
        self._wanted: int | None = None
        self._started: int | None = None
        self.list = QListWidget()
        self.list.setAccessibleName("Reviews of the account")
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(self._on_review_changed)
        self.template = ChoiceInput("Template", [])
        self.start_button = make_button(theme, "Start review", "plus")
        self.start_button.clicked.connect(self._on_start)
        left = Card(theme, "Reviews")
        left.setFixedWidth(round(232 * theme.font_scale))
        left.body.addWidget(self.list, 1)
        left.body.addWidget(self.template)
        left.body.addWidget(self.start_button)
        self.editor = ReviewEditor(theme, store)
        self.editor.state_chosen.connect(self.state_chosen)
        self.empty = EmptyState(theme)
        self.empty.set_content(
            "reviews", "No review yet", "A review starts filled in from what the book knows.", "Start review"
        )
        self.empty.activated.connect(self._on_start)
        right = Card(theme)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.editor)
        right.body.addWidget(self._stack)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 10, 0, 0)
        whole.setSpacing(10)
        whole.addWidget(left)
        whole.addWidget(right, 1)

    def set_templates(self, templates: Sequence[TemplateRow]) -> None:
        """Offer templates."""
        self._templates = templates
        self.template.set_choices([(one.key, one.title) for one in templates])

    def want(self, review_id: int) -> None:
        """Choose this new review, now or when the list comes next, and let its text be typed at once."""
        self._wanted = self._started = review_id
        for row in range(self.list.count()):
            if self.list.item(row).data(Qt.ItemDataRole.UserRole) == review_id:
                self._wanted = None
                self.list.blockSignals(True)
                self.list.setCurrentRow(row)
                self.list.blockSignals(False)
                self.review_chosen.emit(review_id)

    def show_reviews(self, reviews: Sequence[ReviewRow]) -> None:
        """List reviews, newest first; the wanted or the chosen one stays chosen, else the first."""
        wanted = self._wanted or self._current()
        self.list.blockSignals(True)
        self.list.clear()
        for review in reviews:
            day = review.held_on or review.period_to_on
            item = QListWidgetItem(f"{review.kind}, {full_day(day)}\n{review.state}" if day else review.kind)
            item.setSizeHint(QSize(0, 2 * self.list.fontMetrics().lineSpacing() + 14))
            item.setToolTip(plain_tool_tip(review_title(review, self._templates)))
            item.setData(Qt.ItemDataRole.UserRole, int(review.id))
            self.list.addItem(item)
        keys = [int(review.id) for review in reviews]
        if self._wanted in keys:
            self._wanted = None
        self.list.setCurrentRow(keys.index(wanted) if wanted in keys else 0)
        self.list.blockSignals(False)
        self._stack.setCurrentWidget(self.editor if reviews else self.empty)
        current = self._current()
        if current is not None:
            self.review_chosen.emit(current)

    def show_review(self, review: ReviewRow, sections: Sequence[SectionRow]) -> None:
        """Show a review in the editor."""
        self.editor.show_review(review_title(review, self._templates), review, sections)
        self._stack.setCurrentWidget(self.editor)
        if int(review.id) == self._started:
            self._started = None
            if self.list.hasFocus():
                self.editor.start_typing()

    def flush(self) -> None:
        """Store now what was typed."""
        self.editor.flush()

    def _current(self) -> int | None:
        if self.list.currentRow() < 0:
            return None
        return int(self.list.currentItem().data(Qt.ItemDataRole.UserRole))

    def _on_review_changed(self) -> None:
        current = self._current()
        if current is not None:
            self.review_chosen.emit(current)

    def _on_start(self) -> None:
        key = self.template.value()
        if key is not None:
            self.list.setFocus()  # what is typed on would press the button again
            self.start_asked.emit(str(key))
