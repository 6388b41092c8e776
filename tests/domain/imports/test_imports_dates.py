from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csworkbench.domain.imports.dates import (
    DateOrder,
    UnknownOrder,
    date_of_number,
    date_order,
    parse_date_text,
    possible_orders,
)


def _local(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC).replace(tzinfo=None)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("2024-01-19", None, date(2024, 1, 19)),
        ("2024/1/9", None, date(2024, 1, 9)),
        ("20240119", None, date(2024, 1, 19)),
        ("16-10-2024", "dmy", date(2024, 10, 16)),
        ("16-10-2024", None, date(2024, 10, 16)),
        ("02/03/24", "mdy", date(2024, 2, 3)),
        ("02/03/24", "dmy", date(2024, 3, 2)),
        ("1/12/2026", "mdy", date(2026, 1, 12)),
        ("03.04.2025", None, date(2025, 4, 3)),
        ("05/05/2025", None, date(2025, 5, 5)),
        ("1/2/69", "dmy", date(1969, 2, 1)),
        ("1/2/68", "dmy", date(2068, 2, 1)),
        ("12-Jan-26", None, date(2026, 1, 12)),
        ("January 2, 2026", None, date(2026, 1, 2)),
        ("45292", None, date(2024, 1, 1)),
    ],
)
def test_day_is_read(text: str, order: DateOrder | None, day: date) -> None:
    assert parse_date_text(text, order)[0].date() == day


@pytest.mark.parametrize(
    ("text", "order", "moment"),
    [
        ("2024-01-19T09:42:24.000+0000", None, datetime(2024, 1, 19, 9, 42, 24, tzinfo=UTC)),
        ("2006-06-15T20:47:07.000Z", None, datetime(2006, 6, 15, 20, 47, 7, tzinfo=UTC)),
        ("2024-01-19 09:42 -05:30", None, datetime(2024, 1, 19, 15, 12, tzinfo=UTC)),
        ("2020-12-30 3:15:52", None, _local(2020, 12, 30, 3, 15, 52)),
        ("02/23/26 08:55 PM", "mdy", _local(2026, 2, 23, 20, 55)),
        ("28-07-2023 03:00", "dmy", _local(2023, 7, 28, 3)),
        ("2026-01-01 12:00 AM", None, _local(2026, 1, 1)),
    ],
)
def test_moment_is_read(text: str, order: DateOrder | None, moment: datetime) -> None:
    assert parse_date_text(text, order) == (moment, True)


@pytest.mark.parametrize(
    "text", ["", "soon", "2024-13-01", "31-02-2024", "2024-01-19 25:00", "32/01/2024", "1234", "٣"]
)
def test_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - any ValueError is the contract
        parse_date_text(text, "dmy")


def test_unknown_order_is_not_guessed() -> None:
    with pytest.raises(UnknownOrder):
        parse_date_text("02/03/24", None)


@pytest.mark.parametrize(
    ("column", "order"),
    [
        (["01/02/2024", "13/02/2024"], "dmy"),
        (["01/02/2024", "02/23/26 08:55 PM"], "mdy"),
        (["01/02/2024", "03/04/2024"], "ambiguous"),
        (["13/01/2024", "01/13/2024"], "ambiguous"),
        (["05/05/2024", ""], None),
        (["2024-01-02", "2024-05-06"], "ymd"),
        (["01.02.2024"], "dmy"),
        ([], None),
    ],
)
def test_order_of_a_column(column: list[str], order: str | None) -> None:
    assert date_order(column) == order


def test_last_row_of_a_long_column_decides() -> None:
    assert date_order(["03/04/2024"] * 5_000 + ["03/14/2024"]) == "mdy"


@given(st.dates(date(1969, 1, 1), date(2068, 12, 31)), st.sampled_from(["-", "/"]), st.booleans())
def test_written_days_come_back(day: date, sign: str, short: bool) -> None:
    year = f"{day.year % 100:02d}" if short else str(day.year)
    for order, parts in (("dmy", (day.day, day.month)), ("mdy", (day.month, day.day))):
        text = f"{parts[0]}{sign}{parts[1]}{sign}{year}"
        orders = possible_orders(text)
        assert orders is None or order in orders
        assert parse_date_text(text, order)[0].date() == day


def test_numbers_as_dates() -> None:
    assert date_of_number(45292.5) == (
        _local(2024, 1, 1, 12),
        True,
    )
    assert date_of_number(1_700_000_000) == (datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC), True)
    assert date_of_number(1_700_000_000_000)[0].year == 2023
    for number in (0.0, -5.0, 19_999.0, 9e15, float("nan"), float("inf")):
        with pytest.raises(ValueError):  # noqa: PT011 - any ValueError is the contract
            date_of_number(number)
