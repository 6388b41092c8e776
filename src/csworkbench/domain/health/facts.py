"""What is known of one account on one day: the raw aggregates that health is computed from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date

from csworkbench.domain.health.parts import SignalSource


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """Aggregates of one account as of a day; None is "not known", never zero.

    Attributes:
        active_users_30d: mean of `active_users` over the 30 days up to the day.
        active_users_before_90d: mean over the 90 days before those.
        active_users_on: day of the newest point of `active_users`, however old.
        seats: seats of the running contracts, else the newest signal `seats`.
        goals_active: goals that are not dropped; goals_on_track: those of them on track or achieved.
        key_people_known: champions, sponsors and economic buyers who have not left; key_people_heard: those of
            them heard from within their role's limit of silence.
        review_cadence_days: None when the engagement model has no reviews.
        nps_mean: newest NPS per person as score x 10 (0..100), mean over people; nps_on: newest of those days.
        csat_mean: newest CSAT per person scaled to 0..100, mean over people; csat_on: newest of those days.
        complaint_points: sum of severity points of open complaints.
        is_heard: there was feedback or a touch in the last 180 days.
        ticket_load: sum over open tickets of severity x age.
        are_tickets_known: at least one ticket of the account was ever brought in.
        tickets_known_on: day tickets were last brought in.
        champion_left_on: a champion left then and no other is known.
        critical_complaint_on: day of the oldest open critical complaint.
        signals: value and day of each imported metric that a model asks for.
    """

    account_id: int
    status: str = "active"
    active_users_30d: float | None = None
    active_users_before_90d: float | None = None
    active_users_on: date | None = None
    seats: float | None = None
    goals_active: int = 0
    goals_on_track: int = 0
    goals_updated_on: date | None = None
    ideal_days: int | None = None
    maximum_days: int | None = None
    last_two_way_on: date | None = None
    onboarded_on: date | None = None
    first_contract_start_on: date | None = None
    key_people_known: int = 0
    key_people_heard: int = 0
    last_review_on: date | None = None
    review_cadence_days: int | None = None
    nps_mean: float | None = None
    nps_on: date | None = None
    csat_mean: float | None = None
    csat_on: date | None = None
    complaint_points: float = 0
    is_heard: bool = False
    ticket_load: float = 0
    are_tickets_known: bool = False
    tickets_known_on: date | None = None
    pulse: int | None = None
    pulse_on: date | None = None
    champion_left_on: date | None = None
    critical_complaint_on: date | None = None
    in_notice_since: date | None = None
    signals: Mapping[SignalSource, tuple[float | None, date | None]] = field(default_factory=dict)


DAY_FIELDS = frozenset(one.name for one in fields(AccountFacts) if one.name.endswith(("_on", "_since")))
FLAG_FIELDS = frozenset(("is_heard", "are_tickets_known"))
WHOLE_FIELDS = frozenset(
    (
        "goals_active",
        "goals_on_track",
        "ideal_days",
        "maximum_days",
        "key_people_known",
        "key_people_heard",
        "review_cadence_days",
        "pulse",
    )
)
