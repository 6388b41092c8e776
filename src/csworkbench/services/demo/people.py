"""Contacts: two to six people per account with roles, titles and ways to reach them; some champions have left."""

from __future__ import annotations

import re

from csworkbench.services.demo.case import Book, Case, Person
from csworkbench.services.demo.days import instant
from csworkbench.services.demo.names import address_word
from csworkbench.services.demo.person_names import person_name

TITLES: dict[str, tuple[str, ...]] = {
    "champion": ("Head of Order Management", "Operations Manager", "Process Owner Fulfilment", "Head of E-Commerce"),
    "sponsor": ("Chief Operating Officer", "VP Operations", "Managing Director", "Director Supply Chain"),
    "economic buyer": ("Chief Financial Officer", "Finance Director", "Head of Controlling"),
    "admin": ("IT Systems Manager", "Application Administrator", "Integration Engineer"),
    "end user": ("Team Lead Order Desk", "Warehouse Supervisor", "Customer Service Lead", "Inventory Planner"),
    "procurement": ("Procurement Manager", "Category Manager IT", "Strategic Buyer"),
}
ORDER = ("champion", "sponsor", "end user", "economic buyer", "admin", "procurement")
FAMILIARITY = ("knows us well", "met once", "by mail only", "long-standing contact")
HOURS = ("mornings", "after 14:00", "not on Fridays", "09:00-11:00")


def add_people(book: Book, case: Case) -> None:
    """Add the contacts of the account and keep them in the case."""
    random, story = case.random, case.story
    count = {"Enterprise": random.randint(4, 6), "Mid-market": random.randint(3, 5)}.get(
        case.segment, random.randint(2, 3)
    )
    roles = list(ORDER[:count])
    if story.gap == "people":
        roles[:2] = ["end user", "admin"]
    chief: int | None = None
    for role in roles:
        left = _left(case) if role == "champion" else None
        person = _add(book, case, role, left, chief)
        chief = person.id if role == "sponsor" else chief
        if left is not None and random.random() < (0.7 if story.mood(0) > 0.55 else 0.15):
            _add(book, case, "champion", None, chief)


def _left(case: Case) -> int | None:
    random, story = case.random, case.story
    likely = {"falling": 0.3, "churned": 0.4, "in notice": 0.45, "recovering": 0.5}.get(story.kind, 0.05)
    if random.random() > likely or story.started < 150:
        return None
    return max(story.turned + random.randint(-20, 25), story.newest) if story.turned else random.randint(20, 400)


def _add(book: Book, case: Case, role: str, left: int | None, chief: int | None) -> Person:
    random, days, place = case.random, book.days, case.place
    first, last = person_name(random, place.language)
    mood = case.story.mood(case.story.newest)
    is_second = random.random() < 0.12 and role in ("champion", "end user")
    since = min(case.story.started, 60 if case.story.kind == "new" else 400)
    known = days.back(max(since, left or 0, case.story.newest))
    key = book.rows.add(
        "contact",
        account_id=case.id,
        name=f"{first} {last}",
        title=random.choice(TITLES[role]),
        email=f"{address_word(first, place.language)}.{address_word(last, place.language)}@{case.domain}",
        phone=_phone(case) if random.random() < 0.6 else None,
        roles=f"{role}, admin" if is_second else role,
        influence={"sponsor": 5, "economic buyer": 5, "champion": 4}.get(role, random.randint(1, 3)),
        sentiment=min(5, max(1, round(1 + 4 * mood + random.gauss(0, 0.6)))),
        familiarity=random.choice(FAMILIARITY),
        preferred_channel=random.choice(("call", "video", "email", "email", "chat")),
        language=place.language,
        time_zone=place.time_zone,
        good_hours=random.choice(HOURS) if random.random() < 0.3 else None,
        do_not_contact=1 if role == "procurement" and random.random() < 0.1 else 0,
        left_on=days.back(left).isoformat() if left is not None else None,
        reports_to_id=chief,
        known_at=instant(known),
    )
    person = Person(key, first, f"{first} {last}", role, left)
    case.people.append(person)
    return person


def _phone(case: Case) -> str | None:
    pattern = case.place.phone
    return re.sub("#", lambda _: str(case.random.randint(0, 9)), pattern) or None
