"""The rows that were not taken, as a file that can be mended and imported again."""

from __future__ import annotations

import csv
from pathlib import Path

from csworkbench.domain.imports.values import cell_text
from csworkbench.exchange.writers.safe_text import neutralised
from csworkbench.services.imports.request import ImportResult

ROW_COLUMN = "Row in the file"
REASON_COLUMN = "Reason"


def write_rejects(result: ImportResult, path: Path) -> int:
    """Write the rejected rows as CSV with their row number and the reason first; give how many there are.

    Raises:
        OSError: the file can't be written.
    """
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([ROW_COLUMN, REASON_COLUMN, *map(neutralised, result.headers)])
        for reject in result.rejects:
            cells = [neutralised(cell_text(cell)) for cell in reject.cells]
            writer.writerow([reject.row_number, neutralised(reject.reason), *cells])
    return len(result.rejects)
