"""Association tables: where a source keeps apart which account a row belongs to, it is joined on as one more column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from csworkbench.domain.imports.fields import Kind, normal_header
from csworkbench.domain.imports.kinds import CONTACTS
from csworkbench.domain.imports.mapping import ColumnMapping
from csworkbench.domain.imports.values import Cell, cell_text
from csworkbench.exchange.readers.table import Table, TableRow, read_table
from csworkbench.infra.errors import InvalidInput

ACCOUNT_FIELD = "account_external_id"
_UNTELLING = frozenset({"id", "recordid", "externalid"})


class Link:
    """Which account a row's id belongs to, read from a table of two ids."""

    def __init__(self, path: Path, kind: Kind) -> None:
        """Read the table: one column names the account, one the record of `kind`.

        Raises:
            ImportFailed: the file can't be read as a table.
            InvalidInput: the table has no such two columns.
        """
        if kind.field(ACCOUNT_FIELD) is None:
            raise InvalidInput(f"{kind.name.capitalize()} belong to no account, so there is nothing to link.", "link")
        table = read_table(path)
        account = self._place(path, table, _account_headers(), "the account, as company_id")
        record = self._place(path, table, _record_headers(kind), f"the record of {kind.name}, as {_example(kind)}")
        self._column = table.headers[account]
        self._accounts: dict[str, str] = {}
        self._several: set[str] = set()
        for row in table.rows():
            key, value = _text(row.cells, record), _text(row.cells, account)
            if key and value and self._accounts.setdefault(key, value) != value:
                self._several.add(key)

    def joined(self, table: Table, mapping: ColumnMapping) -> tuple[Table, ColumnMapping]:
        """Give the table with the account's id as its last column, and the mapping with that column in it.

        Raises:
            InvalidInput: the table says itself whose its rows are, or has no column of ids to look up.
        """
        own = mapping.header_of(ACCOUNT_FIELD)
        if own is not None:
            raise InvalidInput(
                f"The file says itself which account a row belongs to (column '{own}').", "link",
                f"Leave --link out, or the column: --map {own}=-",
            )  # fmt: skip
        key = mapping.header_of("external_id")
        if key is None:
            raise InvalidInput(
                "No column of the file gives the id that the link is looked up by.", "link",
                "Map one: --map COLUMN=external_id",
            )  # fmt: skip
        place, width = table.headers.index(key), len(table.headers)
        column = self._column if self._column not in table.headers else f"{self._column} (linked)"

        def rows() -> Iterator[TableRow]:
            for row in table.rows():
                if len(row.cells) > width:
                    yield row
                    continue
                blanks: list[Cell] = [None] * (width - len(row.cells))
                yield TableRow(row.number, [*row.cells, *blanks, self._accounts.get(_text(row.cells, place))])

        facts = replace(table.facts, notes=(*table.facts.notes, *self._notes()))
        joined = Table((*table.headers, column), facts, rows, table.footers)
        pairs = {**mapping.pairs, column: ACCOUNT_FIELD}
        return joined, ColumnMapping(mapping.kind, pairs, mapping.constants)

    def _notes(self) -> tuple[str, ...]:
        if not self._several:
            return ()
        return (f"{len(self._several)} ids of the link belong to several accounts; the first one was taken.",)

    def _place(self, path: Path, table: Table, wanted: frozenset[str], words: str) -> int:
        found = [place for place, header in enumerate(table.headers) if normal_header(header) in wanted]
        if len(found) == 1:
            return found[0]
        columns = ", ".join(table.headers)
        raise InvalidInput(f"{path.name} has no one column for {words}. Its columns: {columns}.", "link")


def _account_headers() -> frozenset[str]:
    field = CONTACTS.field(ACCOUNT_FIELD)
    return frozenset(field.headers) if field else frozenset()


def _record_headers(kind: Kind) -> frozenset[str]:
    field = kind.field("external_id")
    known = frozenset(field.headers) if field else frozenset()
    return known - _account_headers() - _UNTELLING


def _example(kind: Kind) -> str:
    return f"{kind.name.removesuffix('s')}_id"


def _text(cells: list[Cell], place: int) -> str:
    return cell_text(cells[place]).strip() if place < len(cells) else ""
