"""What the import dialog says: kinds, missing fields, confidence, and the services' sentences without options."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from csworkbench.domain.imports.kinds import KINDS
from csworkbench.domain.imports.mapping import SURE, MappingSuggestion
from csworkbench.ui.widgets.texts import count_text, number_text

if TYPE_CHECKING:
    from csworkbench.domain.imports.results import ErrorGroup
    from csworkbench.services.imports.outline import ImportOutline
    from csworkbench.services.imports.request import ImportCounts

KIND_LABELS = {
    "accounts": "Accounts",
    "contacts": "Contacts",
    "contracts": "Contracts and renewals",
    "signals": "Signals (usage)",
    "tickets": "Tickets",
    "feedback": "Feedback",
    "touches": "Touches",
    "outcomes": "Outcomes (renewed, churned)",
}
DELIMITERS = {",": "Comma", ";": "Semicolon", "\t": "Tab", "|": "Bar"}
_SINGULAR = {"feedback": "feedback entry", "touches": "touch", "signals": "point"}
_PLURAL = {"feedback": "feedback entries", "touches": "touches"}
_ACCOUNT_GROUP = "account_external_id"
_FOR_THE_WINDOW = (
    (re.compile(r"; choose another with --currency\."), " (step 2 lets you choose another)."),
    (re.compile(r" with --map COLUMN=-"), ""),
    (re.compile(r"Choose it with --date-order\."), "Choose the order of day and month in step 2."),
    (re.compile(r", or state (?:it|them)[^.]*--set [^.]*\."), "."),
)
_OPTION_SENTENCE = re.compile(r"[^.]*--[a-z][^.]*\.?")


def records(kind: str, count: int) -> str:
    """Give `423 accounts`, `1 touch`, `12 points`."""
    one = _SINGULAR.get(kind, kind.removesuffix("s"))
    return count_text(count, one, _PLURAL.get(kind, ""))


def in_window(sentence: str) -> str:
    """Give a sentence of a service without the options of the command line."""
    for pattern, instead in _FOR_THE_WINDOW:
        sentence = pattern.sub(instead, sentence)
    return " ".join(_OPTION_SENTENCE.sub("", sentence).split())


def missing(kind: str, fields: Collection[str]) -> list[str]:
    """Give a sentence per required field that no column fills yet."""
    target = KINDS[kind]
    filled = set(fields)
    if any(name.startswith("metric:") for name in filled):
        filled.add("metric:*")
    found = []
    for group in target.required:
        if filled.intersection(group):
            continue
        if _ACCOUNT_GROUP in group:
            found.append("Choose the column that says which account a row belongs to (its id, name or domain).")
        else:
            labels = [each.label for each in target.fields if each.name in group]
            found.append(f"{KIND_LABELS[kind]} need a column for {' or '.join(labels)}.")
    if kind == "signals" and "value" in filled and "metric" not in filled:
        found.append("Choose the column that names the metric, or give the values to one metric.")
    return found


def two_ways(outline: ImportOutline, *, has_order: bool, has_mark: bool) -> list[str]:
    """Give a sentence per choice that is still open: order of day and month, decimal mark."""
    found = []
    if outline.dates and not has_order:
        found.append(f"{_quoted(outline.dates)} can be read two ways: choose the date order.")
    if outline.marks and not has_mark:
        found.append(f"{_quoted(outline.marks)} can be read two ways: choose the decimal mark.")
    return found


def _quoted(examples: tuple[tuple[str, str], ...]) -> str:
    header, example = examples[0]
    more = f" and {count_text(len(examples) - 1, 'more column')}" if len(examples) > 1 else ""
    return f"“{example}” in {header}{more}"


def confidence(suggestion: MappingSuggestion, labels: Mapping[str, str]) -> str:
    """Give how sure a suggestion is, in words; empty when there is none."""
    if suggestion.field is None:
        return ""
    percent = round(suggestion.confidence * 100)
    if suggestion.confidence >= SURE:
        return "Certain" if percent >= 100 else f"Likely, {percent} %"
    return f"Perhaps {labels.get(suggestion.field, suggestion.field)}, {percent} %"


def how_read(outline: ImportOutline) -> str:
    """Give how the file is read in one line."""
    parts = [outline.form.upper(), count_text(len(outline.headers), "column")]
    if outline.sheet:
        parts.append(f"sheet {outline.sheet}")
    if outline.encoding:
        parts.append(outline.encoding)
    if outline.delimiter:
        parts.append(f"{DELIMITERS.get(outline.delimiter, repr(outline.delimiter)).lower()}s between values")
    parts.append(f"column names in row {number_text(outline.header_row)}")
    return " · ".join(parts)


def group_lines(group: ErrorGroup) -> tuple[str, str, str]:
    """Give a group of errors as what (with count), what was found where, and what mends it."""
    rows = count_text(group.count, "row")
    found = ", ".join(f"“{example}”" for example in group.examples if example)
    where = ", ".join(number_text(row) for row in group.first_rows)
    more = ", …" if group.count > len(group.first_rows) else ""
    head = f"{rows}: {group.column} is not {group.expected}" if group.column else f"{rows}: expected {group.expected}"
    seen = f"Found {found} in row {where}{more}" if found else f"In row {where}{more}"
    return head, seen, in_window(group.fix)


def sum_line(kind: str, counts: ImportCounts) -> str:
    """Give what was imported in one line."""
    taken = counts.new + counts.changed
    return f"Imported {records(kind, taken)}" if taken else "Nothing in the book had to change"
