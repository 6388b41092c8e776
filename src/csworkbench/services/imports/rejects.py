"""The rows that were not taken, as a file that can be mended and imported again."""

from __future__ import annotations

import csv
import os
import pickle
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import overload

from csworkbench.domain.imports.values import cell_text
from csworkbench.exchange.writers.safe_text import neutralised
from csworkbench.services.imports.request import ImportResult, Reject

ROW_COLUMN = "Row in the file"
REASON_COLUMN = "Rejected because"
"""Not plainly "Reason": contracts and outcomes have a field of that name."""
_PACK = 2_000


class PackedRejects(Sequence[Reject]):
    """Rejected rows on their way from another process: unpacked a part at a time, where they are asked for.

    Unpacking a hundred thousand at once would hold up every thread of the program that gets them.
    """

    def __init__(self, rejects: Sequence[Reject]) -> None:
        """Pack the rows."""
        starts = range(0, len(rejects), _PACK)
        self._length = len(rejects)
        self._packs = [zlib.compress(pickle.dumps(list(rejects[start : start + _PACK])), 1) for start in starts]

    def __len__(self) -> int:
        """How many there are."""
        return self._length

    def __iter__(self) -> Iterator[Reject]:
        """Give them in order."""
        for pack in self._packs:
            yield from _unpacked(pack)

    @overload
    def __getitem__(self, place: int) -> Reject: ...

    @overload
    def __getitem__(self, place: slice) -> list[Reject]: ...

    def __getitem__(self, place: int | slice) -> Reject | list[Reject]:
        """Give one, or some."""
        if isinstance(place, slice):
            return list(self)[place]
        at = range(self._length)[place]
        return _unpacked(self._packs[at // _PACK])[at % _PACK]


def _unpacked(pack: bytes) -> list[Reject]:
    rows: list[Reject] = pickle.loads(zlib.decompress(pack))  # noqa: S301 - packed by ourselves, in a child process
    return rows


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
