"""The first things by rank are exactly those that a list of everything begins with, however few accounts are read."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlcipher3.dbapi2 as driver
from hypothesis import given, settings
from hypothesis import strategies as st

from csworkbench.domain.day import day_item, in_order
from csworkbench.domain.ids import AccountId
from csworkbench.services.day.choosing import Portions
from csworkbench.services.day.listing import count_due, list_day
from csworkbench.services.day.source import Asked, Source, Told

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
SCHEMA = """
CREATE TABLE account (id INTEGER PRIMARY KEY, owner_id INTEGER);
CREATE TABLE account_line (account_id INTEGER PRIMARY KEY, name TEXT, score INTEGER, band TEXT, arr_minor INTEGER,
    currency TEXT, last_contact_on TEXT);
CREATE TABLE snooze (item_kind TEXT, item_id INTEGER, until_on TEXT);
CREATE TABLE thing (id INTEGER PRIMARY KEY, kind TEXT, account_id INTEGER, due_on TEXT);
"""
KINDS = {"promise": ("", ("fall",)), "visit": ("", ("fall", "hush")), "fall": ("fall", ("hush",)), "hush": ("hush", ())}
"""Kind, and the cause and answers of its source: a visit stands for a fall and a hush of its account."""
FOUND = """
SELECT t.id, t.due_on, l.account_id, l.score, l.band, l.arr_minor, l.account_id
FROM {accounts} {join} thing t ON t.account_id = l.account_id AND t.kind = :kind WHERE {mine}"""


def source(kind, cause, answers):
    def find(asked):
        return asked.found(FOUND, kind=kind)

    def tell(_telling, items):
        return {item.key: Told(f"{kind} {item.key % 3}", "It is there.") for item in items}

    return Source(kind, "thing", find, tell, cause, answers)


SOURCES = [source(kind, *causes) for kind, causes in KINDS.items()]

ACCOUNTS = st.lists(
    st.tuples(
        st.sampled_from(["Abc", "abC", "Dee", "Eff"]),  # names that tie, and that tie but for their case
        st.one_of(st.none(), st.integers(0, 3).map(lambda part: part * 33)),
        st.one_of(st.none(), st.integers(0, 4)),
        st.integers(1, 2),
    ),
    min_size=1,
    max_size=25,
)
THINGS = st.lists(
    st.tuples(
        st.sampled_from(sorted(KINDS)),
        st.integers(0, 24),
        st.one_of(st.none(), st.sampled_from((-20, -14, -3, 0, 2, 6))),
        st.integers(0, 5).map(lambda number: number == 0),
    ),
    max_size=60,
)


def book(accounts, things):
    connection = driver.connect(":memory:")
    connection.executescript(SCHEMA)
    for key, (name, score, arr, owner) in enumerate(accounts, 1):
        connection.execute("INSERT INTO account VALUES (?, ?)", (key, owner))
        band = "insufficient data" if score is None else "watch"
        line = (key, name, score, band, arr, "EUR", None)
        connection.execute("INSERT INTO account_line VALUES (?, ?, ?, ?, ?, ?, ?)", line)
    for key, (kind, place, days, is_snoozed) in enumerate(things, 1):
        due_on = None if days is None else (TODAY + timedelta(days=days)).isoformat()
        row = (key, kind, place % len(accounts) + 1, due_on)
        connection.execute("INSERT INTO thing VALUES (?, ?, ?, ?)", row)
        if is_snoozed:
            connection.execute("INSERT INTO snooze VALUES (?, ?, '2026-12-24')", (kind, key))
    return connection


def by_hand(accounts, things, owner):
    """Everything that is to be listed, in order, by the plainest way there is."""
    kinds: dict[int, set[str]] = {}
    for kind, place, _, _ in things:
        kinds.setdefault(place % len(accounts), set()).add(kind)
    known = sorted(arr for _, _, arr, _ in accounts if arr is not None)
    items = []
    for key, (kind, place, days, is_snoozed) in enumerate(things, 1):
        at = place % len(accounts)
        name, score, arr, whose = accounts[at]
        is_told_by_another = any(KINDS[kind][0] and KINDS[kind][0] in KINDS[other][1] for other in kinds[at])
        if is_snoozed or is_told_by_another or owner not in (None, whose):
            continue
        places = [place for place, one in enumerate(known) if one == arr]
        rank = None if arr is None else 1.0 if len(known) < 2 else sum(places) / len(places) / (len(known) - 1)
        due_on = None if days is None else TODAY + timedelta(days=days)
        health = score, "insufficient data" if score is None else "watch"
        account = AccountId(at + 1), name
        items.append(day_item(kind, f"{kind} {key % 3}", "", account, due_on, health, rank, TODAY, key))
    return in_order(items)


def asked_of(connection, owner=None, log=None):
    def run(query, values):
        if log is not None:
            log.append(values)
        return connection.execute(query, values).fetchall()

    return Asked(run, TODAY, NOW, owner)


@settings(max_examples=300, deadline=None)
@given(ACCOUNTS, THINGS, st.integers(1, 12), st.integers(1, 4), st.sampled_from((None, 1)))
def test_the_first_ones_are_exactly_those_of_the_whole_list(accounts, things, most, first, owner):
    asked = asked_of(book(accounts, things), owner)
    expected = [(item.target_id, item.rank_key) for item in by_hand(accounts, things, owner)]
    more = None
    for portions in (Portions(0, first), Portions()):
        items, more = list_day(asked, None, SOURCES, most, portions)
        assert [(item.target_id, item.rank_key) for item in items] == expected[:most]
        assert more in (None, max(0, len(expected) - most))
    assert more == max(0, len(expected) - most)
    today = sum(1 for _, key in expected if by_key(things, key[-1]))
    for portions in (Portions(0, first), Portions()):
        assert count_due(asked, 1000, SOURCES, portions) == today
        assert count_due(asked, most, SOURCES, portions) == min(today, most)


def by_key(things, key):
    days = things[key - 1][2]
    return days is None or days <= 0


def looked_at(log):
    return {key for values in log if values.get("these") for key in json.loads(values["these"])}


def test_few_accounts_are_looked_at_where_the_weighty_ones_have_enough():
    accounts = [(f"Account {number:04}", number % 100, number, 1) for number in range(2000)]
    things = [("visit", number, 0, False) for number in range(2000)]
    log: list[dict[str, object]] = []
    items, more = list_day(asked_of(book(accounts, things), log=log), None, SOURCES[1:], 20, Portions(100, 50))
    assert ([item.target_id for item in items], more) == ([row[0] for row in naive(accounts, things)[:20]], None)
    assert len(looked_at(log)) < 400


def naive(accounts, things):
    return [(item.target_id, item.rank_key) for item in by_hand(accounts, things, None)]


def test_a_late_promise_of_the_least_account_comes_first():
    accounts = [(f"Account {number:03}", 100 - number % 90, number, 1) for number in range(300)]
    things = [("visit", number, -14, False) for number in range(300)] + [("promise", 0, -1, False)]
    items, _ = list_day(asked_of(book(accounts, things)), None, SOURCES, 5, Portions(10, 10))
    assert [(item.kind, item.account_id) for item in items[:2]] == [("promise", 1), ("visit", items[1].account_id)]
    assert [item.target_id for item in items] == [row[0] for row in naive(accounts, things)[:5]]


def test_one_owners_list_reads_nothing_of_the_others():
    accounts = [(f"Account {number:03}", 50, number, 1 if number < 30 else 2) for number in range(3000)]
    log: list[dict[str, object]] = []
    items, more = list_day(asked_of(book(accounts, []), 1, log), None, SOURCES)
    assert (items, more, looked_at(log)) == ([], 0, set())
    assert {values["owner"] for values in log if "owner" in values} == {1}


def test_what_comes_first_when_late_can_not_be_told_by_another_row():
    with pytest.raises(ValueError, match="never dropped"):
        source("promise", "promise", ())
