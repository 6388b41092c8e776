"""One account with everything that belongs to it; owners."""

from __future__ import annotations

from random import Random

from csworkbench.domain.imports.values import match_name
from csworkbench.services.demo import person_names, writing
from csworkbench.services.demo.case import Book, Case, Model, OwnerFacts
from csworkbench.services.demo.commerce import add_contracts, add_tickets
from csworkbench.services.demo.days import instant
from csworkbench.services.demo.names import address_word
from csworkbench.services.demo.people import add_people
from csworkbench.services.demo.places import PLACES, SHARES
from csworkbench.services.demo.plans import add_check_ins, add_goals, add_override, add_pulses
from csworkbench.services.demo.reviews import add_reviews
from csworkbench.services.demo.story import Story, tell
from csworkbench.services.demo.touches import add_touches, notice_ago
from csworkbench.services.demo.usage import add_usage
from csworkbench.services.demo.voice import add_feedback
from csworkbench.storage.demo_rows import Rows

PER_OWNER = 28
SEGMENTS = ("Enterprise", "Mid-market", "SMB")
MODELS = {
    "Enterprise": (("high-touch", 6), ("customer success manager", 4)),
    "Mid-market": (("customer success manager", 6), ("hybrid", 4)),
    "SMB": (("hybrid", 4), ("low-touch", 5), ("automated retention", 1)),
}
SEATS = {"Enterprise": (90, 900), "Mid-market": (25, 160), "SMB": (4, 40)}
PRICE = {"Enterprise": (420, 780), "Mid-market": (520, 950), "SMB": (600, 1150)}


def add_owners(rows: Rows, accounts: int, seed: int) -> list[OwnerFacts]:
    """Add one owner per 16 to 40 accounts; the first is "me"."""
    random = Random(f"owners/{seed}")
    rows.begin(0, random)
    count = max(2 if accounts >= 20 else 1, round(accounts / PER_OWNER))
    owners: list[OwnerFacts] = []
    taken: set[str] = set()
    while len(owners) < count:
        number = len(owners)
        if number < len(person_names.FIRST_OWNERS):
            name, country = person_names.FIRST_OWNERS[number]
        else:
            place = random.choices(PLACES, SHARES)[0]
            name, country = " ".join(person_names.person_name(random, place.language)), place.country
        email = f"{address_word(name).replace('-', '.')}@ourcompany.example"
        while email in taken:
            email = f"{email.split('@')[0]}{random.randint(2, 99)}@ourcompany.example"
        taken.add(email)
        key = rows.add("owner", name=name, email=email, hours_per_week=random.choice((40, 40, 40, 32, 24)),
                       country=country, is_me=int(number == 0))  # fmt: skip
        owners.append(OwnerFacts(key, name, country))
    return owners


def add_account(book: Book, index: int) -> None:
    """Add the account at `index` (from 0) with all that belongs to it."""
    random = Random(f"account/{book.seed}/{index}")
    book.rows.begin(index + 1, random)
    story = tell(index, book.seed, random)
    case = _account(book, index, story, random)
    if story.kind == "unknown":
        add_contracts(book, case)
        return
    if book.scale.is_rich and random.random() < 0.7:
        book.rows.add("external_id", record_table="account", record_id=case.id, source="CRM",
                      value=f"CRM-{100_000 + index}")  # fmt: skip
    add_people(book, case)
    add_contracts(book, case)
    if story.gap != "usage":
        add_usage(book.rows, case.id, story, case.place, case.seats, book.seasons, book.days, book.scale, random)
    if story.gap != "tickets":
        add_tickets(book, case)
    answered = add_touches(book, case)
    add_check_ins(book, case, answered)
    add_goals(book, case)
    add_feedback(book, case)
    add_reviews(book, case)
    add_pulses(book, case)
    add_override(book, case)


def _account(book: Book, index: int, story: Story, random: Random) -> Case:
    place = random.choices(PLACES, SHARES)[0]
    segment = random.choices(SEGMENTS, (20, 38, 42))[0]
    family = person_names.person_name(random, place.language)[1]
    name, domain = book.names.make(random, place, family)
    owner = book.owners[random.randrange(len(book.owners))]
    low, high = SEATS[segment]
    seats = round(low * (high / low) ** random.random())
    arr_minor = max(round(seats * random.uniform(*PRICE[segment]) / 500) * 500, 2000) * 100
    case = Case(0, index, random, story, place, name, domain, owner, segment, _model(book, segment, random),
                place.currency, seats, arr_minor)  # fmt: skip
    is_bare = story.kind == "unknown"
    status = {"churned": "churned", "in notice": "in notice"}.get(story.kind, "active")
    known_ago = {"churned": story.newest, "in notice": notice_ago(case)}.get(story.kind)
    days = book.days
    case.id = book.rows.add(
        "account", name=name, name_key=match_name(name), domain=None if is_bare else domain,
        owner_id=None if is_bare and random.random() < 0.5 else owner.id,
        tier=None if is_bare else _tier(arr_minor), segment=None if is_bare else segment,
        engagement_model_id=None if is_bare else case.model.id,
        lifecycle=None if is_bare else _lifecycle(story, random),
        status=status, status_on=None if known_ago is None else days.back(known_ago).isoformat(),
        country=None if is_bare else place.country, time_zone=None if is_bare else place.time_zone,
        currency=place.currency, fiscal_year_start_month=None if is_bare else random.choice((1, 1, 1, 1, 4, 7, 10)),
        onboarded_on=None if is_bare else days.back(max(story.started - random.randint(14, 60), 1)).isoformat(),
        tickets_known_on=None if is_bare or story.gap == "tickets" else days.back(random.randint(0, 3)).isoformat(),
        notes=_notes(case) if not is_bare and random.random() < 0.35 else None,
        known_at=instant(days.back(story.started)),
    )  # fmt: skip
    return case


def _model(book: Book, segment: str, random: Random) -> Model:
    named = {model.name: model for model in book.models}
    choices = [(named[name], weight) for name, weight in MODELS[segment] if name in named]
    return random.choices([one for one, _ in choices], [weight for _, weight in choices])[0]


def _tier(arr_minor: int) -> str:
    return "A" if arr_minor >= 120_000_00 else "B" if arr_minor >= 30_000_00 else "C"


def _lifecycle(story: Story, random: Random) -> str:
    if story.kind == "new":
        return "onboarding" if story.started < 75 else "adopting"
    mood = story.mood(story.newest)
    if mood > 0.88 and random.random() < 0.4:
        return "advocate"
    return "value" if mood > 0.6 else random.choice(("adopting", "renewing"))


def _notes(case: Case) -> str:
    text = case.pick(writing.ACCOUNT_NOTES)
    return text.format(city=case.random.choice(case.place.cities))
