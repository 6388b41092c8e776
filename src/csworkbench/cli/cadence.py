"""`cadence`: how well accounts are touched in time, plans of a period, and what was done past the fatigue guard."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from csworkbench.cli.book import FIRST_YEAR, LAST_YEAR, Day, opened, workbench_option
from csworkbench.cli.output import ConsoleToken, Row, format_option, print_json, print_rows, say
from csworkbench.domain.words import ASK_KINDS, CHANNELS

if TYPE_CHECKING:
    from csworkbench.domain.planning.preview import DayLoad, PlanPreview, PlanRequest
    from csworkbench.services.workbench import Workbench

PLAN_COLUMNS = ("on", "at", "minutes", "account", "person", "their_time", "channel", "was_on", "ideal_on", "latest_on",
                "shift_days", "why")  # fmt: skip
PLAN_LABELS = ("Day", "At", "Min", "Account", "With", "Their time", "Channel", "Was on", "Ideal", "Latest", "Shift",
               "Why")  # fmt: skip
LEFT_COLUMNS = ("account", "ideal_on", "latest_on", "is_proven", "why")
ADHERENCE_COLUMNS = ("month", "group", "name", "with_ideal", "within_ideal", "ideal_share", "with_maximum",
                     "within_maximum", "maximum_share")  # fmt: skip
ADHERENCE_LABELS = ("Month", "Of", "Name", "Accounts", "In ideal", "Share", "With maximum", "In maximum",
                    "Share")  # fmt: skip
LIMIT_COLUMNS = ("limit", "days", "usual", "about")
OVERRIDE_COLUMNS = ("on_day", "account", "contact", "act", "concerns", "reason", "author")


class Month(click.ParamType[date]):
    """A month as YYYY-MM; its value is the first day."""

    name = "month"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Give the first day; wrong usage when it is no month."""
        if isinstance(value, date):
            return value
        try:
            first = date.fromisoformat(f"{value}-01")
        except ValueError:
            self.fail(f"'{value}' is no month; write it as 2026-11.", param, ctx)
        if len(str(value)) != 7 or not FIRST_YEAR <= first.year <= LAST_YEAR:
            self.fail(f"'{value}' is no month; write it as 2026-11.", param, ctx)
        return first


@click.group("cadence")
def cadence_group() -> None:
    """How often accounts are touched: plans, and what was done past the fatigue guard."""


@cadence_group.command("plan")
@workbench_option()
@click.option("--owner", required=True, help="Whose check-ins to plan (name, e-mail or key).")
@click.option("--month", type=Month(), default=None, metavar="YYYY-MM", help="The month to plan.")
@click.option("--from", "first", type=Day(), default=None, metavar="DATE", help="The first day, instead of a month.")
@click.option("--to", "last", type=Day(), default=None, metavar="DATE", help="The last day, instead of a month.")
@click.option("--hours-per-day", type=click.FloatRange(0, 24, min_open=True), default=None,
              help="The cap; by default a fifth of the owner's hours per week.")  # fmt: skip
@click.option("--minutes", type=click.IntRange(5, 480), default=30, show_default=True,
              help="How long a check-in takes that does not say so itself.")  # fmt: skip
@click.option("--day-from", default="09:00", show_default=True, metavar="HH:MM", help="When the working day begins.")
@click.option("--day-to", default="17:00", show_default=True, metavar="HH:MM", help="When the working day ends.")
@click.option("--time-zone", default=None, help="The owner's time zone, as Europe/Oslo; by default this machine's.")
@click.option("--apply", "is_applied", is_flag=True, help="Schedule and move them; without it nothing is changed.")
@format_option()
def plan_command(
    book: Path | None, owner: str, month: date | None, first: date | None, last: date | None,
    hours_per_day: float | None, minutes: int, day_from: str, day_to: str, time_zone: str | None,
    is_applied: bool, form: str,
) -> None:  # fmt: skip
    """Spread the check-ins that are due in a month or a period over its business days, near their ideal dates."""
    from csworkbench.domain.planning.preview import PlanRequest
    from csworkbench.services.owners import resolve_owner

    begin, end = _period(month, first, last)
    with opened(book, write=is_applied) as workbench:
        key = resolve_owner(workbench, owner).id
        request = PlanRequest(key, begin, end, hours_per_day, minutes, day_from, day_to, time_zone)
        preview = _planned(workbench, request, is_applied=is_applied)
    _print_plan(preview, form, is_applied=is_applied)


