"""Batches of uids: as valid and as distinct as single ones, and in ascending order."""

from __future__ import annotations

import uuid

from csworkbench.infra.uid import new_uid, new_uids


def test_a_batch_holds_distinct_ascending_uuids_of_version_7():
    before, batch, after = new_uid(), new_uids(5000), new_uid()
    assert len(set(batch)) == 5000
    assert batch == sorted(batch)
    assert {(one.version, one.variant) for one in map(uuid.UUID, batch)} == {(7, uuid.RFC_4122)}
    assert before[:13] <= batch[0][:13] <= batch[-1][:13] <= after[:13]


def test_an_empty_batch_is_empty():
    assert new_uids(0) == []
