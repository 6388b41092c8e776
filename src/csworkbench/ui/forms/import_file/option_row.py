"""How the file shall be read: source, encoding, delimiter, sheet, date order, decimal mark, currency."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csworkbench.domain.imports.profiles import PROFILES
from csworkbench.ui.forms.import_file.draft import Options
from csworkbench.ui.forms.import_file.words import DELIMITERS
from csworkbench.ui.forms.inputs import ChoiceInput, LineInput
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.flow_layout import FlowLayout
from csworkbench.ui.widgets.labels import make_label

if TYPE_CHECKING:
    from csworkbench.services.imports.outline import ImportOutline

ENCODINGS = ("utf-8", "cp1252", "iso-8859-15", "utf-16", "cp1250", "cp1251", "mac-roman", "shift_jis")
ORDERS = (("dmy", "Day first (31/12)"), ("mdy", "Month first (12/31)"))
MARKS = ((".", "Point (1,234.50)"), (",", "Comma (1.234,50)"))
_CURRENCY = re.compile(r"[A-Z]{3}")


class OptionRow(QWidget):
    """One labelled choice beside the other; what does not matter for the file is hidden.

    Signals:
        reading_changed: the file must be read again.
        choice_changed: only what its cells mean changed.
    """

    reading_changed = Signal()
    choice_changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start with everything as detected."""
        super().__init__(parent)
        self._theme = theme
        self._flow = FlowLayout(self, gap=10)
        self._cells: dict[str, QWidget] = {}
        self.profile = self._choice("profile", "Source")
        self.encoding = self._choice("encoding", "Encoding")
        self.delimiter = self._choice("delimiter", "Between values")
        self.sheet = self._choice("sheet", "Sheet")
        self.date_order = self._choice("date_order", "Dates (required)")
        self.decimal_mark = self._choice("decimal_mark", "Decimals (required)")
        self.currency = LineInput("Currency of amounts", "as EUR")
        self.currency.setMaxLength(3)
        self.currency.setFixedWidth(round(90 * theme.font_scale))
        self._cell("currency", "Currency", self.currency)
        self.date_order.set_choices([(None, "Choose…"), *ORDERS])
        self.decimal_mark.set_choices([(None, "Choose…"), *MARKS])
        for reading in (self.profile, self.encoding, self.delimiter, self.sheet):
            reading.activated.connect(self.reading_changed)
        for chosen in (self.date_order, self.decimal_mark):
            chosen.activated.connect(self._on_choice_activated)
        self.currency.textChanged.connect(self.choice_changed)

    def show_outline(self, outline: ImportOutline) -> None:
        """Offer what fits the file, naming what was detected."""
        detected = PROFILES[outline.profile].label
        self._offer(self.profile, f"Detected: {detected}", [(each.name, each.label) for each in PROFILES.values()])
        self._offer(self.encoding, f"Detected: {outline.encoding}", [(each, each) for each in ENCODINGS])
        between = DELIMITERS.get(outline.delimiter, outline.delimiter)
        self._offer(self.delimiter, f"Detected: {between.lower()}", list(DELIMITERS.items()))
        self._offer(self.sheet, outline.sheet or "First with a table", [(each, each) for each in outline.sheets])
        self._cells["encoding"].setVisible(bool(outline.encoding))
        self._cells["delimiter"].setVisible(bool(outline.delimiter))
        self._cells["sheet"].setVisible(len(outline.sheets) > 1)
        self.show_open_choices(outline)

    def show_open_choices(self, outline: ImportOutline) -> None:
        """Show the choices that the mapped columns leave open."""
        for cell, box, is_open in (
            ("date_order", self.date_order, bool(outline.dates)),
            ("decimal_mark", self.decimal_mark, bool(outline.marks)),
        ):
            self._cells[cell].setVisible(is_open)
            if not is_open:
                box.setCurrentIndex(0)
        self._mark_open()

    def show_currency(self, is_shown: bool) -> None:
        """Ask for the currency, or not: when columns hold amounts and none their currency."""
        self._cells["currency"].setVisible(is_shown)

    def options(self) -> Options:
        """Give what is chosen."""
        order, mark = self.date_order.value(), self.decimal_mark.value()
        code = self.currency.text().strip().upper()
        return Options(
            _text(self.profile),
            _text(self.encoding),
            _text(self.delimiter),
            _text(self.sheet),
            "dmy" if order == "dmy" else "mdy" if order == "mdy" else None,
            "." if mark == "." else "," if mark == "," else None,
            code if _CURRENCY.fullmatch(code) else None,
        )

    def problem(self) -> str:
        """Give what is wrong with an entry; empty when nothing is."""
        code = self.currency.text().strip().upper()
        shown = not self._cells["currency"].isHidden()
        is_wrong = shown and bool(code) and _CURRENCY.fullmatch(code) is None
        return f"“{code}” is no currency: write three letters, as EUR." if is_wrong else ""

    def reset(self) -> None:
        """Leave everything to detection again, for another file."""
        for box in (self.profile, self.encoding, self.delimiter, self.sheet, self.date_order, self.decimal_mark):
            box.setCurrentIndex(0)

    def _on_choice_activated(self) -> None:
        self._mark_open()
        self.choice_changed.emit()

    def _mark_open(self) -> None:
        for box in (self.date_order, self.decimal_mark):
            box.setProperty("invalid", box.value() is None)
            box.style().unpolish(box)
            box.style().polish(box)

    def _offer(self, box: ChoiceInput, detected: str, choices: Sequence[tuple[str, str]]) -> None:
        if box.value() is not None and box.count():
            detected = "Detect"
        box.set_choices([(None, detected), *choices])

    def _choice(self, key: str, label: str) -> ChoiceInput:
        box = ChoiceInput(label, [])
        box.setMinimumContentsLength(17)
        self._cell(key, label, box)
        return box

    def _cell(self, key: str, label: str, widget: QWidget) -> None:
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        name = make_label(self._theme, label, "caption", "muted")
        name.setBuddy(widget)
        column.addWidget(name)
        column.addWidget(widget)
        widget.setObjectName(f"option.{key}")
        self._cells[key] = cell
        self._flow.addWidget(cell)


def _text(box: ChoiceInput) -> str | None:
    value = box.value()
    return value if isinstance(value, str) else None
