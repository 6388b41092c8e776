"""Touches with notes, and the actions that came out of them; never on a weekend or a public holiday."""

from __future__ import annotations

from datetime import timedelta

from csworkbench.services.demo import writing
from csworkbench.services.demo.case import Book, Case, Person, business_ago
from csworkbench.services.demo.days import instant

LIVE = ("call", "video", "video", "meeting", "on-site")
KINDS = ("check-in", "check-in", "check-in", "check-in", "training", "implementation", "performance review", "other")


def add_touches(book: Book, case: Case) -> list[tuple[int, int]]:
    """Add the touches of the account; give (key, days ago) of the two-way ones, newest first."""
    random, story, scale = case.random, case.story, book.scale
    if story.kind == "in notice":
        _notice(book, case, business_ago(book, case, notice_ago(case)))
    ago = _newest(case)
    answered: list[tuple[int, int]] = []
    oldest = min(scale.touch_days, story.started - 3)
    last = -1
    for number in range(scale.touches):
        day = business_ago(book, case, int(ago))
        if day > oldest:
            break
        if day != last and case.present(day):
            mood = story.mood(day)
            is_silent = random.random() < (0.4 if mood < 0.42 else 0.08) and number > 0
            key = _touch(book, case, day, number, is_two_way=not is_silent)
            if not is_silent:
                answered.append((key, day))
                _promises(book, case, key, day)
        last = day
        ago = max(day + 2, ago + max(5, case.model.ideal_days * random.uniform(0.55, 1.1)))
    if answered:
        case.last_two_way = answered[0][1]
        _reminders(book, case)
    return answered


