"""Held business reviews with their sections, and one in preparation here and there."""

from __future__ import annotations

from csworkbench.services.demo import writing
from csworkbench.services.demo.case import Book, Case, business_ago
from csworkbench.services.demo.days import instant

SUMMARY = (
    "{name} uses {active} of {seats} seats. {verdict} The renewal on the core contract was discussed with {who}.",
    "Quarter in short: {verdict} {who} opened the meeting with the order desk, {active} of {seats} seats are active.",
    "{who} and {other} took part. {verdict} Most of the hour went into {topic}.",
)
VERDICTS_GOOD = (
    "The goals of the quarter are reached.", "Use grew at every site.", "Management sees the value and says so.",
)  # fmt: skip
VERDICTS_MIDDLE = ("Progress is uneven between the sites.", "Value is there but not visible to management.")
VERDICTS_BAD = (
    "Use has fallen for the second quarter in a row.", "Trust has suffered from missing orders.",
    "There is no owner for the topic on their side.",
)  # fmt: skip
TOPICS = ("the nightly sync", "month-end exports", "the second site", "peak season", "seats and price", "approvals")
USAGE = (
    "Active users {active} of {seats}. Strongest: {team}. Weakest: {team2}, where training is outstanding.",
    "{active} active users in an average week; summer and the public holidays show in the curve as every year.",
)
REASON_GOOD = "Use and regular talks hold the score up: {active} of {seats} seats are active."
REASON_BAD = "Use costs most points: {active} of {seats} seats are active. {verdict}"
RISKS = (
    "The sync is the risk: about {n} orders a week are re-keyed.", "Champion carries the topic alone.",
    "Procurement compares offers before the renewal.", "Peak season leaves no room for changes until January.",
    "No risk seen by either side.",
)  # fmt: skip
PROMISED = (
    "- We: {a} ({owner}, in two weeks)\n- They: {b} ({who}, by month end)",
    "- {owner}: {a}\n- {who}: {b}\n- Together: next review in a quarter",
)
SECTIONS = (
    ("summary", "Summary"), ("reasons", "Why the score is what it is"), ("goals", "Goals and results"),
    ("together", "What we did together"), ("feedback", "What we heard"), ("promises", "Promises"),
    ("next", "Next quarter"),
)  # fmt: skip
"""As in the template of the quarterly business review, so that these open in the editor like any other."""
SHORT = ("summary", "goals")
"""What is written in the short form of a review, and before it is held."""
TEMPLATE, KIND = "qbr", "QBR"
TOGETHER = (
    "Training for {team}, two visits and the regular check-ins with {who}.",
    "Rolled out the last release with {team}; {other} took over the training of new starters.",
    "Worked through the open tickets with {team2} and cleaned up the user list.",
)


def add_reviews(book: Book, case: Case) -> None:
    """Add the reviews the engagement model asks for, as regular as the mood allows."""
    random, story = case.random, case.story
    cadence = case.model.review_days
    if not cadence or not case.people or (not book.scale.is_rich and random.random() < 0.3):
        return
    mood = story.mood(story.newest)
    ago = story.newest + round(cadence * (random.uniform(0.1, 0.95) if mood > 0.55 else random.uniform(0.6, 1.9)))
    for number in range(3 if book.scale.is_rich else 1):
        day = business_ago(book, case, ago)
        if day > story.started - 60:
            break
        if case.present(day):
            _review(book, case, day, cadence, "held" if number else random.choice(("held", "final")))
        ago += round(cadence * random.uniform(0.95, 1.2))
    if book.scale.is_rich and story.is_alive and random.random() < 0.12:
        _review(book, case, 0, cadence, "preparing")


def _review(book: Book, case: Case, ago: int, cadence: int, state: str) -> None:
    day = book.days.back(ago)
    is_held = state != "preparing"
    key = book.rows.add(
        "review", account_id=case.id, template=TEMPLATE, kind=KIND,
        period_from_on=book.days.back(ago + cadence).isoformat(), period_to_on=day.isoformat(),
        held_on=day.isoformat() if is_held else None, state=state,
        made_at=instant(book.days.back(ago + 9), 600), changed_at=instant(book.days.back(ago if is_held else 1), 940),
    )  # fmt: skip
    bodies = _bodies(case, ago)
    shown = SECTIONS if book.scale.is_rich else tuple(one for one in SECTIONS if one[0] in SHORT)
    for position, (section, title) in enumerate(shown):
        body = bodies[section] if is_held or section in SHORT else ""
        book.rows.add("review_section", review_id=key, key=section, title=title, position=position, body=body)


def _bodies(case: Case, ago: int) -> dict[str, str]:
    random, mood = case.random, case.story.mood(ago)
    people = case.present(ago) or case.people
    verdicts = VERDICTS_GOOD if mood > 0.64 else VERDICTS_MIDDLE if mood > 0.45 else VERDICTS_BAD
    team, team2 = random.sample(writing.TEAMS, 2)
    words = {
        "name": case.name, "active": round(case.seats * (0.06 + 0.84 * mood)), "seats": case.seats,
        "verdict": case.pick(verdicts), "who": people[0].name, "other": random.choice(people[1:] or people).name,
        "topic": random.choice(TOPICS), "team": team, "team2": team2, "n": random.randint(5, 40),
        "a": random.choice(writing.PROMISES).format(n=random.randint(5, 40)),
        "b": random.choice(writing.THEIR_PROMISES), "owner": case.owner.name,
    }  # fmt: skip
    goals = random.sample(writing.GOALS, 2)
    on_track = "on track" if mood > 0.55 else "behind plan"
    return {
        "summary": case.pick(SUMMARY).format(**words),
        "reasons": (REASON_GOOD if mood > 0.5 else REASON_BAD).format(**words),
        "together": " ".join(random.choice(part).format(**words) for part in (TOGETHER, USAGE)),
        "goals": "\n".join(f"- {goal[0]} ({goal[1]}): {on_track}." for goal in goals),
        "feedback": f"Most said by their people this quarter: {random.choice(TOPICS)}. "
        + ("Praise for support and training." if mood > 0.6 else "They expect dates, not explanations."),
        "next": (RISKS[-1] if mood > 0.85 else random.choice(RISKS[:-1])).format(**words),
        "promises": random.choice(PROMISED).format(**words),
    }
