"""How columns and tables are declared: STRICT, checked, with stable names for every constraint."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, MetaData, Table, Text
from sqlalchemy.schema import SchemaItem

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

DAY_PATTERN = "____-__-__"
INSTANT_PATTERN = "____-__-__T__:__:__.___Z"


def record(name: str, *items: SchemaItem) -> Table:
    """Declare a STRICT table with the integer key `id` and the stable `uid` of every record."""
    return Table(
        name,
        metadata,
        Column("id", Integer, primary_key=True),
        Column("uid", Text, nullable=False, unique=True),
        *items,
        sqlite_strict=True,
    )


def text(name: str, *, required: bool = False, **options: object) -> Column[str]:
    """Declare a text column."""
    return Column(name, Text, nullable=not required, **options)  # type: ignore[arg-type]


def whole(name: str, *, required: bool = False, low: int | None = None, high: int | None = None) -> list[SchemaItem]:
    """Declare an integer column, with its range as a check."""
    return [Column(name, Integer, nullable=not required), *_range_check(name, low, high)]


def _range_check(name: str, low: int | None, high: int | None) -> list[SchemaItem]:
    bounds = [f"{name} >= {low}"] if low is not None else []
    bounds += [f"{name} <= {high}"] if high is not None else []
    return [CheckConstraint(" AND ".join(bounds), name=f"{name}_range")] if bounds else []


def word(name: str, words: Sequence[str], *, required: bool = False) -> list[SchemaItem]:
    """Declare a text column that holds one of `words`."""
    listed = ", ".join(f"'{one}'" for one in words)
    return [Column(name, Text, nullable=not required), CheckConstraint(f"{name} IN ({listed})", name=f"{name}_words")]


def flag(name: str, *, default: int = 0) -> list[SchemaItem]:
    """Declare a yes/no column stored as 0 or 1."""
    return [
        Column(name, Integer, nullable=False, server_default=str(default)),
        CheckConstraint(f"{name} IN (0, 1)", name=f"{name}_flag"),
    ]


def day(name: str, *, required: bool = False) -> list[SchemaItem]:
    """Declare a calendar day (`YYYY-MM-DD`)."""
    return [
        Column(name, Text, nullable=not required),
        CheckConstraint(f"{name} LIKE '{DAY_PATTERN}'", name=f"{name}_day"),
    ]


def instant(name: str, *, required: bool = False) -> list[SchemaItem]:
    """Declare an instant in UTC (`YYYY-MM-DDTHH:MM:SS.mmmZ`)."""
    return [
        Column(name, Text, nullable=not required),
        CheckConstraint(f"{name} LIKE '{INSTANT_PATTERN}'", name=f"{name}_instant"),
    ]


def known() -> list[SchemaItem]:
    """Declare when a fact became known, and whether that is assumed (imported history)."""
    return [*instant("known_at", required=True), *flag("is_known_at_assumed")]


def link(
    name: str, target: str, *, required: bool = False, on_delete: str = "SET NULL", index: bool = True
) -> Column[int]:
    """Declare a foreign key to the `id` of `target`."""
    return Column(name, Integer, ForeignKey(f"{target}.id", ondelete=on_delete), nullable=not required, index=index)


def child(name: str, target: str, *, index: bool = True) -> Column[int]:
    """Declare a foreign key to an owning record: deleting the owner deletes this row."""
    return link(name, target, required=True, on_delete="CASCADE", index=index)
