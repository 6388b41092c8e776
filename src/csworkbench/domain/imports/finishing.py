"""What a whole row means once its cells are read: deleted, open deals, churn flags, wide feedback scores."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

from csworkbench.domain.imports.fields import METRIC_PREFIX, Kind
from csworkbench.domain.imports.results import ConvertedRow, RejectedRow, RowError, RowResult, SkippedRow, Value

OPEN_DEAL = "open: not a contract yet"
DELETED = "deleted in the source"
EMPTY = "empty row"
NOT_DONE = "planned: not a touch yet"
_DONE = frozenset({"completed", "complete", "done", "closed", "held", "finished"})
_SCALES = {"NPS": (Decimal(0), Decimal(10)), "CSAT": (Decimal(1), Decimal(5)), "CES": (Decimal(1), Decimal(7))}


def finish(kind: Kind, row_number: int, values: dict[str, Value]) -> RowResult:
    """Give the row's result: kind rules applied to `values`, or the reason to skip or reject it."""
    if not values:
        return SkippedRow(row_number, EMPTY)
    if values.pop("is_deleted", False) is True:
        return SkippedRow(row_number, DELETED)
    rule = _RULES.get(kind.name)
    stopped = rule(row_number, values) if rule is not None else None
    if stopped is not None:
        return stopped
    errors = _missing(kind, row_number, values)
    return RejectedRow(row_number, errors) if errors else ConvertedRow(row_number, values)


def signal_points(row: ConvertedRow) -> list[tuple[str, Decimal]]:
    """Give the (metric, value) pairs of a row of signals, from the long form and from `metric:NAME` columns."""
    points: list[tuple[str, Decimal]] = []
    metric, value = row.values.get("metric"), row.values.get("value")
    if isinstance(metric, str) and isinstance(value, Decimal):
        points.append((metric.strip().casefold().replace(" ", "_"), value))
    points += [
        (name.removeprefix(METRIC_PREFIX), number)
        for name, number in row.values.items()
        if name.startswith(METRIC_PREFIX) and isinstance(number, Decimal)
    ]
    return points


def _missing(kind: Kind, row_number: int, values: dict[str, Value]) -> tuple[RowError, ...]:
    found: list[RowError] = []
    for group in kind.required:
        if (
            group[0] not in values
            and not any(name in values for name in group)
            and not _is_settled(kind, group, values)
        ):
            labels = [each.label.lower() for name in group if (each := kind.field(name)) is not None]
            fix = "Fill in which account it is." if "account_external_id" in group else "Fill in the blank cell."
            found.append(RowError(row_number, "", group[0], "", " or ".join(labels[:3]), fix))
    return tuple(found)


def _is_settled(kind: Kind, group: tuple[str, ...], values: dict[str, Value]) -> bool:
    """Whether the kind's rule already gave what the group asks for, or the kind can do without it in a row."""
    if kind.name == "outcomes":
        return ("churned_on" in group) and ("day" if "day" in group else "outcome") in values
    if kind.name == "signals":
        return "metric:*" in group and any(name.startswith(METRIC_PREFIX) for name in values)
    return kind.name == "contracts" and "arr" in group


def _account(_row_number: int, values: dict[str, Value]) -> RowResult | None:
    churned = values.pop("is_churned", None)
    if "status" not in values and isinstance(churned, bool):
        values["status"] = "churned" if churned else "active"
    return None


def _contact(_row_number: int, values: dict[str, Value]) -> RowResult | None:
    parts = [str(values[name]) for name in ("first_name", "last_name") if name in values]
    if "name" not in values and parts:
        values["name"] = " ".join(parts)
    if "name" not in values and "email" in values:
        values["name"] = values["email"]
    return None


