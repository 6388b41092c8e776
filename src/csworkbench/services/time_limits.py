"""The limits of a book: how long people may be silent, and by when feedback is to be answered."""

from __future__ import annotations

from collections.abc import Mapping

from csworkbench.domain.time_limits import TimeLimits, limit_words, problems_of
from csworkbench.infra.errors import InvalidInput
from csworkbench.storage import time_limits as storage
from csworkbench.storage.workbench import Workbench


def get_limits(wb: Workbench) -> TimeLimits:
    """Give what holds in the book."""
    with wb.read() as connection:
        return storage.limits_of(connection)


def set_limits(wb: Workbench, days: Mapping[str, int]) -> TimeLimits:
    """Make limits hold, by name, as one change; those that hold already change nothing. Health is computed anew.

    Raises:
        InvalidInput: there is no limit of a name, or days are out of range; `field` is the name.
    """
    for name, sentence in problems_of(days).items():
        raise InvalidInput(sentence, field=name)
    held = get_limits(wb)
    new = {name: number for name, number in days.items() if held[name] != number}
    if new:
        words = [limit_words(name, number) for name, number in new.items()]
        with wb.change(f"Limit {words[0]}" if len(words) == 1 else f"Change {len(words)} limits") as change:
            storage.put_limits(change.connection, new)
    return get_limits(wb)
