"""What commands print: data to stdout as a table, JSON or CSV; everything said to a person goes to stderr."""

from __future__ import annotations

import csv
import io
import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import click

from csworkbench.infra.tokens import Token

FORMATS = ("table", "json", "csv")
Cell = str | int | float | None
Row = Mapping[str, Cell | date]
Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]
_GAP = "  "
_CELL_WIDTH = 44
_TOLD_EVERY = 0.2


def format_option(*formats: str) -> Decorator:
    """Give the option `--format` with these choices (by default all); the first one holds without it."""
    chosen = formats or FORMATS
    return click.option(
        "--format", "form", type=click.Choice(chosen), default=chosen[0], show_default=True, help="How to print."
    )


def say(message: str) -> None:
    """Tell the person something in one line, on stderr."""
    from csworkbench.exchange.writers.safe_text import one_line

    click.echo(one_line(message), err=True)


def print_rows(rows: Sequence[Row], columns: Sequence[str], form: str, *, labels: Sequence[str] = ()) -> None:
    """Print rows by column name: a table (headed by `labels`), a JSON list, or CSV with ISO dates."""
    if form == "json":
        print_json([{name: row[name] for name in columns} for row in rows])
    elif form == "csv":
        print_data(csv_text(rows, columns))
    else:
        print_table(labels or columns, [[row[name] for name in columns] for row in rows])


def print_json(data: object) -> None:
    """Print JSON: UTF-8, keys sorted, dates as ISO text."""
    print_data(json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True, default=_plain) + "\n")


def csv_text(rows: Sequence[Row], columns: Sequence[str]) -> str:
    """Give rows as CSV: a header, ISO dates, no cell that a spreadsheet would run."""
    from csworkbench.exchange.writers.safe_text import neutralised, printable

    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        cells = [row[name] for name in columns]
        writer.writerow([neutralised(printable(cell)) if isinstance(cell, str) else cell for cell in cells])
    return file.getvalue()


def print_data(text: str) -> None:
    """Print data as UTF-8, whatever the terminal's encoding is."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


def print_table(labels: Sequence[str], rows: Sequence[Sequence[Cell | date]]) -> None:
    """Print aligned columns: numbers to the right, long cells cut with an ellipsis."""
    texts = [[_shown(cell) for cell in row] for row in rows]
    widths = [max(len(line[place]) for line in [list(labels), *texts]) for place in range(len(labels))]
    is_right = [any(isinstance(row[place], int | float) for row in rows) for place in range(len(labels))]
    for line in [list(labels), *texts]:
        cells = [
            text.rjust(width) if right else text.ljust(width)
            for text, width, right in zip(line, widths, is_right, strict=True)
        ]
        click.echo(_GAP.join(cells).rstrip())


def _shown(cell: Cell | date) -> str:
    from csworkbench.exchange.writers.safe_text import one_line

    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:.3f}".rstrip("0").rstrip(".")
    text = one_line(str(cell))
    return text if len(text) <= _CELL_WIDTH else text[: _CELL_WIDTH - 1] + "…"


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in JSON")


class ConsoleToken(Token):
    """Shows progress in one changing line, when stderr is a terminal."""

    def __init__(self) -> None:
        """Start with nothing shown."""
        super().__init__()
        self._is_shown = sys.stderr.isatty()
        self._told_at = time.monotonic()
        self._width = 0

    def report(self, text: str, done: int = 0, total: int = 0) -> None:
        """Say how far the work is, a few times a second."""
        super().report(text, done, total)
        if self._is_shown and time.monotonic() - self._told_at > _TOLD_EVERY:
            self._told_at = time.monotonic()
            of_total = f" of {total:,}" if total else ""
            line = f"{text} {done:,}{of_total}" if done else text
            self._write(line)

    def finish(self) -> None:
        """Clear the line."""
        if self._width:
            self._write("")
            sys.stderr.write("\r")
            sys.stderr.flush()

    def _write(self, line: str) -> None:
        sys.stderr.write("\r" + line.ljust(self._width))
        sys.stderr.flush()
        self._width = max(self._width, len(line))
