"""Which model serves which account: the most precisely aimed one, the newest of equals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from csworkbench.domain.health.model import HealthModel


class StoredModel(NamedTuple):
    """A model with its key in the book."""

    id: int
    model: HealthModel


def in_use(models: Iterable[StoredModel]) -> tuple[StoredModel, ...]:
    """Give the newest version of every name that is not retired, most precisely aimed first, newest first of equals."""
    newest: dict[str, StoredModel] = {}
    for one in models:
        before = newest.get(one.model.name)
        if before is None or before.model.version < one.model.version:
            newest[one.model.name] = one
    kept = [one for one in newest.values() if not one.model.is_retired]
    return tuple(sorted(kept, key=lambda one: (-one.model.serves.precision, -one.model.version)))


def serving(
    models: Sequence[StoredModel], engagement_models: Sequence[str | None], segments: Sequence[str | None]
) -> list[int]:
    """Give per account the place in `models` (in the order of `in_use`) of the one that serves it.

    An account that no model is aimed at is served by the last, the least precise one.
    """
    if len(models) == 1 and models[0].model.serves.is_everyone:
        return [0] * len(segments)
    known: dict[tuple[str | None, str | None], int] = {}
    last = len(models) - 1
    for pair in set(zip(engagement_models, segments, strict=True)):
        known[pair] = next((place for place, one in enumerate(models) if one.model.serves.includes(*pair)), last)
    return [known[pair] for pair in zip(engagement_models, segments, strict=True)]
