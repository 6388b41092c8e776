"""Accounts and their owners, as screens, commands and reports see them."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import field
from datetime import date

from csworkbench.domain.ids import AccountId, EngagementModelId, OwnerId, ViewId
from csworkbench.domain.texts import clean_text
from csworkbench.domain.values import frozen

EDITABLE_FIELDS = (
    "name",
    "domain",
    "owner_id",
    "tier",
    "segment",
    "engagement_model_id",
    "lifecycle",
    "status",
    "country",
    "currency",
    "ideal_days",
    "maximum_days",
    "onboarded_on",
    "notes",
)
"""What of an account can be edited, by the names of `AccountRow`."""

FIELD_WORDS: Mapping[str, str] = {
    "owner_id": "owner",
    "engagement_model_id": "engagement model",
    "ideal_days": "ideal interval",
    "maximum_days": "maximum interval",
    "onboarded_on": "onboarding day",
}
"""How a field is called in sentences, where that is not its own name."""

RENEWAL_DAYS = 90
WEEK_DAYS = 7

SORTS = (
    "name",
    "score",
    "trend",
    "arr",
    "renewal",
    "next_check_in",
    "last_contact",
    "owner",
    "tier",
    "segment",
    "lifecycle",
    "status",
    "country",
    "engagement_model",
)


@frozen
class AccountLineRow:
    """One row of the accounts list, ready to be shown.

    Attributes:
        trend: points gained over 30 days (negative: lost); direction: rising, steady or falling.
        sparkline: the score of the last 26 weeks, oldest first; None where it was not known.
        due_on, overdue_on: the days the cadence's ideal and maximum interval end.
        score, band: as shown, an override included; computed_score, computed_band: what the model gives.
        override_expires_on: the last day of the override that stands, None without one.
        oldest_input_on: day of the oldest fact the score rests on.
        contradictions: what does not fit a band that looks fine, as words joined by "; "; None when all fits.
    """

    account_id: AccountId
    name: str
    domain: str | None
    segment: str | None
    tier: str | None
    lifecycle: str | None
    status: str
    country: str | None
    owner_id: OwnerId | None
    owner_name: str | None
    engagement_model: str | None
    score: int | None
    band: str | None
    coverage: float | None
    trend: int | None
    direction: str | None
    sparkline: tuple[int | None, ...]
    arr_minor: int | None
    currency: str | None
    renewal_on: date | None
    next_check_in_id: int | None
    next_check_in_on: date | None
    last_contact_on: date | None
    due_on: date | None
    overdue_on: date | None
    computed_score: int | None
    computed_band: str | None
    override_expires_on: date | None
    oldest_input_on: date | None
    contradictions: str | None


@frozen
class AccountRow:
    """Everything kept about one account itself."""

    id: AccountId
    uid: str
    name: str
    domain: str | None
    owner_id: OwnerId | None
    parent_id: AccountId | None
    tier: str | None
    segment: str | None
    engagement_model_id: EngagementModelId | None
    lifecycle: str | None
    status: str
    status_on: date | None
    country: str | None
    currency: str | None
    ideal_days: int | None
    maximum_days: int | None
    onboarded_on: date | None
    notes: str | None


@frozen
class AccountDraft:
    """A new account; only the name is needed."""

    name: str
    domain: str | None = None
    owner_id: OwnerId | None = None
    tier: str | None = None
    segment: str | None = None
    engagement_model_id: EngagementModelId | None = None
    lifecycle: str | None = None
    status: str = "active"
    country: str | None = None
    currency: str | None = None
    ideal_days: int | None = None
    maximum_days: int | None = None
    onboarded_on: date | None = None
    notes: str | None = None


@frozen
class OwnerRow:
    """A CSM; `is_me` marks the one who works here."""

    id: OwnerId
    name: str
    email: str | None
    is_me: bool


@frozen
class EngagementModelRow:
    """A preset of cadence: days, None where there is no limit."""

    id: EngagementModelId
    name: str
    ideal_days: int
    maximum_days: int | None


@frozen
class AccountQuery:
    """What is asked of the list of accounts.

    Attributes:
        text: words to find in names, people and notes.
        filter: an expression of the filter language.
        sort: one of `SORTS`.
    """

    text: str = ""
    filter: str = ""
    sort: str = "score"
    descending: bool = False
    owner_id: OwnerId | None = None


@frozen
class PortfolioTotals:
    """The key figures; ARR by currency in minor units.

    Attributes:
        check_ins_due: planned check-ins due within 7 days, today the first, the overdue ones among them.
        renewals: accounts with a renewal within 90 days.
        overrides: accounts whose health is overridden; at_risk_overrides: those of them that count as at risk.
        at_risk_hidden: accounts that are computed at risk and shown otherwise.
        insufficient: accounts with insufficient data; they are in no coloured band.
    """

    accounts: int
    arr_minor: Mapping[str, int]
    at_risk: int
    at_risk_arr_minor: Mapping[str, int]
    check_ins_due: int
    check_ins_overdue: int
    renewals: int
    renewals_arr_minor: Mapping[str, int]
    overrides: int = 0
    at_risk_overrides: int = 0
    at_risk_hidden: int = 0
    insufficient: int = 0


@frozen
class FirstPage:
    """What the first window shows, read before anything heavy is loaded; `count` is of all accounts."""

    lines: tuple[AccountLineRow, ...]
    count: int
    totals: PortfolioTotals
    me: OwnerRow | None


@frozen
class ViewRow:
    """A saved view with the number of accounts in it (None: its filter is none any more); built-in ones have no key."""

    id: ViewId | None
    name: str
    filter: str
    sort: str = "score"
    descending: bool = False
    count: int | None = None
    is_built_in: bool = field(default=False)


def account_name_key(name: str) -> str:
    """Give a name as it is compared for equality: NFKC, without case, blanks collapsed; nothing else dropped."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def tidy_fields(values: Mapping[str, object]) -> dict[str, object]:
    """Give the fields with blank text as None and text cleaned as `clean_text` does."""
    tidy: dict[str, object] = {}
    for name, value in values.items():
        text = clean_text(value) if isinstance(value, str) else value
        tidy[name] = None if text == "" else text
    return tidy
