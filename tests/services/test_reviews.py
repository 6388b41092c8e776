"""Reviews: filled in from the book, written with autosave that is undone as one, held."""

from __future__ import annotations

from datetime import date

import pytest

from csworkbench.domain.actions import ActionDraft
from csworkbench.domain.feedback_items import FeedbackDraft
from csworkbench.domain.goals import GoalDraft
from csworkbench.domain.ids import ReviewId
from csworkbench.domain.touches import TouchDraft
from csworkbench.domain.words import REVIEW_KINDS
from csworkbench.infra.errors import InvalidInput, NotFound
from csworkbench.services import reviews
from csworkbench.services.actions import add_action
from csworkbench.services.feedback import log_feedback
from csworkbench.services.goals import set_goal
from csworkbench.services.health import explain, give_pulse
from csworkbench.services.touches import log_touch

TODAY = date(2026, 11, 23)


@pytest.fixture
def started(wb, keys):
    return reviews.start_review(wb, keys.acme, "qbr")


def bodies(wb, review_id):
    return {section.key: section.body for section in reviews.get_review(wb, review_id)[1]}


def test_every_kind_of_review_has_a_template():
    assert {one.kind for one in reviews.list_templates()} == set(REVIEW_KINDS)
    for one in reviews.list_templates():
        assert len({section.key for section in one.sections}) == len(one.sections) >= 4


@pytest.mark.parametrize("template", [one.key for one in reviews.list_templates()])
def test_start_from_an_empty_account(wb, keys, goes_both_ways, template):
    title = next(one.title for one in reviews.list_templates() if one.key == template)
    goes_both_ways(lambda: reviews.start_review(wb, keys.acme, template), f"Start {title} of Acme")
    (row,) = reviews.list_reviews(wb, keys.acme)
    assert (row.template, row.state, row.period_to_on, row.held_on) == (template, "preparing", TODAY, None)
    assert not any("{" in body or "None" in body for body in bodies(wb, row.id).values())


def test_sections_hold_what_the_book_knows(wb, keys):
    log_touch(wb, TouchDraft(keys.acme, date(2026, 11, 20), "video", "secret note", kind="QBR", outcome="Roll out"))
    log_touch(wb, TouchDraft(keys.acme, date(2026, 5, 1), outcome="Before the period"))
    log_touch(wb, TouchDraft(keys.beta, date(2026, 11, 20), outcome="Of another account"))
    set_goal(wb, GoalDraft(keys.acme, "Faster", target="4 days", due_on=date(2027, 1, 31)))
    log_feedback(wb, FeedbackDraft(keys.acme, "NPS", date(2026, 11, 3), "Good", score=9))
    add_action(wb, ActionDraft(keys.acme, "Send the plan", due_on=date(2026, 12, 1)))
    found = bodies(wb, reviews.start_review(wb, keys.acme, "qbr"))
    assert found["goals"] == "- Faster: on track, target 4 days, due 31 Jan 2027"
    assert found["together"] == "1 touch in the period, 1 of them two-way.\n- 20 Nov, QBR (video): Roll out"
    assert found["feedback"] == "- 3 Nov, NPS 9 of 10: Good (new)"
    assert found["promises"] == "- Send the plan (ours, due 1 Dec)"
    assert "secret note" not in "".join(found.values())


@pytest.mark.parametrize("template", ["qbr", "ebr", "renewal"])
def test_the_reasons_are_those_of_the_score(wb, keys, template):
    log_touch(wb, TouchDraft(keys.acme, date(2026, 11, 20)))
    log_feedback(wb, FeedbackDraft(keys.acme, "complaint", date(2026, 11, 3), "Slow", severity="high"))
    give_pulse(wb, keys.acme, 4)
    reasons = bodies(wb, reviews.start_review(wb, keys.acme, template))["reasons"]
    health = explain(wb, keys.acme)
    assert health is not None
    known = [row for row in health.factors if row.missing_reason is None]
    missing = [row for row in health.factors if row.missing_reason is not None]
    assert health.score is not None
    assert known
    assert missing
    for row in missing:
        assert f"- {row.label}: {row.missing_reason}" in reasons
    if health.band == "insufficient data":
        assert "points" not in reasons, "what has no score has nothing to explain"
        return
    best = max(known, key=lambda row: row.points)
    assert f"- {best.label}: " in reasons.split("lost by")[0]
    assert f"({best.points:+d})" in reasons


def test_words_of_people_are_never_run_as_a_template(wb, keys):
    add_action(wb, ActionDraft(keys.acme, "{{ 7 * 7 }} {% for x in y %}"))
    assert bodies(wb, reviews.start_review(wb, keys.acme, "qbr"))["promises"] == "- {{ 7 * 7 }} {% for x in y %} (ours)"


def test_period_can_be_chosen_but_not_upside_down(wb, keys):
    key = reviews.start_review(wb, keys.acme, "ebr", date(2026, 1, 1), date(2026, 6, 30))
    row, _ = reviews.get_review(wb, key)
    assert (row.period_from_on, row.period_to_on) == (date(2026, 1, 1), date(2026, 6, 30))
    with pytest.raises(InvalidInput) as caught:
        reviews.start_review(wb, keys.acme, "ebr", date(2026, 6, 30), date(2026, 1, 1))
    assert caught.value.field == "period_to_on"


def test_save_section(wb, started, goes_both_ways):
    name = 'Write "Next quarter" in QBR of Acme'
    goes_both_ways(lambda: reviews.save_section(wb, started, "next", "More seats"), name)
    assert bodies(wb, started)["next"] == "More seats"


def test_what_is_saved_in_a_row_is_undone_as_one(wb, started, dump):
    before = dump()
    for typed in ("M", "Mo", "More", "More seats"):
        reviews.save_section(wb, started, "next", typed)
    reviews.save_section(wb, started, "summary", "Other")
    wb.undo()
    wb.undo()
    assert dump() == before
    wb.redo()
    assert bodies(wb, started)["next"] == "More seats"


def test_unchanged_text_writes_nothing(wb, started):
    reviews.save_section(wb, started, "next", "More")
    history = wb.history()
    reviews.save_section(wb, started, "next", "More")
    assert wb.history() == history


def test_state(wb, started, goes_both_ways):
    goes_both_ways(
        lambda: reviews.set_review_state(wb, started, "held", date(2026, 11, 20)), "Mark QBR of Acme as held"
    )
    row, _ = reviews.get_review(wb, started)
    assert (row.state, row.held_on) == ("held", date(2026, 11, 20))
    reviews.set_review_state(wb, started, "final")
    assert reviews.get_review(wb, started)[0].held_on == date(2026, 11, 20)
    with pytest.raises(InvalidInput, match="final"):
        reviews.save_section(wb, started, "next", "Too late")
    reviews.set_review_state(wb, started, "preparing")
    assert reviews.get_review(wb, started)[0].held_on is None


@pytest.mark.parametrize(("state", "held_on"), [("done", None), ("held", date(2026, 11, 24))])
def test_state_refused(wb, started, state, held_on):
    with pytest.raises(InvalidInput):
        reviews.set_review_state(wb, started, state, held_on)


def test_not_found(wb, keys, started):
    with pytest.raises(NotFound, match="There are: qbr"):
        reviews.start_review(wb, keys.acme, "nothing")
    with pytest.raises(NotFound):
        reviews.save_section(wb, started, "nothing", "x")
    with pytest.raises(NotFound):
        reviews.get_review(wb, ReviewId(999))
