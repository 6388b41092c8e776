"""Runs an import: a part of rows at a time, in one change; or as a dry run that writes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Protocol

from sqlalchemy import Connection

from csworkbench.domain.imports.results import ConvertedRow, RejectedRow, RowError, SkippedRow, grouped
from csworkbench.domain.imports.rows import RowConverter
from csworkbench.domain.imports.values import BadValue
from csworkbench.exchange.readers.table import TableRow
from csworkbench.infra.clock import utc_text
from csworkbench.infra.errors import InvalidInput
from csworkbench.infra.tokens import Token
from csworkbench.services.imports.accounts import AccountImport
from csworkbench.services.imports.amounts import Amounts
from csworkbench.services.imports.book import ImportBook, Moment
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
from csworkbench.storage.backup import back_up
from csworkbench.storage.workbench import Workbench

PART = 200


class RecordImport(Protocol):
    """What one kind of record does with a row."""

    table: str

    def find(self, row: ConvertedRow) -> int | None:
        """Give the record the row is about, or None when it is new."""
        ...

    def place(self, row: ConvertedRow, found: int | None) -> str:
        """Decide what to write; gives new, changed or unchanged."""
        ...

    def finish(self) -> None:
        """Do what needs the whole file."""
        ...


def plan_import(wb: Workbench, request: ImportRequest, token: Token | None = None) -> ImportResult:
    """Say what an import would do, without writing anything.

    Raises:
        ImportFailed: the file can't be read. ImportStopped: it can't be imported as asked.
    """
    prepared = _ready(request, token)
    moment = Moment(wb.clock.today(), utc_text(wb.clock.now()))
    with wb.read() as connection:
        return _Run(connection, request, prepared, moment, token, is_dry_run=True).run()


def apply_import(wb: Workbench, request: ImportRequest, token: Token | None = None) -> ImportResult:
    """Import a file as one change, after a backup. Cancelling or failing leaves the book as it was.

    Raises:
        ImportFailed: the file can't be read. ImportStopped: it can't be imported as asked.
    """
    prepared = _ready(request, token)
    back_up(wb.path, wb.clock, "before-import")
    with wb.change(f"Import {request.kind} from {request.path.name}", batch=True) as change:
        moment = Moment(wb.clock.today(), utc_text(wb.clock.now()), change.change_id)
        return _Run(change.connection, request, prepared, moment, token, is_dry_run=False).run()


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
        is_dry_run: bool,
    ) -> None:
        self._request = request
        self._prepared = prepared
        self._token = token
        self._book = ImportBook(connection, prepared.source, moment, is_dry_run=is_dry_run)
        self._finder = Finder(self._book)
        self._counts = ImportCounts()
        self._errors: list[RowError] = []
        self._rejects: list[Reject] = []
        self._skips: Counter[str] = Counter()
        try:
            self._converter = RowConverter(prepared.table.headers, prepared.mapping, prepared.styles, prepared.profile)
        except BadValue as bad:
            raise InvalidInput(f"A value stated for the whole file is not {bad.expected}.", "set") from bad

    def run(self) -> ImportResult:
        unit = "rows"
        if self._request.kind == "signals":
            unit = "points"
            self._run_signals()
        else:
            self._run_records(self._importer())
        self._book.flush()
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
        for rows in self._parts():
            found: list[tuple[TableRow, ConvertedRow]] = []
            ids: set[int] = set()
            for raw, row in rows:
                try:
                    match = importer.find(row)
                except RowRefused as refusal:
                    self._reject(raw, [refusal.error])
                    continue
                ids |= {match} if match is not None else set()
                found.append((raw, row))
            self._book.prefetch(importer.table, ids)
            for raw, row in found:
                self._place(importer, raw, row)
            self._book.flush()
        importer.finish()

    def _place(self, importer: RecordImport, raw: TableRow, row: ConvertedRow) -> None:
        try:
            word = importer.place(row, importer.find(row))
        except RowRefused as refusal:
            self._reject(raw, [refusal.error])
            return
        setattr(self._counts, word, getattr(self._counts, word) + 1)

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
            yield [(raw, row) for raw in part if (row := self._converted(raw)) is not None]

    def _converted(self, raw: TableRow) -> ConvertedRow | None:
        result = self._converter.convert(raw.number, raw.cells)
        if isinstance(result, ConvertedRow):
            return result
        if isinstance(result, SkippedRow):
            self._skips[result.reason] += 1
            self._counts.skipped += 1
        elif isinstance(result, RejectedRow):
            self._reject(raw, result.errors)
        return None

    def _reject(self, raw: TableRow, errors: Sequence[RowError]) -> None:
        self._counts.rejected += 1
        self._errors += errors
        self._rejects.append(Reject(raw.number, " ".join(error.sentence() for error in errors), list(raw.cells)))
