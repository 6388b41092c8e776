"""Money: integer minor units with an ISO 4217 currency; never a float."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

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
    return int((amount * 10 ** minor_digits(currency)).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def to_major(amount_minor: int, currency: str) -> Decimal:
    """Give minor units as an exact amount in the currency."""
    return Decimal(amount_minor).scaleb(-minor_digits(currency))


def short_money(amount_minor: int | None, currency: str | None) -> str:
    """Give an amount for a table cell or a card: `€52,000`; empty when unknown."""
    if amount_minor is None:
        return ""
    code = currency or ""
    whole = to_major(amount_minor, code).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return f"{SYMBOLS.get(code, f'{code} ' if code else '')}{whole:,}"


def compact_money(amount_minor: int, currency: str | None) -> str:
    """Give a rounded amount for a headline: `€1.44 M`, `€412 k`."""
    code = currency or ""
    symbol = SYMBOLS.get(code, f"{code} " if code else "")
    amount = to_major(amount_minor, code)
    if abs(amount) >= 1_000_000:
        return f"{symbol}{amount / 1_000_000:,.2f} M"
    if abs(amount) >= 1_000:
        return f"{symbol}{(amount / 1_000).quantize(Decimal(1), rounding=ROUND_HALF_UP):,} k"
    return f"{symbol}{amount:,.0f}"
