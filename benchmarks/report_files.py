"""Reports beside what the bare libraries need to write the same cells and the same tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from benchmarks.books import clock
from benchmarks.timing import Pair, alternate
from csworkbench.domain.reports import HealthReport, ReportQuery
from csworkbench.exchange.writers import pdf_file
from csworkbench.exchange.writers.pdf_fonts import fonts_for
from csworkbench.exchange.writers.pdf_pages import INNER, MARGIN, ROW, TOP
from csworkbench.services import reports
from csworkbench.services.workbench import closing, open_workbench

ROWS_PER_PAGE = 36
Cells = list[list[str | float | date | None]]


def write_xlsx(book: Path, folder: Path, runs: int) -> Pair:
    """The health report as XLSX, against bare XlsxWriter with the same cells, read back from that very report."""
    report = _report(book)
    target = folder / "report.xlsx"
    reports.export_report(report, target)
    cells = _cells_of(target)
    return alternate(
        lambda: reports.export_report(report, target), _bare_xlsx(cells, folder / "bare.xlsx"), _times(runs)
    )


def write_pdf(book: Path, folder: Path, runs: int) -> Pair:
    """The health report as PDF, against bare reportlab: its table of all accounts in chunks of one page."""
    report = _report(book)
    target = folder / "report.pdf"
    return alternate(
        lambda: reports.export_report(report, target), _bare_pdf(report, folder / "bare.pdf"), _times(runs)
    )


def _report(book: Path) -> HealthReport:
    with closing(open_workbench(book, clock(), write=False)) as workbench:
        return reports.build_health_report(workbench, ReportQuery())


def _times(runs: int) -> int:
    return max(1, min(3, runs // 3))


def _cells_of(path: Path) -> dict[str, Cells]:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(path)
    return {
        name: [[None if cell == "" else cell for cell in row] for row in book.get_sheet_by_name(name).to_python()]  # type: ignore[misc]
        for name in book.sheet_names
    }


def _bare_xlsx(sheets: dict[str, Cells], path: Path) -> Callable[[], None]:
    import xlsxwriter

    def write() -> None:
        book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, str):
                        sheet.write_string(at, column, cell)
                    elif isinstance(cell, date):
                        sheet.write_datetime(at, column, cell, day)
                    elif cell is not None:
                        sheet.write_number(at, column, cell)
        book.close()

    return write


def _bare_pdf(report: HealthReport, path: Path) -> Callable[[], None]:
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import Table, TableStyle

    columns = pdf_file.all_columns(report.head)
    fonts = fonts_for(text for row in report.rows for text in (row.name, row.owner_name or "", row.segment or ""))
    style = TableStyle(
        [("FONT", (0, 0), (-1, -1), fonts.regular, fonts.cell_size), ("LINEBELOW", (0, 0), (-1, -1), 0.5, "grey")]
    )
    stretch = INNER / sum(column.width for column in columns)
    widths = [column.width * stretch for column in columns]
    head = [column.title for column in columns]
    lines = [[column.text(row) for column in columns] for row in report.rows]

    def write() -> None:
        canvas = Canvas(str(path), pagesize=landscape(A4))
        for start in range(0, len(lines), ROWS_PER_PAGE):
            _draw(canvas, [head, *lines[start : start + ROWS_PER_PAGE]])
        canvas.save()

    def _draw(canvas: Canvas, rows: Sequence[list[str]]) -> None:
        table = Table(rows, colWidths=widths, rowHeights=[ROW] * len(rows), style=style)
        table.wrapOn(canvas, INNER, TOP)
        table.drawOn(canvas, MARGIN, TOP - ROW * len(rows))
        canvas.showPage()

    return write
