"""How the palette ranks what it knows: fuzzy, forgiving of typing slips, what was used last first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LEAST_SCORE = 60.0
_RECENT_BONUS = 12.0
_EXACT_BONUS = 30.0
_VERB_SCORE = 78.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something the palette can find.

    Attributes:
        key: unique; what "recent" remembers.
        text: what is shown.
        words: synonyms that find it too.
    """

    key: str
    text: str
    words: str = ""


def rank(query: str, candidates: Sequence[Candidate], recent: Sequence[str], limit: int = 12) -> list[str]:
    """Give the keys that fit best. Without a query: the recent ones first, then the others in their order."""
    places = {key: place for place, key in enumerate(recent)}
    if not query.strip():
        ordered = sorted(candidates, key=lambda one: places.get(one.key, len(places)))
        return [one.key for one in ordered[:limit]]
    from rapidfuzz import fuzz, process, utils

    texts = [f"{one.text} {one.words}" for one in candidates]
    wanted = query.replace("-", "")
    plain = [text.replace("-", "") for text in texts]
    found = process.extract(
        wanted, plain, scorer=fuzz.WRatio, processor=utils.default_process, limit=limit * 3, score_cutoff=LEAST_SCORE
    )
    scored = []
    for _text, score, at in found:
        key = candidates[at].key
        prefix = _likeness_bonus(wanted.strip().lower(), candidates[at].text.replace("-", "").replace(":", "").lower())
        bonus = _RECENT_BONUS / (1 + places[key]) if key in places else 0.0
        scored.append((-(score + prefix + bonus), at, key))
    return [key for _score, _at, key in sorted(scored)[:limit]]


def _likeness_bonus(wanted: str, text: str) -> float:
    """Give what a candidate gains for its shown text, which counts more than its synonyms."""
    if text == wanted:
        return _EXACT_BONUS
    if text.startswith(wanted):
        return 15.0
    return 10.0 if wanted in text else 0.0


def split_verb(query: str, verbs: Sequence[Candidate]) -> tuple[list[str], str]:
    """Part "chekin acme" into the verbs its first words may mean and the rest, which names an account.

    Gives the keys of the fitting verbs, best first, and the rest; no keys when the query has one word or fits no verb.
    """
    words = query.replace("-", "").split()
    if len(words) < 2:
        return [], ""
    best: tuple[float, list[str], int] = (0.0, [], 0)
    for taken in range(1, min(3, len(words) - 1) + 1):
        head = " ".join(words[:taken]).lower()
        scored = [(_likeness(head, verb), place, verb.key) for place, verb in enumerate(verbs)]
        fitting = sorted((-score, place, key) for score, place, key in scored if score >= _VERB_SCORE)
        if fitting and -fitting[0][0] >= best[0]:
            best = (-fitting[0][0], [key for _score, _place, key in fitting], taken)
    return best[1], " ".join(query.split()[best[2] :]) if best[1] else ""


def _likeness(head: str, verb: Candidate) -> float:
    from rapidfuzz import fuzz

    names = [verb.text, *verb.text.split(), *verb.words.split(",")]
    return max(fuzz.ratio(head, name.strip().lower().replace("-", "")) for name in names if name.strip())
