"""The records behind each factor: the very ones its value is made of, as known on the day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import text

from csworkbench.domain.accounts import AccountDraft
from csworkbench.domain.contacts import ContactDraft
from csworkbench.domain.health.evidence import MOST_ROWS, Evidence
from csworkbench.domain.ids import AccountId
from csworkbench.domain.touches import TouchDraft
from csworkbench.infra.errors import InvalidInput
from csworkbench.services import accounts, contacts, health
from csworkbench.services.touches import log_touch
from csworkbench.services.workbench import Workbench

TODAY = date(2026, 11, 23)
LONG_AGO = "2025-01-01T00:00:00.000Z"


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def write(wb: Workbench, *statements: str) -> None:
    with wb.change("Write") as change:
        for statement in statements:
            change.connection.execute(text(statement.replace(":change", str(change.change_id))))


@pytest.fixture
def account(workbench: Workbench) -> AccountId:
    models = {one.name: one.id for one in accounts.list_engagement_models(workbench)}
    draft = AccountDraft("Acme", engagement_model_id=models["hybrid"], onboarded_on=date(2026, 1, 1))
    return accounts.add_account(workbench, draft)


def found(wb: Workbench, account_id: AccountId, key: str, as_of: date | None = None) -> Evidence:
    row = health.explain(wb, account_id, as_of)
    assert row is not None
    return health.list_evidence(wb, row, key)


def raw(wb: Workbench, account_id: AccountId, key: str) -> float | None:
    row = health.explain(wb, account_id)
    assert row is not None
    return next(one.raw for one in row.factors if one.key == key)


def series(
    wb: Workbench, account_id: int, points: dict[int, float], metric: str = "active_users", key: int = 1
) -> None:
    write(
        wb,
        f"""INSERT INTO signal_series (id, uid, account_id, metric, source)
        VALUES ({key}, 's{key}', {account_id}, '{metric}', 'csv')""",
        *(
            f"INSERT INTO signal_point VALUES ({key}, '{ago(days)}', {value}, :change)"
            for days, value in points.items()
        ),
    )


def test_the_ratio_rests_on_30_days_of_figures_and_the_seats(workbench, account):
    series(workbench, account, {0: 10, 29: 20, 30: 99, 119: 99, 120: 99})
    write(
        workbench,
        f"""INSERT INTO contract (uid, account_id, product, seats, start_on, known_at)
        VALUES ('k', {account}, 'Gold', 60, '{ago(200)}', '{LONG_AGO}')""",
    )
    rows = found(workbench, account, "active_ratio")
    used = [float(row.value) for row in rows.counting if row.kind == "signal"]
    assert sum(used) / len(used) / 60 == raw(workbench, account, "active_ratio")
    assert [(row.what, row.value) for row in rows.counting if row.kind == "contract"] == [("Gold", "60 seats")]
    assert [row.on for row in rows.rows if not row.counts] == [ago(30), ago(119)]
    assert len(found(workbench, account, "usage_trend").counting) == 4


def test_without_contracts_the_newest_signal_of_seats_counts(workbench, account):
    series(workbench, account, {0: 10})
    series(workbench, account, {400: 30, 300: 50}, "seats", 2)
    rows = [row for row in found(workbench, account, "active_ratio").counting if row.value == "50 seats"]
    assert [(row.kind, row.on) for row in rows] == [("signal", ago(300))]


def test_a_stale_figure_is_still_shown_as_what_it_rests_on(workbench, account):
    series(workbench, account, {200: 5})
    rows = found(workbench, account, "usage_trend").rows
    assert [(row.on, row.note) for row in rows] == [(ago(200), "older")]


def test_the_last_two_way_touch_counts_even_behind_many_one_way_ones(workbench, account):
    person = contacts.add_contact(workbench, ContactDraft(account, "Ann", roles=("sponsor",)))
    log_touch(workbench, TouchDraft(account, ago(100), kind="QBR", contact_ids=(person,)))
    values = ", ".join(
        f"('t{n}', {account}, '{ago(n % 90)}', '{LONG_AGO}', 'email', 'outbound', 0, 'other', '{LONG_AGO}')"
        for n in range(MOST_ROWS + 10)
    )
    write(
        workbench,
        f"""INSERT INTO touch
        (uid, account_id, happened_on, happened_at, channel, direction, is_two_way, kind, known_at)
        VALUES {values}""",
    )
    rows = found(workbench, account, "two_way_touch")
    assert [(row.on, row.value, row.note) for row in rows.counting] == [(ago(100), "Ann", "the last two-way one")]
    assert len(rows.rows) == MOST_ROWS
    assert rows.is_cut


def test_key_people_with_the_day_they_were_heard(workbench, account):
    names = {}
    for name, roles, days in [("Ann", "sponsor", 95), ("Bo", "champion", 10), ("Cy", "economic buyer", None)]:
        names[name] = contacts.add_contact(workbench, ContactDraft(account, name, roles=(roles,)))
        if days:
            log_touch(workbench, TouchDraft(account, ago(days), contact_ids=(names[name],)))
    contacts.add_contact(workbench, ContactDraft(account, "Di", roles=("end user",)))
    contacts.mark_left(workbench, names["Cy"], ago(1))
    rows = found(workbench, account, "key_people").rows
    assert [(row.what, row.value, row.counts, row.note) for row in rows] == [
        ("Ann (sponsor)", "heard 95 days ago", True, "silent: sponsor at most 90 days"),
        ("Bo (champion)", "heard 10 days ago", True, "heard within 30 days"),
        ("Cy (economic buyer)", "never heard from", False, "has left, does not count"),
    ]
    assert [row.contact_id for row in rows] == list(names.values())


def said(wb: Workbench, account_id: int, days: int, kind: str, **cells: object) -> None:
    columns = {"state": "'new'", **{name: "NULL" if value is None else repr(value) for name, value in cells.items()}}
    write(
        wb,
        f"""INSERT INTO feedback (uid, account_id, kind, said_on, said_at, known_at, {", ".join(columns)})
        VALUES ('f{days}{kind}', {account_id}, '{kind}', '{ago(days)}', '{LONG_AGO}', '{LONG_AGO}',
        {", ".join(columns.values())})""",
    )


def test_the_newest_answer_per_person_counts_and_the_mean_is_the_value(workbench, account):
    people = [contacts.add_contact(workbench, ContactDraft(account, name)) for name in ("Ann", "Bo")]
    for days, person, score in [(100, 0, 2), (10, 0, 9), (20, 1, 6), (300, None, 1)]:
        contact = None if person is None else int(people[person])
        said(workbench, account, days, "NPS", contact_id=contact, score=score, scale_min=0, scale_max=10)
    said(workbench, account, 5, "CSAT", score=5, scale_min=1, scale_max=5)
    rows = found(workbench, account, "relationship")
    assert [(row.what, row.value) for row in rows.counting] == [("Ann", "NPS 9 of 10"), ("Bo", "NPS 6 of 10")]
    assert raw(workbench, account, "relationship") == pytest.approx(75)
    notes = {row.value: row.note for row in rows.rows if not row.counts}
    assert notes == {
        "CSAT 5 of 5": "NPS counts instead",
        "NPS 2 of 10": "the same person answered later",
        "NPS 1 of 10": "older than 180 days",
    }


def test_open_complaints_and_tickets_with_what_they_weigh(workbench, account):
    said(workbench, account, 9, "complaint", severity="high", words="Slow <b>sync</b>")
    said(workbench, account, 8, "complaint", severity="low", state="customer told", reason="x")
    rows = found(workbench, account, "open_complaints")
    assert [(row.what, row.note) for row in rows.rows] == [
        ("Slow <b>sync</b>", "open, counts 4"),
        ("no words", "the customer was told"),
    ]
    for number, (severity, days, closed) in enumerate([("low", 3, "NULL"), ("urgent", 40, "NULL"), ("high", 2, 1)]):
        end = closed if closed == "NULL" else f"'{ago(1)}T12:00:00.000Z'"
        write(
            workbench,
            f"""INSERT INTO ticket (uid, account_id, opened_at, closed_at, severity, known_at)
            VALUES ('k{number}', {account}, '{ago(days)}T12:00:00.000Z', {end}, '{severity}', '{LONG_AGO}')""",
        )
    tickets = found(workbench, account, "ticket_load")
    assert [row.note for row in tickets.rows] == ["open, 1 x 1 = 1", "open, 8 x 2 = 16", "closed"]
    assert raw(workbench, account, "ticket_load") == 17


def test_goals_reviews_and_pulses(workbench, account):
    for name, status in [("Adopt", "on track"), ("Save", "at risk"), ("Old", "dropped")]:
        write(
            workbench,
            f"""INSERT INTO goal (uid, account_id, objective, status, updated_on, known_at)
            VALUES ('{name}', {account}, '{name}', '{status}', '{ago(3)}', '{LONG_AGO}')""",
        )
    for days, state in [(50, "held"), (10, "planned")]:
        write(
            workbench,
            f"""INSERT INTO review (uid, account_id, template, kind, held_on, state, made_at, changed_at)
            VALUES ('r{days}', {account}, 'qbr', 'QBR', '{ago(days)}', '{state}', '{LONG_AGO}', '{LONG_AGO}')""",
        )
    health.give_pulse(workbench, account, 2, "quiet")
    assert {row.what for row in found(workbench, account, "goals_on_track").counting} == {"Adopt", "Save"}
    assert [row.on for row in found(workbench, account, "last_review").counting] == [ago(50)]
    assert [(row.what, row.value) for row in found(workbench, account, "pulse").counting] == [("quiet", "2 of 5")]


def test_a_past_day_shows_only_what_was_known_then(workbench, account):
    write(workbench, f"UPDATE account SET known_at = '{LONG_AGO}'")
    log_touch(workbench, TouchDraft(account, ago(40)))
    log_touch(workbench, TouchDraft(account, ago(5)))
    write(
        workbench,
        f"UPDATE touch SET known_at = '{ago(40)}T12:00:00.000Z' WHERE happened_on = '{ago(40)}'",
        f"UPDATE touch SET known_at = '{ago(2)}T12:00:00.000Z' WHERE happened_on = '{ago(5)}'",
    )
    assert [row.on for row in found(workbench, account, "two_way_touch", ago(3)).rows] == [ago(40)]
    assert [row.on for row in found(workbench, account, "two_way_touch", ago(1)).counting] == [ago(5)]


def test_every_factor_says_in_words_what_it_rests_on(workbench, account):
    series(workbench, account, {0: 10, 3: 10})
    log_touch(workbench, TouchDraft(account, ago(4), kind="QBR", channel="call"))
    row = health.explain(workbench, account)
    assert row is not None
    words = health.evidence_words(workbench, row)
    assert set(words) == {factor.key for factor in row.factors}
    assert words["usage_trend"] == "2 figures, newest 23 Nov"
    assert words["two_way_touch"] == "QBR (call) of 19 Nov"
    assert words["pulse"] == "no record"


def test_an_unknown_factor_is_named(workbench, account):
    with pytest.raises(InvalidInput, match="no factor 'weather'"):
        found(workbench, account, "weather")
