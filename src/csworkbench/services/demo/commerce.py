"""Contracts with their renewals, the outcomes of accounts, and support tickets."""

from __future__ import annotations

from csworkbench.services.demo.case import Book, Case, business_ago
from csworkbench.services.demo.days import instant
from csworkbench.services.demo.voice_words import OTHER_TICKETS, THEMES
from csworkbench.services.demo.writing import CHURN_REASONS, EXPAND_REASONS, REDUCE_REASONS

ADD_ONS = ("Insights", "API access", "Premium support", "Scanner app")
CORE = "Order platform"
NOTICE_DAYS = (30, 60, 90)


def add_contracts(book: Book, case: Case) -> None:
    """Add the running contract (or the lost one), sometimes the one before it and an add-on."""
    random, story = case.random, case.story
    ends = -_days_left(case) if story.is_alive else story.newest
    begins = max(ends + 364, 0) if story.started > ends + 364 else story.started
    outcome = None if story.is_alive else "lost"
    reason = case.pick(CHURN_REASONS) if outcome else None
    _contract(book, case, CORE, case.arr_minor, case.seats, begins, ends, outcome, reason)
    if reason:
        _outcome(book, case, ends, "churned", reason)
    if story.started >= begins + 180 and story.kind != "unknown":
        _earlier_contract(book, case, begins)
    if case.segment != "SMB" and story.is_alive and random.random() < 0.45 and begins > 0:
        arr = _priced(case.arr_minor * random.uniform(0.08, 0.2))
        _contract(book, case, random.choice(ADD_ONS), arr, None, begins, ends, None, None)


def _days_left(case: Case) -> int:
    random = case.random
    if case.story.kind == "in notice":
        return random.randint(12, 100)
    return random.randint(3, 90) if random.random() < 0.24 else random.randint(91, 362)


def _earlier_contract(book: Book, case: Case, begins: int) -> None:
    random = case.random
    draw = random.random()
    outcome, factor, reasons = (
        ("renewed", 0.97, ("renewed on the same terms",)) if draw < 0.58
        else ("expanded", 0.74, EXPAND_REASONS) if draw < 0.84
        else ("reduced", 1.22, REDUCE_REASONS)
    )  # fmt: skip
    reason = case.pick(reasons)
    starts = min(begins + 365, case.story.started)
    seats = max(3, round(case.seats * factor))
    _contract(book, case, CORE, _priced(case.arr_minor * factor), seats, starts, begins + 1, outcome, reason)
    _outcome(book, case, begins + 1, outcome, reason)


def _priced(minor: float) -> int:
    return round(minor / 10_000) * 10_000


def _contract(
    book: Book, case: Case, product: str, arr: int, seats: int | None, begins: int, ends: int, outcome: str | None,
    reason: str | None,
) -> None:  # fmt: skip
    start_on, end_on = book.days.back(begins), book.days.back(ends)
    book.rows.add(
        "contract",
        account_id=case.id,
        product=product,
        arr_minor=arr,
        currency=case.currency,
        seats=seats,
        start_on=start_on.isoformat(),
        end_on=end_on.isoformat(),
        notice_days=case.random.choice(NOTICE_DAYS),
        outcome=outcome,
        outcome_on=end_on.isoformat() if outcome else None,
        reason=reason,
        known_at=instant(start_on),
        is_known_at_assumed=1,
    )


def _outcome(book: Book, case: Case, ago: int, kind: str, reason: str) -> None:
    day = book.days.back(ago)
    book.rows.add("outcome", account_id=case.id, happened_on=day.isoformat(), kind=kind, reason=reason,
                  known_at=instant(day), is_known_at_assumed=1)  # fmt: skip


def add_tickets(book: Book, case: Case) -> None:
    """Add support tickets: the worse the mood, the more, the more severe and the longer open."""
    random, story, scale = case.random, case.story, book.scale
    wish = {"Enterprise": 1.6, "Mid-market": 1.0}.get(case.segment, 0.6) * scale.tickets * 0.5
    count = min(scale.tickets, max(1, round(random.gauss(wish, wish / 3))))
    oldest = min(story.started - 10, 540)
    people = [one for one in case.people if one.left is None]
    for _ in range(count):
        ago = int(story.newest + (oldest - story.newest) * random.random() ** 1.5)
        ago = business_ago(book, case, max(ago, 1))
        mood = story.mood(ago)
        weights = (25, 55, 16, 4) if mood > 0.55 else (10, 40, 35, 15)
        closed = _closed_ago(case, ago, mood)
        opened_at = instant(book.days.back(ago), random.randint(420, 900))
        book.rows.add(
            "ticket",
            account_id=case.id,
            contact_id=random.choice(people).id if people and random.random() < 0.85 else None,
            opened_at=opened_at,
            closed_at=None if closed is None else instant(book.days.back(closed), random.randint(910, 1000)),
            severity=random.choices(("low", "normal", "high", "urgent"), weights)[0],
            subject=_subject(case),
            known_at=opened_at,
            is_known_at_assumed=1,
        )


def _closed_ago(case: Case, ago: int, mood: float) -> int | None:
    took = round(case.random.expovariate(1 / (2 + 14 * (1 - mood) ** 2)))
    if not case.story.is_alive:
        return max(ago - took, case.story.newest)
    return ago - took if took < ago else None


def _subject(case: Case) -> str:
    random = case.random
    if random.random() < 0.6:
        theme = random.choices(THEMES, [one.share for one in THEMES])[0]
        text = random.choice(theme.tickets)
    else:
        text = random.choice(OTHER_TICKETS)
    return text.format(n=random.randint(4, 38), k=f"{random.randint(2, 12) * 10},000")
