from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from csworkbench.exchange.readers.errors import ImportFailed
from csworkbench.exchange.readers.guards import MAX_PARTS
from csworkbench.exchange.readers.table import ReadOptions, read_table

_ODS = "urn:oasis:names:tc:opendocument:xmlns:"


def _book(path: Path) -> Path:
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        book.add_worksheet("Empty")
        sheet = book.add_worksheet("Kunden")
        sheet.write_row(2, 0, ["Account Name", "ARR", "Seats", "Renewal Date", "Churned"])
        sheet.write_row(3, 0, ["Acme", 1250.5, 12])
        sheet.write_datetime(3, 3, datetime.combine(date(2026, 3, 2), datetime.min.time()))
        sheet.write_boolean(3, 4, False)
        hidden = book.add_worksheet("Hidden")
        hidden.write_row(0, 0, ["Secret", "Thing"])
        hidden.hide()
    return path


def _zip(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def _ods(path: Path, rows: str) -> Path:
    content = (
        f'<?xml version="1.0"?><office:document-content xmlns:office="{_ODS}office:1.0" xmlns:table="{_ODS}table:1.0" '
        f'xmlns:text="{_ODS}text:1.0"><office:body><office:spreadsheet><table:table table:name="One">{rows}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    manifest = f'<m:manifest xmlns:m="{_ODS}manifest:1.0"/>'.encode()
    return _zip(path, {"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": content.encode()})


def test_first_sheet_with_a_table_is_read_with_types(tmp_path: Path) -> None:
    table = read_table(_book(tmp_path / "kunden.xlsx"))
    assert table.headers == ("Account Name", "ARR", "Seats", "Renewal Date", "Churned")
    assert (table.facts.form, table.facts.sheet, table.facts.sheets) == ("xlsx", "Kunden", ("Empty", "Kunden"))
    assert table.facts.header_row == 3
    rows = list(table.rows())
    assert [(row.number, row.cells) for row in rows] == [(4, ["Acme", 1250.5, 12.0, date(2026, 3, 2), False])]


def test_name_of_the_file_does_not_matter(tmp_path: Path) -> None:
    assert read_table(_book(tmp_path / "kunden.csv")).facts.form == "xlsx"


def test_sheet_can_be_chosen(tmp_path: Path) -> None:
    path = _book(tmp_path / "kunden.xlsx")
    assert read_table(path, ReadOptions(sheet="Hidden")).headers == ("Secret", "Thing")
    with pytest.raises(ImportFailed, match="no sheet 'Nope'") as caught:
        read_table(path, ReadOptions(sheet="Nope"))
    assert "Kunden" in caught.value.advice
    with pytest.raises(ImportFailed, match="no rows"):
        read_table(path, ReadOptions(sheet="Empty"))
    assert read_table(path, ReadOptions(header_row=3)).headers[0] == "Account Name"
    with pytest.raises(ImportFailed):
        read_table(path, ReadOptions(header_row=1))


def test_far_cell_is_refused_before_opening(tmp_path: Path) -> None:
    path = tmp_path / "far.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "Name")
        sheet.write(1_048_575, 16_383, "far")
    with pytest.raises(ImportFailed, match="row 1,048,576 and column 16,384"):
        read_table(path)


def test_workbook_without_any_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "none.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet()
    with pytest.raises(ImportFailed, match="no sheet holds a table"):
        read_table(path)


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"readme.txt": b"hi"}, "archive"),
        ({"word/document.xml": b"<a/>"}, "document"),
        ({"xl/workbook.bin": b"x"}, "binary"),
        ({"xl/workbook.xml": b"<workbook/>"}, "damaged"),
        ({"xl/workbook.xml": b"<a/>", "xl/media/x": b"\0" * (60 << 20)}, "unpacks"),
        ({"xl/workbook.xml": b"<a/>"} | {f"xl/p{number}": b"" for number in range(MAX_PARTS)}, "parts"),
    ],
    ids=["archive", "document", "binary", "bare", "bomb", "parts"],
)
def test_other_archives_are_refused(tmp_path: Path, parts: dict[str, bytes], reason: str) -> None:
    with pytest.raises(ImportFailed, match=reason) as caught:
        read_table(_zip(tmp_path / "book.xlsx", parts))
    assert caught.value.advice


def test_damaged_workbooks_are_refused(tmp_path: Path) -> None:
    whole = _book(tmp_path / "kunden.xlsx").read_bytes()
    path = tmp_path / "cut.xlsx"
    for content in (whole[:10], whole[: len(whole) // 2], whole[:-30], b"PK\x03\x04", b"PK\x05\x06" + bytes(18)):
        path.write_bytes(content)
        with pytest.raises(ImportFailed):
            read_table(path)


def test_damaged_old_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "old.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000))
    with pytest.raises(ImportFailed, match="damaged"):
        read_table(path)


def test_ods_is_read(tmp_path: Path) -> None:
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
        for text in ("Name", "City")
    )
    data = cells.replace("Name", "Acme").replace("City", "Rome")
    tail = (
        '<table:table-row table:number-rows-repeated="1048570">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    rows = "".join(f"<table:table-row>{each}</table:table-row>" for each in (cells, data)) + tail
    path = _ods(tmp_path / "a.ods", rows)
    table = read_table(path)
    assert (table.facts.form, table.headers) == ("ods", ("Name", "City"))
    assert [row.cells for row in table.rows()] == [["Acme", "Rome"]]


@pytest.mark.parametrize(
    "rows",
    [
        '<table:table-row table:number-rows-repeated="1000000">'
        '<table:table-cell table:number-columns-repeated="1000"><text:p>a</text:p></table:table-cell>'
        "</table:table-row>",
        '<table:table-row table:number-rows-repeated="100000000"><table:table-cell/></table:table-row>'
        "<table:table-row><table:table-cell><text:p>a</text:p></table:table-cell></table:table-row>",
    ],
)
def test_repeated_cells_are_refused_before_opening(tmp_path: Path, rows: str) -> None:
    with pytest.raises(ImportFailed, match="reaches to row"):
        read_table(_ods(tmp_path / "a.ods", rows))


def test_entities_are_refused(tmp_path: Path) -> None:
    content = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>'
    with pytest.raises(ImportFailed, match="damaged"):
        read_table(_zip(tmp_path / "a.ods", {"content.xml": content}))


def test_false_sizes_in_the_directory_do_not_help_a_bomb(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<a/>")
        archive.writestr("xl/media/x", b"\0" * (30 << 20))
    size = (30 << 20).to_bytes(4, "little")
    path = tmp_path / "lie.xlsx"
    path.write_bytes(packed.getvalue().replace(size, (1_000).to_bytes(4, "little")))
    with pytest.raises(ImportFailed):
        read_table(path)
