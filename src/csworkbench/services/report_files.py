"""Writing a report to a file, whole or not at all. It needs no book, so it also runs in the child process."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from csworkbench.domain.reports import HealthReport, ReportHead
from csworkbench.infra.errors import InvalidInput, WorkbenchError, file_fault
from csworkbench.infra.tokens import Token

SUFFIXES = (".xlsx", ".pdf", ".csv")
Writer = Callable[[HealthReport, Path, Token], None]


def report_file_name(head: ReportHead, suffix: str) -> str:
    """Give the name a report's file is offered under: `health-report-2026-11-23.xlsx`."""
    return f"health-report-{head.as_of.isoformat()}.{suffix.lstrip('.')}"


def check_target(path: Path) -> None:
    """Refuse a path that can't take a report, before any work is done.

    Raises:
        InvalidInput: the suffix is none of xlsx, pdf and csv, or the path is a folder.
        WorkbenchError: the folder isn't there or can't be written to.
    """
    if path.suffix.lower() not in SUFFIXES:
        found = f"“{path.suffix}”" if path.suffix else "no suffix"
        raise InvalidInput(
            f"A report is written as .xlsx, .pdf or .csv; {path.name} has {found}.",
            field="path",
            advice="Give the file one of these suffixes.",
        )
    if path.is_dir():
        raise InvalidInput(f"{path} is a folder.", field="path", advice="Give the report a file name in it.")
    folder = path.absolute().parent
    if not folder.is_dir():
        raise WorkbenchError(f"The file can't be written: there is no folder {folder}.", "Choose another folder.")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise WorkbenchError(f"The file can't be written: the folder {folder} is read-only.", "Choose another folder.")


def export_report(report: HealthReport, path: Path, token: Token | None = None) -> None:
    """Write the report to `path` as its suffix says: xlsx, pdf or csv. An older file there is replaced at the end.

    Raises:
        InvalidInput, WorkbenchError: as `check_target`, or the disk refuses; nothing is left behind.
        Cancelled: `token` was cancelled; nothing is left behind.
    """
    check_target(path)
    watched = token or Token()
    watched.check()
    write = _writer(path.suffix.lower())

    def fill(draft: Path) -> None:
        write(report, draft, watched)
        watched.check()

    put_whole(path, fill)


def place_report(source: Path, target: Path) -> None:
    """Put a finished report file where the user wants it, whole or not at all; `source` stays.

    Raises:
        InvalidInput, WorkbenchError: as `export_report`.
    """
    check_target(target)

    def fill(draft: Path) -> None:
        draft.write_bytes(source.read_bytes())

    put_whole(target, fill)


def put_whole(path: Path, fill: Callable[[Path], None]) -> None:
    """Let `fill` write a file beside `path` and then put it there, whole or not at all.

    Raises:
        WorkbenchError: the disk refuses; nothing is left behind.
    """
    try:
        # A folder of our own beside the target: one file system, so that the rename is whole, and one thing to remove.
        with tempfile.TemporaryDirectory(prefix=".csworkbench-", dir=path.absolute().parent) as folder:
            draft = Path(folder) / path.name
            fill(draft)
            with draft.open("rb+") as file:
                os.fsync(file.fileno())
            draft.replace(path)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise file_fault(error, path) from error
        why = error.strerror or type(error).__name__
        raise WorkbenchError(
            f"The file can't be written to {path}: {why}.",
            "Close the file if another program has it open, or choose another folder.",
        ) from error


def _writer(suffix: str) -> Writer:
    # Imported where they are needed: reportlab alone takes a third of a second.
    if suffix == ".xlsx":
        from csworkbench.exchange.writers.xlsx_file import write_xlsx

        return write_xlsx
    if suffix == ".pdf":
        from csworkbench.exchange.writers.pdf_file import write_pdf

        return write_pdf
    from csworkbench.exchange.writers.csv_file import write_csv

    return write_csv
