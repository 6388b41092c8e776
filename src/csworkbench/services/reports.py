"""Reports: build one from the book as plain data, and write it to a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from csworkbench.domain.health.contradictions import BETWEEN
from csworkbench.domain.health.facts import AccountFacts
from csworkbench.domain.health.model import HealthModel
from csworkbench.domain.health.overrides import OverrideRow, override_words, shown
from csworkbench.domain.health.rows import HealthRow
from csworkbench.domain.health.trend import Trend
from csworkbench.domain.ids import AccountId, OwnerId
from csworkbench.domain.reports import (
    HealthReport,
    ReportQuery,
    ReportRow,
    ReportScope,
    assemble,
    driver_text,
    largest_movers,
    with_words,
)
from csworkbench.infra.errors import InvalidInput, NotFound
from csworkbench.infra.tokens import Token
from csworkbench.services.derive import score_range
from csworkbench.services.moved_words import words_between
from csworkbench.services.report_files import export_report
from csworkbench.storage import derived
from csworkbench.storage import reports as stored
from csworkbench.storage.health.contradictions import contradictions_of
from csworkbench.storage.health.facts import AsOf
from csworkbench.storage.health.known_then import seen_as_of
from csworkbench.storage.health.models import list_models, models_in_use
from csworkbench.storage.health.moments import stored_on
from csworkbench.storage.health.overrides import active_overrides
from csworkbench.storage.reports import AccountCells
from csworkbench.storage.workbench import Workbench

__all__ = ["HealthReport", "ReportQuery", "build_health_report", "export_report", "list_report_owners"]

CHUNK = 2000
LAST_KEY = 2**63 - 1


def list_report_owners(wb: Workbench) -> list[tuple[OwnerId, str]]:
    """Give key and name of every owner a report can be narrowed to, by name."""
    with wb.read() as connection:
        return [(key, name) for key, name, _ in stored.owners(connection)]


def build_health_report(wb: Workbench, query: ReportQuery | None = None, token: Token | None = None) -> HealthReport:
    """Give the health report of the accounts and the day that `query` asks for, from one state of the book.

    Raises:
        InvalidInput: the day is in the future.
        NotFound: there is no such owner, or the name fits several.
        Cancelled: `token` was cancelled.
    """
    asked = query or ReportQuery()
    today = wb.clock.today()
    day = asked.as_of or today
    if day > today:
        raise InvalidInput(f"{day.isoformat()} is in the future; health is known up to today.", field="as of")
    as_of = AsOf(day, is_past=day < today)
    with wb.read() as connection:
        owner_id, owner_name = _owner(connection, asked)
        models = models_in_use(connection, as_of.known if as_of.is_past else None)
        is_ready = not as_of.is_past and derived.mark(connection, derived.COMPUTED_ON) == today.isoformat()
        with seen_as_of(connection, as_of, stored.CHANGED_TOO):
            found = (_ready if is_ready else _computed)(connection, owner_id, as_of, token)
            known = stored.count_known(connection, owner_id, as_of)
    scope = ReportScope(owner_name, len(found), known - len(found))
    made_at = None if as_of.is_past else wb.clock.now()
    return assemble(found, scope, [one.model for one in models], day, made_at)


def _ready(connection: Connection, owner_id: OwnerId | None, as_of: AsOf, token: Token | None) -> list[ReportRow]:
    words = _override_words(active_overrides(connection, 0, LAST_KEY, as_of.day), as_of)
    found = list(_watched(stored.ready_rows(connection, owner_id, list_models(connection), words), token))
    movers = stored_on(connection, [row.account_id for row in largest_movers(found)], as_of.day)
    return with_words(found, words_between(connection, movers, as_of))


def _computed(connection: Connection, owner_id: OwnerId | None, as_of: AsOf, token: Token | None) -> list[ReportRow]:
    moved: dict[int, HealthRow] = {}
    found = list(_watched(_computed_rows(connection, owner_id, as_of, moved), token))
    movers = {int(row.account_id): moved[row.account_id] for row in largest_movers(found)}
    return with_words(found, words_between(connection, movers, as_of))


def _watched(rows: Iterator[ReportRow], token: Token | None) -> Iterator[ReportRow]:
    for number, row in enumerate(rows):
        if token is not None and number % CHUNK == 0:
            token.report("Building the report", number)
        yield row


def _computed_rows(
    connection: Connection, owner_id: OwnerId | None, as_of: AsOf, moved: dict[int, HealthRow]
) -> Iterator[ReportRow]:
    """Give the rows from the facts; into `moved` goes the health of those whose score moved."""
    for low, high in derived.account_ranges(connection, CHUNK):
        cells = stored.cells_as_of(connection, low, high, as_of)
        overrides = active_overrides(connection, low, high, as_of.day)
        words = _override_words(overrides, as_of)
        health: dict[int, HealthRow] = {}
        scores: dict[int, tuple[int | None, HealthModel]] = {}
        healthy: list[AccountFacts] = []
        seen: dict[int, tuple[int | None, str]] = {}
        for scored in score_range(connection, low, high, as_of):
            key, one = scored.facts.account_id, scored.health
            if one is None or (owner_id is not None and cells[key].owner_id != owner_id):
                continue
            score, band = shown(one.score, one.band, overrides.get(key), scored.model.band)
            health[key], seen[key] = one, (score, band or one.band)
            scores[key] = one.score, scored.model
            healthy += [scored.facts] if band == "healthy" else []
        against = contradictions_of(connection, healthy, overrides, as_of)
        trends = stored.trends(connection, scores, as_of.day)
        for key, one in health.items():
            said = _Said(*seen[key], words.get(key, ""), tuple(filter(None, against.get(key, "").split(BETWEEN))))
            row = _row(one, cells[key], trends[key], said)
            if row.direction not in (None, "steady"):
                moved[key] = one
            yield row


@dataclass(frozen=True, slots=True)
class _Said:
    """Score and band as shown, what overrides them, and what speaks against them."""

    score: int | None
    band: str
    override: str
    contradictions: tuple[str, ...]


def _override_words(overrides: Mapping[int, OverrideRow], as_of: AsOf) -> dict[int, str]:
    return {key: override_words(one, as_of.day, is_past=as_of.is_past) for key, one in overrides.items()}


def _row(health: HealthRow, cells: AccountCells, moved: Trend | None, said: _Said) -> ReportRow:
    factors = health.factors
    return ReportRow(
        AccountId(health.account_id),
        cells.name,
        cells.owner_name,
        cells.tier,
        cells.segment,
        said.score,
        said.band,
        round(health.coverage, 4),
        moved.delta if moved else None,
        moved.direction if moved else None,
        cells.arr_minor,
        cells.currency,
        cells.renewal_on,
        cells.last_contact_on,
        driver_text([one.label for one in factors], [one.could_still_gain for one in factors]),
        health.score,
        health.band,
        said.override,
        health.oldest_input_on,
        said.contradictions,
        health.model_version,
    )


def _owner(connection: Connection, query: ReportQuery) -> tuple[OwnerId | None, str | None]:
    if query.owner_id is None and not query.owner_name:
        return None, None
    known = stored.owners(connection)
    if query.owner_id is not None:
        found = [one for one in known if one[0] == query.owner_id]
    else:
        wanted = (query.owner_name or "").strip().casefold()
        found = [one for one in known if wanted in (one[1].casefold(), one[2].casefold())]
        found = found or [one for one in known if one[1].casefold().startswith(wanted)]
    if len(found) == 1:
        return found[0][0], found[0][1]
    asked = query.owner_name or f"key {query.owner_id}"
    names = ", ".join(one[1] for one in (found or known)[:10])
    if found:
        raise NotFound(f"“{asked}” fits several owners: {names}.", "Give the whole name or the e-mail address.")
    raise NotFound(f"There is no owner “{asked}”.", f"Owners: {names}." if names else "The book has no owners.")
