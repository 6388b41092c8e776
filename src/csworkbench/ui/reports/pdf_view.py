"""Shows the pages of a PDF below each other, as wide as there is room, drawing what comes in sight."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from itertools import accumulate

from PySide6.QtCore import QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from csworkbench.ui.reports.rendering import RenderedPage
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.painting import paint_focus_ring

GAP = 12
WIDEST = 1400
KEPT = 12


class PdfView(QAbstractScrollArea):
    """A scrollable column of pages.

    Signals:
        pages_wanted: list of page indexes and the width in device pixels to draw them at.
        page_changed: index of the page at the top third of the view.
    """

    pages_wanted = Signal(list, int)
    page_changed = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start without pages."""
        super().__init__(parent)
        self._theme = theme
        self._sizes: list[tuple[float, float]] = []
        self._tops: list[int] = []
        self._pictures: OrderedDict[int, QImage] = OrderedDict()
        self._asked: tuple[list[int], int] = ([], 0)
        self._current = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self._ask_soon = QTimer(self)
        self._ask_soon.setSingleShot(True)
        self._ask_soon.setInterval(0)
        self._ask_soon.timeout.connect(self._on_ask)
        theme.changed.connect(self.viewport().update)

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return len(self._sizes)

    @property
    def current_page(self) -> int:
        """Index of the page in sight, -1 without pages."""
        return self._current

    def set_pages(self, sizes: Sequence[tuple[float, float]]) -> None:
        """Show a document whose pages have these sizes in points; the place of scrolling is kept where it exists."""
        self._sizes = list(sizes)
        self._pictures.clear()
        self._asked = ([], 0)
        self._current = -1
        self._lay_out()

    def take(self, pages: Sequence[RenderedPage]) -> None:
        """Show pictures of pages that were wanted."""
        for one in pages:
            picture = QImage(one.pixels, one.width, one.height, one.stride, QImage.Format.Format_RGB32).copy()
            self._pictures[one.index] = picture
            self._pictures.move_to_end(one.index)
        while len(self._pictures) > KEPT:
            self._pictures.popitem(last=False)
        self.viewport().update()

    def has_picture(self, index: int) -> bool:
        """Whether a page is drawn and not just a blank sheet."""
        return index in self._pictures

    def show_page(self, index: int) -> None:
        """Scroll to the top of a page."""
        if 0 <= index < len(self._tops):
            self.verticalScrollBar().setValue(self._tops[index] - GAP)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        edge = QPen(self._theme.color("strong_border"), 1)
        for index in self._visible():
            sheet = self._sheet(index)
            painter.fillRect(sheet, Qt.GlobalColor.white)
            picture = self._pictures.get(index)
            if picture is None:
                painter.setPen(Qt.GlobalColor.darkGray)
                painter.drawText(sheet, Qt.AlignmentFlag.AlignCenter, f"Page {index + 1}")
            else:
                painter.drawImage(sheet, picture)
            painter.setPen(edge)
            painter.drawRect(sheet.adjusted(0, 0, -1, -1))
        if self.hasFocus():
            ring = QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1)
            paint_focus_ring(painter, ring, self._theme.tokens.accent, 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        places = {Qt.Key.Key_Home: bar.minimum(), Qt.Key.Key_End: bar.maximum()}
        place = places.get(Qt.Key(event.key()))
        if place is None and event.key() == Qt.Key.Key_Space:
            place = bar.value() + bar.pageStep()
        if place is None:
            super().keyPressEvent(event)
        else:
            bar.setValue(place)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def _lay_out(self) -> None:
        before, where = self.verticalScrollBar().maximum(), self.verticalScrollBar().value()
        heights = [round(self._wide() * height / width) for width, height in self._sizes]
        self._tops = [GAP, *accumulate((height + GAP for height in heights), initial=GAP)][1:-1] if heights else []
        whole = GAP + sum(height + GAP for height in heights)
        room = self.viewport().height()
        bar = self.verticalScrollBar()
        bar.setPageStep(room)
        bar.setSingleStep(40)
        bar.setRange(0, max(0, whole - room))
        if before and bar.maximum() != before:
            bar.setValue(round(where / before * bar.maximum()))
        self._on_scrolled()
        self.viewport().update()

    def _wide(self) -> int:
        return max(100, min(WIDEST, self.viewport().width() - 2 * GAP))

    def _sheet(self, index: int) -> QRect:
        width, height = self._sizes[index]
        wide = self._wide()
        left = (self.viewport().width() - wide) // 2
        return QRect(left, self._tops[index] - self.verticalScrollBar().value(), wide, round(wide * height / width))

    def _visible(self) -> list[int]:
        view = self.viewport().rect()
        return [index for index in range(len(self._tops)) if self._sheet(index).intersects(view)]

    def _on_scrolled(self) -> None:
        self._ask_soon.start()
        mark = self.verticalScrollBar().value() + self.viewport().height() // 3
        current = max((index for index, top in enumerate(self._tops) if top <= mark), default=0 if self._tops else -1)
        if current != self._current:
            self._current = current
            if current >= 0:
                self.setAccessibleDescription(f"Page {current + 1} of {self.page_count}")
                self.page_changed.emit(current)

    def _on_ask(self) -> None:
        width = round(self._wide() * self.devicePixelRatioF())
        seen = self._visible()
        wanted = [index for index in seen if not self._is_drawn(index, width)]
        if wanted and (wanted, width) != self._asked:
            self._asked = (wanted, width)
            self.pages_wanted.emit(wanted, width)

    def _is_drawn(self, index: int, width: int) -> bool:
        picture = self._pictures.get(index)
        return picture is not None and abs(picture.width() - width) <= 1