def notice_ago(case: Case) -> int:
    """Give how many days ago notice was given."""
    return max(case.story.turned // 3, 1)


def _newest(case: Case) -> float:
    random, story, ideal = case.random, case.story, case.model.ideal_days
    mood = story.mood(story.newest)
    low, high = (0.08, 0.95) if mood > 0.6 else (0.3, 1.4) if mood > 0.42 else (0.9, 2.4)
    return story.newest + max(1, ideal * random.uniform(low, high))


def _reminders(book: Book, case: Case) -> None:
    """Add the mails of the last weeks that nobody answered, where things go badly."""
    silent = case.last_two_way or 0
    if case.story.mood(case.story.newest) > 0.45 or silent - case.story.newest < 18:
        return
    for _ in range(case.random.randint(1, 2)):
        low = case.story.newest + 2
        ago = business_ago(book, case, case.random.randint(low, max(low, silent - 8)))
        if ago < silent:
            _touch(book, case, ago, 1, is_two_way=False)


def _touch(book: Book, case: Case, ago: int, number: int, *, is_two_way: bool) -> int:
    random = case.random
    people = _people(case, ago, number)
    channel = random.choice(LIVE) if is_two_way and random.random() < 0.72 else "email"
    if not is_two_way and random.random() < 0.25:
        channel = "call"
    is_inbound = is_two_way and random.random() < (0.45 if channel == "email" else 0.12)
    unanswered = writing.UNANSWERED_CALLS if channel == "call" else writing.UNANSWERED_MAILS
    note = _note(case, people, ago, channel) if is_two_way else _filled(case, case.pick(unanswered), people, ago)
    return _store(
        book, case, ago, people, channel=channel, direction="inbound" if is_inbound else "outbound",
        is_two_way=int(is_two_way), kind=_kind(case, ago) if is_two_way else "check-in", notes=note,
        outcome=random.choice(("next step agreed", "for information", "decision taken")) if is_two_way else "no answer",
    )  # fmt: skip


def _kind(case: Case, ago: int) -> str:
    if case.story.mood(ago) < 0.35 and case.random.random() < 0.35:
        return "escalation"
    if case.story.started - ago < 90:
        return case.random.choice(("implementation", "training", "check-in"))
    return case.random.choice(KINDS)


def _notice(book: Book, case: Case, ago: int) -> None:
    people = case.present(ago)[-1:]
    if people:
        reason = case.pick(writing.CHURN_REASONS)
        text = _filled(case, case.pick(writing.NOTICES), people, ago, reason)
        _store(book, case, ago, people, channel="notice", direction="inbound", is_two_way=0, kind="notice", notes=text,
               outcome="notice given")  # fmt: skip


def _store(book: Book, case: Case, ago: int, people: list[Person], **values: str | int) -> int:
    day = book.days.back(ago)
    happened_at = instant(day, case.random.randint(84, 190) * 5)
    key = book.rows.add(
        "touch", account_id=case.id, happened_on=day.isoformat(), happened_at=happened_at, known_at=happened_at,
        is_known_at_assumed=1, **values,
    )  # fmt: skip
    for person in people:
        book.rows.add("touch_person", touch_id=key, contact_id=person.id)
    return key


def _people(case: Case, ago: int, number: int) -> list[Person]:
    """Give who took part: the champion nearly always, the sponsor and the buyer in turn."""
    here = case.present(ago)
    chosen = case.present(ago, ("champion",))[:1] or here[:1]
    mood = case.story.mood(ago)
    likely = {"sponsor": 0.75 if number % 3 < 2 else 0.2, "economic buyer": 0.7 if number % 3 == 1 else 0.15}
    for person in here:
        chance = likely.get(person.role, 0.12) * (1 if mood > 0.5 else 0.4)
        if person not in chosen and case.random.random() < chance:
            chosen.append(person)
    return chosen[:4]


def _note(case: Case, people: list[Person], ago: int, channel: str) -> str:
    mood = case.story.mood(ago) + case.random.gauss(0, 0.08)
    bodies = writing.BODIES_GOOD if mood > 0.64 else writing.BODIES_MIDDLE if mood > 0.45 else writing.BODIES_BAD
    opening = writing.OPENINGS[channel]
    parts = [case.random.choice(opening), case.pick(bodies)]
    if case.random.random() < 0.45:
        parts.append(case.pick(writing.BODIES_MIDDLE if mood > 0.45 else bodies))
    parts.append(case.random.choice(writing.CLOSES))
    return " ".join(_filled(case, part, people, ago) for part in parts if part)


class _Words(dict[str, object]):
    """The names and figures of a text, each looked up only when the text asks for it."""

    def __init__(self, case: Case, people: list[Person], ago: int, reason: str) -> None:
        super().__init__(seats=max(case.seats, 4), reason=reason, reason_capital=reason[:1].upper() + reason[1:])
        self._case, self._people, self._ago = case, people, ago

    def __missing__(self, key: str) -> object:
        case, random = self._case, self._case.random
        if key == "who":
            return self._people[0].first if random.random() < 0.6 else self._people[0].name
        if key == "other":
            others = [one.first for one in case.present(self._ago) if one not in self._people]
            return random.choice(others or ["a colleague"])
        if key == "n":
            return random.randint(4, max(5, min(48, case.seats // 2)))
        if key == "active":
            return round(case.seats * (0.06 + 0.84 * case.story.mood(self._ago)))
        if key == "promise_small":
            promise = _promise(case)
            return promise[0].lower() + promise[1:]
        return random.choice({"team": writing.TEAMS, "city": case.place.cities, "week": writing.WEEKS}[key])


def _filled(case: Case, text: str, people: list[Person], ago: int, reason: str = "") -> str:
    """Fill names and figures into a text."""
    return text.format_map(_Words(case, people, ago, reason)) if "{" in text else text


def _promise(case: Case) -> str:
    return case.random.choice(writing.PROMISES).format(n=case.random.randint(5, 40))


def _promises(book: Book, case: Case, touch_id: int, ago: int) -> None:
    random = case.random
    if random.random() > (0.55 if ago < 60 else 0.25):
        return
    is_ours = random.random() < 0.72
    title = _promise(case) if is_ours else random.choice(writing.THEIR_PROMISES)
    due = ago - random.randint(4, 24)
    is_late = due > 0 and random.random() < (0.16 if case.story.mood(ago) > 0.5 else 0.4) and ago < 80
    is_open = case.story.is_alive and (due <= 0 or is_late)
    done = None if is_open else max(due + random.randint(-3, 6), case.story.newest, 0 if due < 1 else 1)
    people = case.present(ago)
    due_on = book.days.business_day(book.days.back(due), case.place.country, 1)
    made_on = book.days.back(ago)
    book.rows.add(
        "action", account_id=case.id, title=title, side="ours" if is_ours else "theirs",
        owner_id=case.owner.id if is_ours else None, contact_id=None if is_ours or not people else people[0].id,
        due_on=max(due_on, made_on + timedelta(days=1)).isoformat(), state="open" if is_open else "done",
        done_on=None if done is None else max(book.days.back(done), made_on).isoformat(),
        source_table="touch", source_id=touch_id, made_at=instant(made_on, 1000),
    )  # fmt: skip
