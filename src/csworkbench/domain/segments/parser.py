"""From the text of a filter to its tree; fields and types are checked on the way."""

from __future__ import annotations

from csworkbench.domain.segments.errors import FilterError, nearest
from csworkbench.domain.segments.fields import FIELDS, OPERATORS_OF, Field, find_field
from csworkbench.domain.segments.lexer import Token, read_tokens
from csworkbench.domain.segments.tree import And, Comparison, FilterNode, FilterValue, Membership, Missing, Not, Or
from csworkbench.domain.segments.values import read_value

MOST_LETTERS = 20_000
DEEPEST = 40
MOST_VALUES = 400
"""Values compared with; the database takes no statement that is much deeper."""
COMPARISONS = ("=", "!=", "<", "<=", ">", ">=", "~")


def parse_filter(source: str) -> FilterNode:
    """Give the tree of a filter; FilterError names the column and what would be right."""
    if len(source) > MOST_LETTERS:
        raise FilterError(f"a filter has at most {MOST_LETTERS} letters.", MOST_LETTERS)
    reader = _Reader(read_tokens(source))
    if reader.here.kind == "end":
        raise FilterError('the filter is empty; write for example band = "at risk".', 0)
    node = reader.read_or()
    if reader.here.kind != "end":
        raise FilterError(f'"and", "or" or the end was expected, not {reader.here.shown()}.', reader.here.position)
    return node


class _Reader:
    """Reads one list of tokens from left to right."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._place = 0
        self._depth = 0
        self._values = 0

    @property
    def here(self) -> Token:
        return self._tokens[self._place]

    def read_or(self) -> FilterNode:
        items = [self._read_and()]
        while self._take("keyword", "or"):
            items.append(self._read_and())
        return items[0] if len(items) == 1 else Or(tuple(items))

    def _read_and(self) -> FilterNode:
        items = [self._read_not()]
        while self._take("keyword", "and"):
            items.append(self._read_not())
        return items[0] if len(items) == 1 else And(tuple(items))

    def _read_not(self) -> FilterNode:
        token = self.here
        if self._take("keyword", "not"):
            self._enter(token)
            node: FilterNode = Not(self._read_not())
        elif self._take("sign", "("):
            self._enter(token)
            node = self.read_or()
            self._expect(")", "a closing bracket")
        else:
            return self._read_condition()
        self._depth -= 1
        return node

    def _enter(self, token: Token) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise FilterError(f"brackets go at most {DEEPEST} deep.", token.position)

    def _read_condition(self) -> FilterNode:
        field = self._read_field()
        token = self._advance()
        if token.kind == "keyword" and token.text == "is":
            return self._read_missing(field)
        if token.kind == "keyword" and token.text == "in":
            return self._read_membership(field)
        if token.kind != "sign" or token.text not in COMPARISONS:
            wanted = f"{' '.join(OPERATORS_OF[field.kind])}, in (...) or is missing"
            raise FilterError(f"after {field.name} one of {wanted} was expected, not {token.shown()}.", token.position)
        if token.text not in OPERATORS_OF[field.kind]:
            allowed = " ".join(OPERATORS_OF[field.kind])
            raise FilterError(
                f"{field.name} is a {field.kind} field and can't be compared with {token.text}; use {allowed}.",
                token.position,
            )
        return Comparison(field.name, token.text, self._read_value(field))

    def _read_field(self) -> Field:
        token = self._advance()
        if token.kind != "word":
            raise FilterError(f"the name of a field was expected, not {token.shown()}.", token.position)
        field = find_field(token.text)
        if field is None:
            names = [one.name for one in FIELDS]
            advice = nearest(token.text, names) or f" There are {', '.join(names)}."
            raise FilterError(f'there is no field "{token.text}".{advice}', token.position)
        return field

    def _read_missing(self, field: Field) -> Missing:
        self._count()
        is_negated = self._take("keyword", "not")
        if not self._take("keyword", "missing"):
            raise FilterError(f'"missing" was expected after is, not {self.here.shown()}.', self.here.position)
        return Missing(field.name, is_negated)

    def _read_membership(self, field: Field) -> Membership:
        self._expect("(", "an opening bracket after in")
        values = [self._read_value(field)]
        while self._take("sign", ","):
            values.append(self._read_value(field))
        self._expect(")", "a comma or a closing bracket")
        return Membership(field.name, tuple(values))

    def _read_value(self, field: Field) -> FilterValue:
        self._count()
        return read_value(field, self._advance())

    def _count(self) -> None:
        self._values += 1
        if self._values > MOST_VALUES:
            raise FilterError(f"a filter compares with at most {MOST_VALUES} values.", self.here.position)

    def _advance(self) -> Token:
        token = self.here
        if token.kind != "end":
            self._place += 1
        return token

    def _take(self, kind: str, text: str) -> bool:
        if self.here.kind != kind or self.here.text != text:
            return False
        self._place += 1
        return True

    def _expect(self, sign: str, wanted: str) -> None:
        if not self._take("sign", sign):
            raise FilterError(f"{wanted} was expected, not {self.here.shown()}.", self.here.position)
