"""Pages of a PDF filled from top to bottom: headings, paragraphs, drawings, and tables whose header row repeats."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from csworkbench.exchange.writers.pdf_fonts import Fonts, fitted, width_of
from csworkbench.exchange.writers.safe_text import one_line

WIDTH, HEIGHT = landscape(A4)
MARGIN = 30.0
TOP, BOTTOM = HEIGHT - 44.0, 36.0
INNER = WIDTH - 2 * MARGIN
ROW = 14.0
PAD = 4.0
BASE, LEADING = 4.2, 9.0
MOST_LINES = 12
INK, QUIET, LINE, STRIP = HexColor("#16202E"), HexColor("#5A6678"), HexColor("#C9D1DC"), HexColor("#EEF1F6")
Row = TypeVar("Row")


@dataclass(frozen=True)
class PdfColumn(Generic[Row]):
    """One column of a table: heading, width in points, what a cell says, and how it stands.

    A cell that `wraps` takes as many lines as its text needs; others are shortened.
    """

    title: str
    width: float
    text: Callable[[Row], str]
    is_right: bool = False
    is_bold: Callable[[Row], bool] | None = None
    wraps: bool = False


class PageFlow:
    """Draws onto a canvas, starts pages when one is full, and numbers them.

    Attributes:
        page: number of the page being filled, from 1.
        y: where the next thing goes, in points from the bottom.
    """

    def __init__(self, canvas: Canvas, fonts: Fonts, footer: str, total: int) -> None:
        """Start the first page; `total` is the number of pages that is printed on each."""
        self.canvas, self.fonts = canvas, fonts
        self.page, self.y = 1, TOP
        self._footer, self._total = one_line(footer), total
        self._draw_footer()

    def new_page(self) -> None:
        """Finish this page and start the next."""
        self.canvas.showPage()
        self.page += 1
        self.y = TOP
        self._draw_footer()

    def need(self, height: float) -> None:
        """Start a page when less than `height` is left on this one."""
        if self.y - height < BOTTOM:
            self.new_page()

    def text(self, text: str, size: float = 9.0, *, is_bold: bool = False, is_quiet: bool = False) -> None:
        """Write a paragraph over the whole width."""
        font = self.fonts.bold if is_bold else self.fonts.regular
        for line in simpleSplit(one_line(text), font, size, INNER):
            self.need(size * 1.4)
            self.y -= size * 1.4
            self.canvas.setFillColor(QUIET if is_quiet else INK)
            self.canvas.setFont(font, size)
            self.canvas.drawString(MARGIN, self.y + size * 0.3, line)

    def heading(self, text: str, keep: float = 3 * ROW) -> None:
        """Write a heading that stays with at least `keep` points of what follows it."""
        self.need(30 + keep)
        self.y -= 12
        self.text(text, 11.5, is_bold=True)
        self.y -= 3

    def draw(self, drawing: Drawing) -> None:
        """Place a drawing at the left edge."""
        self.need(drawing.height)
        self.y -= drawing.height
        renderPDF.draw(drawing, self.canvas, MARGIN, self.y)

    def table(
        self, columns: Sequence[PdfColumn[Row]], rows: Iterable[Row], on_row: Callable[[int], object] | None = None
    ) -> None:
        """Draw a table as wide as the page, in chunks of one page each; `on_row` gets each row's number beforehand."""
        self.need(2 * ROW)
        stretch = INNER / sum(column.width for column in columns)
        columns = [replace(column, width=column.width * stretch) for column in columns]
        self._draw_header(columns)
        for number, row in enumerate(rows):
            if on_row is not None:
                on_row(number)
            lines = [self._lines(column, row) for column in columns if column.wraps]
            height = ROW + LEADING * (max(map(len, lines), default=1) - 1)
            if self.y - height < BOTTOM:
                self.new_page()
                self._draw_header(columns)
            self._draw_row(columns, row, height)
        self.y -= 4

    def pages_after_table(self, rows: int) -> int:
        """Give the number of the last page when a table of `rows` rows began here."""
        y = self.y if self.y - 2 * ROW >= BOTTOM else TOP
        page = self.page if y == self.y else self.page + 1
        left = rows - int((y - ROW - BOTTOM) // ROW)
        per_page = int((TOP - ROW - BOTTOM) // ROW)
        return page + (-(-left // per_page) if left > 0 else 0)

    def _draw_footer(self) -> None:
        self.canvas.setFillColor(QUIET)
        self.canvas.setFont(self.fonts.regular, 7.5)
        of = f"Page {self.page} of {self._total}"
        room = INNER - width_of(of, self.fonts.regular, 7.5) - 12
        self.canvas.drawString(MARGIN, 20, fitted(self._footer, self.fonts.regular, 7.5, room))
        self.canvas.drawRightString(WIDTH - MARGIN, 20, of)

    def _draw_header(self, columns: Sequence[PdfColumn[Row]]) -> None:
        self.y -= ROW
        self.canvas.setFillColor(STRIP)
        self.canvas.rect(MARGIN, self.y, INNER, ROW, stroke=0, fill=1)
        self.canvas.setFillColor(INK)
        self.canvas.setStrokeColor(LINE)
        self.canvas.setLineWidth(0.5)
        words = self._words(self.fonts.bold)
        x = MARGIN
        for column in columns:
            self._put(words, column, column.title, x, self.fonts.bold)
            x += column.width
        self.canvas.drawText(words)

    def _lines(self, column: PdfColumn[Row], row: Row) -> list[str]:
        text = one_line(column.text(row))
        return simpleSplit(text, self.fonts.regular, self.fonts.cell_size, column.width - 2 * PAD)[:MOST_LINES] or [""]

    def _draw_row(self, columns: Sequence[PdfColumn[Row]], row: Row, height: float) -> None:
        self.y -= ROW
        words = self._words(self.fonts.regular)
        x = MARGIN
        for column in columns:
            if column.wraps:
                self._put_lines(words, self._lines(column, row), x)
            elif text := column.text(row):
                if column.is_bold is not None and column.is_bold(row):
                    words.setFont(self.fonts.bold, self.fonts.cell_size)
                    self._put(words, column, text, x, self.fonts.bold)
                    words.setFont(self.fonts.regular, self.fonts.cell_size)
                else:
                    self._put(words, column, text, x, self.fonts.regular)
            x += column.width
        self.canvas.drawText(words)
        self.y -= height - ROW
        self.canvas.line(MARGIN, self.y, x, self.y)

    def _words(self, font: str) -> PDFTextObject:
        """Give one text object for a whole row: one for each cell takes a third more time and space."""
        words = self.canvas.beginText()
        words.setFont(font, self.fonts.cell_size)
        return words

    def _put(self, words: PDFTextObject, column: PdfColumn[Row], text: str, x: float, font: str) -> None:
        room = column.width - 2 * PAD
        shown = fitted(one_line(text), font, self.fonts.cell_size, room)
        if column.is_right:
            x += room - width_of(shown, font, self.fonts.cell_size)
        words.setTextOrigin(x + PAD, self.y + BASE)
        words.textOut(shown)

    def _put_lines(self, words: PDFTextObject, lines: Sequence[str], x: float) -> None:
        for number, line in enumerate(lines):
            words.setTextOrigin(x + PAD, self.y + BASE - number * LEADING)
            words.textOut(line)
