"""What reading a table takes and gives: options, rows, facts to show beside the preview."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from csworkbench.exchange.readers.layout import without_footers
from csworkbench.exchange.readers.row import TableRow


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the person chose instead of what would be detected; None: detect.

    Attributes:
        encoding: a Python codec name, such as `utf-8` or `cp1252`.
        delimiter: one character.
        sheet: a sheet's name (workbooks only).
        header_row: the row of column names, from 1 as a spreadsheet counts.
    """

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    header_row: int | None = None


@dataclass(frozen=True, slots=True)
class TableFacts:
    """How the file was read, to be shown so that a wrong guess is seen.

    Attributes:
        form: `csv`, `xlsx`, `xls` or `ods`.
        encoding, delimiter, quote, escape: of a text file, else empty.
        sheet: the sheet that was read; `sheets` all that could be (empty for a text file).
        header_row: where the column names stand.
        first_data_row: where data begins.
        notes: what was passed over or repaired, as sentences.
    """

    form: str
    header_row: int
    first_data_row: int
    encoding: str = ""
    delimiter: str = ""
    quote: str = ""
    escape: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class Table:
    """A table in a foreign file, opened lazily.

    Attributes:
        headers: unique, non-blank column names.
        facts: how the file is read.
        footers: rows left out at the end (report footers), known once `rows()` was read through.
    """

    headers: tuple[str, ...]
    facts: TableFacts
    source: Callable[[], Iterator[TableRow]] = field(repr=False)
    footers: list[TableRow] = field(default_factory=list)

    def rows(self) -> Iterator[TableRow]:
        """Give the rows of data from the first on; can be called again (the file is read anew).

        Blank rows and report footers are left out. A text file is streamed; a sheet is held in memory (bounded by
        the limits that were checked before opening).

        Raises:
            ImportFailed: a row can't be decoded or a quote never closes.
        """
        self.footers.clear()
        return without_footers(self.source(), len(self.headers), self.footers)


@dataclass(frozen=True, slots=True)
class Preview:
    """The first rows of a table with its facts."""

    headers: tuple[str, ...]
    rows: tuple[TableRow, ...]
    facts: TableFacts
