"""Runs an import: a part of rows at a time, in one change; or as a dry run that writes nothing."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from itertools import islice
from typing import Protocol

from sqlalchemy import Connection

from csworkbench.domain.imports.results import ConvertedRow, RowError, RowResult, SkippedRow, grouped
from csworkbench.domain.imports.rows import RowConverter
from csworkbench.domain.imports.values import BadValue
from csworkbench.exchange.readers.table import TableRow
from csworkbench.infra.clock import utc_text
from csworkbench.infra.errors import InvalidInput
from csworkbench.infra.tokens import Token
from csworkbench.services.imports.accounts import AccountImport
from csworkbench.services.imports.amounts import Amounts
from csworkbench.services.imports.book import ImportBook, Moment, Writing
from csworkbench.services.imports.contacts import ContactImport
from csworkbench.services.imports.contracts import ContractImport
from csworkbench.services.imports.feedback import FeedbackImport
from csworkbench.services.imports.finding import Finder, RowRefused
from csworkbench.services.imports.outcomes import OutcomeImport
from csworkbench.services.imports.preparing import ImportStopped, Prepared, prepare_import
from csworkbench.services.imports.request import ImportCounts, ImportRequest, ImportResult, Reject
from csworkbench.services.imports.signals import SignalImport
from csworkbench.services.imports.tickets import TicketImport
from csworkbench.services.imports.touches import TouchImport
from csworkbench.services.imports.unchanged import Rows
from csworkbench.storage.backup import back_up
from csworkbench.storage.late_indexes import MANY_ROWS
from csworkbench.storage.word_indexes import fed_in_ranges
from csworkbench.storage.workbench import Workbench

PART = 4_000
"""Rows at a time: bounds memory, and how long progress and Cancel wait."""


class RecordImport(Protocol):
    """What one kind of record does with a row."""

    table: str

    def find(self, row: ConvertedRow) -> int | None:
        """Give the record the row is about, or None when it is new."""
        ...

    def place(self, row: ConvertedRow, found: int | None) -> str:
        """Decide what to write; gives new, changed or unchanged."""
        ...

    def finish(self) -> int:
        """Do what needs the whole file; give how many rows that were called unchanged changed by it."""
        ...


def plan_import(wb: Workbench, request: ImportRequest, token: Token | None = None) -> ImportResult:
    """Say what an import would do, without writing anything.

    Raises:
        ImportFailed: the file can't be read. ImportStopped: it can't be imported as asked.
    """
    prepared = _ready(request, token)
    moment = Moment(wb.clock.today(), utc_text(wb.clock.now()))
    with wb.read() as connection:
        return _Run(connection, request, prepared, moment, token, writing=None).run()


def apply_import(wb: Workbench, request: ImportRequest, token: Token | None = None) -> ImportResult:
    """Import a file as one change, after a backup unless nothing is new. Cancelling or failing leaves all as it was.

    Raises:
        ImportFailed: the file can't be read. ImportStopped: it can't be imported as asked.
    """
    prepared = _ready(request, token)
    with wb.change(f"Import {request.kind} from {request.path.name}", batch=True, token=token) as change:
        moment = Moment(wb.clock.today(), utc_text(wb.clock.now()), change.change_id)
        with fed_in_ranges(change.connection) as feed:
            writing = Writing(feed, partial(back_up, wb.path, wb.clock, "before-import"))
            result = _Run(change.connection, request, prepared, moment, token, writing=writing).run()
        if token:
            token.report("Computing health")
    return result


def _ready(request: ImportRequest, token: Token | None) -> Prepared:
    prepared = prepare_import(request, token)
    if prepared.stops:
        raise ImportStopped(f"{request.path.name} was not imported.", " ".join(prepared.stops))
    return prepared


class _Run:
    """One pass over one file."""

    def __init__(
        self,
        connection: Connection,
        request: ImportRequest,
        prepared: Prepared,
        moment: Moment,
        token: Token | None,
        *,
        writing: Writing | None,
    ) -> None:
        self._request = request
        self._prepared = prepared
        self._token = token
        self._book = ImportBook(connection, prepared.source, moment, writing)
        self._finder = Finder(self._book)
        self._counts = ImportCounts()
        self._errors: list[RowError] = []
        self._rejects: list[Reject] = []
        self._skips: Counter[str] = Counter()
        self._words = {"new": 0, "changed": 0, "unchanged": 0}
        try:
            self._converter = RowConverter(prepared.table.headers, prepared.mapping, prepared.styles, prepared.profile)
        except BadValue as bad:
            raise InvalidInput(f"A value stated for the whole file is not {bad.expected}.", "set") from bad

    def run(self) -> ImportResult:
        with _no_collection():
            return self._run()

    def _run(self) -> ImportResult:
        unit = "rows"
        if self._request.kind == "signals":
            unit = "points"
            self._run_signals()
        else:
            self._run_records(self._importer())
        self._book.finish()
        return ImportResult(
            self._request.kind,
            self._prepared.profile.name,
            self._book.is_dry_run,
            self._prepared.table.headers,
            self._counts,
            unit,
            grouped(self._errors),
            dict(self._skips),
            self._rejects,
            tuple(sorted({*self._prepared.table.facts.notes, *self._book.notes})),
        )

    def _importer(self) -> RecordImport:
        book, finder = self._book, self._finder
        amounts = Amounts(book, self._request.currency)
        match self._request.kind:
            case "accounts":
                return AccountImport(book, finder, amounts)
            case "contracts":
                return ContractImport(book, finder, amounts)
            case "contacts":
                return ContactImport(book, finder)
            case "tickets":
                return TicketImport(book, finder)
            case "feedback":
                return FeedbackImport(book, finder)
            case "touches":
                return TouchImport(book, finder)
            case "outcomes":
                return OutcomeImport(book, finder)
        raise KeyError(self._request.kind)

    def _run_records(self, importer: RecordImport) -> None:
        has_known = not self._book.is_empty(importer.table)
        for rows in self._parts():
            left: Rows = rows
            if has_known:
                left = self._left(importer, rows)
                self._book.prefetch(importer.table, _matches(importer, left))
            elif len(rows) > MANY_ROWS:
                self._book.put_off_indexes(importer.table)
            for raw, row in left:
                self._place(importer, raw, row)
            self._book.flush()
        changed = importer.finish()
        words = self._words
        self._counts.new = words["new"]
        self._counts.changed = words["changed"] + changed
        self._counts.unchanged = words["unchanged"] - changed

    def _left(self, importer: RecordImport, rows: Rows) -> Rows:
        """Count the rows that are told to change nothing without placing them; give the others."""
        if not isinstance(importer, AccountImport):
            return rows
        left = importer.left(rows)
        self._words["unchanged"] += len(rows) - len(left)
        return left

    def _place(self, importer: RecordImport, raw: TableRow, row: ConvertedRow) -> None:
        try:
            word = importer.place(row, importer.find(row))
        except RowRefused as refusal:
            self._reject(raw, [refusal.error])
            return
        self._words[word] += 1

    def _run_signals(self) -> None:
        importer = SignalImport(self._book, self._finder)
        for rows in self._parts():
            for raw, row in rows:
                try:
                    importer.add(row)
                except RowRefused as refusal:
                    self._reject(raw, [refusal.error])
        counts = importer.finish()
        self._counts.new, self._counts.changed, self._counts.unchanged = counts.new, counts.changed, counts.unchanged

    def _parts(self) -> Iterator[list[tuple[TableRow, ConvertedRow]]]:
        rows = self._prepared.table.rows()
        done = 0
        while part := list(islice(rows, PART)):
            done += len(part)
            if self._token:
                self._token.report(f"Importing {self._request.kind}", done)
            results = self._converter.convert_all(part)
            yield [(raw, row) for raw, result in zip(part, results, strict=True)
                   if (row := self._taken(raw, result)) is not None]  # fmt: skip

    def _taken(self, raw: TableRow, result: RowResult) -> ConvertedRow | None:
        if isinstance(result, ConvertedRow):
            return result
        if isinstance(result, SkippedRow):
            self._skips[result.reason] += 1
            self._counts.skipped += 1
        else:
            self._reject(raw, result.errors)
        return None

    def _reject(self, raw: TableRow, errors: Sequence[RowError]) -> None:
        self._counts.rejected += 1
        self._errors += errors
        self._rejects.append(Reject(raw.number, " ".join(error.sentence() for error in errors), list(raw.cells)))


@contextmanager
def _no_collection() -> Iterator[None]:
    """Leave the search for cycles off in the block.

    Rows make no cycles, and looking through all keys of a large book again and again takes a quarter of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _matches(importer: RecordImport, rows: Rows) -> set[int]:
    """Give the records that rows are about, as far as can be told before the first of them is placed."""
    found: set[int] = set()
    for _, row in rows:
        with suppress(RowRefused):
            match = importer.find(row)
            if match:
                found.add(match)
    return found
