"""Seeded mutants of sound files: each ends in rows or in an `ImportFailed`, never in anything else."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from random import Random

import xlsxwriter

from csworkbench.domain.imports.kinds import KINDS
from csworkbench.domain.imports.mapping import ColumnMapping, automatic, problems, suggest
from csworkbench.domain.imports.results import RejectedRow
from csworkbench.domain.imports.rows import RowConverter
from csworkbench.domain.imports.styles import StyleScan
from csworkbench.exchange.readers.errors import ImportFailed
from csworkbench.exchange.readers.table import read_table

_CSV = (
    'Account ID;Account Name;"Website";ARR;Renewal Date;Notes\r\n'
    '001x0000002xLD0AAM;Äpfel GmbH;https://aepfel.example;"1.234,50";16-10-2026;"two\nlines ""x"""\r\n'
    "001x0000002xLD1AAM;Bolt;;7;05/06/2026;\r\n\r\nGrand Totals (2 records);;;;;\r\n"
).encode()
_SPICE = (
    b'"',
    b"\0",
    b"\r",
    b"\n",
    b";",
    b",",
    b"\\",
    b"'",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\x80",
    b"=",
    b"<",
    b"{",
    b"9" * 40,
)


def _mutant(random: Random, content: bytes) -> bytes:
    data = bytearray(content)
    for _ in range(random.randint(1, 6)):
        place = random.randrange(len(data) + 1)
        act = random.randrange(5)
        if act == 0:
            data[place:place] = random.choice(_SPICE)
        elif act == 1:
            del data[place : place + random.randint(1, 30)]
        elif act == 2 and place < len(data):
            data[place] = random.randrange(256)
        elif act == 3:
            data[place:place] = data[place : place + random.randint(1, 40)] * random.randint(1, 3)
        else:
            data = data[: max(1, place)] if random.random() < 0.2 else data
        if not data:
            data += b"x"
    return bytes(data)


def _end_of(path: Path) -> str:
    """Read and convert everything; say how it ended."""
    kind = KINDS["accounts"]
    try:
        table = read_table(path)
        mapping = automatic(suggest(table.headers, kind), kind)
        if problems(mapping, table.headers):
            mapping = ColumnMapping(kind.name, {table.headers[0]: "name"})
        scan = StyleScan(table.headers, mapping)
        for row in table.rows():
            scan.add(row.cells)
        converter = RowConverter(table.headers, mapping, scan.result())
        for row in table.rows():
            result = converter.convert(row.number, row.cells)
            assert not isinstance(result, RejectedRow) or result.reason()
    except ImportFailed as failed:
        return "refused" if failed.message.startswith(path.name) and failed.advice else f"mute: {failed}"
    return "read"


def _xlsx() -> bytes:
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Accounts")
        sheet.write_row(0, 0, ["Account Name", "ARR", "Notes"])
        for row in range(1, 12):
            sheet.write_row(row, 0, [f"Acme {row}", row * 1.5, "said & done"])
    return packed.getvalue()


def test_mutants_of_csv_end_in_rows_or_a_sentence(tmp_path: Path) -> None:
    random = Random(20260101)
    path = tmp_path / "mutant.csv"
    ends: dict[str, int] = {}
    for number in range(400):
        start = _CSV if number % 4 else _CSV.decode().encode(random.choice(["utf-16", "utf-32", "cp1252"]))
        path.write_bytes(_mutant(random, start))
        end = _end_of(path)
        ends[end] = ends.get(end, 0) + 1
    assert set(ends) == {"read", "refused"}


def test_mutants_of_xlsx_bytes_end_in_rows_or_a_sentence(tmp_path: Path) -> None:
    random = Random(20260102)
    whole = _xlsx()
    path = tmp_path / "mutant.xlsx"
    ends: dict[str, int] = {}
    for _ in range(200):
        path.write_bytes(_mutant(random, whole))
        end = _end_of(path)
        ends[end] = ends.get(end, 0) + 1
    assert set(ends) == {"read", "refused"}


def test_mutants_of_the_parts_of_xlsx_end_in_rows_or_a_sentence(tmp_path: Path) -> None:
    random = Random(20260103)
    with zipfile.ZipFile(io.BytesIO(_xlsx())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    telling = [name for name in parts if name.startswith("xl/") and "theme" not in name] + ["[Content_Types].xml"]
    path = tmp_path / "mutant.xlsx"
    ends: dict[str, int] = {}
    for _ in range(300):
        victim = random.choice(telling)
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in parts.items():
                if name != victim or random.random() < 0.95:
                    archive.writestr(name, _mutant(random, content) if name == victim else content)
        end = _end_of(path)
        ends[end] = ends.get(end, 0) + 1
    assert set(ends) == {"read", "refused"}
