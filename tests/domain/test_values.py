"""A value behaves as the frozen dataclass it is."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, is_dataclass, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csworkbench.domain.values import frozen


@frozen
class Stay:
    """A value."""

    town: str
    nights: int = 1
    guests: tuple[str, ...] = ()
    notes: dict[str, str] = field(default_factory=dict)

    @property
    def is_long(self) -> bool:
        """Whether it is more than a week."""
        return self.nights > 7


@dataclass(frozen=True, slots=True)
class Model:
    """The same as a dataclass."""

    town: str
    nights: int = 1
    guests: tuple[str, ...] = ()
    notes: dict[str, str] = field(default_factory=dict)


@frozen
class Named:
    """A value that says itself what it is called and when it is equal."""

    name: str

    def __repr__(self) -> str:
        return f"<{self.name}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Named) and other.name.lower() == self.name.lower()

    def __hash__(self) -> int:
        return hash(self.name.lower())


@frozen
class Span:
    """A value that looks at what it was given."""

    first: int
    last: int

    def __post_init__(self) -> None:
        """Refuse what ends before it begins."""
        if self.last < self.first:
            raise ValueError("it ends before it begins")


CALLS = st.tuples(
    st.lists(st.integers(0, 3), max_size=6),
    st.dictionaries(st.sampled_from(["town", "nights", "guests", "notes", "pets"]), st.integers(0, 3), max_size=5),
)


@given(CALLS)
def test_a_call_is_taken_as_a_dataclass_takes_it(call: tuple[list[Any], dict[str, Any]]):
    values, named = call
    try:
        wanted = asdict(Model(*values, **named))
    except TypeError:
        with pytest.raises(TypeError):
            Stay(*values, **named)
    else:
        assert asdict(Stay(*values, **named)) == wanted


def test_every_value_has_its_own_default():
    assert Stay("Rome").notes == {}
    assert Stay("Rome").notes is not Stay("Rome").notes


def test_values_are_equal_by_their_parts_and_hash_alike():
    one = Stay("Rome", 2, ("Ada",), {})
    assert one == Stay("Rome", 2, ("Ada",), {})
    assert one != Stay("Rome", 3, ("Ada",), {})
    others: tuple[object, ...] = (Model("Rome", 2, ("Ada",), {}), ("Rome", 2, ("Ada",), {}))
    assert one not in others
    assert len({Named("a"), Named("A"), Named("b")}) == 2


def test_unhashable_parts_make_an_unhashable_value():
    with pytest.raises(TypeError):
        hash(Stay("Rome"))


def test_nothing_of_it_can_be_set_or_deleted():
    stay = Stay("Rome")
    with pytest.raises(FrozenInstanceError):
        stay.town = "Oslo"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del stay.town
    assert not hasattr(stay, "__dict__")


def test_it_is_a_dataclass():
    stay = replace(Stay("Rome", 9), town="Oslo")
    assert is_dataclass(stay)
    assert (stay.town, stay.is_long) == ("Oslo", True)
    assert [one.name for one in fields(Stay)] == ["town", "nights", "guests", "notes"]
    assert repr(stay) == "Stay(town='Oslo', nights=9, guests=(), notes={})"


def test_own_methods_stand():
    assert repr(Named("a")) == "<a>"
    assert Named("a") == Named("A")


def test_a_value_may_look_at_what_it_was_given():
    assert Span(1, 2).last == 2
    with pytest.raises(ValueError, match="before it begins"):
        replace(Span(1, 2), last=0)


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda stay: pickle.loads(pickle.dumps(stay))])  # noqa: S301
def test_copies_are_equal(copied):
    stay = Stay("Rome", 2, ("Ada",), {"room": "4"})
    assert copied(stay) == stay
