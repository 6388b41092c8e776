"""Vetoes: facts that hold a band down; the number never changes."""

from __future__ import annotations

from datetime import date

from csworkbench.domain.health.facts import AccountFacts
from csworkbench.domain.health.model import HealthModel
from csworkbench.domain.health.rows import VetoRow

_RANK = {"at risk": 0, "watch": 1, "healthy": 2}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def banded(model: HealthModel, facts: AccountFacts, as_of: date, band: str) -> tuple[str, tuple[VetoRow, ...]]:
    """Give the band after the vetoes that stand, and those vetoes.

    A grey band stays grey under "at most watch", but not under "at risk": that fact needs no other data.
    """
    standing = _standing(facts)
    if not standing:
        return band, ()
    rows: list[VetoRow] = []
    lowest = band
    for veto in model.vetoes:
        if veto.kind not in standing:
            continue
        since = standing[veto.kind]
        is_binding = _holds_down(veto.at_most, band)
        if _holds_down(veto.at_most, lowest):
            lowest = veto.at_most
        rows.append(VetoRow(veto.kind, _text(veto.kind, since, as_of), since, veto.at_most, is_binding))
    return lowest, tuple(rows)


def _standing(facts: AccountFacts) -> dict[str, date | None]:
    standing: dict[str, date | None] = {}
    if facts.champion_left_on is not None:
        standing["champion left"] = facts.champion_left_on
    if facts.critical_complaint_on is not None:
        standing["critical complaint"] = facts.critical_complaint_on
    if facts.status == "in notice":
        standing["in notice"] = facts.in_notice_since
    return standing


def _holds_down(at_most: str, band: str) -> bool:
    if band == "insufficient data":
        return at_most == "at risk"
    return _RANK[at_most] < _RANK[band]


def _text(kind: str, since: date | None, as_of: date) -> str:
    if since is None:
        return f"capped by: {kind}"
    year = "" if since.year == as_of.year else f" {since.year}"
    return f"capped by: {kind}, {since.day} {_MONTHS[since.month - 1]}{year}"
