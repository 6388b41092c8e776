"""What is planned and wanted: check-ins (due, overdue, held, missed), goals, the CSM's pulse and overrides."""

from __future__ import annotations

from csworkbench.services.demo import writing
from csworkbench.services.demo.case import Book, Case
from csworkbench.services.demo.days import instant

TIMES = ("09:00", "09:30", "10:00", "10:30", "11:00", "13:30", "14:00", "15:00", "16:00")
DAYS_LATE = 16


def add_check_ins(book: Book, case: Case, answered: list[tuple[int, int]]) -> None:
    """Add the next check-in, and in rich books those that were held and missed."""
    random = case.random
    if case.story.is_alive and random.random() < (0.9 if case.model.maximum_days else 0.25):
        _planned(book, case)
    if not book.scale.is_rich:
        return
    for touch_id, ago in answered[:6]:
        if random.random() < 0.6:
            _past(book, case, ago, "held", touch_id)
    if case.story.mood(case.story.newest) < 0.5 and answered:
        ago = max(answered[0][1] - random.randint(5, 12), case.story.newest + 1)
        _past(book, case, ago, "missed" if random.random() < 0.7 else "cancelled", None)


def _planned(book: Book, case: Case) -> None:
    random, ideal = case.random, case.model.ideal_days
    counted = case.last_two_way if case.last_two_way is not None else min(case.story.started, ideal)
    ahead = round(ideal * random.uniform(0.8, 1.05)) - counted
    if ahead < 0:
        ahead = random.randint(0, 12) if random.random() < 0.55 else -min(-ahead, random.randint(1, DAYS_LATE))
    elif random.random() < 0.05:
        ahead = -random.randint(1, 5)
    due_on = book.days.business_day(book.days.back(-min(ahead, 75)), case.place.country, 1)
    is_timed = random.random() < 0.55
    people = case.present(0)[:2]
    key = book.rows.add(
        "check_in", account_id=case.id, due_on=due_on.isoformat(), due_time=random.choice(TIMES) if is_timed else None,
        time_zone=case.place.time_zone if is_timed else None, minutes=random.choice((20, 30, 30, 45, 60)),
        kind="check-in", channel=random.choice(("call", "video", "video", "meeting")),
        agenda=_agenda(case), state="planned", moved_count=random.choice((0, 0, 0, 0, 1, 1, 2)),
        planned_at=instant(book.days.back(max(counted - 1, 1)), 960),
    )  # fmt: skip
    for person in people:
        book.rows.add("check_in_person", check_in_id=key, contact_id=person.id)


def _past(book: Book, case: Case, ago: int, state: str, touch_id: int | None) -> None:
    random = case.random
    book.rows.add(
        "check_in", account_id=case.id, due_on=book.days.back(ago).isoformat(), minutes=30, kind="check-in",
        channel="video", agenda=_agenda(case), state=state, moved_count=random.choice((0, 0, 1)), touch_id=touch_id,
        reason=None if touch_id else random.choice(writing.MISSED_REASONS),
        planned_at=instant(book.days.back(ago + random.randint(7, 25)), 900),
    )  # fmt: skip


def _agenda(case: Case) -> str:
    text = case.pick(writing.AGENDAS)
    return text.format(team=case.random.choice(writing.TEAMS), city=case.random.choice(case.place.cities))


def add_goals(book: Book, case: Case) -> None:
    """Add up to three goals whose status follows the mood."""
    random, days, story = case.random, book.days, case.story
    if random.random() < 0.16:
        return
    people = case.present(story.newest)
    for objective, metric, baseline, target, actual in random.sample(writing.GOALS, random.choice((1, 2, 2, 3))):
        mood = story.mood(story.newest) + random.gauss(0, 0.12)
        status = "achieved" if mood > 0.93 else "on track" if mood > 0.52 else "at risk" if mood > 0.3 else "missed"
        made = min(story.started, story.newest + random.randint(110, 330))
        updated = min(made, story.newest + random.randint(1, 85))
        words = {
            "a": random.randint(55, 75), "b": random.randint(76, 94), "n": random.randint(18, 48),
            "m": random.randint(3, 17), "d": random.randint(2, 6),
        }  # fmt: skip
        evidence = random.choice(writing.EVIDENCE).format(who=random.choice(people).name if people else "the customer")
        book.rows.add(
            "goal", account_id=case.id, objective=objective, metric=metric, baseline=baseline.format(**words),
            target=target.format(**words), actual=actual.format(**words),
            due_on=days.back(-random.randint(20, 200) if status in ("on track", "at risk") else updated).isoformat(),
            status=status, owner_id=case.owner.id, contact_id=people[0].id if people else None,
            evidence=evidence or None, updated_on=days.back(updated).isoformat(), known_at=instant(days.back(made)),
            is_known_at_assumed=1,
        )  # fmt: skip


def add_pulses(book: Book, case: Case) -> None:
    """Add what the CSM felt about the account, monthly in rich books."""
    random, story = case.random, case.story
    if random.random() < 0.18:
        return
    ago = story.newest + random.randint(2, 45)
    for _ in range(8 if book.scale.is_rich else 2):
        if ago > story.started:
            return
        value = min(5, max(1, round(0.9 + 4.3 * story.mood(ago) + random.gauss(0, 0.35))))
        texts = writing.PULSE_GOOD if value > 3 else writing.PULSE_MIDDLE if value == 3 else writing.PULSE_BAD
        day = book.days.business_day(book.days.back(ago), case.owner.country)
        book.rows.add("pulse", account_id=case.id, value=value, reasons=random.choice(texts),
                      given_on=day.isoformat(), given_at=instant(day, 930))  # fmt: skip
        ago += random.randint(28, 50)


def add_override(book: Book, case: Case) -> None:
    """Add, here and there, a band the CSM set by hand."""
    if case.random.random() < 0.015 and case.story.kind in ("steady", "wobbling"):
        book.rows.add(
            "health_override", account_id=case.id, band="watch", author=case.owner.name,
            reason="Takeover talks at the customer, nothing of it shows in the figures yet.",
            from_on=book.days.back(12).isoformat(), expires_on=book.days.back(-48).isoformat(),
        )  # fmt: skip
