"""Which column fills which field: suggestions from headers, the person's own choices, and what is still missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from csworkbench.domain.imports.fields import METRIC_PREFIX, Kind, normal_header
from csworkbench.domain.imports.kinds import KINDS
from csworkbench.domain.imports.profiles import GENERIC, Profile

SURE = 0.9
_FUZZY_FLOOR = 0.86


class BadMapping(ValueError):
    """A mapping that can't be used; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class MappingSuggestion:
    """What a column probably is.

    Attributes:
        header: the column, as in the file.
        field: the field's name, or None when nothing fits.
        confidence: 0..1; from `SURE` on it is used without asking, below it is only proposed.
    """

    header: str
    field: str | None
    confidence: float


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """The mapping an import runs with; remember it per source as `pairs`.

    Attributes:
        kind: the import kind's name.
        pairs: header -> field name; at most one header per field.
        constants: field name -> text used in every row where no column fills the field (as if it stood in the file).
    """

    kind: str
    pairs: Mapping[str, str]
    constants: Mapping[str, str] = field(default_factory=dict)

    def header_of(self, field_name: str) -> str | None:
        """Give the column that fills a field, or None."""
        return next((header for header, name in self.pairs.items() if name == field_name), None)


def suggest(headers: Sequence[str], kind: Kind, profile: Profile = GENERIC) -> list[MappingSuggestion]:
    """Give one suggestion per header, in the file's order; each field is given away once, to its best header."""
    offers: list[tuple[float, int, int, str]] = []
    for place, header in enumerate(headers):
        offers += [(-sure, rank, place, name) for sure, rank, name in _offers(header, kind, profile)]
    by_place: dict[int, tuple[str, float]] = {}
    taken: set[str] = set()
    for negative, _, place, name in sorted(offers):
        if place not in by_place and name not in taken:
            by_place[place] = (name, -negative)
            taken.add(name)
    return [MappingSuggestion(header, *by_place.get(place, (None, 0.0))) for place, header in enumerate(headers)]


def _offers(header: str, kind: Kind, profile: Profile) -> list[tuple[float, int, str]]:
    """Give (confidence, rank among the field's headers, field) for one header."""
    normal = profile.normal(header)
    known = profile.fields.get(kind.name, {}).get(normal)
    if known is not None:
        return [(1.0, 0, known)]
    if not normal or normal in profile.ignored:
        return []
    exact = [(SURE + 0.05, each.headers.index(normal), each.name) for each in kind.fields if normal in each.headers]
    return exact or _fuzzy_offers(normal, kind)


def _fuzzy_offers(normal: str, kind: Kind) -> list[tuple[float, int, str]]:
    if len(normal) < 5:
        return []
    found: list[tuple[float, int, str]] = []
    matcher = SequenceMatcher(b=normal, autojunk=False)
    for each in kind.fields:
        for rank, candidate in enumerate(each.headers):
            matcher.set_seq1(candidate)
            if matcher.real_quick_ratio() >= _FUZZY_FLOOR and (ratio := matcher.ratio()) >= _FUZZY_FLOOR:
                found.append((ratio * 0.85, rank, each.name))
    return found


def automatic(suggestions: Iterable[MappingSuggestion], kind: Kind) -> ColumnMapping:
    """Give the mapping made of the sure suggestions alone."""
    return ColumnMapping(kind.name, {each.header: each.field for each in suggestions
                                     if each.field is not None and each.confidence >= SURE})  # fmt: skip


def parse_choice(text: str, headers: Sequence[str], kind: Kind) -> tuple[str, str | None]:
    """Read `COLUMN=FIELD` (an empty FIELD or `-` means: leave the column out) as (header, field).

    The last `=` divides, so that a column name may hold one; the column may differ in case and blanks.

    Raises:
        BadMapping: no `=`, no such column, or no such field.
    """
    column, equals, name = text.rpartition("=")
    if not equals or not column.strip():
        raise BadMapping(f"'{text}' is not COLUMN=FIELD.")
    header = _find_header(column.strip(), headers)
    wanted = name.strip()
    if wanted in ("", "-"):
        return header, None
    if kind.field(wanted) is None:
        names = ", ".join(each.name for each in kind.fields)
        raise BadMapping(f"{kind.name} have no field '{wanted}'. Fields: {names}.")
    return header, wanted


def _find_header(column: str, headers: Sequence[str]) -> str:
    if column in headers:
        return column
    matches = [header for header in headers if normal_header(header) == normal_header(column)]
    if len(matches) != 1:
        raise BadMapping(f"The file has no column '{column}'. Its columns: {', '.join(headers)}.")
    return matches[0]


def complete(mapping: ColumnMapping, choices: Iterable[tuple[str, str | None]]) -> ColumnMapping:
    """Give the mapping with the person's choices over it; a field chosen for a column leaves any other column."""
    pairs = dict(mapping.pairs)
    chosen: dict[str, str] = {}
    for header, name in choices:
        pairs.pop(header, None)
        if name is None:
            continue
        if name in chosen and chosen[name] != header:
            raise BadMapping(f"Columns '{chosen[name]}' and '{header}' can't both fill '{name}'.")
        pairs = {other: field_name for other, field_name in pairs.items() if field_name != name}
        pairs[header] = name
        chosen[name] = header
    return ColumnMapping(mapping.kind, pairs, mapping.constants)


def problems(mapping: ColumnMapping, headers: Sequence[str]) -> list[str]:
    """Give why the mapping can't run, as sentences with what to do; empty when it can."""
    kind = KINDS[mapping.kind]
    filled = set(mapping.pairs.values()) | set(mapping.constants)
    if mapping.kind == "signals" and any(name.startswith(METRIC_PREFIX) for name in filled):
        filled.add("metric:*")
    missing = [group for group in kind.required if not filled.intersection(group)]
    found = [_missing_reason(kind, group, headers) for group in missing]
    if mapping.kind == "signals" and "value" in filled and "metric" not in filled:
        found.append("The column of values has no metric. Map a column to 'metric', or map the values to "
                     "'metric:NAME', for example --map COLUMN=metric:active_users.")  # fmt: skip
    return found


def _missing_reason(kind: Kind, group: tuple[str, ...], headers: Sequence[str]) -> str:
    columns = ", ".join(headers[:12]) + (", ..." if len(headers) > 12 else "")
    if "account_external_id" in group:
        options = ", ".join(group)
        return (f"No column says which account a row belongs to, so no row of {kind.name} can be placed. "
                f"Map one with --map COLUMN=FIELD to one of: {options}. Columns: {columns}.")  # fmt: skip
    wanted = " or ".join(group)
    return (
        f"No column gives {wanted}, which {kind.name} need. Map one with --map COLUMN={group[0]}. Columns: {columns}."
    )


def other_kind(headers: Sequence[str], kind: Kind, profile: Profile = GENERIC) -> str | None:
    """Give the kind the headers give away when it is another than `kind` (a file of the wrong kind), else None."""
    normal = {profile.normal(header) for header in headers}
    telling = {each.name: max((len(marks) for marks in each.telling if marks <= normal), default=0)
               for each in KINDS.values()}  # fmt: skip
    if telling[kind.name]:
        return None
    best = max(telling, key=lambda name: telling[name])
    return best if telling[best] else None
