"""What is wrong with a filter, and where."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class FilterError(ValueError):
    """A filter can't be understood.

    Attributes:
        position: offset of the place in the text, from 0; the message names it as column, from 1.
        detail: the sentence without the column.
    """

    def __init__(self, detail: str, position: int) -> None:
        """Keep the place so that an editor can mark it."""
        super().__init__(f"column {position + 1}: {detail}")
        self.detail = detail
        self.position = position


def nearest(word: str, known: Iterable[str]) -> str:
    """Give ` Did you mean "..."?` for the closest known word, or nothing."""
    by_fold = {one.casefold(): one for one in known}
    found = get_close_matches(word.casefold(), by_fold, n=1, cutoff=0.5)
    return f' Did you mean "{by_fold[found[0]]}"?' if found else ""
