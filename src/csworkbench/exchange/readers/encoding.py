"""In which encoding a text file is written, and whether it is text at all."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path

from csworkbench.exchange.readers.errors import ImportFailed

_CHUNK = 1 << 20
_SAMPLE = 1 << 16
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FOREIGN = {
    b"%PDF": "a PDF document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a compressed file; unpack it first",
    b"SQLite format 3": "a database",
    b"PAR1": "a Parquet file",
    b"7z\xbc\xaf": "a compressed file; unpack it first",
    b"Rar!": "a compressed file; unpack it first",
    b"{\\rtf": "a text document",
    b"BEGIN:V": "a calendar or address card",
    b'{"': "a JSON file",
    b"[{": "a JSON file",
    b"{\n": "a JSON file",
    b"[\n": "a JSON file",
}
_MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<table", b"<head")
_WORTH_BELIEVING = frozenset(
    ("cp932", "shift_jis", "shift_jis_2004", "euc_jp", "euc_kr", "cp949", "gb18030", "gb2312", "gbk", "big5",
     "cp1251", "koi8_r", "cp1253")
)  # fmt: skip
_ADVICE = "Choose a CSV, TSV, XLSX, XLS or ODS file."


def detect_encoding(path: Path) -> str:
    """Give the codec of a text file: byte order mark, strict UTF-8, UTF-16 without mark, then a guess.

    Reads the file once in pieces. A guess is only a guess: it is shown with the preview and can be overridden.

    Raises:
        ImportFailed: the file is not text.
    """
    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
        _check_text(path, sample)
        for mark, codec in _MARKS:
            if sample.startswith(mark):
                return codec
        wide = _unmarked_wide(sample)
        if wide:
            return wide
        _check_controls(path, sample)
        file.seek(0)
        odd = _first_odd(iter(lambda: file.read(_CHUNK), b""))
    return "utf-8" if odd is None else _guess(odd)


def check_codec(path: Path, name: str) -> str:
    """Give the codec's name if Python knows it as a text codec.

    Raises:
        ImportFailed: it does not.
    """
    try:
        "a".encode(name)
        codecs.getincrementaldecoder(name)
    except (LookupError, TypeError, UnicodeError, ValueError):
        raise ImportFailed(path, f"there is no text encoding '{name}'.", "Use utf-8, utf-16 or cp1252.") from None
    return name


def _check_text(path: Path, sample: bytes) -> None:
    if not sample:
        raise ImportFailed(path, "the file is empty.", "Choose a file with column names and rows.")
    for start, what in _FOREIGN.items():
        if sample.startswith(start):
            raise ImportFailed(path, f"this is {what}, not a table.", _ADVICE)
    if sample.removeprefix(codecs.BOM_UTF8).lstrip()[:20].lower().startswith(_MARKUP):
        advice = "Open it in a spreadsheet program and save it as CSV or XLSX."
        raise ImportFailed(path, "this is a web page or XML file, whatever its name says.", advice)


def _unmarked_wide(sample: bytes) -> str:
    """Give UTF-16 without a mark when nearly every second byte of mostly Latin text is zero."""
    pairs = len(sample) // 2
    if pairs < 4:
        return ""
    even, odd = sample[0 : pairs * 2 : 2].count(0), sample[1 : pairs * 2 : 2].count(0)
    if odd > pairs * 0.7 and even < pairs * 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > pairs * 0.7 and odd < pairs * 0.1 else ""


def _check_controls(path: Path, sample: bytes) -> None:
    zeros = sample.count(0)
    controls = sum(sample.count(bytes([byte])) for byte in range(1, 32) if byte not in (9, 10, 11, 12, 13, 26, 27))
    if zeros > max(2, len(sample) // 50) or controls > max(4, len(sample) // 50):
        raise ImportFailed(path, "this is not a text file.", _ADVICE)


def _first_odd(chunks: Iterator[bytes]) -> bytes | None:
    """Give the chunk in which the bytes stop being UTF-8, or None if all are."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    chunk = b""
    try:
        for chunk in chunks:
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return chunk
    return None


def _guess(chunk: bytes) -> str:
    from charset_normalizer import from_bytes

    lines = [line for line in chunk.splitlines() if not line.isascii()]
    best = from_bytes(b"\n".join(lines)[:_SAMPLE]).best()
    if best is not None and best.encoding in _WORTH_BELIEVING and best.chaos < 0.2 and best.coherence > 0:
        return best.encoding
    try:
        chunk.decode("cp1252")
    except UnicodeDecodeError:
        return best.encoding if best is not None and best.encoding in _WORTH_BELIEVING else "latin-1"
    return "cp1252"
