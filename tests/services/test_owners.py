"""Owners edited: checked, kept as codes, refused where they can't be, one change that goes both ways."""

from __future__ import annotations

import pytest

from csworkbench.domain.ids import OwnerId
from csworkbench.infra.errors import InvalidInput, NotFound
from csworkbench.services.owners import edit_owner, list_owner_details


def details(wb, key):
    return next(one for one in list_owner_details(wb) if one.id == key)


def test_details_are_edited_as_one_change(wb, keys, goes_both_ways):
    goes_both_ways(
        lambda: edit_owner(wb, keys.maya, hours_per_week=32, country="germany", languages=" en,  de "),
        "Edit owner Maya Lind",
    )
    found = details(wb, keys.maya)
    assert (found.hours_per_week, found.country, found.languages) == (32, "DE", "en, de")


def test_nothing_new_is_no_change(wb, keys):
    many = len(wb.history())
    edit_owner(wb, keys.maya, name=details(wb, keys.maya).name)
    assert len(wb.history()) == many


@pytest.mark.parametrize(
    ("values", "said"),
    [({"name": " "}, "needs a name"), ({"hours_per_week": 81}, "0 to 80"), ({"country": "Atlantis"}, "No holidays"),
     ({"colour": "red"}, "no colour"), ({"languages": "x" * 300}, "200")],
)  # fmt: skip
def test_what_can_not_be_kept_is_refused(wb, keys, values, said):
    before = list_owner_details(wb)
    with pytest.raises(InvalidInput, match=said):
        edit_owner(wb, keys.maya, **values)
    assert list_owner_details(wb) == before


def test_an_owner_that_is_not_there(wb, keys):
    with pytest.raises(NotFound):
        edit_owner(wb, OwnerId(999), name="Zoe")
