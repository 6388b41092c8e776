"""Which delimiter, quote and escape a text table uses."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, product

DELIMITERS = (",", ";", "\t", "|")
_SNIFFED = 4_096
_OPENING = re.compile(r"(?:^|[,;\t|])'", re.MULTILINE)
_CLOSING = re.compile(r"'(?:$|[,;\t|\r\n])", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How cells are divided; `escape` is empty or a backslash."""

    delimiter: str
    quote: str = '"'
    escape: str = ""


def detect_dialect(lines: Sequence[str], delimiter: str | None = None) -> Dialect:
    """Give the dialect under which the sample's rows agree best on their number of cells.

    Ties go to what `csv.Sniffer` finds, then to the order , ; tab |.
    """
    text = "".join(lines)
    delimiters = (delimiter,) if delimiter is not None else DELIMITERS
    escapes = ("", "\\") if "\\" in text else ("",)
    quotes = ('"', "'") if _has_single_quoted(text) else ('"',)
    sniffed = _sniffed(text[:_SNIFFED], delimiters)
    best, best_score = Dialect(delimiters[0]), 0.0
    for sign, quote, escape in product(delimiters, quotes, escapes):
        dialect = Dialect(sign, quote, escape)
        score = _agreement(lines, dialect)
        if sign == sniffed and quote == '"' and not escape:
            score *= 1.001
        if score > best_score * 1.0005:
            best, best_score = dialect, score
    return best


def _has_single_quoted(text: str) -> bool:
    return _OPENING.search(text) is not None and _CLOSING.search(text) is not None


def _sniffed(text: str, delimiters: Sequence[str]) -> str:
    try:
        return csv.Sniffer().sniff(text, "".join(delimiters)).delimiter
    except csv.Error:
        return ""


def _agreement(lines: Sequence[str], dialect: Dialect) -> float:
    """Give 0 when nothing is divided, else the share of rows with the usual width, weighed by how filled it is."""
    reader = csv.reader(
        iter(lines), delimiter=dialect.delimiter, quotechar=dialect.quote, escapechar=dialect.escape or None
    )
    try:
        widths = [len(row) for row in islice(reader, 400) if any(cell.strip() for cell in row)]
    except csv.Error:
        return 0.0
    counts = Counter(width for width in widths if width > 1)
    if not counts:
        return 0.0
    width, rows = max(counts.items(), key=lambda item: (item[1], item[0]))
    share = rows / len(widths)
    return share * share * (1 - 0.5 / width)
