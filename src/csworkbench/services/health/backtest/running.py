"""Runs a backtest over a book: which endings, what was scored before them, how often it was right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from csworkbench.domain.health.backtest import STILL_THERE, Ending, endings, still_there
from csworkbench.domain.health.backtest_request import BacktestRequest
from csworkbench.domain.health.backtest_result import BacktestResult, ComparisonRow, HorizonResult, Proposal
from csworkbench.domain.health.model import HealthModel
from csworkbench.infra.clock import as_of_clock
from csworkbench.infra.errors import InvalidInput, NotFound
from csworkbench.infra.tokens import Token
from csworkbench.services.health.backtest.gathering import Look, PastView, cases_of, look_back
from csworkbench.services.health.backtest.horizons import comparison_of, horizon_of
from csworkbench.services.health.backtest.proposing import propose
from csworkbench.services.workbench import Workbench, closing, open_workbench
from csworkbench.storage.health import outcomes
from csworkbench.storage.health.known_then import known_then
from csworkbench.storage.health.models import current_model, list_models

FITTED_HORIZON = 60
"""Weights are proposed for this horizon, or the nearest one that was asked for."""


def run_backtest(wb: Workbench, request: BacktestRequest, token: Token | None = None) -> BacktestResult:
    """Give what the health of before said about the accounts that churned or stayed; nothing is written.

    Raises:
        InvalidInput: the request makes no sense.
        NotFound: there is no such version of the model.
    """
    fault = request.fault()
    if fault is not None:
        raise InvalidInput(*fault)
    running = token or Token()
    today = wb.clock.today()
    with wb.read() as connection:
        models = _models(connection, request)
        found = _endings(connection, request, today)
        parts = _Parts([], [], None, _undated_note(outcomes.undated_churns(connection)))
        with known_then(connection, is_without_assumed=request.is_without_assumed) as set_moment:
            past = PastView(set_moment, running)
            for days in request.days:
                looks = _served(look_back(connection, found, days, models, past), models[0])
                _add_horizon(parts, looks, days, models, request, running)
    return _result(today, request, models, found, parts)


def model_versions(wb: Workbench) -> list[tuple[int, str]]:
    """Give number and name of every version of the health models, newest first."""
    with wb.read() as connection:
        return [(stored.model.version, stored.model.name) for stored, _ in reversed(list_models(connection))]


def run_backtest_of_book(token: Token, path: Path, today: date, request: BacktestRequest) -> BacktestResult:
    """Run a backtest in a process of its own: open the book for reading, as of `today`."""
    with closing(open_workbench(path, as_of_clock(today), write=False, purpose="a backtest")) as workbench:
        return run_backtest(workbench, request, token)


@dataclass(slots=True)
class _Parts:
    horizons: list[HorizonResult]
    comparison: list[ComparisonRow]
    proposal: Proposal | None
    undated: str


def _undated_note(count: int) -> str:
    if not count:
        return ""
    return (
        f"{count:,} churned accounts are left out, as the book does not know when they left. Import outcomes with days."
    )


def _models(connection: Connection, request: BacktestRequest) -> list[HealthModel]:
    first = current_model(connection)[1] if request.model is None else _version(connection, request.model)
    if request.against is None:
        return [first]
    if request.against == first.version:
        raise InvalidInput(f"Version {first.version} can't be compared with itself.", "against")
    return [first, _version(connection, request.against)]


def _version(connection: Connection, version: int) -> HealthModel:
    for stored, _ in list_models(connection):
        if stored.model.version == version:
            return stored.model
    raise NotFound(f"The book has no version {version} of the health model.", "See: csworkbench health model list")


def _served(looks: Sequence[Look], model: HealthModel) -> list[Look]:
    """Give the looks at accounts that the model is for; those not in the book then stay, to be counted."""
    return [one for one in looks if one.facts is None or model.serves.includes(one.engagement_model, one.segment)]


def _endings(connection: Connection, request: BacktestRequest, today: date) -> list[Ending]:
    found = endings(outcomes.outcome_records(connection, today), outcomes.contract_spans(connection), today)
    if request.is_with_customers:
        found += still_there(outcomes.customers(connection), found, today)
    return found


def _add_horizon(
    parts: _Parts, looks: Sequence[Look], days: int, models: Sequence[HealthModel], request: BacktestRequest,
    token: Token,
) -> None:  # fmt: skip
    cases = cases_of(looks, models)
    token.report(f"Weighing {days} days before", 0)
    parts.horizons.append(horizon_of(cases, days, models[0], request.flagged, token))
    if len(models) > 1:
        parts.comparison.append(comparison_of(cases, days, request.flagged, token))
    if days == min(request.days, key=lambda one: (abs(one - FITTED_HORIZON), one)):
        parts.proposal = propose(looks, models[0], days, token)


def _result(
    today: date, request: BacktestRequest, models: Sequence[HealthModel], found: Sequence[Ending], parts: _Parts
) -> BacktestResult:
    churned = sum(one.is_churn for one in found)
    return BacktestResult(
        made_on=today,
        model_version=models[0].version,
        against_version=models[1].version if len(models) > 1 else None,
        flagged=request.flagged,
        churned=churned,
        stayed=len(found) - churned,
        accounts=len({one.account_id for one in found}),
        first_on=min((one.on for one in found), default=None),
        last_on=max((one.on for one in found), default=None),
        is_without_assumed=request.is_without_assumed,
        horizons=tuple(parts.horizons),
        comparison=tuple(parts.comparison),
        proposal=parts.proposal,
        notes=tuple(filter(None, (parts.undated, *_notes(found, request)))),
    )


def _notes(found: Sequence[Ending], request: BacktestRequest) -> list[str]:
    customers = sum(one.kind == STILL_THERE for one in found)
    notes = [] if found else ["There is no ending in the book: no account churned or renewed up to today."]
    if customers:
        spread = "on days spread like those of the churned"
        notes.append(f"{customers:,} that stayed are customers of today without an outcome, {spread}.")
    if request.is_without_assumed:
        notes.append("Facts whose day of becoming known is only assumed were left out.")
    else:
        notes.append("Imported facts count from their own day on, as if they had been known that day.")
    if found:
        notes.append("Of twenty factors that tell nothing, about one seems to tell something, by chance.")
    notes.append("Roles, severities, cadence and seats are as they were then, as far back as this book's history goes.")
    return notes
