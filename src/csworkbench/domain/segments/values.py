"""Values of a filter, checked against the type of their field."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from csworkbench.domain.segments.errors import FilterError, nearest
from csworkbench.domain.segments.fields import Field
from csworkbench.domain.segments.lexer import Token
from csworkbench.domain.segments.tree import FilterValue, FixedDay, RelativeDay

_DAYS = {"d": 1, "w": 7}


def read_value(field: Field, token: Token) -> FilterValue:
    """Give the token as a value of the field; FilterError when it is of another type or no word of the enum."""
    if token.kind in ("end", "sign"):
        raise FilterError(f"a value for {field.name} was expected, not {token.shown()}.", token.position)
    if field.kind in ("number", "money"):
        return _number(field, token)
    if field.kind == "date":
        return _day(field, token)
    if field.kind == "enum":
        return _word(field, token)
    if token.kind not in ("text", "word"):
        raise FilterError(f'{field.name} is a text field; write the text in quotes: "{token.text}".', token.position)
    return token.text


def _number(field: Field, token: Token) -> Decimal:
    if token.kind != "number":
        raise FilterError(f"{field.name} is a {field.kind} field; {token.shown()} is no number.", token.position)
    return Decimal(token.text)


def _day(field: Field, token: Token) -> FixedDay | RelativeDay:
    if token.kind == "keyword" and token.text == "today":
        return RelativeDay(0)
    if token.kind == "relative":
        return RelativeDay(int(token.text[:-1]) * _DAYS[token.text[-1]])
    if token.kind == "date":
        try:
            return FixedDay(date.fromisoformat(token.text))
        except ValueError:
            raise FilterError(f"{token.text} is no day of the calendar.", token.position) from None
    raise FilterError(
        f"{field.name} is a date field; {token.shown()} is no day (2026-03-31, +90d, -2w, today).", token.position
    )


def _word(field: Field, token: Token) -> str:
    for word in field.words:
        if token.kind in ("text", "word") and token.text.casefold() == word.casefold():
            return word
    advice = nearest(token.text, field.words) or f" There are {', '.join(field.words)}."
    raise FilterError(f"{field.name} is never {token.shown()}.{advice}", token.position)
