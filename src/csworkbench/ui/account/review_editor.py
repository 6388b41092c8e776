"""The editor of one review: sections left, the text of one in the middle, stored while it is typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPlainTextEdit, QVBoxLayout, QWidget

from csworkbench.domain.reviews import ReviewRow, SectionRow
from csworkbench.domain.words import REVIEW_STATES
from csworkbench.ui.account.autosave import Autosave, Store
from csworkbench.ui.forms.inputs import ChoiceInput
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.labels import ElidingLabel, make_label


class ReviewEditor(QWidget):
    """Sections, their text, the review's state and the state of saving.

    Signals:
        state_chosen: the review's key and its new state.
    """

    state_chosen = Signal(int, str)

    def __init__(self, theme: Theme, store: Store, parent: QWidget | None = None) -> None:
        """Start without a review; text goes to `store`."""
        super().__init__(parent)
        self._review: ReviewRow | None = None
        self._is_locked = False
        self._bodies: dict[str, str] = {}
        self._key = ""
        self.autosave = Autosave(store, self)
        self.title = ElidingLabel(theme, role="strong")
        self.saved_label = make_label(theme, role="caption", tone="muted")
        self.autosave.state_changed.connect(self.saved_label.setText)
        self.state = ChoiceInput("State of the review", [(state, state.capitalize()) for state in REVIEW_STATES])
        self.state.activated.connect(self._on_state_activated)
        self.sections = QListWidget()
        self.sections.setAccessibleName("Sections of the review")
        self.sections.setFixedWidth(round(164 * theme.font_scale))
        self.sections.setWordWrap(True)
        self.sections.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.sections.currentItemChanged.connect(self._on_section_changed)
        self.box = QPlainTextEdit()
        self.box.setTabChangesFocus(True)
        self.box.setPlaceholderText("Plain text or Markdown; it is saved while you type.")
        self.box.textChanged.connect(self._on_text_changed)
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.saved_label)
        top.addWidget(self.state)
        middle = QHBoxLayout()
        middle.setSpacing(10)
        middle.addWidget(self.sections)
        middle.addWidget(self.box, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(top)
        whole.addLayout(middle, 1)

    def forbid_edits(self) -> None:
        """Only show the texts: a past day is shown."""
        self._is_locked = True
        self.box.setReadOnly(True)
        self.state.setEnabled(False)

    @property
    def review_id(self) -> int | None:
        """The review on show."""
        return None if self._review is None else int(self._review.id)

    def show_review(self, title: str, review: ReviewRow, sections: Sequence[SectionRow]) -> None:
        """Show a review, or the same again after a change; text that is not stored yet stays as it was typed."""
        is_same = self.review_id == int(review.id)
        if not is_same:
            self.flush()
            self.saved_label.setText("")
        self._review = review
        self.title.setText(title)
        self.state.set_value(review.state)
        self._bodies = {section.key: section.body for section in sections}
        shown = [self.sections.item(place).data(Qt.ItemDataRole.UserRole) for place in range(self.sections.count())]
        if not is_same or shown != list(self._bodies):
            self._list_sections(sections)
        self._show_body()

    def choose_section(self, place: int) -> None:
        """Show the section at a place of the list."""
        self.sections.setCurrentRow(place)

    def start_typing(self) -> None:
        """Take the focus to the end of the section's text."""
        self.box.setFocus()
        self.box.moveCursor(QTextCursor.MoveOperation.End)

    def flush(self) -> None:
        """Store now what was typed."""
        self.autosave.flush()

    def hideEvent(self, event: QHideEvent) -> None:
        """Store what was typed before it is out of sight."""
        self.flush()
        super().hideEvent(event)

    def _list_sections(self, sections: Sequence[SectionRow]) -> None:
        kept = self._key
        self.sections.blockSignals(True)
        self.sections.clear()
        for section in sections:
            item = QListWidgetItem(section.title)
            item.setData(Qt.ItemDataRole.UserRole, section.key)
            self.sections.addItem(item)
        places = [place for place, section in enumerate(sections) if section.key == kept]
        self.sections.setCurrentRow(places[0] if places else 0)
        self.sections.blockSignals(False)
        has_any = self.sections.currentRow() >= 0
        self._key = str(self.sections.currentItem().data(Qt.ItemDataRole.UserRole)) if has_any else ""

    def _show_body(self) -> None:
        if self._review is None:
            return
        unsaved = self.autosave.unsaved((int(self._review.id), self._key))
        body = self._bodies.get(self._key, "") if unsaved is None else unsaved
        has_any = self.sections.currentRow() >= 0
        self.box.setAccessibleName(f"Text of {self.sections.currentItem().text()}" if has_any else "Text of a section")
        is_final = self._review.state == "final"
        self.box.setReadOnly(is_final or self._is_locked)
        self.box.setToolTip("A final review can't be changed; set it back to held first." if is_final else "")
        if self.box.toPlainText() == body:
            return
        at = self.box.textCursor().position()
        self.box.blockSignals(True)
        self.box.setPlainText(body)
        self.box.blockSignals(False)
        cursor = self.box.textCursor()
        cursor.setPosition(min(at, len(body)))
        self.box.setTextCursor(cursor)

    def _on_section_changed(self, current: QListWidgetItem | None, _previous: QListWidgetItem | None) -> None:
        if current is None:
            return
        self.flush()
        self._key = str(current.data(Qt.ItemDataRole.UserRole))
        self._show_body()

    def _on_text_changed(self) -> None:
        if self._review is None or not self._key:
            return
        body = self.box.toPlainText()
        self._bodies[self._key] = body
        self.autosave.put((int(self._review.id), self._key), body)

    def _on_state_activated(self) -> None:
        if self._review is not None:
            self.flush()
            self.state_chosen.emit(int(self._review.id), str(self.state.value()))
