"""Everything the account page shows of one account, read in one go beside the UI."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from csworkbench.domain.accounts import AccountLineRow, AccountRow
from csworkbench.domain.actions import ActionRow
from csworkbench.domain.checkins import CheckInRow
from csworkbench.domain.contacts import ContactRow
from csworkbench.domain.fatigue_rows import AskRow
from csworkbench.domain.feedback_items import FeedbackRow
from csworkbench.domain.goals import GoalRow
from csworkbench.domain.health.move import HealthMove
from csworkbench.domain.health.overrides import OverrideRow
from csworkbench.domain.health.pulses import PulseHistory
from csworkbench.domain.health.rows import HealthRow
from csworkbench.domain.health_history import SnapshotRow
from csworkbench.domain.ids import AccountId, ReviewId
from csworkbench.domain.reviews import ReviewRow, SectionRow, TemplateRow
from csworkbench.domain.timeline import TimelineRow
from csworkbench.infra.tokens import Token
from csworkbench.ui.forms.new_account_form import Choices, read_choices
from csworkbench.ui.widgets.trend_chart import TrendMarker

if TYPE_CHECKING:
    from csworkbench.services.workbench import Workbench

TIMELINE_ROWS = 200
TREND_WEEKS = 26
MARKED_KINDS = ("feedback", "review", "outcome")
MOST_MARKERS = 12


@dataclass(frozen=True, slots=True)
class AccountReading:
    """What was read of an account."""

    account: AccountRow
    line: AccountLineRow
    health: HealthRow | None
    history: Sequence[SnapshotRow]
    override: OverrideRow | None
    pulses: PulseHistory
    move: HealthMove
    rests: Mapping[str, str]
    timeline: Sequence[TimelineRow]
    marked: Sequence[TimelineRow]
    actions: Sequence[ActionRow]
    check_ins: Sequence[CheckInRow]
    contacts: Sequence[ContactRow]
    asks: Sequence[AskRow]
    goals: Sequence[GoalRow]
    feedback: Sequence[FeedbackRow]
    reviews: Sequence[ReviewRow]
    templates: Sequence[TemplateRow]
    choices: Choices

    def markers(self) -> list[TrendMarker]:
        """Give the events for the trend chart, the newest dozen."""
        return [TrendMarker(row.on, row.title) for row in self.marked[:MOST_MARKERS]]


def read_account(account_id: AccountId, kinds: Sequence[str], workbench: Workbench, token: Token) -> AccountReading:
    """Read an account for the page; NotFound when it is gone."""
    from csworkbench.services import (
        accounts,
        actions,
        checkins,
        contacts,
        fatigue,
        feedback,
        goals,
        health,
        reviews,
        timeline,
    )

    account = accounts.get_account(workbench, account_id)
    token.check()
    scored = health.explain(workbench, account_id)
    token.check()
    return AccountReading(
        account=account,
        line=accounts.load_account_lines(workbench, [account_id])[0],
        health=scored,
        history=health.health_history(workbench, account_id, TREND_WEEKS),
        override=health.standing_override(workbench, account_id),
        pulses=health.list_pulses(workbench, account_id),
        move=health.explain_change(workbench, account_id),
        rests={} if scored is None else health.evidence_words(workbench, scored),
        timeline=timeline.load_timeline(workbench, account_id, kinds, None, TIMELINE_ROWS),
        marked=timeline.load_timeline(workbench, account_id, MARKED_KINDS, None, MOST_MARKERS),
        actions=actions.list_actions(workbench, account_id),
        check_ins=checkins.list_check_ins(workbench, account_id),
        contacts=contacts.list_contacts(workbench, account_id),
        asks=fatigue.list_asks(workbench, account_id),
        goals=goals.list_goals(workbench, account_id),
        feedback=feedback.list_feedback(workbench, account_id),
        reviews=reviews.list_reviews(workbench, account_id),
        templates=reviews.list_templates(),
        choices=read_choices(workbench, token),
    )


def read_timeline(
    account_id: AccountId, kinds: Sequence[str], workbench: Workbench, _token: Token, before: date | None = None
) -> Sequence[TimelineRow]:
    """Read the events of some kinds (none named: of all), newest first."""
    from csworkbench.services.timeline import load_timeline

    return load_timeline(workbench, account_id, kinds, before, TIMELINE_ROWS)


def read_review(review_id: ReviewId, workbench: Workbench, _token: Token) -> tuple[ReviewRow, Sequence[SectionRow]]:
    """Read a review with its sections."""
    from csworkbench.services.reviews import get_review

    return get_review(workbench, review_id)
