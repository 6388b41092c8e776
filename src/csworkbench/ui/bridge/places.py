"""Where a person can be: a page, and on it perhaps an account or a spot; and what a form is asked for."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from csworkbench.domain.values import frozen

if TYPE_CHECKING:
    from csworkbench.domain.ids import AccountId

FormKind = Literal["touch", "check_in", "feedback", "action", "ask", "pulse", "override", "account", "import"]
"""Forms that any page may open: log a touch, plan a check-in, log feedback, add an action, log an ask, give a pulse,
override health, add an account and import a file."""


@frozen
class Place:
    """A page and what it shows.

    Attributes:
        page: key of the page: my_day, accounts, account, calendar, reports.
        account_id: the account shown or selected there, if any.
        spot: a word the page knows: a tab, a built-in view, a kind of report.
    """

    page: str
    account_id: AccountId | None = None
    spot: str = ""


@frozen
class FormRequest:
    """What a form shall start with.

    Attributes:
        kind: which form.
        account_id: the account it is about; None lets the person choose.
        record_id: the check-in (or other record) it completes or edits, if any.
        account_name: shown before the book is asked, if known.
        day: the day that a check-in is planned for, where the person chose one.
        time: the time of that day ("HH:MM"), if it was chosen, too.
    """

    kind: FormKind
    account_id: AccountId | None = None
    record_id: int | None = None
    account_name: str = ""
    day: date | None = None
    time: str | None = None


@frozen
class PastDay:
    """What a copy of a book stands for.

    Attributes:
        day: the day at whose end the book knew what the copy holds.
        book: the book itself.
        today: the day it is looked back from.
        place: where one was in it, to go back to.
    """

    day: date
    book: Path
    today: date
    place: Place | None = None


@frozen
class BookRequest:
    """Which book to open next, and what to do once it is open.

    Attributes:
        path: the book; it may not exist yet: then the first-run page stands there.
        then: `import` opens the import form.
        removed: a book to delete when its window is closed (the demonstration book).
        past: when it is the copy that stands for a past day, of what; it is read only, and deleted when it is left.
        place: where to start; by default where one was last.
    """

    path: Path
    then: str = ""
    removed: Path | None = None
    past: PastDay | None = None
    place: Place | None = None
