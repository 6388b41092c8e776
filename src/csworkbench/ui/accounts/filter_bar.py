"""The filter bar: its editor, and what is in force with one click to clear it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from csworkbench.ui.accounts.account_filter import AccountFilter
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.buttons import make_button
from csworkbench.ui.widgets.labels import ElidingLabel

if TYPE_CHECKING:
    from csworkbench.ui.accounts.filter_editor import FilterEditor


class FilterBar(QWidget):
    """The editor (opened when wanted, and made then); the words of the active filter (always while there is one).

    Signals:
        filter_changed: another `AccountFilter`.
        clear_asked: everything shall be lifted.
    """

    filter_changed = Signal(object)
    clear_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start closed and without a filter."""
        super().__init__(parent)
        self._theme = theme
        self._filter = AccountFilter()
        self._choices: tuple[Sequence[str], Sequence[str]] = ((), ())
        self._editor: FilterEditor | None = None
        self.words = ElidingLabel(theme, role="caption", tone="accent")
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.clear_button = make_button(theme, "Clear filter", "close", "link")
        self.clear_button.clicked.connect(self.clear_asked)
        self.active = QWidget(self)
        active = QHBoxLayout(self.active)
        active.setContentsMargins(12, 0, 12, 6)
        active.addWidget(self.words, 1)
        active.addWidget(self.clear_button)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self._whole.addWidget(self.active)
        self.show_filter(self._filter)

    @property
    def editor(self) -> FilterEditor:
        """Quick filters and expression, made when they are first needed."""
        if self._editor is None:
            from csworkbench.ui.accounts.filter_editor import FilterEditor

            editor = self._editor = FilterEditor(self._theme, self)
            editor.hide()
            editor.set_choices(*self._choices)
            editor.show_filter(self._filter)
            editor.filter_changed.connect(self.filter_changed)
            self._whole.insertWidget(0, editor)
        return self._editor

    def set_choices(self, owners: Sequence[str], segments: Sequence[str]) -> None:
        """Offer these owners and segments."""
        self._choices = (owners, segments)
        if self._editor is not None:
            self._editor.set_choices(owners, segments)

    def show_filter(self, wanted: AccountFilter) -> None:
        """Show what is in force; emits nothing."""
        self._filter = wanted
        if self._editor is not None:
            self._editor.show_filter(wanted)
        self.words.setText(f"Filter: {wanted.words}" if wanted.is_narrowed else "")
        self.active.setVisible(wanted.is_narrowed)

    def toggle(self) -> None:
        """Open the editor with the focus in the expression, or close it."""
        self.editor.setVisible(self.editor.isHidden())
        if not self.editor.isHidden():
            self.editor.expression.setFocus()

    def clear(self) -> None:
        """Empty the expression, right or wrong; emits nothing."""
        if self._editor is not None:
            self._editor.clear()
