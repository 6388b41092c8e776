"""Sums of several currencies in words; they are never added up across currencies."""

from __future__ import annotations

from collections.abc import Mapping

from csworkbench.domain.money import compact_money


def arr_words(sums: Mapping[str, int]) -> str:
    """Give `€1.44 M ARR`; of several currencies the largest sum and how many more: `€3.62 M +2`; empty for none."""
    known = _largest_first(sums)
    if not known:
        return ""
    return f"{known[0]} ARR" if len(known) == 1 else f"{known[0]} +{len(known) - 1}"


def arr_list(sums: Mapping[str, int]) -> str:
    """Give the sum of each currency: `ARR: €3.62 M, $654 k`; empty when nothing is known."""
    known = _largest_first(sums)
    return f"ARR: {', '.join(known)}" if known else ""


def _largest_first(sums: Mapping[str, int]) -> list[str]:
    known = sorted(((amount, code) for code, amount in sums.items() if amount), reverse=True)
    return [compact_money(amount, code) for amount, code in known]
