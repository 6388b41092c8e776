"""What a source of My day is: a kind of thing that asks for attention, where it is found and how it is told.

A source is one module in `services.day.sources` with a `SOURCE`; nothing else names it. Everything here runs over the
database driver alone, so that the first window can show the day before anything heavy is loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import starmap
from typing import Any, NamedTuple

from csworkbench.domain.business_days import BusinessDays
from csworkbench.domain.day import FIRST_WHEN_LATE, DayItemRow
from csworkbench.domain.my_day import DAY_WINDOW_DAYS, WEEKDAYS
from csworkbench.domain.time_limits import TimeLimits
from csworkbench.domain.values import frozen
from csworkbench.storage.time_limits import read_limits

Run = Callable[[str, Mapping[str, object]], Sequence[tuple[Any, ...]]]
"""Runs a query with `:name` parameters and gives every row."""

Calendars = Callable[[int | None], BusinessDays]
"""Gives when an owner works, by key; None is an account without an owner."""

ALL_ACCOUNTS = "account_line l"
MY_ACCOUNTS = "account mine CROSS JOIN account_line l ON l.account_id = mine.id"
THESE_ACCOUNTS = "json_each(:these) this CROSS JOIN account_line l ON l.account_id = this.value"


class Candidate(NamedTuple):
    """One thing that may be listed, in the order of columns that queries give.

    `id` is the key of the record behind it, or of the account when the source is about accounts; `due_on` is stored
    form, None for no day of its own. `link` is what the words of its source's `cause` and `answers` are about: a key of
    whatever record they speak of, one of the same account. `cause` is what makes just this one come up, where that is
    not the cause of its whole source.
    """

    id: int
    due_on: str | None
    account_id: int
    score: int | None
    band: str | None
    arr_minor: int | None
    link: int | None = None
    cause: str = ""


class Told(NamedTuple):
    """A row in words: what it is, and why it is here."""

    title: str
    reason: str


class AccountFacts(NamedTuple):
    """What rows say of their account; the day is stored form."""

    name: str
    arr_minor: int | None
    currency: str | None
    last_contact_on: str | None


def _weekdays(_owner_id: int | None) -> BusinessDays:
    return WEEKDAYS


@frozen
class Asked:
    """Whose day is asked for, and when: `now` is the instant (UTC), `today` the local day, no owner means everyone.

    With `these` (a JSON list of keys) only these accounts are looked at, whoever owns them. `calendars` gives when an
    owner works; before the book is open that is Monday to Friday.
    """

    run: Run
    today: date
    now: datetime
    owner_id: int | None = None
    these: str | None = None
    calendars: Calendars = _weekdays

    @property
    def until(self) -> date:
        """Give the last day of the list."""
        return self.today + timedelta(days=DAY_WINDOW_DAYS)

    def rows(self, query: str, **values: object) -> Sequence[tuple[Any, ...]]:
        """Run a query on the accounts asked for.

        It holds `{accounts}` (in FROM; their lines are `l`), `{join}` for what is joined to them and `{mine}` (in
        WHERE), and may use `:today` and `:until`. One owner has few accounts: these come first, whatever else is there.
        """
        accounts, mine = ALL_ACCOUNTS, "1"
        if self.these is not None:
            accounts = THESE_ACCOUNTS
        elif self.owner_id is not None:
            accounts, mine = MY_ACCOUNTS, "mine.owner_id = :owner"
        words = query.replace("{accounts}", accounts).replace("{mine}", mine)
        words = words.replace("{join}", "JOIN" if accounts == ALL_ACCOUNTS else "CROSS JOIN")
        days = {"today": self.today.isoformat(), "until": self.until.isoformat()}
        return self.run(words, days | {"owner": self.owner_id, "these": self.these} | values)

    def limits(self) -> TimeLimits:
        """Read the limits of the book."""
        return read_limits(self.run)

    def found(self, query: str, **values: object) -> Iterable[Candidate]:
        """Run a query whose columns are those of a candidate."""
        return starmap(Candidate, self.rows(query, **values))


WhyFell = Callable[[Sequence[int]], Mapping[int, str]]
"""Gives per account why its health fell, in words."""


@frozen
class Telling:
    """What rows are put into words with: `why_fell` is not there before the book is open."""

    run: Run
    today: date
    now: datetime
    accounts: Mapping[int, AccountFacts]
    why_fell: WhyFell | None = None

    def limits(self) -> TimeLimits:
        """Read the limits of the book."""
        return read_limits(self.run)

    def records(self, query: str, items: Sequence[DayItemRow]) -> dict[int, tuple[Any, ...]]:
        """Give the rest of each row of a query whose first column is the key of the record; it asks for `:ids`."""
        ids = "[" + ",".join(str(item.key) for item in items) + "]"
        return {row[0]: row[1:] for row in self.run(query, {"ids": ids})}


@frozen
class Source:
    """One kind of thing to do.

    Attributes:
        kind: its word; several sources may share one when the same records are behind them.
        table: the table of the records behind the rows; `account` when they are about accounts.
        find: gives all there are.
        tell: puts a few into words, by key.
        cause: a word for what makes them come up. Where another source answers that word for the same link, they are
            not listed a second time: the other row tells of them.
        answers: the causes that are taken care of by what this source lists, with the same link.
        answers_account: those it takes care of for its account, where its links are about something else.
    """

    kind: str
    table: str
    find: Callable[[Asked], Iterable[Candidate]]
    tell: Callable[[Telling, Sequence[DayItemRow]], Mapping[int, Told]]
    cause: str = ""
    answers: tuple[str, ...] = ()
    answers_account: tuple[str, ...] = ()

    def answered_by(self, one: Candidate) -> Iterable[tuple[str, int]]:
        """Give the causes that one of its things takes care of, each with what it is about."""
        for word in self.answers_account:
            yield word, one.account_id
        if one.link is not None:
            for word in self.answers:
                yield word, one.link

    def cause_of(self, one: Candidate) -> tuple[str, int] | None:
        """Give what makes one of its things come up; None when nothing else can take care of that."""
        word = one.cause or self.cause
        return (word, one.link) if word and one.link is not None else None

    def __post_init__(self) -> None:
        """Refuse a cause where what is late comes first: these are found before the others."""
        if self.cause and self.kind == FIRST_WHEN_LATE:
            raise ValueError(f"a {self.kind} is never dropped for another row")

    @property
    def is_about_accounts(self) -> bool:
        """Whether the account itself is behind the rows."""
        return self.table == "account"
