"""The outline of a model: the whole, its groups and their factors, with weights and shares; what is wrong is marked."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from csworkbench.domain.health.draft import FactorDraft, GroupDraft
from csworkbench.ui.settings.drafting import Drafting
from csworkbench.ui.theme.theme import Theme

_PART = Qt.ItemDataRole.UserRole
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
Part = tuple[GroupDraft | None, FactorDraft | None]


class ModelOutline(QTreeWidget):
    """The tree.

    Signals:
        part_chosen: a group and a factor; None for both is the whole model.
        entered: Enter on a part: the person wants to edit it.
        remove_asked: Delete on a part.
    """

    part_chosen = Signal(object, object)
    entered = Signal()
    remove_asked = Signal()

    def __init__(self, theme: Theme, drafting: Drafting, parent: QWidget | None = None) -> None:
        """Show the draft as it is."""
        super().__init__(parent)
        self._theme = theme
        self._drafting = drafting
        self._parts: list[Part] = [(None, None)]
        self.setAccessibleName("Groups and factors")
        self.setHeaderLabels(["Part", "Weight", "Of all"])
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setIndentation(10)
        self.setStyleSheet("QTreeView::item { padding: 0px 3px; } QHeaderView::section { padding: 0px 4px; }")
        self.setUniformRowHeights(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in ((1, 54), (2, 52)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, round(width * theme.font_scale))
            self.headerItem().setTextAlignment(column, _RIGHT)
        self.currentItemChanged.connect(self._on_current_changed)
        theme.changed.connect(self.refresh)
        self.rebuild()

    @property
    def part(self) -> Part:
        """The group and factor that are selected."""
        item = self.currentItem()
        return (None, None) if item is None else self._part_of(item)

    def rebuild(self) -> None:
        """Show the groups and factors there are; what was selected stays, else what stood above it."""
        keys = _keys(self.part)
        self.blockSignals(True)
        self.clear()
        self._parts = []
        whole = self._item(None, None)
        self.addTopLevelItem(whole)
        items = {("", ""): whole}
        for group in self._drafting.draft.groups:
            top = self._item(group, None)
            self.addTopLevelItem(top)
            items[group.key, ""] = top
            for factor in group.factors:
                item = self._item(group, factor)
                top.addChild(item)
                items[group.key, factor.key] = item
        self.expandAll()
        self.setCurrentItem(items.get(keys) or items.get((keys[0], "")) or whole)
        self.blockSignals(False)
        self.refresh()
        self.part_chosen.emit(*self.part)

    def select(self, group: GroupDraft | None, factor: FactorDraft | None = None) -> None:
        """Select a part."""
        for item in self._items():
            found = self._part_of(item)
            if found[0] is group and found[1] is factor:
                self.setCurrentItem(item)

    def refresh(self) -> None:
        """Show weights, shares and marks anew."""
        faults: dict[tuple[str, str], bool] = {}
        for problem in self._drafting.found:
            at = problem.place.group, problem.place.factor
            faults[at] = faults.get(at, False) or not problem.is_warning
        for item in self._items():
            group, factor = self._part_of(item)
            self._dress(item, group, factor, faults.get(_keys((group, factor))))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_asked.emit()
        else:
            super().keyPressEvent(event)

    def _part_of(self, item: QTreeWidgetItem) -> Part:
        return self._parts[int(item.data(0, _PART))]

    def _items(self) -> list[QTreeWidgetItem]:
        found: list[QTreeWidgetItem] = []
        for place in range(self.topLevelItemCount()):
            top = self.topLevelItem(place)
            if top is not None:
                found += [top, *(child for at in range(top.childCount()) if (child := top.child(at)) is not None)]
        return found

    def _item(self, group: GroupDraft | None, factor: FactorDraft | None) -> QTreeWidgetItem:
        item = QTreeWidgetItem()
        item.setData(0, _PART, len(self._parts))
        self._parts.append((group, factor))
        for column in (1, 2):
            item.setTextAlignment(column, _RIGHT)
        return item

    def _dress(
        self, item: QTreeWidgetItem, group: GroupDraft | None, factor: FactorDraft | None, is_fault: bool | None
    ) -> None:
        draft = self._drafting.draft
        if group is None:
            name, weight, share = "Whole model", "", ""
        else:
            part = factor or group
            name, weight = part.label.strip() or "(no name)", f"{part.weight:.6g}"
            share = f"{draft.share(group, factor):.1%}"
        for column, text in enumerate((name, weight, share)):
            item.setText(column, text)
        item.setFont(0, self._theme.font("body" if factor else "strong"))
        mark = "" if is_fault is None else ", to mend" if is_fault else ", with a note"
        icon = ("warning", "at_risk") if is_fault else ("info", "watch")
        item.setIcon(0, QIcon() if is_fault is None else self._theme.icon(*icon))
        spoken = f"{name}, weight {weight}, {share} of all" if weight else name
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, spoken + mark)

    def _on_current_changed(self, item: QTreeWidgetItem | None, _before: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.part_chosen.emit(*self._part_of(item))


def _keys(part: Part) -> tuple[str, str]:
    group, factor = part
    return group.key if group else "", factor.key if factor else ""
