"""Finds accounts, people and what was written down by what a user types."""

from __future__ import annotations

from csworkbench.domain.search import SearchHitRow, search_words
from csworkbench.storage.search import find_hits
from csworkbench.storage.workbench import Workbench


def search(wb: Workbench, typed: str, limit: int = 12) -> list[SearchHitRow]:
    """Give accounts, people, touches, feedback and reviews (at most `limit` of each) that hold every word typed."""
    with wb.read() as connection:
        return find_hits(connection, search_words(typed), limit)
