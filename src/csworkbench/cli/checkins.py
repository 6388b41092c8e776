"""`checkins`: list, plan, hold, move, miss and cancel check-ins; calendar files in and out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from csworkbench.cli.book import Day, opened, workbench_option
from csworkbench.cli.calendar_files import export_command, import_command
from csworkbench.cli.output import Row, format_option, print_json, print_rows, say
from csworkbench.domain.series import REPEATS, SCOPES
from csworkbench.domain.words import CHANNELS, CHECK_IN_STATES, SHIFTS, TOUCH_KINDS

if TYPE_CHECKING:
    from csworkbench.domain.checkins import ActionLine, CheckInListRow
    from csworkbench.domain.ids import AccountId
    from csworkbench.domain.moments import Moment
    from csworkbench.services.workbench import Workbench

TABLE = ("id", "due_on", "due_time", "time_zone", "account", "kind", "channel", "state", "moved_count", "people",
         "owner")  # fmt: skip
LABELS = ("Id", "Due", "Time", "Time zone", "Account", "Kind", "Channel", "State", "Moved", "With", "Owner")
COLUMNS = ("id", "uid", "account_id", "account", "owner", "due_on", "due_time", "time_zone", "minutes", "kind",
           "channel", "state", "did_it_happen", "moved_count", "reason", "agenda", "people", "series_id",
           "scheduled_on", "touch_id")  # fmt: skip
PAST_GUARD = "Why it is done past the fatigue guard; without it what is past it is refused."
WHEN = "WHEN: 4 dec, tue 10, in 2 weeks, end of month, 1st business day of next month, 2026-12-04 14:30."


@click.group("checkins")
def checkins_group() -> None:
    """Plan check-ins, hold them, and exchange them with calendar programs."""


checkins_group.add_command(export_command)
checkins_group.add_command(import_command)


@checkins_group.command("list")
@workbench_option()
@click.option("--from", "first", type=Day(), default=None, metavar="DATE", help="From this day on.")
@click.option("--to", "last", type=Day(), default=None, metavar="DATE", help="Up to this day.")
@click.option("--state", "states", type=click.Choice(CHECK_IN_STATES), multiple=True, help="By default planned.")
@click.option("--owner", default=None, help="Of one owner (name, e-mail or key).")
@click.option("--account", default=None, help="Of one account (name or key).")
@click.option("--passed", is_flag=True, help="Only planned ones whose day passed: did they happen?")
@format_option()
def list_command(
    book: Path | None, first: date | None, last: date | None, states: tuple[str, ...], owner: str | None,
    account: str | None, passed: bool, form: str,
) -> None:  # fmt: skip
    """Print check-ins by day and time."""
    from csworkbench.services.accounts import resolve_account
    from csworkbench.services.check_in_lists import list_check_ins_between
    from csworkbench.services.owners import resolve_owner

    with opened(book, write=False) as workbench:
        found = list_check_ins_between(
            workbench, first, last, states=states or ("planned",),
            owner_id=None if owner is None else resolve_owner(workbench, owner).id,
            account_id=None if account is None else resolve_account(workbench, account),
        )  # fmt: skip
    rows = [_row(one) for one in found if one.is_passed or not passed]
    if form == "table":
        print_rows(rows, TABLE, form, labels=LABELS)
    else:
        print_rows(rows, COLUMNS, form)


@checkins_group.command("plan", epilog=WHEN)
@click.argument("account")
@click.argument("when")
@click.option("--repeat", default=None, metavar="RULE", help=f"A series: {', '.join(REPEATS)}, or a rule of RFC 5545.")
@click.option("--from-completion", is_flag=True, help="Count the next one of a series from the day the last was held.")
@click.option("--shift", type=click.Choice(SHIFTS), default=None, help="Move days of a series off closed days.")
@click.option("--channel", type=click.Choice(CHANNELS), default="call", show_default=True)
@click.option("--kind", type=click.Choice(TOUCH_KINDS), default="check-in", show_default=True)
@click.option("--minutes", type=click.IntRange(0, 1440), default=None, help="How long it takes.")
@click.option("--zone", default=None, metavar="ZONE", help="The time zone of its time, as in Europe/Oslo.")
@click.option("--with", "people", multiple=True, metavar="PERSON", help="Who is to come: e-mail or name.")
@click.option("--agenda", default=None, help="By default open promises, the last feedback and goals; none of a series.")
@click.option("--reason", default="", help=PAST_GUARD)
@workbench_option()
@format_option("table", "json")
def plan_command(
    account: str, when: str, repeat: str | None, from_completion: bool, shift: str | None, channel: str, kind: str,
    minutes: int | None, zone: str | None, people: tuple[str, ...], agenda: str | None, reason: str,
    book: Path | None, form: str,
) -> None:  # fmt: skip
    """Plan a check-in with ACCOUNT on WHEN, or a series of them."""
    from csworkbench.domain.checkins import CheckInDraft
    from csworkbench.domain.series import SeriesDraft
    from csworkbench.services.accounts import resolve_account
    from csworkbench.services.check_in_lists import read_moment, resolve_people
    from csworkbench.services.checkins import schedule_check_in
    from csworkbench.services.holding import suggest_agenda
    from csworkbench.services.series.changes import list_series_check_ins, schedule_series

    if repeat is None and (from_completion or shift):
        raise click.UsageError("--from-completion and --shift go with --repeat.")
    with opened(book, write=True) as workbench:
        key = resolve_account(workbench, account)
        moment = read_moment(workbench, key, when)
        contacts = resolve_people(workbench, key, people)
        text = suggest_agenda(workbench, key) if agenda is None and repeat is None else agenda
        if repeat is None:
            draft = CheckInDraft(key, moment.day, channel, kind, text, contacts, minutes, moment.time, zone, reason)
            made = [schedule_check_in(workbench, draft)]
        else:
            series = SeriesDraft(
                key, moment.day, repeat, from_completion, shift, channel, kind, text, contacts, minutes, moment.time,
                zone, reason,
            )  # fmt: skip
            made = [one.id for one in list_series_check_ins(workbench, schedule_series(workbench, series))]
        _print_made(workbench, key, made, form)


@checkins_group.command("hold", epilog=WHEN)
@click.argument("check_in")
@click.option("--on", "happened_on", type=Day(), default=None, metavar="DATE", help="By default today.")
@click.option("--notes", default=None, help="What was said.")
@click.option("--outcome", default=None, help="What was agreed.")
@click.option("--pulse", type=click.IntRange(1, 5), default=None, help="How it feels, 1 to 5.")
@click.option("--action", "actions", multiple=True, metavar="TITLE[@WHEN]", help="A promise of ours, with its day.")
@click.option("--their-action", "theirs", multiple=True, metavar="TITLE[@WHEN]", help="A promise of theirs.")
@click.option("--next", "next_when", default=None, metavar="WHEN", help="When the next check-in is planned for.")
@click.option("--reason", default="", help=PAST_GUARD)
@workbench_option()
@format_option("table", "json")
def hold_command(
    check_in: str, happened_on: date | None, notes: str | None, outcome: str | None, pulse: int | None,
    actions: tuple[str, ...], theirs: tuple[str, ...], next_when: str | None, reason: str, book: Path | None,
    form: str,
) -> None:  # fmt: skip
    """Say that CHECK_IN (key or uid) took place: its touch, actions, pulse and the next check-in are one change."""
    from csworkbench.domain.checkins import HoldDraft
    from csworkbench.services.check_in_lists import read_moment, resolve_check_in
    from csworkbench.services.checkins import get_check_in
    from csworkbench.services.holding import hold_check_in

    with opened(book, write=True) as workbench:
        row = get_check_in(workbench, resolve_check_in(workbench, check_in))
        lines = [_action(workbench, row.account_id, text, "ours") for text in actions]
        lines += [_action(workbench, row.account_id, text, "theirs") for text in theirs]
        next_on = None if next_when is None else read_moment(workbench, row.account_id, next_when).day
        draft = HoldDraft(
            row.account_id, happened_on or workbench.clock.today(), row.id, row.channel, row.kind, True, notes,
            outcome, tuple(key for key, _ in row.people), pulse, actions=tuple(lines), next_on=next_on,
            override_reason=reason,
        )  # fmt: skip
        hold_check_in(workbench, draft)
        _print_made(workbench, row.account_id, [row.id], form)


@checkins_group.command("move", epilog=WHEN)
@click.argument("check_in")
@click.argument("when")
@click.option("--scope", type=click.Choice(SCOPES), default="this", show_default=True, help="Which ones of a series.")
@click.option("--reason", default="", help=PAST_GUARD)
@workbench_option()
@format_option("table", "json")
def move_command(check_in: str, when: str, scope: str, reason: str, book: Path | None, form: str) -> None:
    """Move CHECK_IN (key or uid) to WHEN."""
    from csworkbench.services.check_in_lists import read_moment, resolve_check_in
    from csworkbench.services.checkins import get_check_in
    from csworkbench.services.series.changes import move_in_series

    with opened(book, write=True) as workbench:
        row = get_check_in(workbench, resolve_check_in(workbench, check_in))
        moment: Moment = read_moment(workbench, row.account_id, when)
        move_in_series(workbench, row.id, moment.day, scope, due_time=moment.time, override_reason=reason)
        _print_made(workbench, row.account_id, [row.id], form)


@checkins_group.command("miss")
@click.argument("check_in")
@click.option("--reason", required=True, help="What came between.")
@workbench_option()
@format_option("table", "json")
def miss_command(check_in: str, reason: str, book: Path | None, form: str) -> None:
    """Say that CHECK_IN (key or uid) did not take place; it stays in the book and can be moved or held."""
    from csworkbench.services.check_in_lists import resolve_check_in
    from csworkbench.services.checkins import get_check_in, miss_check_in

    with opened(book, write=True) as workbench:
        row = get_check_in(workbench, resolve_check_in(workbench, check_in))
        miss_check_in(workbench, row.id, reason)
        _print_made(workbench, row.account_id, [row.id], form)


@checkins_group.command("cancel")
@click.argument("check_in")
@click.option("--reason", required=True, help="Why it does not take place.")
@click.option("--scope", type=click.Choice(SCOPES), default="this", show_default=True, help="Which ones of a series.")
@workbench_option()
def cancel_command(check_in: str, reason: str, scope: str, book: Path | None) -> None:
    """Cancel CHECK_IN (key or uid), saying why."""
    from csworkbench.services.check_in_lists import resolve_check_in
    from csworkbench.services.series.changes import cancel_in_series

    with opened(book, write=True) as workbench:
        cancel_in_series(workbench, resolve_check_in(workbench, check_in), reason, scope)
    say("Cancelled.")


def _action(workbench: Workbench, account_id: AccountId, text: str, side: str) -> ActionLine:
    from csworkbench.domain.checkins import ActionLine
    from csworkbench.services.check_in_lists import read_moment

    title, at, when = text.rpartition("@")
    if not at:
        return ActionLine(text, None, side)
    return ActionLine(title.strip(), read_moment(workbench, account_id, when).day, side)


def _print_made(workbench: Workbench, account_id: AccountId, keys: Sequence[int], form: str) -> None:
    from csworkbench.services.check_in_lists import list_check_ins_between

    found = list_check_ins_between(workbench, states=CHECK_IN_STATES, account_id=account_id)
    rows = [_row(one) for one in found if one.check_in.id in set(keys)]
    if form == "json":
        print_json([{name: row[name] for name in COLUMNS} for row in rows])
    else:
        print_rows(rows, TABLE, form, labels=LABELS)


def _row(one: CheckInListRow) -> Row:
    row = one.check_in
    return {
        "id": row.id,
        "uid": row.uid,
        "account_id": row.account_id,
        "account": one.account,
        "owner": one.owner,
        "due_on": row.due_on,
        "due_time": row.due_time,
        "time_zone": row.time_zone,
        "minutes": row.minutes,
        "kind": row.kind,
        "channel": row.channel,
        "state": row.state,
        "did_it_happen": int(one.is_passed),
        "moved_count": row.moved_count,
        "reason": row.reason,
        "agenda": row.agenda,
        "people": ", ".join(name for _, name in row.people),
        "series_id": row.series_id,
        "scheduled_on": row.scheduled_on,
        "touch_id": row.touch_id,
    }
