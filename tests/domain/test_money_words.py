"""Amounts in words against decimal arithmetic."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csworkbench.domain.money import compact_money, minor_digits, short_money, to_major, to_minor

AMOUNTS = st.integers(-(10**14), 10**14)
CURRENCIES = st.sampled_from(["EUR", "USD", "JPY", "KWD", "CHF", "SEK", ""])


def _rounded(amount: Decimal, places: str) -> Decimal:
    return amount.quantize(Decimal(places), rounding=ROUND_HALF_UP) + 0


@given(AMOUNTS, CURRENCIES)
def test_an_amount_in_a_cell_is_rounded_half_away_from_zero(minor: int, currency: str):
    wanted = _rounded(to_major(minor, currency), "1")
    assert short_money(minor, currency).replace(",", "").endswith(f"{wanted}")


@given(AMOUNTS, CURRENCIES)
def test_a_headline_has_the_digits_of_its_size(minor: int, currency: str):
    amount = to_major(minor, currency)
    if abs(amount) >= 1_000_000:
        wanted = f"{_rounded(amount / 1_000_000, '0.01')} M"
    elif abs(amount) >= 1_000:
        wanted = f"{_rounded(amount / 1_000, '1')} k"
    else:
        wanted = f"{_rounded(amount, '1')}"
    assert compact_money(minor, currency).replace(",", "").endswith(wanted)


@pytest.mark.parametrize(
    ("minor", "currency", "cell", "headline"),
    [
        (5_200_050, "EUR", "€52,001", "€52 k"),
        (144_000_000, "USD", "$1,440,000", "$1.44 M"),
        (-144_500_000, "USD", "$-1,445,000", "$-1.45 M"),
        (1_500, "JPY", "¥1,500", "¥2 k"),
        (999_499, "KWD", "KWD 999", "KWD 999"),
        (-40, "EUR", "€0", "€0"),
        (123_450, "", "1,235", "1 k"),
    ],
)
def test_words_of_amounts(minor: int, currency: str, cell: str, headline: str):
    assert short_money(minor, currency) == cell
    assert compact_money(minor, currency) == headline


def test_an_unknown_amount_has_no_words():
    assert short_money(None, "EUR") == ""


@given(AMOUNTS, CURRENCIES)
def test_minor_and_major_lead_back(minor: int, currency: str):
    assert to_minor(to_major(minor, currency), currency) == minor
    assert minor_digits(currency) in (0, 2, 3)