def _contract(row_number: int, values: dict[str, Value]) -> RowResult | None:
    """Settle a deal: won is a contract from the day it closed, lost is an outcome, open is no contract yet."""
    fate = deal_fate(values)
    for name in ("stage", "is_closed", "is_won"):
        values.pop(name, None)
    if fate == "open":
        return SkippedRow(row_number, OPEN_DEAL)
    closed = values.get("close_on")
    if fate == "lost":
        values["outcome"] = "lost"
        if closed is not None:
            values.setdefault("start_on", closed)
            values.setdefault("end_on", closed)
    elif fate == "won" and closed is not None:
        values.setdefault("start_on", closed)
    if values.pop("is_churned", False) is True and "end_on" in values:
        values.setdefault("outcome", "lost")
    if "product" not in values and "name" in values:
        values["product"] = values["name"]
    return None


def deal_fate(values: dict[str, Value]) -> str:
    """Give `won`, `lost` or `open` for a deal; `contract` when the row has nothing of a deal.

    The stage's words count first ("Closed Won", "closedlost"), then the flags; a row of a deal that states neither
    is open.
    """
    stage = str(values.get("stage", "")).casefold()
    if "won" in stage.replace("-", " ").split() or stage.startswith("closedwon") or values.get("is_won") is True:
        return "won"
    if "lost" in stage.replace("-", " ").split() or stage.startswith("closedlost"):
        return "lost"
    if values.get("is_closed") is True:
        return "lost"
    is_deal = any(name in values for name in ("stage", "is_closed", "is_won", "close_on"))
    return "open" if is_deal else "contract"


def _feedback(row_number: int, values: dict[str, Value]) -> RowResult | None:
    for name, kind in (("nps", "NPS"), ("csat", "CSAT"), ("ces", "CES")):
        score = values.pop(name, None)
        if score is not None and "score" not in values:
            values["score"] = score
            values.setdefault("kind", kind)
    scale = _SCALES.get(str(values.get("kind")))
    if scale is not None and "score" in values:
        values.setdefault("scale_min", scale[0])
        values.setdefault("scale_max", scale[1])
    if "score" not in values and "words" not in values:
        return SkippedRow(row_number, "no score and no words")
    return _score_error(row_number, values)


def _score_error(row_number: int, values: dict[str, Value]) -> RejectedRow | None:
    score, low, high = (values.get(name) for name in ("score", "scale_min", "scale_max"))
    if (
        isinstance(score, Decimal)
        and isinstance(low, Decimal)
        and isinstance(high, Decimal)
        and not low <= score <= high
    ):
        fix = "Correct the score, or map the scale with scale_min and scale_max."
        return RejectedRow(
            row_number, (RowError(row_number, "", "score", str(score), f"a score from {low} to {high}", fix),)
        )
    return None


def _signal(row_number: int, values: dict[str, Value]) -> RowResult | None:
    has_wide = any(name.startswith(METRIC_PREFIX) for name in values)
    if not has_wide and "value" not in values:
        return SkippedRow(row_number, "no value")
    return None


def _ticket(row_number: int, values: dict[str, Value]) -> RowResult | None:
    """Refuse a ticket closed before it was opened; where only the day of opening is known, closing sets its time."""
    opened, closed = values.get("opened_at"), values.get("closed_at")
    if isinstance(opened, datetime) and isinstance(closed, datetime) and closed.date() < opened.date():
        error = RowError(row_number, "", "closed_at", str(closed), "a day not before the ticket was opened",
                         "Correct the dates, or check the date order.")  # fmt: skip
        return RejectedRow(row_number, (error,))
    if isinstance(opened, datetime) and isinstance(closed, datetime):
        values["opened_at"] = min(opened, closed)
    return None


def _touch(row_number: int, values: dict[str, Value]) -> RowResult | None:
    status = values.pop("status", None)
    if status is not None and str(status).casefold() not in _DONE:
        return SkippedRow(row_number, NOT_DONE)
    return None


def _outcome(_row_number: int, values: dict[str, Value]) -> RowResult | None:
    churned_on = values.pop("churned_on", None)
    if churned_on is not None:
        values.setdefault("outcome", "churned")
        values.setdefault("day", churned_on)
    return None


_RULES: dict[str, Callable[[int, dict[str, Value]], RowResult | None]] = {
    "accounts": _account,
    "contacts": _contact,
    "contracts": _contract,
    "signals": _signal,
    "tickets": _ticket,
    "feedback": _feedback,
    "touches": _touch,
    "outcomes": _outcome,
}
