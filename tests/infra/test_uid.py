"""UUIDv7: version, order in time, and the ones that are the same in every book."""

import uuid
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from csworkbench.infra.uid import fixed_uid, new_uid, seeded_uid, uid_at

MILLISECONDS = st.integers(min_value=0, max_value=(1 << 48) - 1)
BITS = st.integers(min_value=0, max_value=(1 << 74) - 1)


@given(MILLISECONDS, BITS)
def test_layout_is_that_of_version_7(milliseconds: int, bits: int) -> None:
    found = uuid.UUID(uid_at(milliseconds, bits))
    assert found.version == 7
    assert found.variant == uuid.RFC_4122
    assert found.int >> 80 == milliseconds


@given(MILLISECONDS, MILLISECONDS, BITS, BITS)
def test_later_uids_sort_later(first: int, second: int, some: int, other: int) -> None:
    if first < second:
        assert uid_at(first, some) < uid_at(second, other)


@given(BITS, BITS)
def test_different_bits_give_different_uids(some: int, other: int) -> None:
    assert (uid_at(5, some) == uid_at(5, other)) == (some == other)


def test_seeded_and_fixed_ones_come_out_the_same() -> None:
    assert seeded_uid(Random(1), 7) == seeded_uid(Random(1), 7)
    assert fixed_uid("hybrid") == fixed_uid("hybrid") != fixed_uid("low-touch")
    assert new_uid() != new_uid()
