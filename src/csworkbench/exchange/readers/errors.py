"""The one error of reading a foreign file."""

from __future__ import annotations

from pathlib import Path

from csworkbench.infra.errors import WorkbenchError


class ImportFailed(WorkbenchError):
    """A foreign file can't be read; the sentence says what and where, the advice what next.

    Attributes:
        path: the file.
        row_number: the row as a spreadsheet counts it, or None when it is the whole file.
    """

    def __init__(self, path: Path, what: str, advice: str, row_number: int | None = None) -> None:
        """Build the sentence from the file's name, the row and what is wrong."""
        where = f"{path.name}, row {row_number}" if row_number is not None else path.name
        super().__init__(f"{where}: {what}", advice)
        self.path = path
        self.row_number = row_number

    def __reduce__(self) -> tuple[type[ImportFailed], tuple[Path, str, str, int | None]]:
        """Survive the way from a child process."""
        what = self.message.partition(": ")[2]
        return ImportFailed, (self.path, what, self.advice, self.row_number)
