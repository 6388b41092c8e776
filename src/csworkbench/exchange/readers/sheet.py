"""Workbooks: XLSX, XLS and ODS through calamine, after the guards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from functools import partial
from itertools import islice
from pathlib import Path

from csworkbench.domain.imports.values import Cell, is_blank
from csworkbench.exchange.readers.errors import ImportFailed
from csworkbench.exchange.readers.guards import check_zip
from csworkbench.exchange.readers.layout import SAMPLE_ROWS, find_layout
from csworkbench.exchange.readers.old_guards import check_old
from csworkbench.exchange.readers.row import TableRow
from csworkbench.exchange.readers.shape import ReadOptions, Table, TableFacts

_SAVE = "Open it in a spreadsheet program and save it as XLSX or CSV."
_Rows = list[list[Cell]]


def read_sheet(path: Path, options: ReadOptions) -> Table:
    """Read one sheet of a workbook: the one chosen, else the first visible one with a table in it.

    Raises:
        ImportFailed: damaged, protected, beyond a limit, no such sheet, or no header.
    """
    with path.open("rb") as file:
        is_zip = file.read(2) == b"PK"
    form = check_zip(path) if is_zip else "xls"
    if not is_zip:
        check_old(path)
    names, name, rows, first = _open(path, options.sheet)
    layout = find_layout(path, rows[: max(SAMPLE_ROWS, options.header_row or 0)], _shifted(options, first))
    facts = TableFacts(
        form=form,
        header_row=layout.header + 1 + first,
        first_data_row=layout.first_data + 1 + first,
        sheet=name,
        sheets=tuple(names),
        notes=layout.notes,
    )
    return Table(layout.headers, facts, partial(_table_rows, rows, layout.first_data, first))


def _shifted(options: ReadOptions, first: int) -> int | None:
    return None if options.header_row is None else options.header_row - first


def _table_rows(rows: _Rows, start: int, first: int) -> Iterator[TableRow]:
    for index in range(start, len(rows)):
        yield TableRow(index + 1 + first, list(rows[index]))


def _open(path: Path, wanted: str | None) -> tuple[list[str], str, _Rows, int]:
    """Give (sheet names, the sheet's name, its rows, how many rows lie above the first).

    calamine raises many kinds of errors on damaged files, a panic of its own language among them (which is no
    `Exception`): all become `ImportFailed` here, at the one border.
    """
    try:
        return _load(path, wanted)
    except (ImportFailed, OSError, MemoryError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # noqa: BLE001 - a panic inside calamine is no Exception
        if "assword" in type(error).__name__ + str(error):
            raise ImportFailed(path, "the workbook is protected by a password.", "Save it without one.") from None
        raise ImportFailed(path, "the workbook is damaged or of an unknown kind.", _SAVE) from None


def _load(path: Path, wanted: str | None) -> tuple[list[str], str, _Rows, int]:
    import python_calamine

    with closing(python_calamine.load_workbook(str(path))) as book:
        visible = [
            each.name
            for each in book.sheets_metadata
            if each.typ == python_calamine.SheetTypeEnum.WorkSheet
            and each.visible == python_calamine.SheetVisibleEnum.Visible
        ]
        names = visible or list(book.sheet_names)
        if wanted is not None and wanted not in book.sheet_names:
            raise ImportFailed(path, f"there is no sheet '{wanted}'.", f"Its sheets: {', '.join(names)}.")
        for name in [wanted] if wanted is not None else names:
            sheet = book.get_sheet_by_name(name)
            rows: _Rows = [[_clean(cell) for cell in row] for row in sheet.to_python(skip_empty_area=True)]
            if wanted is not None or _holds_table(rows):
                first = sheet.start[0] if sheet.start is not None else 0
                return names, name, rows, first
    raise ImportFailed(path, "no sheet holds a table.", "Choose a workbook with column names and rows.")


def _clean(cell: Cell) -> Cell:
    return cell.replace("\0", "") if isinstance(cell, str) and "\0" in cell else cell


def _holds_table(rows: _Rows) -> bool:
    return any(not is_blank(cell) for row in islice(rows, SAMPLE_ROWS) for cell in row)
