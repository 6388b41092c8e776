"""A layout that puts widgets side by side and starts a new line where they don't fit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Wraps like text; `stretches` shares what is left of a line among its widgets, and shrinks them to stay in one."""

    def __init__(self, parent: QWidget | None = None, gap: int = 8, *, stretches: bool = False) -> None:
        """Start empty, with `gap` pixels between widgets and lines and no margins."""
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._stretches = stretches
        self.setSpacing(gap)
        self.setContentsMargins(QMargins(0, 0, 0, 0))
        if parent is not None:
            parent.setLayout(self)

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item to the end."""
        self._items.append(item)

    def count(self) -> int:
        """Give the number of items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Give an item, or None past the end, as Qt asks."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove and give an item, or None past the end, as Qt asks."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Take no more room than asked for."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The height depends on the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height of all lines at a width."""
        return self._arrange(QRect(0, 0, width, 0), is_trial=True)

    def setGeometry(self, rect: QRect) -> None:
        """Place the widgets."""
        super().setGeometry(rect)
        self._arrange(rect, is_trial=False)

    def sizeHint(self) -> QSize:
        """Give the size of one line."""
        margins = self.contentsMargins()
        hints = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(hint.width() for hint in hints) + self.spacing() * max(0, len(hints) - 1)
        height = max((hint.height() for hint in hints), default=0)
        return QSize(width + margins.left() + margins.right(), height + margins.top() + margins.bottom())

    def minimumSize(self) -> QSize:
        """Give the size of the largest widget."""
        margins = self.contentsMargins()
        size = QSize(0, 0)
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        shown = [item for item in self._items if not item.isEmpty()]
        least = sum(item.minimumSize().width() for item in shown) + self.spacing() * (len(shown) - 1)
        if self._stretches and shown and least <= width:
            return [shown]
        lines: list[list[QLayoutItem]] = []
        used = 0
        for item in self._items:
            if item.isEmpty():
                continue
            wanted = item.sizeHint().width()
            if lines and used + self.spacing() + wanted <= width:
                lines[-1].append(item)
                used += self.spacing() + wanted
            else:
                lines.append([item])
                used = wanted
        return lines

    def _arrange(self, rect: QRect, *, is_trial: bool) -> int:
        margins = self.contentsMargins()
        inner = rect.marginsRemoved(margins)
        y = inner.y()
        for line in self._lines(inner.width()):
            height = max(item.sizeHint().height() for item in line)
            if not is_trial:
                self._place(line, inner, y, height)
            y += height + self.spacing()
        if y > inner.y():
            y -= self.spacing()
        return y + margins.bottom() - rect.y()

    def _place(self, line: list[QLayoutItem], inner: QRect, y: int, height: int) -> None:
        used = sum(item.sizeHint().width() for item in line) + self.spacing() * (len(line) - 1)
        extra = max(0, inner.width() - used) // len(line) if self._stretches else 0
        widths = _shrunk(line, used - inner.width()) if len(line) > 1 else [line[0].sizeHint().width()]
        is_mirrored = (parent := self.parentWidget()) is not None and parent.isRightToLeft()
        x = inner.x()
        for item, wanted in zip(line, widths, strict=True):
            hint = item.sizeHint()
            width = min(wanted + extra, inner.width())
            left = inner.right() + 1 - (x - inner.x()) - width if is_mirrored else x
            tall = height if self._stretches else hint.height()
            item.setGeometry(QRect(QPoint(left, y + (height - tall) // 2), QSize(width, tall)))
            x += width + self.spacing()


def _shrunk(line: Sequence[QLayoutItem], excess: int) -> list[int]:
    """Give widths that are `excess` pixels narrower together, each item giving by how much it can."""
    hints = [item.sizeHint().width() for item in line]
    if excess <= 0:
        return hints
    room = [max(0, hint - item.minimumSize().width()) for hint, item in zip(hints, line, strict=True)]
    whole = max(1, sum(room))
    return [hint - -(-excess * part // whole) for hint, part in zip(hints, room, strict=True)]
