"""Money: integer minor units with an ISO 4217 currency; never a float."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

_NO_DIGITS = (
    "BIF",
    "CLP",
    "DJF",
    "GNF",
    "ISK",
    "JPY",
    "KMF",
    "KRW",
    "PYG",
    "RWF",
    "UGX",
    "VND",
    "VUV",
    "XAF",
    "XOF",
    "XPF",
)
_THREE_DIGITS = ("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND")
MINOR_DIGITS = dict.fromkeys(_NO_DIGITS, 0) | dict.fromkeys(_THREE_DIGITS, 3)
"""Currencies whose minor unit is not a hundredth, with its decimal digits (ISO 4217)."""
SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "INR": "₹", "CHF": "CHF "}


def minor_digits(currency: str) -> int:
    """Give how many decimal digits the currency has (ISO 4217)."""
    return MINOR_DIGITS.get(currency, 2)


def to_minor(amount: Decimal, currency: str) -> int:
    """Give an amount in minor units, rounded half up."""
    from decimal import ROUND_HALF_UP, Decimal

    return int((amount * 10 ** minor_digits(currency)).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def to_major(amount_minor: int, currency: str) -> Decimal:
    """Give minor units as an exact amount in the currency."""
    from decimal import Decimal

    return Decimal(amount_minor).scaleb(-minor_digits(currency))


def short_money(amount_minor: int | None, currency: str | None) -> str:
    """Give an amount for a table cell or a card: `€52,000`; empty when unknown."""
    if amount_minor is None:
        return ""
    code = currency or ""
    whole = _in_steps(amount_minor, 10 ** minor_digits(code))
    return f"{_symbol(code)}{whole:,}"


def compact_money(amount_minor: int, currency: str | None) -> str:
    """Give a rounded amount for a headline: `€1.44 M`, `€412 k`."""
    code = currency or ""
    unit = 10 ** minor_digits(code)
    if abs(amount_minor) >= 1_000_000 * unit:
        hundredths = _in_steps(amount_minor, 10_000 * unit)
        sign = "-" if hundredths < 0 else ""
        return f"{_symbol(code)}{sign}{abs(hundredths) // 100:,}.{abs(hundredths) % 100:02} M"
    if abs(amount_minor) >= 1_000 * unit:
        return f"{_symbol(code)}{_in_steps(amount_minor, 1_000 * unit):,} k"
    return f"{_symbol(code)}{_in_steps(amount_minor, unit):,}"


def _symbol(code: str) -> str:
    return SYMBOLS.get(code, f"{code} " if code else "")


def _in_steps(amount_minor: int, step: int) -> int:
    """Give how many steps an amount is, rounded half away from zero."""
    steps = (2 * abs(amount_minor) + step) // (2 * step)
    return steps if amount_minor >= 0 else -steps
