"""The records a factor rests on, as plain rows, and what they come to in a few words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from csworkbench.domain.day_words import short_day

MOST_ROWS = 200
NOUNS: Mapping[str, tuple[str, str]] = {
    "signal": ("figure", "figures"),
    "contract": ("contract", "contracts"),
    "goal": ("goal", "goals"),
    "touch": ("touch", "touches"),
    "contact": ("person", "people"),
    "review": ("review", "reviews"),
    "feedback": ("answer", "answers"),
    "complaint": ("open complaint", "open complaints"),
    "ticket": ("open ticket", "open tickets"),
    "pulse": ("pulse", "pulses"),
}
"""What a record is called, by its kind."""


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One record behind a factor.

    Attributes:
        kind: a word of `NOUNS`.
        id: key of the record; of a figure that of its series.
        on: its day; None for a person who was never heard from and a contract without a start.
        what: what it is, in its own words (not checked: may hold any text).
        value: what it says.
        counts: whether the factor's value rests on it.
        note: how it counts, or why it does not.
        contact_id: the person it is of, if one is known.
    """

    kind: str
    id: int
    on: date | None
    what: str
    value: str
    counts: bool
    note: str
    contact_id: int | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """The records behind one factor on a day, at most `MOST_ROWS`, those that count on top; `is_cut`: more exist."""

    key: str
    as_of: date
    rows: tuple[EvidenceRow, ...]
    is_cut: bool = False

    @property
    def counting(self) -> tuple[EvidenceRow, ...]:
        """The rows that the value rests on."""
        return tuple(row for row in self.rows if row.counts)


def evidence_of(key: str, as_of: date, rows: Sequence[EvidenceRow]) -> Evidence:
    """Give evidence with what counts on top, the order kept otherwise."""
    ordered = sorted(rows, key=lambda row: not row.counts)
    return Evidence(key, as_of, tuple(ordered[:MOST_ROWS]), len(ordered) > MOST_ROWS)


def rests_on(evidence: Evidence) -> str:
    """Give in a few words what a factor rests on: `30 figures, newest 20 Nov`, or the one record by its name."""
    rows = evidence.counting
    if not rows:
        return "no record"
    parts = []
    # Figures are what a factor is about; contracts only give the seats.
    for kind in sorted({row.kind for row in rows}, key=lambda kind: (kind != "signal", kind)):
        same = [row for row in rows if row.kind == kind]
        parts.append(_told(same, evidence))
    return ", ".join(parts)


def _told(rows: Sequence[EvidenceRow], evidence: Evidence) -> str:
    days = [row.on for row in rows if row.on is not None]
    newest = short_day(max(days), evidence.as_of) if days else ""
    if len(rows) == 1:
        row = rows[0]
        name = row.what if row.kind in ("touch", "review") else NOUNS[row.kind][0]
        if row.kind == "contact":
            return f"{row.what}, {row.value}"
        return f"{name} of {newest}" if newest else name
    more = "+" if evidence.is_cut else ""
    return f"{len(rows)}{more} {NOUNS[rows[0].kind][1]}" + (f", newest {newest}" if newest else "")