def _period(month: date | None, first: date | None, last: date | None) -> tuple[date, date]:
    """Give the days of a month, or those that were given; wrong usage when it is both or neither."""
    if month is not None and first is None and last is None:
        return month, month.replace(day=monthrange(month.year, month.month)[1])
    if month is None and first is not None and last is not None:
        return first, last
    raise click.UsageError("Give --month, or --from and --to.")


@cadence_group.command("adherence")
@workbench_option()
@click.option("--owner", default=None, help="Only the accounts of this owner (name, e-mail or key).")
@click.option("--since", type=Day(), default=None, metavar="DATE",
              help="The first month is that of this day; by default eleven months ago.")  # fmt: skip
@format_option()
def adherence_command(book: Path | None, owner: str | None, since: date | None, form: str) -> None:
    """Print by month which share of accounts was touched within their ideal and maximum intervals."""
    from csworkbench.domain.adherence import DEFINITION
    from csworkbench.services.cadence import list_adherence
    from csworkbench.services.owners import resolve_owner

    with opened(book, write=False) as workbench:
        key = resolve_owner(workbench, owner).id if owner else None
        found = list_adherence(workbench, key, since)
    rows: list[Row] = [
        asdict(one) | {"month": f"{one.month:%Y-%m}", "ideal_share": _share(one.ideal_share),
                       "maximum_share": _share(one.maximum_share)}
        for one in found
    ]  # fmt: skip
    if form == "json":
        print_json({"definition": DEFINITION, "rows": rows})
        return
    print_rows(rows, ADHERENCE_COLUMNS, form, labels=ADHERENCE_LABELS)
    say(DEFINITION)


def _share(share: float | None) -> float | None:
    return None if share is None else round(share, 4)


@cadence_group.command("overrides")
@workbench_option()
@format_option()
def overrides_command(book: Path | None, form: str) -> None:
    """Print what was planned or logged past the fatigue guard, newest first, with the reasons."""
    from csworkbench.services.fatigue import list_overrides

    with opened(book, write=False) as workbench:
        rows = [asdict(one) for one in list_overrides(workbench)]
    print_rows(rows, OVERRIDE_COLUMNS, form)


class Limit(click.ParamType[tuple[str, int]]):
    """A limit as NAME=DAYS."""

    name = "limit"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, int]:
        """Give name and days; wrong usage when it isn't written so."""
        if isinstance(value, tuple):
            return value
        name, _, days = str(value).partition("=")
        if not (days.isascii() and days.isdigit()):
            self.fail(f"'{value}' is no limit; write it as champion=45.", param, ctx)
        return name.strip().casefold(), int(days)


@cadence_group.command("limits")
@click.option("--set", "given", type=Limit(), multiple=True, metavar="NAME=DAYS",
              help="Change a limit, as champion=45; may be given several times.")  # fmt: skip
@workbench_option()
@format_option()
def limits_command(book: Path | None, given: tuple[tuple[str, int], ...], form: str) -> None:
    """Print for how many days people may be silent by role, and by when feedback is to be answered; or change that."""
    from csworkbench.domain.time_limits import ABOUT, DEFAULT_DAYS
    from csworkbench.services.time_limits import get_limits, set_limits

    with opened(book, write=bool(given)) as workbench:
        limits = set_limits(workbench, dict(given)) if given else get_limits(workbench)
    rows: list[Row] = [
        {"limit": name, "days": days, "usual": DEFAULT_DAYS[name], "about": ABOUT[name]} for name, days in limits.items
    ]
    print_rows(rows, LIMIT_COLUMNS, form)


