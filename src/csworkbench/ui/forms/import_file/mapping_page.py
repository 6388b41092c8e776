"""Second step: how the file is read and where its columns go."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from csworkbench.ui.forms.import_file.column_list import ColumnList
from csworkbench.ui.forms.import_file.draft import ImportDraft, Options
from csworkbench.ui.forms.import_file.extra_row import ExtraRow
from csworkbench.ui.forms.import_file.option_row import OptionRow
from csworkbench.ui.forms.import_file.words import KIND_LABELS, missing, two_ways
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.labels import make_label

if TYPE_CHECKING:
    from csworkbench.services.imports.outline import ImportOutline


class MappingPage(QWidget):
    """Options above, columns below, and in between what is still missing.

    Signals:
        reading_changed: the file must be read again as `options` say.
        mapping_changed: another column goes somewhere; whether it holds dates or numbers.
    """

    reading_changed = Signal()
    mapping_changed = Signal(bool)

    def __init__(self, theme: Theme, draft: ImportDraft, parent: QWidget | None = None) -> None:
        """Change `draft` as the person chooses."""
        super().__init__(parent)
        self._draft = draft
        self._outline: ImportOutline | None = None
        self.options = OptionRow(theme)
        self.extra = ExtraRow(theme)
        self.columns = ColumnList(theme)
        self._open = make_label(theme, "", "body", "at_risk", wraps=True)
        self._open.setObjectName("import.open")
        card = QFrame()
        card.setProperty("surface", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 4, 1, 4)
        inside.addWidget(self.columns)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self.options)
        whole.addWidget(self.extra)
        whole.addWidget(self._open)
        whole.addWidget(card, 1)
        self.options.reading_changed.connect(self._on_reading_changed)
        self.options.choice_changed.connect(self._on_choice_changed)
        self.extra.link_changed.connect(self._on_reading_changed)
        self.extra.constants_changed.connect(self._on_choice_changed)
        self.columns.chosen.connect(self._on_chosen)

    def show_outline(self, outline: ImportOutline) -> None:
        """Show a file that was read; the draft already took it."""
        self._outline = outline
        self.options.show_outline(outline)
        self.columns.show_outline(outline, self.options.currency)
        self.refresh()

    def show_open_choices(self, outline: ImportOutline) -> None:
        """Show what a new look at the same columns left open."""
        self._outline = outline
        self.options.show_open_choices(outline)
        self.refresh()

    def forget_extra(self, folder: Path | None = None) -> None:
        """Forget link and values for every row: they were for another kind, or another file (in `folder`)."""
        self.extra.reset()
        self.extra.folder = folder or self.extra.folder
        self._draft.options = self._options()

    def refresh(self) -> None:
        """Show the draft's fields and what is missing."""
        self.columns.show_fields(self._draft.fields)
        self.options.show_currency(self._draft.has_money)
        self._draft.options = self._options()
        if self._outline is not None:
            taken = self._draft.fields.values()
            says_account = any(name.startswith("account_") for name in taken)
            self.extra.show_kind(self._outline.kind, taken, says_account=says_account)
        text = " ".join(self.open_points())
        self._open.setText(text)
        self._open.setVisible(bool(text))

    def open_points(self) -> list[str]:
        """Give what keeps the import from being checked, as sentences."""
        outline, draft = self._outline, self._draft
        if outline is None:
            return []
        options = draft.options
        points = missing(outline.kind, draft.filled)
        points += two_ways(outline, has_order=options.date_order is not None, has_mark=options.decimal_mark is not None)
        if outline.other_kind is not None and not draft.choices():
            other, own = KIND_LABELS[outline.other_kind].lower(), KIND_LABELS[outline.kind].lower()
            points.insert(0, f"These columns look like {other}, not {own}: go back, or map at least one by hand.")
        problem = self.options.problem()
        return [*points, problem] if problem else points

    def focus_first_open(self) -> bool:
        """Put the focus where something is missing; False when nothing is."""
        outline = self._outline
        if outline is None or not self.open_points():
            return False
        options = self._draft.options
        if outline.dates and options.date_order is None:
            self.options.date_order.setFocus()
        elif outline.marks and options.decimal_mark is None:
            self.options.decimal_mark.setFocus()
        elif self.options.problem():
            self.options.currency.setFocus()
        elif self.columns.boxes:
            free = (box for box in self.columns.boxes.values() if box.field() is None)
            next(free, next(iter(self.columns.boxes.values()))).setFocus()
        return True

    def _options(self) -> Options:
        return replace(self.options.options(), link=self.extra.link, constants=self.extra.values())

    def _on_reading_changed(self) -> None:
        self._draft.options = self._options()
        self.reading_changed.emit()

    def _on_choice_changed(self) -> None:
        self.refresh()
        self.mapping_changed.emit(False)

    def _on_chosen(self, header: str, name: str | None) -> None:
        draft = self._draft
        had = draft.fields.get(header)
        draft.choose(header, name)
        self.refresh()
        self.mapping_changed.emit(draft.is_styled(had) or draft.is_styled(name))
