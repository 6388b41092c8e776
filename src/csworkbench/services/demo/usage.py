"""Two years of usage: the account's mood with summer, Christmas, public holidays, Fridays and noise in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from csworkbench.services.demo.days import Days
from csworkbench.services.demo.places import PLACES, Place
from csworkbench.services.demo.scale import WEEKS, Scale
from csworkbench.services.demo.story import Story
from csworkbench.storage.demo_rows import Rows

SOURCE = "Product analytics"
CHRISTMAS = 0.42


class Seasons:
    """How much of normal use is left in a week, or on a day, of a country."""

    def __init__(self, days: Days) -> None:
        """Keep the calendar; weeks are worked out once per country."""
        self._days = days
        self.weeks = {place.country: [self._week(place, back) for back in range(WEEKS)] for place in PLACES}

    def _week(self, place: Place, weeks_back: int) -> float:
        monday = self._days.monday - timedelta(weeks=weeks_back)
        parts = [self.day(place, monday - timedelta(days=back)) for back in range(7, 2, -1)]
        return sum(parts) / len(parts)

    def day(self, place: Place, day: date) -> float:
        """Give the share for a business day."""
        if (day.month, day.day) >= (12, 23) or (day.month, day.day) <= (1, 3):
            return CHRISTMAS
        if day in self._days.holidays[place.country]:
            return 0.1
        share = 0.9 if day.weekday() == 4 else 1.0
        return share * place.august if (7, 20) <= (day.month, day.day) <= (8, 25) else share


def add_usage(
    rows: Rows, account_id: int, story: Story, place: Place, seats: int, seasons: Seasons, days: Days, scale: Scale,
    random: Random,
) -> None:  # fmt: skip
    """Add `active_users`, and in small books `logins` and `seats`, as far as the account was there."""
    weeks = [(back, (days.today - days.monday).days + back * 7) for back in reversed(scale.point_weeks)]
    weeks = [(back, ago) for back, ago in weeks if story.newest <= ago <= story.started]
    if not weeks:
        return
    habit = random.uniform(0.88, 1.06)
    active: list[tuple[str, float]] = []
    for back, ago in weeks:
        share = 0.06 + 0.84 * story.mood(ago)
        value = seats * share * habit * seasons.weeks[place.country][back] * random.gauss(1, 0.035)
        active.append((days.back(ago).isoformat(), _people(value, seats)))
    known = {day for day, _ in active}
    active += [one for one in _daily(story, place, seats * habit, seasons, days, scale, random) if one[0] not in known]
    rows.add_points(_series(rows, account_id, "active_users"), active)
    if scale.has_all_metrics:
        rate = random.uniform(4.2, 8.8)
        logins = [(day, float(round(value * rate * random.gauss(1, 0.05)))) for day, value in active]
        rows.add_points(_series(rows, account_id, "logins"), [(day, max(value, 0.0)) for day, value in logins])
        quarters = range(WEEKS * 7, -1, -91)
        held = [(days.back(ago).isoformat(), float(seats)) for ago in quarters if story.newest <= ago <= story.started]
        rows.add_points(_series(rows, account_id, "seats"), held)


def _daily(
    story: Story, place: Place, seats: float, seasons: Seasons, days: Days, scale: Scale, random: Random
) -> Iterator[tuple[str, float]]:
    for ago in range(min(scale.daily_days, story.started), story.newest - 1 if scale.daily_days else 0, -1):
        day = days.back(ago)
        if day.weekday() < 5:
            share = (0.06 + 0.84 * story.mood(ago)) * seasons.day(place, day)
            yield day.isoformat(), _people(seats * share * random.gauss(1, 0.06), int(seats * 1.2) + 1)


def _people(value: float, seats: int) -> float:
    return float(min(max(round(value), 0), seats))


def _series(rows: Rows, account_id: int, metric: str) -> int:
    return rows.add("signal_series", account_id=account_id, metric=metric, source=SOURCE, is_known_at_assumed=1)