@cadence_group.command("ask")
@click.argument("account")
@click.option("--person", required=True, help="Who was asked, by name.")
@click.option("--kind", type=click.Choice(ASK_KINDS), default=ASK_KINDS[0], show_default=True, help="What for.")
@click.option("--channel", type=click.Choice(CHANNELS), default="email", show_default=True, help="How.")
@click.option("--on", "asked_on", type=Day(), default=None, metavar="DATE", help="When; by default today.")
@click.option("--reason", default=None, help="Why it is done past the fatigue guard.")
@workbench_option()
def ask_command(
    account: str, person: str, kind: str, channel: str, asked_on: date | None, reason: str | None, book: Path | None
) -> None:
    """Note that a person at ACCOUNT was asked for something: a survey, a reference; it counts for the fatigue guard."""
    from csworkbench.domain.fatigue_rows import AskDraft
    from csworkbench.services.accounts import resolve_account
    from csworkbench.services.contacts import find_contact
    from csworkbench.services.fatigue import log_ask

    with opened(book, write=True) as workbench:
        found = find_contact(workbench, resolve_account(workbench, account), person)
        day = asked_on or workbench.clock.today()
        draft = AskDraft(found.account_id, found.id, day, kind, channel, override_reason=reason)
        log_ask(workbench, draft)
    say(f"Noted that {found.name} was asked for a {kind if kind != 'other' else 'favour'} on {day.isoformat()}.")


@cadence_group.command("languages")
@click.argument("languages")
@click.option("--owner", required=True, help="Whose (name, e-mail or key).")
@workbench_option()
def languages_command(languages: str, owner: str, book: Path | None) -> None:
    """Note the LANGUAGES an owner speaks, as in "en, de": the guard tells where a person speaks none of them."""
    from csworkbench.services.owners import edit_owner, resolve_owner

    with opened(book, write=True) as workbench:
        found = resolve_owner(workbench, owner)
        edit_owner(workbench, found.id, languages=languages)
    say(f"{found.name} speaks {languages}.")


def _load_row(one: DayLoad) -> Row:
    from csworkbench.domain.planning.preview import hours_text

    words = {"load": one.minutes, "cap": one.cap_minutes, "stays": one.kept_minutes}
    return {"on": one.on, **{name: hours_text(minutes) for name, minutes in words.items()}}


def _planned(workbench: Workbench, request: PlanRequest, *, is_applied: bool) -> PlanPreview:
    from csworkbench.services.planning.plans import apply_plan, preview_plan

    token = ConsoleToken()
    try:
        preview = preview_plan(workbench, request, token)
        if is_applied and preview.planned:
            apply_plan(workbench, preview)
    finally:
        token.finish()
    return preview


def _print_plan(preview: PlanPreview, form: str, *, is_applied: bool) -> None:
    planned: list[Row] = [asdict(one) for one in preview.planned]
    left: list[Row] = [asdict(one) for one in preview.left]
    if form == "json":
        load = [asdict(one) for one in preview.load]
        print_json(
            {"owner": preview.owner, "outcome": preview.outcome, "is_applied": is_applied and bool(planned),
             "planned": planned, "left": left, "load": load, "kept": preview.kept,
             "surely_left": preview.surely_left}
        )  # fmt: skip
        return
    print_rows(planned, PLAN_COLUMNS, form, labels=PLAN_LABELS)
    if left and form == "table":
        click.echo()
        print_rows(left, LEFT_COLUMNS, form, labels=("Without a place", "Ideal", "Latest", "Proven", "Why"))
    if preview.load and form == "table":
        click.echo()
        load_rows: list[Row] = [_load_row(one) for one in preview.load]
        print_rows(load_rows, ("on", "load", "cap", "stays"), form, labels=("Day", "Load", "Cap", "Of it stays"))
    say(preview.outcome)
    if planned and is_applied:
        say(f"Scheduled and moved {len(planned)} check-ins; `csworkbench undo` takes all of it back.")
    elif planned:
        say("Nothing was changed; --apply schedules and moves them.")
