"""What the draft would do to the whole book: a sentence, scores before and after, bands with ARR, and the accounts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from csworkbench.domain.health.what_if_result import ChangedAccount, WhatIfResult
from csworkbench.domain.ids import AccountId
from csworkbench.domain.money import compact_money, short_money
from csworkbench.infra.errors import WorkbenchError
from csworkbench.ui.settings.what_if_figures import SHORT, DistributionChart, MoveTable
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.card import Card
from csworkbench.ui.widgets.labels import make_label
from csworkbench.ui.widgets.texts import BAND_WORDS, count_text, delta_text, number_text, plain_tool_tip

AnyIndex = QModelIndex | QPersistentModelIndex
TITLES = ("Account", "ARR", "Score", "Band")
WIDTHS = (0, 58, 60, 120)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class ChangesModel(QAbstractTableModel):
    """The accounts that change band, each row made when it is painted."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start without rows."""
        super().__init__(parent)
        self._rows: Sequence[ChangedAccount] = ()

    def set_rows(self, rows: Sequence[ChangedAccount]) -> None:
        """Show other accounts."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row_at(self, place: int) -> ChangedAccount | None:
        """Give the account of a line."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(TITLES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return TITLES[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section in (1, 2) else _LEFT
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give what a role of a cell says."""
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _cell(row, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{TITLES[index.column()]}: {_spoken(row, index.column())}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tool_tip(_spoken(row, index.column()))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if index.column() in (1, 2) else _LEFT
        return None


class ChangesTable(QTableView):
    """The table of them; Enter or a double click opens the account.

    Signals:
        account_chosen: its key.
    """

    account_chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start without rows."""
        super().__init__(parent)
        self._theme = theme
        self.rows = ChangesModel(self)
        self.setModel(self.rows)
        self.setAccessibleName("Accounts that change band")
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setStyleSheet("QTableView::item { padding: 0px 2px; } QHeaderView::section { padding: 0px 4px; }")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(84)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in range(1, len(TITLES)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        self.doubleClicked.connect(self._on_chosen)
        theme.changed.connect(self._fit)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_chosen(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _on_chosen(self, index: QModelIndex) -> None:
        row = self.rows.row_at(index.row()) if index.isValid() else None
        if row is not None:
            self.account_chosen.emit(row.account_id)

    def _fit(self) -> None:
        scale = self._theme.font_scale
        self.setFont(self._theme.font("caption"))
        self.verticalHeader().setDefaultSectionSize(round(26 * scale))
        for column, width in enumerate(WIDTHS):
            if width:
                self.horizontalHeader().resizeSection(column, round(width * scale))


class WhatIfPane(Card):
    """The card at the right of the editor.

    Signals:
        account_chosen: an account to open.
    """

    account_chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start without figures."""
        super().__init__(theme, "What would change", "", parent)
        self.result: WhatIfResult | None = None
        self.told = make_label(theme, tone="muted", wraps=True)
        self.chart = DistributionChart(theme, self)
        self.moves = MoveTable(theme, self)
        self.table = ChangesTable(theme, self)
        self.table.account_chosen.connect(self._on_chosen)
        for part in (self.told, self.chart, self.moves):
            self.body.addWidget(part)
        self.body.addWidget(self.table, 1)
        self._show_parts(False)
        self.told.setText("The book is not read yet.")

    def show_reading(self) -> None:
        """Say that the book is being read; figures from before stay."""
        self.set_aside("Reading the book…")
        if self.result is None:
            self.told.setText("Reading the facts of every account…")

    def show_problem(self, words: str) -> None:
        """Say why there are no figures of the draft as it stands; those from before are grey."""
        self.set_aside("")
        self.told.setText(words)
        self.told.set_tone("at_risk")
        for part in (self.chart, self.moves, self.table):
            part.setEnabled(False)

    def show_error(self, error: BaseException) -> None:
        """Say that the book could not be read."""
        known = isinstance(error, WorkbenchError)
        self.show_problem(str(error) if known else "The what-if did not work; the book is unharmed.")

    def show_result(self, result: WhatIfResult, edges: tuple[int, int]) -> None:
        """Show figures; `edges` are the highest scores of at risk and of watch in the draft."""
        self.result = result
        self.set_aside("")
        self.told.set_tone("muted")
        self.told.setText(sentence(result))
        self.chart.set_distribution(result.before, result.after, edges)
        self.moves.set_moves(result.moves)
        self.table.rows.set_rows(result.changes)
        for part in (self.chart, self.moves, self.table):
            part.setEnabled(True)
        self._show_parts(True)

    def _show_parts(self, are_shown: bool) -> None:
        for part in (self.chart, self.moves, self.table):
            part.setVisible(are_shown)
        if not are_shown:
            self.body.setAlignment(self.told, Qt.AlignmentFlag.AlignTop)

    def _on_chosen(self, account_id: AccountId) -> None:
        self.account_chosen.emit(account_id)


def sentence(result: WhatIfResult) -> str:
    """Give the figures in words: who changes band, whom the model serves, who is left out."""
    if not result.scored:
        return "No account in this book has health yet."
    changed = f"{count_text(result.changed, 'account')} of {number_text(result.scored)} would change band"
    moved = f"{count_text(result.rescored, 'score')} would move"
    parts = [f"{changed}, {moved}; the model serves {number_text(result.served)}."]
    if result.overridden:
        parts.append(f"{number_text(result.overridden)} overridden: in no figure.")
    if result.unscored:
        parts.append(f"{number_text(result.unscored)} churned: no health.")
    return " ".join(parts)


def _cell(row: ChangedAccount, column: int) -> str:
    if column == 0:
        return row.name
    if column == 1:
        return "" if row.arr_minor is None else compact_money(row.arr_minor, row.currency)
    if column == 2:
        return f"{_score(row.score_before)} → {_score(row.score_after)}"
    return f"{SHORT[row.band_before]} → {SHORT[row.band_after]}"


def _spoken(row: ChangedAccount, column: int) -> str:
    if column == 1:
        return short_money(row.arr_minor, row.currency) or "not known"
    if column == 2:
        words = delta_text(row.delta)
        return f"{_score(row.score_before)} to {_score(row.score_after)}{f', {words}' if words else ''}"
    if column == 3:
        return f"{BAND_WORDS[row.band_before]} to {BAND_WORDS[row.band_after]}"
    return row.name


def _score(score: int | None) -> str:
    return "–" if score is None else str(score)
