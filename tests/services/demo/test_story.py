from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from csworkbench.services.demo.story import KINDS, Story, tell


def _stories(count: int, seed: int = 1) -> list[Story]:
    return [tell(index, seed, Random(index)) for index in range(count)]


def test_kinds_come_as_often_as_they_should():
    found = Counter(story.kind for story in _stories(2000))
    for kind, share in KINDS:
        assert abs(found[kind] / 2000 - share) < 0.01


@pytest.mark.parametrize("seed", range(8))
def test_a_small_book_has_every_kind(seed: int):
    assert {story.kind for story in _stories(60, seed)} == {kind for kind, _ in KINDS}


def test_moods_stay_in_range_and_end_as_told():
    for story in _stories(400):
        moods = [story.mood(days) for days in range(story.newest, 800, 9)]
        assert all(0 <= mood <= 1 for mood in moods)
        if story.kind in ("falling", "in notice", "churned"):
            assert story.mood(story.newest) < 0.5 < story.mood(story.newest + 330)
        if story.kind == "rising":
            assert story.mood(0) > story.mood(300)


def test_mood_lies_on_straight_lines():
    story = Story("steady", "none", 900, None, 0, ((0, 0.2), (100, 0.6), (200, 0.6)))
    assert [story.mood(days) for days in (0, 50, 100, 150, 500)] == pytest.approx([0.2, 0.4, 0.6, 0.6, 0.6])
