from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csworkbench.exchange.writers.safe_text import neutralised, one_line, printable


@pytest.mark.parametrize(
    "text",
    [
        "=1+1", "=cmd|'/c calc'!A0", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－A", "＠x",
        "|x", "%x", "  =1+1", "\u00a0=1", "-", "+", "--1", "-1+cmd|x", "+49=1", "\tplain",
    ],
)  # fmt: skip
def test_formulas_get_an_apostrophe(text):
    assert neutralised(text) == f"'{text}"


@pytest.mark.parametrize(
    "text",
    [
        "", "Acme", "a=1", "1=1", "-5", "+5", "-1,234.50", "-1.5e3", "-12%", "+49 30 1234567", "+1 (555) 010-9999",
        "'quoted", "Müller-Söhne", "5 - 3", " ",
    ],
)  # fmt: skip
def test_plain_text_numbers_and_phone_numbers_stay(text):
    assert neutralised(text) == text


@given(st.text())
def test_nothing_that_is_neutralised_starts_a_formula(text):
    safe = neutralised(text)
    assert safe.removeprefix("'") == text or safe == text
    if safe == text and text.lstrip(" \u00a0")[:1] in tuple("=+-@|%\t\r\n"):
        assert not any(letter in text for letter in "=@|\t\r\n!")


@given(st.text())
def test_printable_text_can_be_written_anywhere(text):
    printable(text).encode("utf-8")
    assert "\n" not in one_line(text)


def test_control_characters_and_broken_surrogates_are_replaced():
    assert printable("a\x00b\ud800c\td") == "a\ufffdb\ufffdc\td"
