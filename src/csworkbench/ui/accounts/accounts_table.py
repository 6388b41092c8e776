"""The table of accounts: keys, selection by ids, the header's memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from csworkbench.ui.accounts.cell_delegate import ROW_HEIGHT, CellDelegate
from csworkbench.ui.accounts.table_header import TableHeader
from csworkbench.ui.accounts.typed_letters import TypedLetters
from csworkbench.ui.bridge.columns import Column
from csworkbench.ui.bridge.id_table_model import IdTableModel
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.viewport import put_viewport

if TYPE_CHECKING:
    from csworkbench.domain.accounts import AccountLineRow

NAME_LEAST = 180


class AccountsTable(QTableView):
    """Shows an `IdTableModel` of accounts.

    Signals:
        account_opened: Enter or a double click on an account (its id).
        selection_moved: other accounts are selected, or another is current.
        typed: letters typed into the table, to find a name by its beginning.
        copy_asked: Ctrl+C.
        layout_kept: columns were moved, resized, shown or hidden.
    """

    account_opened = Signal(int)
    selection_moved = Signal()
    typed = Signal(str)
    copy_asked = Signal()
    layout_kept = Signal()

    def __init__(
        self, theme: Theme, model: IdTableModel[AccountLineRow], delegate: CellDelegate, parent: QWidget | None = None
    ) -> None:
        """Show `model` through `delegate`."""
        super().__init__(parent)
        self._theme = theme
        self._letters = TypedLetters(self)
        self._letters.typed.connect(self.typed)
        self.accounts = model
        put_viewport(self)
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setAccessibleName("Accounts")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalHeader(TableHeader(theme, self))
        self._dress_headers()
        delegate.committed.connect(self._on_committed)
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.selectionModel().currentRowChanged.connect(self._on_selection_changed)
        self.doubleClicked.connect(self._on_double_clicked)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def minimumSizeHint(self) -> QSize:
        """Give room for the header and two rows."""
        return QSize(200, 2 * ROW_HEIGHT + 34)

    # what is selected

    @property
    def selected_ids(self) -> list[int]:
        """The ids of the selected accounts, in the order shown; no rows are loaded for it."""
        ids: list[int] = []
        for block in sorted(self._blocks(), key=QItemSelectionRange.top):
            ids += self.accounts.ids_between(block.top(), block.bottom())
        return list(dict.fromkeys(ids))

    @property
    def selected_count(self) -> int:
        """How many accounts are selected, without listing them."""
        return sum(block.height() for block in self._blocks())

    @property
    def current_id(self) -> int | None:
        """The id of the current account."""
        index = self.currentIndex()
        return self.accounts.id_at(index.row()) if index.isValid() else None

    def select_ids(self, ids: Iterable[int]) -> None:
        """Select these accounts where they are shown, and make the first the current one."""
        rows = sorted(row for row_id in ids if (row := self.accounts.row_of(row_id)) is not None)
        if not rows:
            return
        last = self.accounts.columnCount() - 1
        picked = QItemSelection()
        for first, end in _runs(rows):
            picked.select(self.accounts.index(first, 0), self.accounts.index(end, last))
        chosen = self.selectionModel()
        chosen.setCurrentIndex(
            self.accounts.index(rows[0], max(0, self.currentIndex().column())),
            QItemSelectionModel.SelectionFlag.NoUpdate,
        )
        chosen.select(picked, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def show_id(self, row_id: int) -> bool:
        """Select an account and scroll to it; False when it isn't in the list."""
        row = self.accounts.row_of(row_id)
        if row is None:
            return False
        self.select_ids([row_id])
        self.scrollTo(self.currentIndex())
        return True

    # columns

    def column_state(self) -> list[str]:
        """Give the columns in their order with width and visibility: `name:203:1`."""
        header = self.horizontalHeader()
        order = sorted(range(len(self.accounts.columns)), key=header.visualIndex)
        keys = [column.key for column in self.accounts.columns]
        return [f"{keys[at]}:{self._width_of(at)}:{int(not header.isSectionHidden(at))}" for at in order]

    def restore_columns(self, state: Sequence[str]) -> None:
        """Bring back what `column_state` gave; unknown or damaged entries are skipped."""
        header, place = self.horizontalHeader(), 0
        keys = [column.key for column in self.accounts.columns]
        for entry in state:
            key, _, rest = entry.partition(":")
            width, _, shown = rest.partition(":")
            if key not in keys or not width.isdigit():
                continue
            at = keys.index(key)
            header.moveSection(header.visualIndex(at), place)
            header.resizeSection(at, min(600, max(40, int(width))))
            header.setSectionHidden(at, shown == "0" and key != "name")
            place += 1
        self._stretch_name()

    @property
    def shown_columns(self) -> list[Column[AccountLineRow]]:
        """The columns that are shown, from left to right."""
        keys = [entry.partition(":")[0] for entry in self.column_state() if entry.endswith(":1")]
        return sorted((one for one in self.accounts.columns if one.key in keys), key=lambda one: keys.index(one.key))

    def show_column(self, key: str, *, is_shown: bool) -> None:
        """Show or hide a column; the name always stays."""
        at = next(i for i, column in enumerate(self.accounts.columns) if column.key == key)
        self.horizontalHeader().setSectionHidden(at, not is_shown and key != "name")
        self._stretch_name()
        self.layout_kept.emit()

    def move_current_column(self, step: int) -> None:
        """Move the current column by `step` places (the way of dragging without a mouse)."""
        header = self.horizontalHeader()
        start = header.visualIndex(max(0, self.currentIndex().column()))
        target = start + step
        while 0 <= target < header.count() and header.isSectionHidden(header.logicalIndex(target)):
            target += step
        if 0 <= target < header.count():
            header.moveSection(start, target)

    # keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the account, Ctrl+C copies; all else as in any table."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if (row_id := self.current_id) is not None:
                self.account_opened.emit(row_id)
            return
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit()
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Collect typed letters; the page looks for the name, so that no row is loaded for it."""
        self._letters.add(search)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the name column what is left."""
        super().resizeEvent(event)
        self._stretch_name()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the current row as having focus."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.accounts.rowCount():
            self.selectRow(0)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the focus is elsewhere."""
        super().focusOutEvent(event)
        self.viewport().update()

    def _blocks(self) -> list[QItemSelectionRange]:
        picked = self.selectionModel().selection()
        return [picked.at(at) for at in range(picked.count())]

    def _dress_headers(self) -> None:
        side = self.verticalHeader()
        side.hide()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        header.setSortIndicatorShown(True)
        header.setMinimumSectionSize(40)
        header.setSectionsClickable(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setAccessibleName("Columns")
        for at, column in enumerate(self.accounts.columns):
            header.resizeSection(at, column.width)
        header.sectionResized.connect(self._on_section_resized)
        header.sectionMoved.connect(self._on_section_moved)

    def _width_of(self, at: int) -> int:
        width = self.horizontalHeader().sectionSize(at)
        return width or self.accounts.columns[at].width

    def _stretch_name(self) -> None:
        header = self.horizontalHeader()
        others = sum(header.sectionSize(at) for at in range(1, header.count()) if not header.isSectionHidden(at))
        least = round(NAME_LEAST * self._theme.font_scale)
        header.blockSignals(True)
        header.resizeSection(0, max(least, self.viewport().width() - others))
        header.blockSignals(False)
        self.viewport().update()
        header.viewport().update()

    def _on_section_resized(self, at: int, _old: int, _new: int) -> None:
        if at != 0:
            self._stretch_name()
            self.layout_kept.emit()

    def _on_section_moved(self, *_places: int) -> None:
        self.layout_kept.emit()

    def _on_selection_changed(self, *_what: Any) -> None:
        self.selection_moved.emit()

    def _on_double_clicked(self, index: QModelIndex) -> None:
        if (row_id := self.accounts.id_at(index.row())) is not None:
            self.account_opened.emit(row_id)

    def _on_committed(self) -> None:
        index = self.currentIndex()
        below = self.accounts.index(index.row() + 1, index.column())
        if below.isValid():
            self.setCurrentIndex(below)
        self.setFocus()

    def _on_theme_changed(self) -> None:
        height = round(ROW_HEIGHT * max(1.0, self._theme.font_scale))
        self.verticalHeader().setDefaultSectionSize(height)
        self.verticalScrollBar().setSingleStep(height)
        self.horizontalHeader().setFont(self._theme.font("caption_strong"))
        self.viewport().update()


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and row == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs
