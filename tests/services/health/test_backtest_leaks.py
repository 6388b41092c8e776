"""What became known later must not take part in a backtest: every kind of leak is planted, and must change nothing.

Each leak has its twin that was known in time and does change something, so that no test passes by looking away.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from csworkbench.domain.accounts import AccountDraft
from csworkbench.domain.health.backtest import Ending
from csworkbench.domain.health.facts import AccountFacts
from csworkbench.domain.ids import AccountId
from csworkbench.infra.clock import FixedClock
from csworkbench.infra.tokens import Token
from csworkbench.services import accounts
from csworkbench.services.health.backtest.gathering import PastView, look_back
from csworkbench.services.workbench import Workbench, closing, open_workbench
from csworkbench.storage.health.known_then import known_then

ENDED = date(2026, 9, 1)
BEFORE = 60
AS_OF = ENDED - timedelta(days=BEFORE)
EARLY, LATE = AS_OF - timedelta(days=5), AS_OF + timedelta(days=1)
LONG_AGO = AS_OF - timedelta(days=300)

# What is in the book long before the day that is looked from.
STANDING = {
    "contract": """INSERT INTO contract (id, uid, account_id, product, seats, start_on, known_at)
        VALUES (1, 'k', :account, 'P', 40, :day, :known)""",
    "contact": """INSERT INTO contact (id, uid, account_id, name, roles, known_at)
        VALUES (1, 'c', :account, 'Ann', 'champion', :known)""",
    "feedback": """INSERT INTO feedback (id, uid, account_id, kind, severity, state, said_on, said_at, known_at)
        VALUES (1, 'f', :account, 'complaint', 'critical', 'new', :day, :known, :known)""",
    "ticket": """INSERT INTO ticket (id, uid, account_id, opened_at, severity, known_at)
        VALUES (1, 't', :account, :known, 'high', :known)""",
    "goal": """INSERT INTO goal (id, uid, account_id, objective, status, updated_on, known_at)
        VALUES (1, 'g', :account, 'O', 'at risk', :day, :known)""",
    "review": """INSERT INTO review (id, uid, account_id, template, kind, state, made_at, changed_at)
        VALUES (1, 'r', :account, 'T', 'QBR', 'planned', :known, :known)""",
}

# What a person writes down on another day; `:day` is when it is said to have happened.
PLANTED = {
    "touch": """INSERT INTO touch (uid, account_id, happened_on, happened_at, channel, direction, is_two_way, kind,
        known_at) VALUES ('lt', :account, :day, :said, 'call', 'inbound', 1, 'check-in', :known)""",
    "ticket": """INSERT INTO ticket (uid, account_id, opened_at, severity, known_at)
        VALUES ('li', :account, :said, 'urgent', :known)""",
    "complaint": """INSERT INTO feedback (uid, account_id, kind, severity, state, said_on, said_at, known_at)
        VALUES ('lf', :account, 'complaint', 'high', 'new', :day, :said, :known)""",
    "score": """INSERT INTO feedback (uid, account_id, kind, score, scale_min, scale_max, state, said_on, said_at,
        known_at) VALUES ('ls', :account, 'NPS', 2, 0, 10, 'new', :day, :said, :known)""",
    "person": """INSERT INTO contact (uid, account_id, name, roles, known_at)
        VALUES ('lc', :account, 'Bo', 'sponsor', :known)""",
    "goal": """INSERT INTO goal (uid, account_id, objective, status, updated_on, known_at)
        VALUES ('lg', :account, 'Late', 'on track', :day, :known)""",
    "review": """INSERT INTO review (uid, account_id, template, kind, state, held_on, made_at, changed_at)
        VALUES ('lr', :account, 'T', 'QBR', 'held', :day, :known, :known)""",
    "pulse": "INSERT INTO pulse (uid, account_id, value, given_on, given_at) VALUES ('lp', :account, 1, :day, :known)",
    "contract": """INSERT INTO contract (uid, account_id, product, seats, start_on, known_at)
        VALUES ('lk', :account, 'P', 500, :day, :known)""",
    "person who left": "UPDATE contact SET left_on = :day WHERE id = 1",
    "role": "UPDATE contact SET roles = 'end user' WHERE id = 1",
    "status": "UPDATE account SET status = 'in notice', status_on = :day WHERE id = :account",
    "churn": "UPDATE account SET status = 'churned', status_on = :day WHERE id = :account",
    "cadence": "UPDATE account SET ideal_days = 3, maximum_days = 5 WHERE id = :account",
    "engagement model": "UPDATE engagement_model SET qbr_days = 7",
    "seats": "UPDATE contract SET seats = 7 WHERE id = 1",
    "goal's status": "UPDATE goal SET status = 'achieved', updated_on = :day WHERE id = 1",
    "held review": "UPDATE review SET state = 'held', held_on = :day WHERE id = 1",
    "complaint told without a day": "UPDATE feedback SET state = 'customer told', reason = 'x' WHERE id = 1",
    "complaint's severity": "UPDATE feedback SET severity = 'low' WHERE id = 1",
    "ticket closed": "UPDATE ticket SET closed_at = :said WHERE id = 1",
    "ticket's severity": "UPDATE ticket SET severity = 'low' WHERE id = 1",
}

SERIES = """INSERT INTO signal_series (id, uid, account_id, metric, source)
    VALUES (1, 's', :account, 'active_users', 't')"""


def instant(day: date) -> str:
    return f"{day.isoformat()}T10:00:00.000Z"


class Book:
    """A book with one account, written to on any day."""

    account: AccountId

    def __init__(self, path: Path) -> None:
        self.path = path

    def add_account(self, onboarded_on: date = LONG_AGO) -> None:
        with self.opened(ENDED) as wb:
            models = {one.name: one.id for one in accounts.list_engagement_models(wb)}
            draft = AccountDraft("Acme", engagement_model_id=models["hybrid"], onboarded_on=onboarded_on)
            self.account = accounts.add_account(wb, draft)

    def write(self, statement: str, on: date, said_on: date | None = None, name: str = "Write") -> None:
        """Run a statement as a change made on a day about another day."""
        about = said_on or on
        values = {"account": self.account, "day": about.isoformat(), "said": instant(about), "known": instant(on)}
        used = {key: value for key, value in values.items() if f":{key}" in statement}
        with self.opened(on) as wb, wb.change(name) as change:
            used |= {"change": change.change_id} if ":change" in statement else {}
            change.connection.execute(text(statement), used)

    def opened(self, on: date):
        clock = FixedClock(datetime(on.year, on.month, on.day, 10, tzinfo=UTC))
        return closing(open_workbench(self.path, clock))

    def facts(self, *, is_without_assumed: bool = False) -> AccountFacts | None:
        """Give what a backtest knows of the account."""
        ends = [Ending(self.account, "Acme", ENDED, "churned")]
        with (
            self.opened(ENDED + timedelta(days=30)) as wb,
            wb.read() as connection,
            known_then(connection, is_without_assumed=is_without_assumed) as set_moment,
        ):
            return look_back(connection, ends, BEFORE, [], PastView(set_moment, Token()))[0].facts


@pytest.fixture(scope="module")
def standing_book(book_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Book:
    path = tmp_path_factory.mktemp("standing") / "book.cswb"
    path.write_bytes(book_template.read_bytes())
    made = Book(path)
    made.add_account()
    made.write("UPDATE account SET known_at = :known", LONG_AGO)
    for statement in STANDING.values():
        made.write(statement, LONG_AGO)
    return made


@pytest.fixture
def book(standing_book: Book, tmp_path: Path) -> Book:
    copy = Book(tmp_path / "book.cswb")
    copy.path.write_bytes(standing_book.path.read_bytes())
    copy.account = standing_book.account
    return copy


@pytest.mark.parametrize("kind", PLANTED)
def test_what_was_written_later_does_not_count_however_it_is_dated(book, kind):
    before = book.facts()
    assert before is not None
    book.write(PLANTED[kind], on=LATE, said_on=EARLY)
    assert book.facts() == before


@pytest.mark.parametrize("kind", PLANTED)
def test_the_same_written_in_time_does_count(book, kind):
    before = book.facts()
    book.write(PLANTED[kind], on=EARLY)
    assert book.facts() != before


def test_what_happened_later_does_not_count_either(book):
    before = book.facts()
    book.write(SERIES, LONG_AGO)
    book.write("INSERT INTO signal_point VALUES (1, :day, 12, :change)", on=LATE)
    book.write(PLANTED["touch"], on=LATE)
    book.write("UPDATE account SET onboarded_on = '2026-08-30'", on=LATE)
    assert book.facts() == before


def test_a_change_of_a_change_is_taken_back_to_what_it_was_then(book):
    book.write("UPDATE contract SET seats = 60 WHERE id = 1", on=EARLY)
    known = book.facts()
    assert known.seats == 60
    for seats in (80, 100):
        book.write(f"UPDATE contract SET seats = {seats} WHERE id = 1", on=LATE)
    assert book.facts() == known


def test_an_undone_change_was_never_made(book):
    known = book.facts()
    book.write("UPDATE contract SET seats = 9 WHERE id = 1", on=LATE)
    with book.opened(LATE) as wb:
        wb.undo()
    book.write("UPDATE contract SET seats = 41 WHERE id = 1", on=LATE)
    assert book.facts() == known


def test_nothing_known_of_an_account_before_it_was_there(book_template, tmp_path):
    book = Book(tmp_path / "book.cswb")
    book.path.write_bytes(book_template.read_bytes())
    book.add_account(onboarded_on=LATE)
    assert book.facts() is None
    book.write("UPDATE account SET known_at = :known", EARLY)
    assert book.facts() is not None


def test_imported_history_counts_from_its_own_day_unless_assumed_facts_are_left_out(book):
    before = book.facts()
    certain = book.facts(is_without_assumed=True)
    assert certain == before
    planted = PLANTED["touch"].replace("known_at)", "known_at, is_known_at_assumed)").replace(":known)", ":said, 1)")
    book.write(planted, on=LATE, said_on=EARLY, name="Import touches from old.csv")
    book.write("UPDATE ticket SET closed_at = :said", on=LATE, said_on=EARLY, name="Import tickets from old.csv")
    with_history = book.facts()
    assert with_history is not None
    assert with_history.last_two_way_on == EARLY
    assert with_history.ticket_load == 0
    assert book.facts(is_without_assumed=True) == certain


def test_signals_without_assumed_count_from_when_they_were_brought_in(book):
    book.write(SERIES, LONG_AGO)
    book.write("INSERT INTO signal_point VALUES (1, :day, 10, :change)", on=EARLY)
    book.write("INSERT INTO signal_point VALUES (1, :day, 90, :change)", on=LATE, said_on=AS_OF)
    assert book.facts().active_users_30d == 50
    assert book.facts(is_without_assumed=True).active_users_30d == 10


def test_the_book_is_as_it_was_outside_of_the_block(book):
    with book.opened(ENDED) as wb:
        with wb.read() as connection, known_then(connection, is_without_assumed=True) as set_moment:
            set_moment(AS_OF)
            assert connection.execute(text("SELECT count(*) FROM temp.sqlite_master")).scalar_one() > 5
        with wb.read() as connection:
            assert connection.execute(text("SELECT count(*) FROM temp.sqlite_master")).scalar_one() == 0
            assert connection.execute(text("PRAGMA query_only")).scalar_one() == 1
            assert connection.execute(text("SELECT count(*) FROM contact")).scalar_one() == 1


def test_an_error_inside_the_block_leaves_nothing_behind(book):
    def fail(wb: Workbench) -> None:
        with wb.read() as connection, known_then(connection, is_without_assumed=False):
            raise ArithmeticError

    with book.opened(ENDED) as wb:
        with pytest.raises(ArithmeticError):
            fail(wb)
        with wb.read() as connection:
            assert connection.execute(text("SELECT count(*) FROM temp.sqlite_master")).scalar_one() == 0
            assert connection.execute(text("PRAGMA query_only")).scalar_one() == 1
