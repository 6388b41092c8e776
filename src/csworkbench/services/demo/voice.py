"""Feedback: surveys, complaints that recur by theme, praise and requests, and how far each was answered."""

from __future__ import annotations

from collections.abc import Sequence

from csworkbench.services.demo import voice_words
from csworkbench.services.demo.case import Book, Case, Person, business_ago
from csworkbench.services.demo.days import Days, instant
from csworkbench.storage.demo_rows import Rows, Value


def add_themes(rows: Rows, days: Days) -> tuple[int, ...]:
    """Add the themes; give their keys in the order of `voice_words.THEMES`."""
    return tuple(
        rows.add("theme", name=one.name, fixed_on=days.back(one.fixed).isoformat() if one.fixed else None)
        for one in voice_words.THEMES
    )


def add_feedback(book: Book, case: Case) -> None:
    """Add what the people of the account said."""
    random, story = case.random, case.story
    if not case.people:
        return
    horizon = min(story.started - 5, 700 if book.scale.is_rich else 170)
    for person in case.people[: 4 if book.scale.is_rich else 2]:
        if person.role != "procurement" and random.random() < 0.62:
            _surveys(book, case, person, horizon)
    mood = story.mood(story.newest)
    wish = (0.4 + 3.4 * (1 - mood) ** 1.5) * (1.3 if book.scale.is_rich else 0.6)
    for _ in range(min(6, round(random.expovariate(1 / wish)))):
        _complaint(book, case, horizon)
    if random.random() < mood * 0.7:
        _said(book, case, "praise", voice_words.PRAISE, _days_ago(book, case, horizon))
    if random.random() < 0.45:
        _said(book, case, "request", voice_words.REQUESTS, _days_ago(book, case, horizon))


def _days_ago(book: Book, case: Case, horizon: int) -> int:
    low = case.story.newest + 2
    ago = low + max(horizon - low, 0) * case.random.random() ** (2.2 if book.scale.is_rich else 1.5)
    return business_ago(book, case, int(ago))


def _surveys(book: Book, case: Case, person: Person, horizon: int) -> None:
    random, story = case.random, case.story
    ago = story.newest + random.randint(3, 150)
    while ago <= horizon:
        day = business_ago(book, case, ago)
        if person.left is None or person.left < day:
            mood = story.mood(day) + random.gauss(0, 0.1)
            kind = random.choices(("NPS", "CSAT", "CES"), (70, 22, 8))[0]
            _survey(book, case, person, kind, mood, day)
        ago += random.randint(150, 210)


def _survey(book: Book, case: Case, person: Person, kind: str, mood: float, ago: int) -> None:
    low, high = {"NPS": (0, 10), "CSAT": (1, 5), "CES": (1, 7)}[kind]
    share = 0.05 + 1.0 * min(max(mood, 0), 1)
    score = min(high, max(low, round(low + (high - low) * share)))
    _store(book, case, kind, ago, person, words=_comment(case, kind, score) or None, score=score, scale_min=low,
           scale_max=high, channel="email", is_bad=kind == "NPS" and score <= 6)  # fmt: skip


def _comment(case: Case, kind: str, score: int) -> str:
    texts: Sequence[str]
    if kind == "CES":
        texts = voice_words.CES_WORDS
    elif kind == "CSAT":
        texts = voice_words.CSAT_GOOD if score > 3 else voice_words.CSAT_BAD
    else:
        texts = voice_words.NPS_GOOD if score > 8 else voice_words.NPS_MIDDLE if score > 6 else voice_words.NPS_BAD
    text = case.random.choice(texts)
    if text in case.used:
        return ""
    case.used.add(text)
    return _filled(case, text)


def _filled(case: Case, text: str) -> str:
    random = case.random
    left = [one for one in case.people if one.left is not None]
    return text.format(
        n=random.randint(4, 38), k=f"{random.randint(2, 12) * 10},000", owner=case.owner.name.split()[0],
        first=(left or case.people)[0].first,
    )  # fmt: skip


def _complaint(book: Book, case: Case, horizon: int) -> None:
    random = case.random
    place = random.choices(range(len(voice_words.THEMES)), [one.share for one in voice_words.THEMES])[0]
    theme = voice_words.THEMES[place]
    ago = _days_ago(book, case, horizon)
    if theme.fixed and ago < theme.fixed and random.random() < 0.85:
        ago = business_ago(book, case, theme.fixed + random.randint(3, 60))
    if ago > case.story.started - 2:
        return
    weights = (20, 48, 26, 6) if case.story.mood(ago) > 0.5 else (8, 40, 40, 12)
    severity = random.choices(("low", "medium", "high", "critical"), weights)[0]
    key = _said(book, case, "complaint", theme.complaints, ago, severity)
    if key is not None:
        book.rows.add("feedback_theme", feedback_id=key, theme_id=book.themes[place])


def _said(book: Book, case: Case, kind: str, texts: Sequence[str], ago: int, severity: str | None = None) -> int | None:
    people = case.present(ago)
    if not people or ago > case.story.started:
        return None
    person = case.random.choice(people)
    channel = case.random.choice(("call", "email", "video", "chat", "meeting"))
    words = _filled(case, case.pick(texts))
    return _store(book, case, kind, ago, person, words=words, severity=severity, channel=channel,
                  is_bad=kind == "complaint")  # fmt: skip


def _store(book: Book, case: Case, kind: str, ago: int, person: Person, *, is_bad: bool, **values: Value) -> int:
    day = book.days.back(ago)
    said_at = instant(day, case.random.randint(84, 190) * 5)
    return book.rows.add(
        "feedback", account_id=case.id, contact_id=person.id, kind=kind, is_explicit=1, said_on=day.isoformat(),
        said_at=said_at, known_at=said_at, is_known_at_assumed=1, **_answer(book, case, person, ago, is_bad=is_bad),
        **values,
    )  # fmt: skip


def _answer(book: Book, case: Case, person: Person, ago: int, *, is_bad: bool) -> dict[str, Value]:
    """Give state and, where the customer was told, when, by whom and how; bad news takes longer."""
    random = case.random
    mood = case.story.mood(ago)
    took = 1 + round(random.expovariate(1 / (9 + (32 * (1 - mood) if is_bad else 3))))
    told = ago - took
    if told > case.story.newest:
        told_at = instant(book.days.business_day(book.days.back(told), case.place.country, 1), 1000)
        if told_at[:10] < book.days.today.isoformat():
            reason = random.choice(voice_words.RESOLUTIONS).format(who=person.first) if is_bad else None
            return {"state": "customer told", "told_at": told_at, "told_by": case.owner.name,
                    "told_channel": random.choice(("email", "call", "video")), "reason": reason}  # fmt: skip
    if ago - case.story.newest < 6:
        return {"state": "new"}
    return {"state": random.choice(("new", "acknowledged", "in progress", "in progress", "resolved"))}
