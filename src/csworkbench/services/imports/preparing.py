"""From a request to a file that is ready to be read: its table, source, mapping and column styles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from csworkbench.domain.imports.kinds import KINDS
from csworkbench.domain.imports.mapping import (
    BadMapping,
    ColumnMapping,
    MappingSuggestion,
    automatic,
    complete,
    other_kind,
    parse_choice,
    problems,
    suggest,
)
from csworkbench.domain.imports.profiles import PROFILES, Profile, detect_profile
from csworkbench.domain.imports.styles import ColumnStyles, StyleScan
from csworkbench.exchange.readers.table import ReadOptions, Table, read_table
from csworkbench.infra.errors import InvalidInput, WorkbenchError
from csworkbench.infra.tokens import Token
from csworkbench.services.imports.linking import ACCOUNT_FIELD, Link
from csworkbench.services.imports.request import ImportRequest

LOOK_AT_TOKEN_EVERY = 5000


class ImportStopped(WorkbenchError):
    """The file can't be imported as asked; nothing was written."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file as it would be imported.

    Attributes:
        stops: why it can't run yet, as sentences with what to do; empty when it can.
    """

    table: Table
    profile: Profile
    suggestions: Sequence[MappingSuggestion]
    mapping: ColumnMapping
    styles: ColumnStyles
    stops: tuple[str, ...]

    @property
    def source(self) -> str:
        """The source external ids are kept under."""
        return self.profile.name.partition("-")[0]


def prepare_import(request: ImportRequest, token: Token | None = None) -> Prepared:
    """Detect how the file is written, whose it is and what its columns are; reads the file through once for that.

    Raises:
        ImportFailed: the file can't be read as a table.
        InvalidInput: kind, profile or a mapping is not known.
    """
    kind = KINDS.get(request.kind)
    if kind is None:
        raise InvalidInput(f"There is no import kind '{request.kind}'.", "kind", f"Choose one of: {', '.join(KINDS)}.")
    options = ReadOptions(request.encoding, request.delimiter, request.sheet, request.header_row)
    table = read_table(request.path, options)
    profile = _profile(request, table)
    suggestions = suggest(table.headers, kind, profile)
    mapping = _mapping(request, table, automatic(suggestions, kind))
    if request.link is not None:
        table, mapping = Link(request.link, kind).joined(table, mapping)
        suggestions = [*suggestions, MappingSuggestion(table.headers[-1], ACCOUNT_FIELD, 1.0)]
    stops = problems(mapping, table.headers)
    wrong_kind = None if request.choices else other_kind(table.headers, kind, profile)
    if wrong_kind:
        stops = [
            f"These columns are of {wrong_kind}, not of {kind.name}: import the file as {wrong_kind}, "
            "or map at least one column by hand.",
            *stops,
        ]
    styles = _styles(request, table, mapping, token)
    return Prepared(table, profile, suggestions, mapping, styles, (*stops, *styles.blocks()))


def _profile(request: ImportRequest, table: Table) -> Profile:
    if request.profile is None:
        return detect_profile(table.headers)
    found = PROFILES.get(request.profile)
    if found is None:
        known = ", ".join(PROFILES)
        raise InvalidInput(f"There is no profile '{request.profile}'.", "profile", f"Choose one of: {known}.")
    return found


def _mapping(request: ImportRequest, table: Table, suggested: ColumnMapping) -> ColumnMapping:
    kind = KINDS[request.kind]
    try:
        chosen = [parse_choice(choice, table.headers, kind) for choice in request.choices]
        mapping = complete(suggested, chosen)
    except BadMapping as bad:
        raise InvalidInput(str(bad), "map") from bad
    constants = {}
    for constant in request.constants:
        name, equals, value = constant.partition("=")
        if not equals or kind.field(name.strip()) is None:
            raise InvalidInput(f"'{constant}' is not FIELD=VALUE with a field of {kind.name}.", "set")
        constants[name.strip()] = value.strip()
    return ColumnMapping(mapping.kind, mapping.pairs, constants)


def _styles(request: ImportRequest, table: Table, mapping: ColumnMapping, token: Token | None) -> ColumnStyles:
    scan = StyleScan(table.headers, mapping)
    if scan.is_needed:
        for number, row in enumerate(table.rows()):
            scan.add(row.cells)
            if token and number % LOOK_AT_TOKEN_EVERY == 0:
                token.report("Reading the file", number)
    return scan.result(request.date_order, request.decimal_mark)
