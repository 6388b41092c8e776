"""Search: what a person types, split into words, and what is found."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from csworkbench.domain.ids import AccountId
from csworkbench.domain.texts import without_harm

MOST_WORDS = 8
LONGEST_WORD = 100
PART_LETTERS = 3
"""From this many letters on a word is found inside others, too."""


@dataclass(frozen=True, slots=True)
class SearchHitRow:
    """One hit; `kind` is account, contact, touch, feedback or review, and `id` that record's key."""

    kind: str
    id: int
    account_id: AccountId
    account_name: str
    title: str
    excerpt: str


def search_words(typed: str) -> tuple[str, ...]:
    """Give the words that all must be found: at most 8, composed (NFC), none without a letter or digit."""
    composed = unicodedata.normalize("NFC", without_harm(typed.replace("\0", " "))).split()
    words = dict.fromkeys(word[:LONGEST_WORD] for word in composed if any(letter.isalnum() for letter in word))
    return tuple(words)[:MOST_WORDS]


def is_part(word: str) -> bool:
    """Tell whether a word is long enough to be found inside others."""
    return len(word) >= PART_LETTERS


def quoted(word: str) -> str:
    """Give a word as the index takes it: quoted, so that nothing in it is an operator."""
    return '"' + word.replace('"', '""') + '"'


def beginning(word: str) -> str:
    """Give a word as the beginning of the words looked for."""
    return f"{quoted(word)}*"
