"""The filter language: what it reads, what it refuses and where it points."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csworkbench.domain.segments import (
    FIELDS,
    And,
    Comparison,
    Field,
    FilterError,
    FilterNode,
    FilterValue,
    FixedDay,
    Membership,
    Missing,
    Not,
    Or,
    RelativeDay,
    filter_text,
    find_field,
    parse_filter,
)
from csworkbench.domain.segments.fields import OPERATORS_OF

AT_RISK = Comparison("band", "=", "at risk")
BIG = Comparison("arr", ">=", Decimal(50000))
SOON = Comparison("renewal", "<", RelativeDay(90))


@pytest.mark.parametrize(
    ("source", "tree"),
    [
        ('band = "at risk" and arr >= 50000 and renewal < +90d', And((AT_RISK, BIG, SOON))),
        ('BAND="AT RISK"AND Arr>=50000', And((AT_RISK, BIG))),
        ('band = "at risk" or arr >= 50000 and renewal < +90d', Or((AT_RISK, And((BIG, SOON))))),
        ('(band = "at risk" or arr >= 50000) and renewal < +90d', And((Or((AT_RISK, BIG)), SOON))),
        ("not arr >= 50000 and renewal < +90d", And((Not(BIG), SOON))),
        ("not (arr >= 50000 and renewal < +90d)", Not(And((BIG, SOON)))),
        ("not not arr >= 50000", Not(Not(BIG))),
        ("tier in (A, b)", Membership("tier", ("A", "B"))),
        ("country in (DE)", Membership("country", ("DE",))),
        ("renewal in (2026-03-31, today)", Membership("renewal", (FixedDay(date(2026, 3, 31)), RelativeDay(0)))),
        ("owner is missing", Missing("owner")),
        ("owner is not missing", Missing("owner", True)),
        ("last_contact < -2w", Comparison("last_contact", "<", RelativeDay(-14))),
        ("renewal <= 2026-02-28", Comparison("renewal", "<=", FixedDay(date(2026, 2, 28)))),
        ("score != -1.50", Comparison("score", "!=", Decimal("-1.50"))),
        (r'name ~ "a \"b\" \\ c"', Comparison("name", "~", 'a "b" \\ c')),
        ("name ~ Øre", Comparison("name", "~", "Øre")),
        ('name = "and"', Comparison("name", "=", "and")),
        ("engagement_model = high-touch", Comparison("engagement_model", "=", "high-touch")),
        ('name = "line\nbreak"', Comparison("name", "=", "line\nbreak")),
    ],
)
def test_reads(source, tree):
    assert parse_filter(source) == tree


@pytest.mark.parametrize(
    ("source", "column", "words"),
    [
        ("", 1, "the filter is empty"),
        ("   ", 1, "the filter is empty"),
        ("bnd = healthy", 1, 'no field "bnd". Did you mean "band"?'),
        ("arr > 1 and renewl < +90d", 13, 'Did you mean "renewal"?'),
        ("zzzzzz = 1", 1, "There are name, owner"),
        ("band = helthy", 8, 'Did you mean "healthy"?'),
        ("tier = Q", 8, "There are A, B, C"),
        ("band > healthy", 6, "enum field and can't be compared with >"),
        ("name < x", 6, "text field"),
        ("arr ~ 5", 5, "use = != < <= > >="),
        ('arr = "much"', 7, "is no number"),
        ("arr = +90d", 7, "is no number"),
        ("score = 2026-01-01", 9, "is no number"),
        ("renewal < 90", 11, "is no day"),
        ("renewal < soon", 11, "is no day"),
        ("renewal < 2026-02-30", 11, "no day of the calendar"),
        ("name = 5", 8, 'in quotes: "5"'),
        ("name = today", 8, "in quotes"),
        ("arr >= 50000 arr < 1", 14, '"and", "or" or the end'),
        ("arr >=", 7, "a value for arr was expected, not the end"),
        ("arr", 4, "is missing was expected, not the end"),
        ("arr 5", 5, "after arr one of"),
        ("arr is 5", 8, '"missing" was expected'),
        ("arr is not", 11, '"missing" was expected'),
        ("arr in 5", 8, "an opening bracket"),
        ("arr in ()", 9, "a value for arr"),
        ("arr in (5 6)", 11, "a comma or a closing bracket"),
        ("(arr > 5", 9, "a closing bracket"),
        ("arr > 5)", 8, '"and", "or" or the end'),
        ("and arr > 5", 1, "the name of a field"),
        ("arr > 5 or", 11, "the name of a field"),
        ('name = "abc', 8, "no closing quote"),
        ("name = 'abc'", 8, "double quotes"),
        ("arr > 50x", 7, '"50x" is neither'),
        ("renewal < +90y", 11, '"+90y" is neither'),
        ("arr > 5; drop", 8, '";" means nothing'),
        ("(" * 50 + "arr > 5", 41, "at most 40 deep"),
        ("not " * 50 + "arr > 5", 161, "at most 40 deep"),
        ("a" * 20_001, 20_001, "at most 20000 letters"),
    ],
)
def test_refuses_and_points(source, column, words):
    with pytest.raises(FilterError) as caught:
        parse_filter(source)
    assert words in str(caught.value)
    assert str(caught.value).startswith(f"column {column}: ")
    assert caught.value.position == column - 1


def test_relative_days():
    assert RelativeDay(-14).resolve(date(2026, 5, 20)) == date(2026, 5, 6)
    assert RelativeDay(0).resolve(date(2026, 5, 20)) == date(2026, 5, 20)
    assert FixedDay(date(2026, 1, 1)).resolve(date(2026, 5, 20)) == date(2026, 1, 1)
    assert RelativeDay(99_999 * 7).resolve(date(9999, 1, 1)) == date.max
    assert RelativeDay(-99_999 * 70).resolve(date(2026, 1, 1)) == date.min


def test_fields_have_known_types_and_unique_names():
    names = [field.name for field in FIELDS]
    assert len(set(names)) == len(names)
    assert {field.kind for field in FIELDS} <= set(OPERATORS_OF)
    assert all(bool(field.words) is (field.kind == "enum") for field in FIELDS)
    assert find_field("ARR") is not None
    assert find_field("no") is None


def values_of(field: Field) -> st.SearchStrategy[FilterValue]:
    if field.kind == "text":
        return st.text(max_size=12)
    if field.kind == "enum":
        return st.sampled_from(field.words)
    if field.kind == "date":
        return st.integers(-99_999, 99_999).map(RelativeDay) | st.dates(date(1000, 1, 1)).map(FixedDay)
    return st.decimals(-(10**12), 10**12, places=3)


def conditions_on(field: Field) -> st.SearchStrategy[FilterNode]:
    operators = st.sampled_from(OPERATORS_OF[field.kind])
    values = values_of(field)
    return (
        st.builds(Comparison, st.just(field.name), operators, values)
        | st.builds(Membership, st.just(field.name), st.lists(values, min_size=1, max_size=3).map(tuple))
        | st.builds(Missing, st.just(field.name), st.booleans())
    )


def joined(nodes: st.SearchStrategy[FilterNode]) -> st.SearchStrategy[FilterNode]:
    several = st.lists(nodes, min_size=2, max_size=3).map(tuple)
    return several.map(And) | several.map(Or) | nodes.map(Not)


trees = st.recursive(st.sampled_from(FIELDS).flatmap(conditions_on), joined, max_leaves=8)


@given(trees)
def test_text_of_a_tree_parses_to_the_same_tree(tree):
    assert parse_filter(filter_text(tree)) == tree


words = st.sampled_from(
    ["arr", "band", "name", "=", ">", "~", "(", ")", "in", "is", "not", "missing", "and", "+9d", "5"]
)


@given(st.text(max_size=40) | st.lists(words, max_size=12).map(" ".join))
def test_any_text_is_read_or_refused_at_a_place_in_it(source):
    place, tree = outcome(source)
    assert 0 <= place <= len(source)
    assert tree is None or parse_filter(filter_text(tree)) == tree


def outcome(source: str) -> tuple[int, FilterNode | None]:
    try:
        return 0, parse_filter(source)
    except FilterError as error:
        return error.position, None
