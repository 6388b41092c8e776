"""Names of accounts and words of a search, as they are compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csworkbench.domain.accounts import account_name_key, tidy_fields
from csworkbench.domain.search import MOST_WORDS, beginning, quoted, search_words


@pytest.mark.parametrize(
    ("one", "other"),
    [("Acme  GmbH", " acme gmbh "), ("STRASSE", "straße"), ("ＡＣＭＥ", "acme"), ("Zoë\tLtd", "zoe\u0308 ltd")],
)
def test_names_that_are_equal(one, other):
    assert account_name_key(one) == account_name_key(other)


def test_nothing_else_is_dropped_from_a_name():
    assert account_name_key("Acme & Co.") != account_name_key("Acme Co")


@given(st.text())
def test_a_name_key_is_its_own_key(name):
    assert account_name_key(account_name_key(name)) in (account_name_key(name), account_name_key(name).casefold())
    assert "  " not in account_name_key(name)


def test_blank_text_is_nothing():
    assert tidy_fields({"a": "  ", "b": " x ", "c": 0}) == {"a": None, "b": "x", "c": 0}


def test_search_words_are_few_and_have_letters():
    assert search_words(" acme  & - acme b2b\0x ") == ("acme", "b2b", "x")
    assert len(search_words(" ".join(f"w{n}" for n in range(50)))) == MOST_WORDS
    assert search_words("e\u0301te\u0301") == ("été",)


def test_a_word_is_never_syntax():
    assert quoted('a"b OR c') == '"a""b OR c"'
    assert beginning("no") == '"no"*'
