"""The real sources over a demonstration book: looked at in parts they give what they give looked at whole."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import partial

import pytest

from csworkbench.infra.clock import FixedClock
from csworkbench.infra.tokens import Token
from csworkbench.services.day.asking import asked_of_book
from csworkbench.services.day.choosing import Portions
from csworkbench.services.day.listing import count_due, list_day
from csworkbench.services.demo import make_demo
from csworkbench.services.workbench import closing, open_workbench
from csworkbench.storage.bulk import fetch

CLOCK = FixedClock(datetime(2026, 11, 23, 8, 30, tzinfo=UTC), date(2026, 11, 23))
WHOLE, PARTS = Portions(10_000), Portions(0, 7)


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    path = tmp_path_factory.mktemp("parts") / "demo.cswb"
    make_demo(path, 150, 5, CLOCK, Token())
    with closing(open_workbench(path, CLOCK, write=False)) as workbench:
        yield workbench


def owners(connection):
    return [row[0] for row in fetch(connection, "SELECT id FROM owner ORDER BY id LIMIT 2", {})]


@pytest.mark.parametrize("most", [1, 10, 40, 1000])
def test_the_first_rows_are_the_same_word_for_word(demo, most):
    with demo.read() as connection:
        for owner_id in (None, *owners(connection)):
            asked = asked_of_book(connection, CLOCK, owner_id)
            whole, more = list_day(asked, None, None, most, WHOLE)
            in_parts, _ = list_day(asked, None, None, most, PARTS)
            assert in_parts == whole
            everything, none = list_day(asked, None, None, 10_000, WHOLE)
            assert (whole, more, none) == (everything[:most], max(0, len(everything) - most), 0)
            assert len({(item.kind, item.key) for item in everything}) == len(everything)


def test_what_is_due_is_counted_alike(demo):
    with demo.read() as connection:
        for owner_id in (None, *owners(connection)):
            asked = asked_of_book(connection, CLOCK, owner_id)
            everything, _ = list_day(asked, None, None, 10_000, WHOLE)
            due = sum(item.due_on is None or item.due_on <= CLOCK.today() for item in everything)
            assert count_due(asked, 10_000, None, PARTS) == count_due(asked, 10_000, None, WHOLE) == due
            assert count_due(asked, 5, None, PARTS) == min(5, due)


def test_every_source_finds_the_same_of_few_accounts_and_of_all(demo):
    """A source that forgot the word for the accounts it is asked for would list others'."""
    from dataclasses import replace

    from csworkbench.services.day.sources import all_sources

    with demo.read() as connection:
        run = partial(fetch, connection)
        asked = asked_of_book(connection, CLOCK, None)
        keys = [row[0] for row in run("SELECT id FROM account ORDER BY id", {})]
        kinds = 0
        for source in all_sources():
            everything = sorted(source.find(asked))
            few = keys[::3]
            found = sorted(source.find(replace(asked, these=str(few))))
            assert found == [one for one in everything if one.account_id in few], source.kind
            kinds += bool(everything)
        assert kinds >= 7
