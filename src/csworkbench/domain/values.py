"""Values: frozen dataclasses that are quick to define.

`@dataclass(frozen=True, slots=True)` writes and compiles seven methods for each class: half a millisecond and more, and
the first window needs dozens of them. The methods of a value are the same functions for all values, which makes its
class in a twentieth of that. It is a dataclass all the same: `fields`, `replace` and `asdict` know it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, FrozenInstanceError, dataclass
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def frozen(cls: type[T]) -> type[T]:
    """Make a class with annotated fields, perhaps with defaults, a frozen dataclass with slots."""
    made = dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    looks = {"__init__": _init_and_look} if hasattr(cls, "__post_init__") else {}
    for name, method in (_METHODS | looks).items():
        if name not in vars(cls):
            setattr(made, name, method)
    return made


def _init(self: Any, /, *values: object, **named: object) -> None:
    names: tuple[str, ...] = self.__match_args__
    for name, given in zip(names, values, strict=False):
        object.__setattr__(self, name, given)
    if named or len(values) != len(names):
        _put_rest(self, names, values, named)


def _init_and_look(self: Any, /, *values: object, **named: object) -> None:
    _init(self, *values, **named)
    self.__post_init__()


def _put_rest(self: Any, names: Sequence[str], values: Sequence[object], named: Mapping[str, object]) -> None:
    """Set what was not given by position.

    Raises:
        TypeError: a field is missing, unknown or given twice.
    """
    rest = names[len(values) :]
    strange = named.keys() - set(rest)
    if strange or len(values) > len(names):
        raise TypeError(f"{type(self).__name__} takes {', '.join(names)}, not {', '.join(sorted(strange)) or values}")
    for name in rest:
        object.__setattr__(self, name, named[name] if name in named else _default(self, name))


def _default(self: Any, name: str) -> object:
    field = self.__dataclass_fields__[name]
    if field.default_factory is not MISSING:
        return field.default_factory()
    if field.default is MISSING:
        raise TypeError(f"{type(self).__name__} needs {name}")
    return field.default


def _parts(self: Any) -> tuple[object, ...]:
    return tuple([getattr(self, name) for name in self.__match_args__])


def _repr(self: Any) -> str:
    told = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__match_args__)
    return f"{type(self).__qualname__}({told})"


def _eq(self: Any, other: Any) -> bool:
    return _parts(self) == _parts(other) if type(other) is type(self) else NotImplemented


def _hash(self: Any) -> int:
    return hash(_parts(self))


def _refuse_setting(_self: object, name: str, _given: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_deleting(_self: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _set_state(self: Any, state: Sequence[object]) -> None:
    for name, part in zip(self.__match_args__, state, strict=True):
        object.__setattr__(self, name, part)


_METHODS: dict[str, object] = {
    "__init__": _init,
    "__repr__": _repr,
    "__eq__": _eq,
    "__hash__": _hash,
    "__setattr__": _refuse_setting,
    "__delattr__": _refuse_deleting,
    "__getstate__": _parts,
    "__setstate__": _set_state,
}
