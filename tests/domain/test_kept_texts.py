"""What is left out of typed text, and what stays as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csworkbench.domain.texts import clean_line, clean_text, is_visible, without_harm
from tests.naughty import NAUGHTY


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Acme \t Ltd ", "Acme Ltd"),
        ("a\x00b\x1b[0m", "ab[0m"),
        ("\u202eevil", "evil"),
        ("שלום \u2067x\u2069", "שלום \u2067x\u2069"),
        ("half \ud800", "half \ufffd"),
        ("one\r\ntwo\u2028three", "one two three"),
        ("\u200b \u2060", ""),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("<b>&amp;</b> %s {{ x }}", "<b>&amp;</b> %s {{ x }}"),
    ],
    ids=ascii,
)
def test_lines(typed, kept):
    assert clean_line(typed) == kept


def test_texts_keep_their_lines_and_blanks():
    assert clean_text(" a\r\n\tb\rc ") == "a\n\tb\nc"
    assert without_harm(" typing ") == " typing ", "what is saved while typing loses no blank"


@given(st.text(st.characters()) | st.sampled_from(NAUGHTY))
def test_what_is_kept_can_be_stored_and_stays_the_same(typed):
    kept = clean_line(typed)
    assert kept.encode("utf-8").decode("utf-8") == kept
    assert clean_line(kept) == kept
    assert clean_text(clean_text(typed)) == clean_text(typed)
    assert kept == "" or (is_visible(kept) and "\n" not in kept and "\x00" not in kept)
