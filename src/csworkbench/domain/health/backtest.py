"""What a backtest looks at: which endings of accounts count, what was scored before them, how often it was right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from csworkbench.domain.ids import AccountId

HORIZONS = (30, 60, 90)
"""Days before an ending that are looked at when nobody says otherwise."""

ONE_RENEWAL_DAYS = 30
"""Endings of one account that lie no further apart belong to one renewal; the newest of them counts."""

FEW, TOO_FEW = 10, 5
"""Below `FEW` endings of either kind figures come with a warning, below `TOO_FEW` there is no AUC."""

SOURCES = ("status", "contract", "outcome")
"""Where an ending is known from, the most telling last."""

FLAGS = {"at risk": frozenset({"at risk"}), "watch": frozenset({"at risk", "watch"})}
"""Which bands count as flagged, by the word a person chooses."""

INSUFFICIENT = "insufficient data"
STILL_THERE = "still a customer"


@dataclass(frozen=True, slots=True)
class OutcomeRecord:
    """One thing the book says about how an account went on: its outcomes, contracts' outcomes, or its status.

    `kind` is churned, lost, renewed, reduced or expanded; `source` is one of `SOURCES`.
    """

    account_id: AccountId
    name: str
    on: date
    kind: str
    source: str


@dataclass(frozen=True, slots=True)
class ContractSpan:
    """The days of a contract; None where it is open."""

    account_id: AccountId
    start_on: date | None
    end_on: date | None


@dataclass(frozen=True, slots=True)
class Ending:
    """How one renewal of an account ended: it churned, or it stayed (renewed, reduced, expanded, or is still there)."""

    account_id: AccountId
    name: str
    on: date
    kind: str

    @property
    def is_churn(self) -> bool:
        """Whether the customer left."""
        return self.kind == "churned"


def endings(records: Iterable[OutcomeRecord], spans: Iterable[ContractSpan], today: date) -> list[Ending]:
    """Give the endings up to today, by day and account: the newest record per account and renewal.

    A lost contract counts as a churn only when no other contract of the account runs on; the status of an account
    counts only where nothing else says when it left.
    """
    running: dict[int, list[ContractSpan]] = defaultdict(list)
    for span in spans:
        running[span.account_id].append(span)
    by_account: dict[int, list[OutcomeRecord]] = defaultdict(list)
    for record in records:
        if record.on <= today and not (record.kind == "lost" and _runs_on(record.on, running[record.account_id])):
            by_account[record.account_id].append(record)
    found = [_ending(record) for own in by_account.values() for record in _one_per_renewal(_telling(own))]
    return sorted(found, key=lambda one: (one.on, one.account_id))


def still_there(accounts: Sequence[tuple[AccountId, str]], found: Iterable[Ending], today: date) -> list[Ending]:
    """Give an ending for every account given that has none: it is still a customer, so it stayed on any day.

    The days are spread like those of the churned (without any: today), so that a comparison is not one of times.
    """
    ends = list(found)
    known = {one.account_id for one in ends}
    days = sorted(one.on for one in ends if one.is_churn) or [today]
    stayed = sorted(((key, name) for key, name in accounts if key not in known), key=_scattered)
    return [
        Ending(key, name, days[(2 * place + 1) * len(days) // (2 * len(stayed))], STILL_THERE)
        for place, (key, name) in enumerate(stayed)
    ]


def _scattered(account: tuple[AccountId, str]) -> int:
    """Give a place that has nothing to do with the order in which accounts came into the book."""
    return account[0] * 2_654_435_761 % 2**32


def _runs_on(lost_on: date, spans: Iterable[ContractSpan]) -> bool:
    soon = lost_on + timedelta(days=ONE_RENEWAL_DAYS)
    return any(
        (span.end_on is None or span.end_on > lost_on) and (span.start_on is None or span.start_on <= soon)
        for span in spans
    )


def _telling(records: list[OutcomeRecord]) -> list[OutcomeRecord]:
    said = [one for one in records if one.source != "status"]
    return said if any(_is_churn(one) for one in said) else records


def _one_per_renewal(records: Sequence[OutcomeRecord]) -> list[OutcomeRecord]:
    newest_first = sorted(records, key=lambda one: (one.on, SOURCES.index(one.source), _is_churn(one)), reverse=True)
    kept: list[OutcomeRecord] = []
    for record in newest_first:
        if not kept or (kept[-1].on - record.on).days > ONE_RENEWAL_DAYS:
            kept.append(record)
    return kept


def _is_churn(record: OutcomeRecord) -> bool:
    return record.kind in ("churned", "lost")


def _ending(record: OutcomeRecord) -> Ending:
    kind = "churned" if _is_churn(record) else record.kind
    return Ending(record.account_id, record.name, record.on, kind)


@dataclass(frozen=True, slots=True)
class CaseScore:
    """What a model said of an account on a past day; `subs` are the sub-scores of its factors, None where missing."""

    score: int | None
    exact_score: float | None
    band: str
    coverage: float
    subs: tuple[float | None, ...]

    @property
    def is_enough(self) -> bool:
        """Whether there was enough data for a band."""
        return self.band != INSUFFICIENT and self.exact_score is not None


@dataclass(frozen=True, slots=True)
class Case:
    """One ending looked at from some days before.

    Attributes:
        as_of: the day it is looked at from.
        is_known: whether the account was in the book then.
        scores: one per model; None where the account was not scored (not known, or churned already).
        is_in_notice: whether the customer had given notice by then, so that flagging it is no foresight.
    """

    ending: Ending
    as_of: date
    is_known: bool
    scores: tuple[CaseScore | None, ...]
    is_in_notice: bool = False


@dataclass(frozen=True, slots=True)
class Confusion:
    """How flags and endings fell together, in numbers of endings with enough data.

    Attributes:
        caught: flagged and churned; false_alarms: flagged and stayed.
        missed: not flagged and churned; quiet: not flagged and stayed.
    """

    caught: int
    false_alarms: int
    missed: int
    quiet: int

    @property
    def total(self) -> int:
        """All endings in the table."""
        return self.caught + self.false_alarms + self.missed + self.quiet

    @property
    def churned(self) -> int:
        """Those that churned."""
        return self.caught + self.missed

    @property
    def stayed(self) -> int:
        """Those that stayed."""
        return self.false_alarms + self.quiet

    @property
    def precision(self) -> float | None:
        """Share of the flagged that churned (0..1)."""
        return _share(self.caught, self.caught + self.false_alarms)

    @property
    def recall(self) -> float | None:
        """Share of the churned that were flagged (0..1)."""
        return _share(self.caught, self.churned)

    @property
    def base_rate(self) -> float | None:
        """Share of all that churned (0..1): what flagging at random would give as precision."""
        return _share(self.churned, self.total)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def confusion(cases: Iterable[Case], flagged: frozenset[str], model: int = 0) -> Confusion:
    """Give the table of one model; cases without a score or without enough data are left out."""
    counts = {(is_flagged, is_churn): 0 for is_flagged in (True, False) for is_churn in (True, False)}
    for case in cases:
        said = case.scores[model]
        if said is not None and said.is_enough:
            counts[said.band in flagged, case.ending.is_churn] += 1
    return Confusion(counts[True, True], counts[True, False], counts[False, True], counts[False, False])


def small_number_words(churned: int, stayed: int) -> str | None:
    """Give the warning that belongs to these numbers, None when both are large enough."""
    low = min(churned, stayed)
    if low >= FEW:
        return None
    told = f"{churned} churned and {stayed} stayed"
    if low < TOO_FEW:
        return f"Only {told}: too few for an AUC (at least {TOO_FEW} of each are needed)."
    return f"Only {told}: take these figures as a hint (below {FEW} of either)."
