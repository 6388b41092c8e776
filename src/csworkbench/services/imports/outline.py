"""What a window shows of a file before anything is planned; for a child process.

The functions take the token first, are picklable and give plain data.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from csworkbench.domain.imports.fields import normal_header
from csworkbench.domain.imports.kinds import KINDS
from csworkbench.domain.imports.mapping import MappingSuggestion, other_kind
from csworkbench.domain.imports.profiles import detect_profile
from csworkbench.domain.imports.values import cell_text
from csworkbench.exchange.readers.table import ReadOptions, Table, read_table
from csworkbench.infra.tokens import Token
from csworkbench.services.imports.preparing import Prepared, prepare_import
from csworkbench.services.imports.request import ImportRequest

SAMPLES = 3
_LOOKED_AT = 200
_LONGEST = 60
_FILE_WORDS = (
    ("contacts", ("contact", "people", "person", "user")),
    ("outcomes", ("churn", "outcome")),
    ("contracts", ("contract", "subscription", "opportunit", "deal", "renewal", "licen")),
    ("tickets", ("ticket", "case", "support")),
    ("feedback", ("feedback", "nps", "csat", "survey", "response")),
    ("signals", ("usage", "signal", "metric", "login")),
    ("touches", ("touch", "activit", "task", "engagement", "call", "meeting")),
)


@dataclass(frozen=True, slots=True)
class ImportOutline:
    """A file as it would be read.

    Attributes:
        kind: as asked for, or as the columns (else the file's name) suggest.
        other_kind: the kind the columns give away when it is another one.
        profile: name of the source's profile.
        samples: per column its first different values, shortened.
        dates, marks: (column, example) of mapped columns that can be read in two ways.
        form, encoding, delimiter, sheet, sheets, header_row: how the file is read.
        notes: what was passed over or repaired, as sentences.
    """

    path: Path
    kind: str
    other_kind: str | None
    profile: str
    headers: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]
    suggestions: tuple[MappingSuggestion, ...]
    dates: tuple[tuple[str, str], ...]
    marks: tuple[tuple[str, str], ...]
    form: str
    encoding: str
    delimiter: str
    sheet: str
    sheets: tuple[str, ...]
    header_row: int
    notes: tuple[str, ...]


def outline_import(token: Token, request: ImportRequest) -> ImportOutline:
    """Say how a file would be read; a request without a kind gets the one the file suggests.

    Raises:
        ImportFailed: the file can't be read as a table.
        InvalidInput: profile or a mapping is not known.
    """
    if not request.kind:
        options = ReadOptions(request.encoding, request.delimiter, request.sheet, request.header_row)
        request = replace(request, kind=guess_kind(request.path, read_table(request.path, options).headers))
    prepared = prepare_import(replace(request, date_order=None, decimal_mark=None), token)
    headers, styles = prepared.table.headers, prepared.styles
    facts = prepared.table.facts
    return ImportOutline(
        request.path,
        request.kind,
        other_kind(headers, KINDS[request.kind], prepared.profile),
        prepared.profile.name,
        headers,
        _samples(prepared.table),
        tuple(prepared.suggestions),
        _examples(prepared, styles.unknown_dates),
        _examples(prepared, styles.unknown_marks),
        facts.form,
        facts.encoding,
        facts.delimiter,
        facts.sheet,
        facts.sheets,
        facts.header_row,
        facts.notes,
    )


def guess_kind(path: Path, headers: Sequence[str]) -> str:
    """Give the kind a file is of by its columns, else by its name, else accounts."""
    profile = detect_profile(headers)
    normal = {profile.normal(header) for header in headers}
    if not any(marks <= normal for marks in KINDS["accounts"].telling):
        told = other_kind(headers, KINDS["accounts"], profile)
        if told is not None:
            return told
        name = normal_header(path.stem)
        if not any(word in name for word in ("account", "compan", "customer")):
            return next((kind for kind, words in _FILE_WORDS if any(word in name for word in words)), "accounts")
    return "accounts"


def _samples(table: Table) -> tuple[tuple[str, ...], ...]:
    found: list[list[str]] = [[] for _ in table.headers]
    for row in islice(table.rows(), _LOOKED_AT):
        for values, cell in zip(found, row.cells, strict=False):
            text = cell_text(cell) if len(values) < SAMPLES else ""
            text = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
            if text and text not in values:
                values.append(text)
    return tuple(map(tuple, found))


def _examples(prepared: Prepared, headers: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple((header, prepared.styles.examples[header]) for header in headers)
