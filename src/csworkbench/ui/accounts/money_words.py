"""Sums of several currencies in words; they are never added up across currencies."""

from __future__ import annotations

from collections.abc import Mapping

from csworkbench.domain.money import compact_money


def arr_words(sums: Mapping[str, int]) -> str:
    """Give `€1.44 M ARR`, or `€1.44 M + $200 k ARR`, largest first; empty when nothing is known."""
    known = sorted(((amount, code) for code, amount in sums.items() if amount), reverse=True)
    if not known:
        return ""
    shown = [compact_money(amount, code) for amount, code in known[:2]]
    more = f" + {len(known) - 2} more" if len(known) > 2 else ""
    return f"{' + '.join(shown)}{more} ARR"
