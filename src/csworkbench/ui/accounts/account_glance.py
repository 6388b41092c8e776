"""What the details pane shows of one account, read in one go."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from csworkbench.domain.values import frozen
from csworkbench.infra.tokens import Token
from csworkbench.ui.bridge.workspace import BookWork
from csworkbench.ui.widgets.trend_chart import BAND_EDGES, TrendPoint

if TYPE_CHECKING:
    from csworkbench.domain.accounts import AccountLineRow
    from csworkbench.domain.actions import ActionRow
    from csworkbench.domain.feedback_items import FeedbackRow
    from csworkbench.domain.health.overrides import OverrideRow
    from csworkbench.domain.health.rows import HealthRow
    from csworkbench.domain.health_history import SnapshotRow
    from csworkbench.domain.ids import AccountId
    from csworkbench.services.workbench import Workbench

WEEKS, STEPS_SHOWN = 26, 4


@frozen
class AccountGlance:
    """The account's line, its health with its history and override, its open actions and the latest feedback."""

    line: AccountLineRow
    health: HealthRow | None
    history: Sequence[SnapshotRow]
    actions: Sequence[ActionRow]
    feedback: FeedbackRow | None
    override: OverrideRow | None


@frozen
class GroupBar:
    """One group of factors: share of the score (0..1), value 0..100 (None: no data) and the band it colours."""

    name: str
    weight: float
    value: int | None
    band: str


def group_bars(health: HealthRow) -> list[GroupBar]:
    """Give the groups of factors in the model's order; a group's value is that of its known factors by weight."""
    groups: dict[str, list[tuple[float, float | None]]] = {}
    for factor in health.factors:
        groups.setdefault(factor.group, []).append((factor.weight, factor.sub_score))
    bars = []
    for name, parts in groups.items():
        known = [(weight, value) for weight, value in parts if value is not None]
        total = sum(weight for weight, _ in known)
        value = round(sum(weight * held for weight, held in known) / total) if total else None
        bars.append(GroupBar(name, sum(weight for weight, _ in parts), value, band_of(value)))
    return bars


def band_of(value: int | None) -> str:
    """Give the band whose colour a part of the score takes."""
    if value is None:
        return "insufficient data"
    return "at risk" if value <= BAND_EDGES[0] else "watch" if value <= BAND_EDGES[1] else "healthy"


def chart_points(glance: AccountGlance) -> list[TrendPoint]:
    """Give the chart's points: where each snapshot began, and today's score at the end."""
    points = [TrendPoint(row.from_on, row.score) for row in glance.history]
    if glance.health is not None and (not points or points[-1].day < glance.health.as_of):
        points.append(TrendPoint(glance.health.as_of, glance.health.score))
    return points


def read_glance(account_id: AccountId) -> BookWork:
    """Give work for `Workspace.read` that reads an account's glance (None when it is gone)."""
    return partial(_glance, account_id)


def _glance(account_id: AccountId, workbench: Workbench, _token: Token) -> AccountGlance | None:
    from csworkbench.services import accounts, actions, feedback, health

    lines = accounts.load_account_lines(workbench, [account_id])
    if not lines:
        return None
    open_actions = [row for row in actions.list_actions(workbench, account_id) if row.state == "open"]
    said = feedback.list_feedback(workbench, account_id)
    return AccountGlance(
        lines[0],
        health.explain(workbench, account_id),
        health.health_history(workbench, account_id, WEEKS),
        open_actions[:STEPS_SHOWN],
        max(said, key=lambda row: row.said_on, default=None),
        health.standing_override(workbench, account_id),
    )
