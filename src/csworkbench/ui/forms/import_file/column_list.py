"""The columns of a file, one line each: name, first values, the field it goes to, and what was suggested."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from csworkbench.domain.imports.kinds import KINDS
from csworkbench.domain.imports.mapping import SURE
from csworkbench.ui.forms.import_file.words import confidence
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.buttons import make_button
from csworkbench.ui.widgets.labels import ElidingLabel, make_label
from csworkbench.ui.widgets.texts import count_text

if TYPE_CHECKING:
    from csworkbench.services.imports.outline import ImportOutline

MOST = 200
LEFT_OUT = "Leave out"


class FieldChoice(QComboBox):
    """Chooses a field; the wheel scrolls the list of columns unless the box has the focus."""

    def __init__(self, name: str, model: QStandardItemModel) -> None:
        """Offer the fields of `model`, which all columns share."""
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(14)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(16)
        self.setModel(model)
        self.setAccessibleName(name)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the list."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def field(self) -> str | None:
        """Give the chosen field's name, or None."""
        value = self.currentData()
        return value if isinstance(value, str) else None

    def show_field(self, name: str | None) -> None:
        """Choose a field without telling anyone."""
        place = self.findData(name) if name is not None else 0
        self.setCurrentIndex(max(place, 0))


class ColumnList(QScrollArea):
    """All columns of the file.

    Signals:
        chosen: (column, field name or None), chosen by the person.
    """

    chosen = Signal(str, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start without columns."""
        super().__init__(parent)
        self._theme = theme
        self._boxes: dict[str, FieldChoice] = {}
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Columns of the file")

    @property
    def boxes(self) -> dict[str, FieldChoice]:
        """The choices by column."""
        return self._boxes

    def show_outline(self, outline: ImportOutline, before: QWidget) -> None:
        """Show the columns; `before` is what Tab comes from."""
        model = self._model(outline.kind)
        labels = {each.name: each.label for each in KINDS[outline.kind].fields}
        inside, grid = self._grid()
        self._boxes = {}
        lines = list(zip(outline.headers, outline.samples, outline.suggestions, strict=True))
        if len(lines) > MOST:
            lines = sorted(lines, key=lambda line: -line[2].confidence)[:MOST]
        for row, (header, samples, suggestion) in enumerate(lines, 1):
            box = FieldChoice(f"Field for the column {header}", model)
            box.setAccessibleDescription(", ".join(samples))
            box.activated.connect(partial(self._on_activated, header))
            self._boxes[header] = box
            grid.addWidget(ElidingLabel(self._theme, header, "strong"), row, 0)
            grid.addWidget(ElidingLabel(self._theme, ", ".join(samples) or "(blank)", "body", "muted"), row, 1)
            grid.addWidget(box, row, 2)
            said = confidence(suggestion, labels)
            is_sure = suggestion.confidence >= SURE
            shown = ElidingLabel(self._theme, said, "caption", "muted")
            offer = self._offer(header, said, suggestion.field) if said and not is_sure else None
            grid.addWidget(shown if offer is None else offer, row, 3)
        rest = len(outline.headers) - len(lines)
        if rest:
            grid.addWidget(
                make_label(self._theme, f"{count_text(rest, 'more column')} are left out.", "caption", "muted"),
                grid.rowCount(), 0, 1, 4,
            )  # fmt: skip
        outer = QWidget()
        outer.setProperty("surface", "clear")
        column = QVBoxLayout(outer)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(inside)
        column.addStretch(1)
        model.setParent(outer)
        self.setWidget(outer)
        self._order(before)

    def show_fields(self, fields: dict[str, str]) -> None:
        """Show where each column goes."""
        for header, box in self._boxes.items():
            box.show_field(fields.get(header))

    def _grid(self) -> tuple[QWidget, QGridLayout]:
        inside = QWidget()
        inside.setProperty("surface", "clear")
        grid = QGridLayout(inside)
        grid.setContentsMargins(14, 8, 14, 8)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        for place, stretch in enumerate((4, 5, 5, 4)):
            grid.setColumnStretch(place, stretch)
        for place, text in enumerate(("Column in the file", "First values", "Goes to", "Suggestion")):
            grid.addWidget(make_label(self._theme, text, "caption_strong", "muted"), 0, place)
        return inside, grid

    def _order(self, before: QWidget) -> None:
        for box in self._boxes.values():
            QWidget.setTabOrder(before, box)
            before = box

    def _model(self, kind: str) -> QStandardItemModel:
        model = QStandardItemModel()
        target = KINDS[kind]
        single = {group[0] for group in target.required if len(group) == 1}
        left_out = QStandardItem(LEFT_OUT)
        model.appendRow(left_out)
        for each in target.fields:
            item = QStandardItem(f"{each.label} (required)" if each.name in single else each.label)
            item.setData(each.name, Qt.ItemDataRole.UserRole)
            model.appendRow(item)
        return model

    def _offer(self, header: str, text: str, name: str | None) -> QPushButton:
        button = make_button(self._theme, f"{text}: use", kind="link")
        button.setAccessibleName(f"{text} for the column {header}: use")
        button.setAutoDefault(False)
        button.clicked.connect(partial(self.chosen.emit, header, name))
        return button

    def _on_activated(self, header: str, _place: int) -> None:
        self.chosen.emit(header, self._boxes[header].field())
