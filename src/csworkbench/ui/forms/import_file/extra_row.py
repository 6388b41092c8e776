"""What the file itself does not say: values that hold for every row, and a table that links rows to accounts."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from csworkbench.domain.imports.kinds import KINDS
from csworkbench.ui.forms.inputs import ChoiceInput, LineInput
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.buttons import make_button
from csworkbench.ui.widgets.flow_layout import FlowLayout
from csworkbench.ui.widgets.labels import make_label

ACCOUNT_FIELD = "account_external_id"
MOST = 6
FILTER = "Tables (*.csv *.tsv *.txt *.xlsx *.xls *.ods);;All files (*)"
NO_LINK = "Choose a link file…"


class ConstantInput(QWidget):
    """One field with the value it has in every row.

    Signals:
        changed: field or value.
    """

    changed = Signal()

    def __init__(self, theme: Theme, number: int) -> None:
        """Start without a field."""
        super().__init__()
        self.field = ChoiceInput(f"Field with one value for every row, {number}", [(None, "No field")])
        self.field.setMinimumContentsLength(14)
        self.text = LineInput(f"Its value in every row, {number}", "Value")
        self.text.setFixedWidth(round(110 * theme.font_scale))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        line.addWidget(self.field)
        line.addWidget(self.text)
        self.field.activated.connect(self.changed)
        self.text.textChanged.connect(self.changed)

    def constant(self) -> str | None:
        """Give `FIELD=VALUE`, or None when either is missing."""
        name, text = self.field.value(), self.text.value()
        return f"{name}={text}" if name and text else None


class ExtraRow(QWidget):
    """Values for every row, and the link file where the kind belongs to accounts.

    Signals:
        constants_changed: another value for every row.
        link_changed: another link file, or none; the file must be read again.
    """

    constants_changed = Signal()
    link_changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start with one empty value and no link file."""
        super().__init__(parent)
        self._theme = theme
        self._kind = ""
        self._taken: frozenset[str] = frozenset()
        self.folder = Path.home()
        self.link: Path | None = None
        self._flow = FlowLayout(self, gap=10)
        self.constants: list[ConstantInput] = []
        self.browse = make_button(theme, NO_LINK)
        self.browse.setAutoDefault(False)
        self.browse.clicked.connect(self._on_browse_clicked)
        self.drop = make_button(theme, "Without it", kind="link")
        self.drop.setAutoDefault(False)
        self.drop.clicked.connect(self._on_drop_clicked)
        self._link_cell = self._cell("Which account a row belongs to", self.browse, self.drop)
        self._add()
        self._show_link()

    def show_kind(self, kind: str, taken: Collection[str], *, says_account: bool) -> None:
        """Offer the fields of a kind that no column fills; `says_account`: the file itself names the accounts."""
        self._kind, self._taken = kind, frozenset(taken)
        for each in self.constants:
            self._offer(each)
        has_account = KINDS[kind].field(ACCOUNT_FIELD) is not None
        self._link_cell.setVisible(has_account and (self.link is not None or not says_account))

    def values(self) -> tuple[str, ...]:
        """Give the values for every row as `FIELD=VALUE`; the last one of a field counts."""
        stated = {one.partition("=")[0]: one for each in self.constants if (one := each.constant()) is not None}
        return tuple(stated.values())

    def reset(self) -> None:
        """Forget everything, for another file."""
        self.link = None
        self._show_link()
        for each in self.constants:
            each.field.setCurrentIndex(0)
            each.text.clear()

    def take_link(self, path: Path | None) -> None:
        """Take a link file (None: go without)."""
        if path != self.link:
            self.link = path
            self._show_link()
            self.link_changed.emit()

    def _add(self) -> None:
        each = ConstantInput(self._theme, len(self.constants) + 1)
        self.constants.append(each)
        self._offer(each)
        self._cell("In every row" if len(self.constants) == 1 else "and", each)
        each.changed.connect(self._on_constant_changed)

    def _offer(self, each: ConstantInput) -> None:
        fields = KINDS[self._kind].fields if self._kind else ()
        free = [(one.name, one.label) for one in fields if one.name not in self._taken]
        each.field.set_choices([(None, "No field"), *free])

    def _show_link(self) -> None:
        self.browse.setText(NO_LINK if self.link is None else self.link.name)
        self.browse.setAccessibleName(
            "Link file: which account a row belongs to" + (f", {self.link.name}" if self.link else "")
        )
        self.drop.setVisible(self.link is not None)

    def _cell(self, label: str, *widgets: QWidget) -> QWidget:
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(make_label(self._theme, label, "caption", "muted"))
        line = QHBoxLayout()
        line.setSpacing(4)
        for widget in widgets:
            line.addWidget(widget)
        column.addLayout(line)
        self._flow.addWidget(cell)
        return cell

    def _on_constant_changed(self) -> None:
        if self.constants[-1].constant() is not None and len(self.constants) < MOST:
            self._add()
        self.constants_changed.emit()

    def _on_browse_clicked(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, "Choose a table with the ids of rows and of accounts", str(self.folder), FILTER
        )
        if chosen:
            self.take_link(Path(chosen))

    def _on_drop_clicked(self) -> None:
        self.take_link(None)
