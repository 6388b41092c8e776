"""What stands beside a score: what it rests on, what overrides it, what speaks against it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from csworkbench.domain.day_words import short_day
from csworkbench.ui.widgets.texts import count_text, health_text, percent_text

if TYPE_CHECKING:
    from csworkbench.domain.accounts import AccountLineRow


def rests_text(line: AccountLineRow, today: date) -> str:
    """Give what a score rests on: `coverage 62 %, oldest input 75 days`; empty for a churned account."""
    if line.coverage is None:
        return ""
    if line.oldest_input_on is None:
        return f"coverage {percent_text(line.coverage)}"
    age = count_text((today - line.oldest_input_on).days, "day")
    return f"coverage {percent_text(line.coverage)}, oldest input {age}"


def marked_health(line: AccountLineRow) -> str:
    """Give score and band in words, saying so when they are overridden: `72 Watch, override`."""
    words = health_text(line.score, line.band or "")
    return words if line.override_expires_on is None else f"{words}, override"


def health_tip(line: AccountLineRow, today: date) -> str:
    """Give all that stands beside a score, one thing per line."""
    parts = [marked_health(line) if line.band else "Not scored: churned"]
    if line.override_expires_on is not None:
        computed = health_text(line.computed_score, line.computed_band or "")
        parts.append(f"Override until {short_day(line.override_expires_on, today)}; computed {computed}")
    rests = rests_text(line, today)
    parts += [f"{rests[:1].upper()}{rests[1:]}"] if rests else []
    parts += [f"Against it: {line.contradictions}"] if line.contradictions else []
    return "\n".join(parts)
