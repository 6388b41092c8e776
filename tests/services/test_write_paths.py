"""Every way to write: each public function of the services that changes a book has a case that goes both ways."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import csworkbench.services
from csworkbench.domain.accounts import AccountDraft
from csworkbench.domain.actions import ActionDraft
from csworkbench.domain.checkins import ActionLine, CheckInDraft, CheckInMove, HoldDraft
from csworkbench.domain.closed_days import ClosedDayDraft
from csworkbench.domain.contacts import ContactDraft
from csworkbench.domain.fatigue_rows import AskDraft
from csworkbench.domain.feedback_items import FeedbackDraft
from csworkbench.domain.goals import GoalDraft
from csworkbench.domain.health.model import Serves
from csworkbench.domain.health.overrides import OverrideDraft
from csworkbench.domain.planning.preview import PlanRequest
from csworkbench.domain.series import SeriesDraft
from csworkbench.domain.touches import TouchDraft
from csworkbench.infra.tokens import Token
from csworkbench.services import (
    accounts,
    actions,
    cadence,
    checkins,
    contacts,
    day,
    fatigue,
    feedback,
    goals,
    health,
    holding,
    holidays,
    owners,
    rescheduling,
    reviews,
    time_limits,
    touches,
    views,
)
from csworkbench.services.calendar_files.importing import import_calendar
from csworkbench.services.health import models
from csworkbench.services.imports.request import ImportRequest
from csworkbench.services.imports.running import apply_import
from csworkbench.services.planning import plans as planning
from csworkbench.services.series import changes as series

SERVICES = Path(csworkbench.services.__file__).parent
TODAY = date(2026, 11, 23)
Act = Callable[[], object]

ELSEWHERE = {
    "health.models.save_model_for_book": "save_model, in the child process",
    "health.models.retire_model_for_book": "retire_model, in the child process",
}
"""Functions that make a change but are no write path of an open book, and why."""


def writers() -> set[str]:
    """Give `module.function` of each public function that makes a change, itself or through its own module."""
    found = set()
    for file in sorted(SERVICES.rglob("*.py")):
        module = ".".join(file.relative_to(SERVICES).with_suffix("").parts)
        functions = {
            node.name: node
            for node in ast.parse(file.read_text(encoding="utf-8")).body
            if isinstance(node, ast.FunctionDef)
        }
        found |= {f"{module}.{name}" for name in functions if not name.startswith("_") and _writes(name, functions)}
    return found


def _writes(name: str, functions: dict[str, ast.FunctionDef], seen: frozenset[str] = frozenset()) -> bool:
    for node in ast.walk(functions[name]):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Attribute) and node.func.attr == "change":
            return True
        called = node.func.id if isinstance(node.func, ast.Name) else ""
        if called in functions and called not in seen | {name} and _writes(called, functions, seen | {name}):
            return True
    return False


def check_in(wb: Any, keys: Any) -> Any:
    return checkins.schedule_check_in(wb, CheckInDraft(keys.acme, TODAY, contact_ids=(keys.ann,)))


def touch(wb: Any, keys: Any) -> Any:
    return touches.log_touch(wb, TouchDraft(keys.acme, TODAY, contact_ids=(keys.ann,)))


def action(wb: Any, keys: Any) -> Any:
    return actions.add_action(wb, ActionDraft(keys.acme, "Send"))


def done_action(wb: Any, keys: Any) -> Any:
    key = action(wb, keys)
    actions.complete_action(wb, key)
    return key


def closed(wb: Any, keys: Any) -> Any:
    return holidays.add_closed_day(wb, ClosedDayDraft("Office move", TODAY, owner_id=keys.maya))


def planned_series(wb: Any, keys: Any) -> Any:
    key = series.schedule_series(wb, SeriesDraft(keys.acme, TODAY, "weekly", contact_ids=(keys.ann,)))
    return series.list_series_check_ins(wb, key)[0].id


def view(wb: Any, keys: Any) -> Any:
    return views.save_view(wb, "accounts", "Mine", filter='tier = "A"', sort="name")


def complaint(wb: Any, keys: Any) -> Any:
    return feedback.log_feedback(wb, FeedbackDraft(keys.acme, "complaint", TODAY, "Slow"))


def pulse(wb: Any, keys: Any) -> Any:
    health.give_pulse(wb, keys.acme, 4, "Friendly")
    return health.list_pulses(wb, keys.acme).pulses[0].id


def override(wb: Any, keys: Any) -> Any:
    return health.override_health(wb, OverrideDraft(keys.acme, "They told us", band="at risk"))


def aimed_model(wb: Any, keys: Any) -> Any:
    aimed = replace(models.get_model(wb), name="Enterprise", serves=Serves(segments=("Bank",)))
    return models.save_model(wb, aimed)


def survey(wb: Any, keys: Any) -> Any:
    return fatigue.log_ask(wb, AskDraft(keys.acme, keys.ann, TODAY))


def planned_month(wb: Any, keys: Any) -> Any:
    request = PlanRequest(keys.maya, date(2026, 12, 1), date(2026, 12, 31), time_zone="UTC")
    return planning.preview_plan(wb, request, Token())


def monthly_model(wb: Any, keys: Any) -> Any:
    check_in(wb, keys)
    return next(one for one in cadence.list_models(wb) if one.accounts)


def full_account(wb: Any, keys: Any) -> Any:
    check_in(wb, keys), touch(wb, keys), action(wb, keys), complaint(wb, keys)
    reviews.start_review(wb, keys.acme, "qbr")
    goals.set_goal(wb, GoalDraft(keys.acme, "Grow", contact_id=keys.ann))
    return keys.acme


def known_person(wb: Any, keys: Any) -> Any:
    full_account(wb, keys)
    return keys.ann


def import_two_accounts(wb: Any, keys: Any, _: Any) -> Any:
    file = wb.path.with_name("accounts.csv")
    file.write_text("name,tier,country\nAcme,A,NO\nCedar,B,SE\n", encoding="utf-8")
    return apply_import(wb, ImportRequest(file, "accounts"))


def import_events(wb: Any, keys: Any, _: Any) -> Any:
    file = wb.path.with_name("events.ics")
    event = "BEGIN:VEVENT\r\nUID:{0}\r\nDTSTART:20261204T090000Z\r\nSUMMARY:Acme {0}\r\n{1}END:VEVENT\r\n"
    events = event.format("one", "") + event.format("two", "RRULE:FREQ=WEEKLY\r\n")
    file.write_text(f"BEGIN:VCALENDAR\r\n{events}END:VCALENDAR\r\n", encoding="utf-8", newline="")
    return import_calendar(wb, file)


def nothing(wb: Any, keys: Any) -> None:
    return None


CASES: dict[str, tuple[Callable[[Any, Any], Any], Callable[[Any, Any, Any], object]]] = {
    "accounts.add_account": (nothing, lambda wb, k, _: accounts.add_account(wb, AccountDraft("Cedar"))),
    "accounts.add_owner": (nothing, lambda wb, k, _: accounts.add_owner(wb, "Zoe", "zoe@example.com")),
    "accounts.choose_me": (nothing, lambda wb, k, _: accounts.choose_me(wb, k.tom)),
    "accounts.edit_account": (nothing, lambda wb, k, _: accounts.edit_account(wb, k.acme, tier="A", owner_id=k.tom)),
    "accounts.edit_accounts": (nothing, lambda wb, k, _: accounts.edit_accounts(wb, [k.acme, k.beta], "tier", "B")),
    "accounts.delete_account": (full_account, lambda wb, k, key: accounts.delete_account(wb, key)),
    "actions.add_action": (nothing, lambda wb, k, _: action(wb, k)),
    "actions.complete_action": (action, lambda wb, k, key: actions.complete_action(wb, key)),
    "actions.reopen_action": (done_action, lambda wb, k, key: actions.reopen_action(wb, key)),
    "actions.drop_action": (action, lambda wb, k, key: actions.drop_action(wb, key)),
    "actions.move_action": (action, lambda wb, k, key: actions.move_action(wb, key, TODAY)),
    "cadence.change_model": (
        monthly_model,
        lambda wb, k, model: cadence.change_model(wb, replace(model, ideal_days=20)),
    ),
    "cadence.change_details": (
        check_in,
        lambda wb, k, _: cadence.change_details(wb, k.acme, {"ideal_days": 20, "maximum_days": 40, "tier": "A"}),
    ),
    "cadence.change_interval": (check_in, lambda wb, k, _: cadence.change_interval(wb, [k.acme, k.beta], None, 20, 40)),
    "calendar_files.importing.import_calendar": (nothing, import_events),
    "checkins.schedule_check_in": (nothing, lambda wb, k, _: check_in(wb, k)),
    "checkins.move_check_in": (check_in, lambda wb, k, key: checkins.move_check_in(wb, key, date(2026, 12, 4))),
    "checkins.complete_check_in": (check_in, lambda wb, k, key: checkins.complete_check_in(wb, key)),
    "checkins.miss_check_in": (check_in, lambda wb, k, key: checkins.miss_check_in(wb, key, "No show")),
    "checkins.cancel_check_in": (check_in, lambda wb, k, key: checkins.cancel_check_in(wb, key, "Merged")),
    "contacts.add_contact": (nothing, lambda wb, k, _: contacts.add_contact(wb, ContactDraft(k.acme, "Cy"))),
    "contacts.edit_contact": (nothing, lambda wb, k, _: contacts.edit_contact(wb, k.ann, title="CFO")),
    "contacts.mark_left": (nothing, lambda wb, k, _: contacts.mark_left(wb, k.ann)),
    "contacts.delete_contact": (known_person, lambda wb, k, key: contacts.delete_contact(wb, key)),
    "day.snoozing.snooze": (check_in, lambda wb, k, key: day.snooze(wb, "check-in", key, date(2026, 12, 4), "Away")),
    "fatigue.log_ask": (nothing, lambda wb, k, _: survey(wb, k)),
    "fatigue.delete_ask": (survey, lambda wb, k, key: fatigue.delete_ask(wb, key)),
    "feedback.log_feedback": (nothing, lambda wb, k, _: complaint(wb, k)),
    "feedback.move_feedback": (complaint, lambda wb, k, key: feedback.move_feedback(wb, key, "resolved")),
    "goals.set_goal": (nothing, lambda wb, k, _: goals.set_goal(wb, GoalDraft(k.acme, "Grow"))),
    "goals.update_goal": (
        lambda wb, k: goals.set_goal(wb, GoalDraft(k.acme, "Grow")),
        lambda wb, k, key: goals.update_goal(wb, key, replace(GoalDraft(k.acme, "Grow"), status="at risk")),
    ),
    "health.models.save_model": (nothing, lambda wb, k, _: aimed_model(wb, k)),
    "health.models.retire_model": (aimed_model, lambda wb, k, _: models.retire_model(wb, "Enterprise")),
    "health.overrides.override_health": (nothing, lambda wb, k, _: override(wb, k)),
    "health.overrides.end_override": (override, lambda wb, k, _: health.end_override(wb, k.acme)),
    "health.pulses.edit_pulse": (pulse, lambda wb, k, key: health.edit_pulse(wb, key, 2, "Quiet")),
    "health.pulses.delete_pulse": (pulse, lambda wb, k, key: health.delete_pulse(wb, key)),
    "health.scores.give_pulse": (nothing, lambda wb, k, _: pulse(wb, k)),
    "holidays.add_closed_day": (nothing, lambda wb, k, _: closed(wb, k)),
    "holidays.edit_closed_day": (
        closed,
        lambda wb, k, key: holidays.edit_closed_day(wb, key, ClosedDayDraft("Office move", date(2026, 12, 28))),
    ),
    "holidays.delete_closed_day": (closed, lambda wb, k, key: holidays.delete_closed_day(wb, key)),
    "imports.running.apply_import": (nothing, import_two_accounts),
    "owners.edit_owner": (
        nothing,
        lambda wb, k, _: owners.edit_owner(wb, k.maya, languages="en, de", country="Norway"),
    ),
    "planning.plans.apply_plan": (planned_month, lambda wb, k, found: planning.apply_plan(wb, found)),
    "rescheduling.move_check_ins": (
        check_in,
        lambda wb, k, key: rescheduling.move_check_ins(wb, [CheckInMove(key, date(2026, 12, 4))]),
    ),
    "reviews.start_review": (nothing, lambda wb, k, _: reviews.start_review(wb, k.acme, "qbr")),
    "reviews.save_section": (
        lambda wb, k: reviews.start_review(wb, k.acme, "qbr"),
        lambda wb, k, key: reviews.save_section(wb, key, "next", "More"),
    ),
    "reviews.set_review_state": (
        lambda wb, k: reviews.start_review(wb, k.acme, "qbr"),
        lambda wb, k, key: reviews.set_review_state(wb, key, "held"),
    ),
    "holding.hold_check_in": (
        check_in,
        lambda wb, k, key: holding.hold_check_in(
            wb, HoldDraft(k.acme, TODAY, key, pulse=4, actions=(ActionLine("Send"),), next_on=date(2026, 12, 7))
        ),
    ),
    "series.changes.schedule_series": (nothing, lambda wb, k, _: planned_series(wb, k)),
    "series.changes.move_in_series": (
        planned_series,
        lambda wb, k, key: series.move_in_series(wb, key, date(2026, 11, 24), "all"),
    ),
    "series.changes.edit_check_in": (
        planned_series,
        lambda wb, k, key: series.edit_check_in(wb, key, {"minutes": 15}, "later"),
    ),
    "series.changes.cancel_in_series": (
        planned_series,
        lambda wb, k, key: series.cancel_in_series(wb, key, "Merged", "all"),
    ),
    "time_limits.set_limits": (nothing, lambda wb, k, _: time_limits.set_limits(wb, {"champion": 20, "answer": 3})),
    "touches.log_touch": (nothing, lambda wb, k, _: touch(wb, k)),
    "touches.edit_touch": (touch, lambda wb, k, key: touches.edit_touch(wb, key, TouchDraft(k.acme, TODAY, "email"))),
    "touches.delete_touch": (touch, lambda wb, k, key: touches.delete_touch(wb, key)),
    "views.save_view": (nothing, lambda wb, k, _: view(wb, k)),
    "views.rename_view": (view, lambda wb, k, key: views.rename_view(wb, key, "Ours")),
    "views.delete_view": (view, lambda wb, k, key: views.delete_view(wb, key)),
}
"""What must be there first, and the write itself (which is handed the key of that)."""


def test_every_write_path_has_a_case():
    assert writers() - set(ELSEWHERE) == set(CASES)
    assert set(ELSEWHERE) <= writers(), "an exception for a function that is gone"


def test_the_search_sees_writes_through_a_private_function():
    source = "def act(wb):\n    _do(wb)\ndef _do(wb):\n    return wb.change('x')\ndef look(wb):\n    wb.read()\n"
    functions = {node.name: node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)}
    assert (_writes("act", functions), _writes("look", functions)) == (True, False)


@pytest.mark.parametrize("path", CASES)
def test_undo_takes_it_back_and_redo_does_it_again(wb, keys, dump, path):
    prepare, act = CASES[path]
    key = prepare(wb, keys)
    before = dump()
    number = len(wb.history())
    act(wb, keys, key)
    after = dump()
    assert after != before, "the case must write"
    assert len(wb.history()) == number + 1, "one intention is one change"
    wb.undo()
    assert dump() == before
    wb.redo()
    assert dump() == after
