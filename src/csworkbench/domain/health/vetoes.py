"""Vetoes: facts that hold a band down; the number never changes."""

from __future__ import annotations

from datetime import date

import numpy as np
import numpy.typing as npt

from csworkbench.domain.health.fact_columns import Bools, FactColumns
from csworkbench.domain.health.facts import AccountFacts
from csworkbench.domain.health.model import HealthModel
from csworkbench.domain.health.rows import VetoRow

Codes = npt.NDArray[np.int8]

BAND_WORDS = ("at risk", "watch", "healthy", "insufficient data")
"""A band's place here is its code in columns."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def banded(model: HealthModel, facts: FactColumns, bands: Codes) -> Codes:
    """Give the bands after the vetoes that stand.

    A grey band stays grey under "at most watch", but not under "at risk": that fact needs no other data.
    """
    lowest = bands.copy()
    for veto in model.vetoes:
        held = _standing(veto.kind, facts) & _holds_down(veto.at_most, bands)
        lowest[held & (_holds_down(veto.at_most, lowest))] = BAND_WORDS.index(veto.at_most)
    return lowest


def veto_rows(model: HealthModel, facts: AccountFacts, as_of: date, band: str) -> tuple[VetoRow, ...]:
    """Give the vetoes that stand for one account whose band without them is `band`."""
    standing: dict[str, date | None] = {}
    if facts.champion_left_on is not None:
        standing["champion left"] = facts.champion_left_on
    if facts.critical_complaint_on is not None:
        standing["critical complaint"] = facts.critical_complaint_on
    if facts.status == "in notice":
        standing["in notice"] = facts.in_notice_since
    if not standing:
        return ()
    code = np.array([BAND_WORDS.index(band)], dtype=np.int8)
    return tuple(
        VetoRow(
            veto.kind,
            _text(veto.kind, standing[veto.kind], as_of),
            standing[veto.kind],
            veto.at_most,
            bool(_holds_down(veto.at_most, code)[0]),
        )
        for veto in model.vetoes
        if veto.kind in standing
    )


def _standing(kind: str, facts: FactColumns) -> Bools:
    if kind == "in notice":
        return np.array([status == "in notice" for status in facts.status], dtype=np.bool_)
    return ~np.isnan(facts["champion_left_on" if kind == "champion left" else "critical_complaint_on"])


def _holds_down(at_most: str, bands: Codes) -> Bools:
    grey = bands == BAND_WORDS.index("insufficient data")
    return np.where(grey, at_most == "at risk", bands > BAND_WORDS.index(at_most))


def _text(kind: str, since: date | None, as_of: date) -> str:
    if since is None:
        return f"capped by: {kind}"
    year = "" if since.year == as_of.year else f" {since.year}"
    return f"capped by: {kind}, {since.day} {_MONTHS[since.month - 1]}{year}"
