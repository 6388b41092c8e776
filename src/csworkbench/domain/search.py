"""What a search finds."""

from __future__ import annotations

from dataclasses import dataclass

from csworkbench.domain.ids import AccountId


@dataclass(frozen=True, slots=True)
class SearchHitRow:
    """One hit: an account, a contact or a touch (note), the account it belongs to, a title and where it was found."""

    kind: str
    id: int
    account_id: AccountId
    account_name: str
    title: str
    excerpt: str
