from __future__ import annotations

from collections.abc import Callable
from copy import copy
from pathlib import Path

import pytest

from csworkbench.exchange.readers.dialect import Dialect, detect_dialect
from csworkbench.exchange.readers.encoding import detect_encoding
from csworkbench.exchange.readers.errors import ImportFailed
from csworkbench.exchange.readers.table import ReadOptions, Table, preview, read_table

Write = Callable[[bytes | str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def _write(content: bytes | str) -> Path:
        path = tmp_path / "file.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return _write


def _cells(table: Table) -> list[list[object]]:
    return [list(row.cells) for row in table.rows()]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_unicode_encodings(write: Write, codec: str) -> None:
    table = read_table(write("Name,City of residence\nJosé,Zürich\nAnn,Paris in France\n".encode(codec)))
    assert table.headers == ("Name", "City of residence")
    assert _cells(table) == [["José", "Zürich"], ["Ann", "Paris in France"]]


def test_bytes_of_cp1252_are_guessed_and_said(write: Write) -> None:
    table = read_table(write("Name,Street\nCrédito Inmobiliario,c/ San Romualdo 26 5º\n".encode("cp1252")))
    assert _cells(table)[0] == ["Crédito Inmobiliario", "c/ San Romualdo 26 5º"]
    assert table.facts.encoding == "cp1252"
    assert any("guess" in note for note in table.facts.notes)


def test_odd_byte_far_behind_the_sample_is_seen(write: Write) -> None:
    path = write(b"Name,City\n" + b"Ann,Paris\n" * 200_000 + "José,Zürich\n".encode("cp1252"))
    assert detect_encoding(path) == "cp1252"
    assert _cells(read_table(path))[-1] == ["José", "Zürich"]


def test_chosen_encoding_wins_and_a_wrong_one_is_refused(write: Write) -> None:
    path = write("Name,City\nJosé,Łódź\n".encode("cp1250"))
    assert _cells(read_table(path, ReadOptions(encoding="cp1250")))[0] == ["José", "Łódź"]
    with pytest.raises(ImportFailed, match="not utf-8"):
        read_table(path, ReadOptions(encoding="utf-8"))
    for wrong in ("klingon", "base64", "idna\0"):
        with pytest.raises(ImportFailed, match="no text encoding"):
            read_table(path, ReadOptions(encoding=wrong))


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends(write: Write, sign: str, end: str) -> None:
    lines = [["Name", "ARR", "Since"], ["Acme; Ltd", "1.234,50", "2024-01-02"], ["Bolt | Co", "7,5", "2024-01-03"]]
    text = end.join(sign.join(f'"{cell}"' if sign in cell else cell for cell in line) for line in lines)
    table = read_table(write(text))
    assert table.facts.delimiter == sign
    assert [list(table.headers), *_cells(table)] == lines


def test_decimal_commas_do_not_hide_semicolons() -> None:
    assert detect_dialect(["a;b;c\n", "1,5;2,5;3,5\n", "1,5;2,5;3,5\n"] * 20).delimiter == ";"


def test_backslash_and_single_quotes(write: Write) -> None:
    assert detect_dialect(["a,b\n", "x\\,y,1\n", "z\\,w,2\n"]) == Dialect(",", '"', "\\")
    table = read_table(write("a,b\n'x,y',1\n'z,w',2\n"))
    assert _cells(table) == [["x,y", "1"], ["z,w", "2"]]
    assert detect_dialect(["path,b\n", '"C:\\dir\\",1\n', '"D:\\dir\\",2\n']).escape == ""


def test_quotes_newlines_and_row_numbers(write: Write) -> None:
    table = read_table(write('Name,Note\n"Acme","two\nlines, ""quoted"""\n\nBolt,x\n'))
    rows = list(table.rows())
    assert [(row.number, list(row.cells)) for row in rows] == [
        (2, ["Acme", 'two\nlines, "quoted"']),
        (4, ["Bolt", "x"]),
    ]


def test_badly_quoted_record_is_read_leniently(write: Write) -> None:
    table = read_table(write('Name,Note,More\nA,"say "hi" now",1\nB,x,2\nC,"y\nz",3\n'))
    assert [row[0] for row in _cells(table)] == ["A", "B", "C"]
    assert _cells(table)[2] == ["C", "y\nz", "3"]


def test_quote_that_never_closes_is_refused_with_its_row(write: Write) -> None:
    path = write('Name,Note\nA,1\nB,"open\n' + "C,2\n" * 1_000)
    with pytest.raises(ImportFailed, match="never closes") as caught:
        list(read_table(path).rows())
    assert caught.value.row_number == 3
    assert "file.csv, row 3" in str(caught.value)
    assert caught.value.advice


def test_zero_bytes_are_removed_and_said(write: Write) -> None:
    table = read_table(write(b"Name,City,Country\nA\x00nn,Paris,France\n"))
    assert _cells(table) == [["Ann", "Paris", "France"]]
    assert "Zero bytes were removed." in table.facts.notes


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"\n\n  \n", "no rows"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n....", "picture"),
        (bytes(range(256)) * 20, "not a text"),
        (b"<html><table><tr><td>Name</td></tr></table></html>", "web page"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><a/>", "web page"),
        (b'[{"name": "Acme"}]', "JSON"),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "calendar"),
        (b"1,2,3\n4,5,6\n", "not column names"),
        (b"SQLite format 3\x00....", "database"),
        (b",".join(b"c%d" % place for place in range(2_001)) + b"\n", "columns"),
        (b"a,b\n" + b"x" * (9 << 20), "longer"),
        (b'a,b\n"' + b"x" * (2 << 20) + b'",1\n', "million"),
    ],
)
def test_what_is_no_table_is_refused(write: Write, content: bytes, reason: str) -> None:
    with pytest.raises(ImportFailed, match=reason) as caught:
        list(read_table(write(content)).rows())
    assert caught.value.advice
    assert "file.csv" in caught.value.message
    again = copy(caught.value)
    assert (str(again), again.advice, again.row_number) == (
        str(caught.value),
        caught.value.advice,
        caught.value.row_number,
    )


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(ImportFailed, match="no such file"):
        read_table(tmp_path / "none.csv")
    with pytest.raises(ImportFailed, match="folder"):
        read_table(tmp_path)


def test_bad_delimiter_and_header_row(write: Write) -> None:
    path = write("a,b\nx,y\n")
    for wrong in ("", "ab", '"', "\n"):
        with pytest.raises(ImportFailed):
            read_table(path, ReadOptions(delimiter=wrong))
    for row in (0, -1, 3, 10**9):
        with pytest.raises(ImportFailed):
            read_table(path, ReadOptions(header_row=row))
    assert read_table(path, ReadOptions(header_row=2)).headers == ("x", "y")


def test_preview_gives_the_first_rows(write: Write) -> None:
    found = preview(write("Name,City\n" + "Ann,Paris\n" * 200))
    assert len(found.rows) == 50
    assert found.rows[0].number == 2
    assert found.facts.encoding == "utf-8"


def test_rows_can_be_read_again(write: Write) -> None:
    table = read_table(write("Name,City\nAnn,Paris\n"))
    assert _cells(table) == _cells(table)
