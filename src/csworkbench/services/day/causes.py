"""Nothing appears twice for one cause: what another row takes care of is not listed, that row tells of it."""

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
    answered: dict[str, set[int]] = {}
    causes = {source.cause for source, _ in found if source.cause}
    for source, candidates in found:
        for word in source.answers:
            if word in causes:
                answered.setdefault(word, set()).update(one.link for one in candidates if one.link is not None)
    listed: list[tuple[Source, list[Candidate]]] = []
    dropped: dict[Cause, list[Found]] = {}
    for source, candidates in found:
        links = answered.get(source.cause, set()) if source.cause else set()
        if not links:
            listed.append((source, candidates))
            continue
        kept = []
        for one in candidates:
            if one.link is not None and one.link in links:
                dropped.setdefault((source.cause, one.link), []).append(Found(source, one))
            else:
                kept.append(one)
        listed.append((source, kept))
    return Sorted(listed, dropped)


def taken_along(source: Source, one: Candidate, dropped: Mapping[Cause, Sequence[Found]]) -> list[Found]:
    """Give what is not listed because this one is."""
    if one.link is None:
        return []
    return [found for word in source.answers for found in dropped.get((word, one.link), ())]
