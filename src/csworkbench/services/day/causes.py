"""Nothing appears twice for one cause: what another row takes care of is not listed, that row tells of it.

The row that stays is the one that says most exactly what to do; it tells of the others as part of its reason:

- a check-in (planned, passed or missed): of a renewal at its mark, of its account being due by the cadence, of silent
  people, of health that fell by silence;
- a renewal at its mark: of the cadence, of silent people, of a review to prepare, of health that fell by silence;
- an account due by its cadence: of silent people, of health that fell by silence;
- silent people: of health that fell by silence;
- a promise: of the feedback it was made for;
- feedback past its target: of health that fell by what customers said;
- a review to prepare: of health that fell for want of a review.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from csworkbench.services.day.source import Candidate, Source

Cause = tuple[str, int]


class Found(NamedTuple):
    """A candidate and where it comes from."""

    source: Source
    candidate: Candidate


class Sorted(NamedTuple):
    """What is listed, and by its cause what is not because of it."""

    listed: list[tuple[Source, list[Candidate]]]
    dropped: Mapping[Cause, list[Found]]


def once_per_cause(found: Sequence[tuple[Source, list[Candidate]]]) -> Sorted:
    """Drop every candidate whose cause is answered by one of another source.

    That holds when the answering one is put aside, too, and when it is dropped itself.
    """
    answered = {cause for source, candidates in found for one in candidates for cause in source.answered_by(one)}
    listed: list[tuple[Source, list[Candidate]]] = []
    dropped: dict[Cause, list[Found]] = {}
    for source, candidates in found:
        kept = []
        for one in candidates:
            cause = source.cause_of(one)
            if cause is not None and cause in answered:
                dropped.setdefault(cause, []).append(Found(source, one))
            else:
                kept.append(one)
        listed.append((source, kept))
    return Sorted(listed, dropped)


def taken_along(source: Source, one: Candidate, dropped: Mapping[Cause, Sequence[Found]]) -> list[Found]:
    """Give what is not listed because this one is, and what is not listed because of that, each once."""
    found: dict[tuple[str, int], Found] = {}
    waiting = [Found(source, one)]
    while waiting:
        first = waiting.pop(0)
        for cause in first.source.answered_by(first.candidate):
            for other in dropped.get(cause, ()):
                key = other.source.kind, other.candidate.id
                if key not in found:
                    found[key] = other
                    waiting.append(other)
    return list(found.values())
