"""The rows that were not taken, as a file that can be mended and imported again."""

from __future__ import annotations

import csv
import os
import tempfile
from pathlib import Path

from csworkbench.domain.imports.values import cell_text
from csworkbench.exchange.writers.safe_text import neutralised
from csworkbench.services.imports.request import ImportResult

ROW_COLUMN = "Row in the file"
REASON_COLUMN = "Rejected because"
"""Not plainly "Reason": contracts and outcomes have a field of that name."""


def write_rejects(result: ImportResult, path: Path) -> int:
    """Write the rejected rows as CSV with their row number and the reason first; give how many there are.

    The file is replaced whole or not at all.

    Raises:
        OSError: the file can't be written.
    """
    headers = [header for header in result.headers if header not in (ROW_COLUMN, REASON_COLUMN)]
    kept = [place for place, header in enumerate(result.headers) if header in headers]
    surplus = len(result.headers)
    with tempfile.TemporaryDirectory(prefix=".csworkbench-", dir=path.absolute().parent) as folder:
        draft = Path(folder) / path.name
        with draft.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([ROW_COLUMN, REASON_COLUMN, *map(neutralised, headers)])
            for reject in result.rejects:
                cells = [reject.cells[place] for place in kept if place < len(reject.cells)]
                texts = [neutralised(cell_text(cell)) for cell in (*cells, *reject.cells[surplus:])]
                writer.writerow([reject.row_number, neutralised(reject.reason), *texts])
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    return len(result.rejects)
