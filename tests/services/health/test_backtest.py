"""A whole backtest on a book whose truth is known: tables, surprises, comparison, proposal, and little data."""

from __future__ import annotations

import json
import pickle
import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from csworkbench.domain.health.backtest import Case, CaseScore, Ending
from csworkbench.domain.health.backtest_request import BacktestRequest
from csworkbench.domain.health.backtest_result import BacktestResult
from csworkbench.domain.health.definition import model_from_plain, model_to_plain
from csworkbench.domain.health.facts import AccountFacts
from csworkbench.domain.health.model import HealthModel, default_model
from csworkbench.domain.health.scoring import score
from csworkbench.domain.ids import AccountId
from csworkbench.infra.errors import InvalidInput, NotFound
from csworkbench.infra.tokens import Cancelled, Token
from csworkbench.services.health import explain
from csworkbench.services.health.backtest.gathering import Look, score_looks
from csworkbench.services.health.backtest.horizons import horizon_of
from csworkbench.services.health.backtest.proposing import Strengths, proposed_weights, with_weights
from csworkbench.services.health.backtest.running import run_backtest, run_backtest_of_book
from csworkbench.services.workbench import Workbench
from csworkbench.storage.health.models import add_model

TODAY = date(2026, 11, 23)
USAGE, ENGAGEMENT = "usage", "engagement"


def only(model: HealthModel, *groups: str) -> HealthModel:
    """Give the model with the weight of these groups alone, and no floor of coverage."""
    kept = tuple(replace(one, weight=one.weight if one.key in groups else 0) for one in model.groups)
    return replace(model, groups=kept, coverage_floor=0.1, vetoes=())


def day(days_ago: float) -> str:
    return (TODAY - timedelta(days=int(days_ago))).isoformat()


def fill(wb: Workbench, model: HealthModel, accounts: int, *, is_telling: bool = True, churned: int = 3) -> None:
    """Write accounts whose use falls before they churn and rises before they renew; their touches say nothing.

    Every third account churned; without `is_telling` use says nothing either.
    """
    drawn = random.Random(5)
    with wb.change("Fill") as change:
        run = change.connection.execute
        add_model(change.connection, replace(model, version=2), "2026-01-01T00:00:00.000Z")
        models = text("SELECT id FROM engagement_model WHERE name = 'hybrid'")
        hybrid = run(models).scalar_one()
        for key in range(1, accounts + 1):
            ended = 20 + drawn.randrange(300)
            is_churn = key % churned == 0
            falls = is_churn if is_telling else drawn.random() < 0.5
            run(text("""INSERT INTO account (id, uid, name, name_key, status, known_at, onboarded_on,
                engagement_model_id)
                VALUES (:k, :u, :n, :n, 'active', '2024-01-01T00:00:00.000Z', '2024-01-01', :m)"""),
                {"k": key, "u": f"a{key}", "n": f"Account {key}", "m": hybrid})  # fmt: skip
            run(text("""INSERT INTO signal_series (id, uid, account_id, metric, source)
                VALUES (:k, :u, :k, 'active_users', 't')"""), {"k": key, "u": f"s{key}"})  # fmt: skip
            for ago in range(0, 220, 10):
                level = 100 + (-1 if falls else 1) * (110 - ago) * 0.5 + drawn.uniform(-25, 25)
                run(text("INSERT INTO signal_point VALUES (:k, :d, :v, :c)"),
                    {"k": key, "d": day(ended + ago), "v": max(level, 0), "c": change.change_id})  # fmt: skip
            touched = day(ended + 60 + drawn.randrange(100))
            run(text("""INSERT INTO touch (uid, account_id, happened_on, happened_at, channel, direction, is_two_way,
                kind, known_at) VALUES (:u, :k, :d, :i, 'call', 'outbound', 1, 'QBR', :i)"""),
                {"u": f"t{key}", "k": key, "d": touched, "i": f"{touched}T10:00:00.000Z"})  # fmt: skip
            run(text("""INSERT INTO outcome (uid, account_id, happened_on, kind, known_at)
                VALUES (:u, :k, :d, :o, '2026-01-01T00:00:00.000Z')"""),
                {"u": f"o{key}", "k": key, "d": day(ended), "o": "churned" if is_churn else "renewed"})  # fmt: skip


@pytest.fixture
def usage_model() -> HealthModel:
    return only(default_model(), USAGE, ENGAGEMENT)


def ran(wb: Workbench, **options: object) -> BacktestResult:
    return run_backtest(wb, BacktestRequest(**options))  # type: ignore[arg-type]


def test_a_book_without_endings_says_so(workbench):
    result = ran(workbench)
    assert (result.churned, result.stayed, result.first_on) == (0, 0, None)
    assert "no ending in the book" in result.notes[0]
    assert [one.auc for one in result.horizons] == [None] * 3
    assert result.proposal is not None
    assert result.proposal.verdict.startswith("No proposal")


def test_churned_accounts_without_a_day_are_told_of(workbench):
    with workbench.change("Bring in") as change:
        change.connection.execute(
            text("""INSERT INTO account (uid, name, name_key, status, status_on, known_at) VALUES
                ('a', 'A', 'a', 'churned', '2026-11-23', '2026-11-23T08:00:00.000Z'),
                ('b', 'B', 'b', 'churned', '2026-11-20', '2026-01-01T08:00:00.000Z')""")
        )
    result = ran(workbench)
    assert (result.churned, result.stayed) == (1, 0)
    assert result.notes[0].startswith("1 churned accounts are left out")


def test_the_whole_result_for_accounts_whose_use_tells(workbench, usage_model):
    fill(workbench, usage_model, 120)
    result = ran(workbench, days=(30, 90), model=2)
    assert (result.churned, result.stayed, result.accounts, result.model_version) == (40, 80, 120, 2)
    near = result.horizons[0]
    assert near.confusion.total + near.left_out.insufficient_churned + near.left_out.insufficient_stayed == 120
    assert near.auc is not None
    assert near.auc.low is not None
    assert near.auc.low > 0.6
    verdicts = {one.key: one.verdict for one in near.factors}
    assert verdicts["usage_trend"] == "carried information"
    assert verdicts["two_way_touch"] == "nothing seen"
    assert verdicts["pulse"] == "too few"
    assert sum(near.churned_scores) == near.confusion.churned
    assert sum(near.stayed_scores) == near.confusion.stayed
    assert all(row.band == "healthy" and row.kind == "churned" for row in near.greens_that_churned)
    assert all(row.band == "at risk" and row.kind == "renewed" for row in near.reds_that_stayed)
    flagged_and_stayed = near.confusion.false_alarms
    assert len(near.reds_that_stayed) == flagged_and_stayed


def test_every_case_scores_as_health_was_explained_on_that_day(workbench, usage_model):
    fill(workbench, usage_model, 12)
    with workbench.read() as connection:
        rows = connection.execute(text("SELECT account_id, happened_on FROM outcome")).all()
    result = ran(workbench, days=(45,), model=2, flagged="watch")
    reds = {row.account_id: row for row in (*result.horizons[0].reds_that_stayed,)}
    for account_id, on in rows:
        then = date.fromisoformat(on) - timedelta(days=45)
        known = explain(workbench, account_id, then)
        if account_id in reds and known is not None:
            assert (known.score, known.band) == (reds[account_id].score, reds[account_id].band)
    bands = [explain(workbench, key, date.fromisoformat(on) - timedelta(days=45)) for key, on in rows]
    flagged = sum(one is not None and one.band in ("at risk", "watch") for one in bands)
    table = result.horizons[0].confusion
    assert table.caught + table.false_alarms == flagged


def test_moving_the_days_of_the_facts_changes_no_score(usage_model):
    looks, drawn = [], random.Random(1)
    for key in range(40):
        as_of = TODAY - timedelta(days=drawn.randrange(900))
        ago = [as_of - timedelta(days=drawn.randrange(200)) for _ in range(5)]
        facts = AccountFacts(
            key,
            drawn.choice(["active", "in notice", "churned"]),
            active_users_30d=drawn.uniform(0, 9),
            active_users_before_90d=drawn.uniform(0, 9),
            active_users_on=ago[0],
            seats=10,
            ideal_days=30,
            maximum_days=60,
            last_two_way_on=ago[1],
            pulse=drawn.randint(1, 5),
            pulse_on=ago[2],
            in_notice_since=ago[3],
            onboarded_on=ago[4],
        )
        looks.append(Look(Ending(AccountId(key), "A", TODAY, "renewed"), as_of, facts))
    model = default_model()
    for look, found in zip(looks, score_looks(looks, model), strict=True):
        assert look.facts is not None
        alone = score(model, look.facts, look.as_of)
        assert (alone is None) == (found is None)
        if alone is not None and found is not None:
            assert (found.score, found.exact_score, found.band, found.coverage) == (
                alone.score, alone.exact_score, alone.band, alone.coverage,
            )  # fmt: skip
            assert found.subs == tuple(one[2] for one in alone.measured)


def test_two_models_are_compared_on_the_same_endings(workbench, usage_model):
    fill(workbench, usage_model, 120)
    with workbench.change("Add a model") as change:
        silent = replace(only(default_model(), ENGAGEMENT), version=3)
        add_model(change.connection, silent, "2026-01-02T00:00:00.000Z")
    row = ran(workbench, days=(30,), model=2, against=3).comparison[0]
    assert row.first is not None
    assert row.second is not None
    assert row.difference == pytest.approx(row.first.value - row.second.value)
    assert (row.first.churned, row.first.stayed) == (row.second.churned, row.second.stayed)
    assert row.verdict == "the first separates better"
    turned = ran(workbench, days=(30,), model=3, against=2).comparison[0]
    assert turned.verdict == "the second separates better"
    assert turned.difference == pytest.approx(row.second.value - row.first.value)


def test_a_proposal_is_better_where_there_is_something_to_find_and_applies_nothing(workbench, usage_model):
    wrong = replace(usage_model, groups=tuple(
        replace(one, weight=10 if one.key == USAGE else one.weight * 4) for one in usage_model.groups
    ))  # fmt: skip
    fill(workbench, wrong, 240)
    proposal = ran(workbench, days=(30,), model=2).proposal
    assert proposal is not None
    assert proposal.verdict.startswith("Better on endings the fit has not seen")
    shares = {row.key: row for row in proposal.weights}
    assert shares["usage_trend"].proposed > shares["usage_trend"].today
    assert sum(row.proposed for row in proposal.weights) == pytest.approx(1)
    assert shares["pulse"].proposed == shares["pulse"].today
    assert "not judged" in shares["pulse"].note
    model_from_plain(proposal.definition)
    with workbench.read() as connection:
        assert connection.execute(text("SELECT max(version) FROM health_model")).scalar_one() == 2


def test_a_proposal_says_no_better_where_there_is_nothing_to_find(workbench, usage_model):
    fill(workbench, usage_model, 150, is_telling=False)
    proposal = ran(workbench, days=(60,), model=2).proposal
    assert proposal is not None
    assert "Keep today's weights" in proposal.verdict or proposal.verdict.startswith("No proposal")
    assert not proposal.verdict.startswith("Better")


@pytest.mark.parametrize(("accounts", "words"), [(12, "too few for an AUC"), (21, "take these figures as a hint")])
def test_few_endings_come_with_a_warning(workbench, usage_model, accounts, words):
    fill(workbench, usage_model, accounts)
    near = ran(workbench, days=(30,), model=2).horizons[0]
    assert words in near.warnings[0]
    assert (near.auc is None) == (words == "too few for an AUC")


def test_customers_without_an_ending_can_count_as_stayed(workbench, usage_model):
    fill(workbench, usage_model, 12)
    with workbench.change("Take outcomes away") as change:
        change.connection.execute(text("DELETE FROM outcome WHERE kind = 'renewed'"))
    assert ran(workbench, model=2).stayed == 0
    result = ran(workbench, model=2, is_with_customers=True)
    assert (result.churned, result.stayed) == (4, 8)
    assert "8 that stayed are customers of today" in result.notes[0]
    assert result.last_on is not None
    assert result.last_on < TODAY


def test_the_same_book_gives_the_same_result_here_and_in_another_process(workbench, usage_model):
    fill(workbench, usage_model, 30)
    request = BacktestRequest(days=(30,), model=2)
    first = run_backtest(workbench, request)
    assert run_backtest_of_book(Token(), workbench.path, TODAY, request) == first
    assert pickle.loads(pickle.dumps(first)) == first  # noqa: S301 - our own bytes


def test_it_writes_nothing_and_can_be_cancelled(workbench, usage_model):
    fill(workbench, usage_model, 12)
    before = workbench.path.read_bytes()
    ran(workbench, model=2)
    assert workbench.path.read_bytes() == before
    token = Token()
    token.cancel()
    with pytest.raises(Cancelled):
        run_backtest(workbench, BacktestRequest(), token)
    with workbench.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM temp.sqlite_master")).scalar_one() == 0


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"days": ()}, InvalidInput),
        ({"days": (0,)}, InvalidInput),
        ({"days": (30, 30)}, InvalidInput),
        ({"days": (731,)}, InvalidInput),
        ({"flagged": "healthy"}, InvalidInput),
        ({"model": 1, "against": 1}, InvalidInput),
        ({"against": 1}, InvalidInput),
        ({"model": 9}, NotFound),
        ({"against": 9}, NotFound),
    ],
)
def test_what_makes_no_sense_is_refused(workbench, options, error):
    with pytest.raises(error):
        ran(workbench, **options)


@pytest.mark.parametrize(("in_notice", "words"), [(0, None), (3, "precision without those in notice: 40%"),
                                                 (5, "precision without those in notice: 0%")])  # fmt: skip
def test_notice_given_before_is_no_foresight(in_notice, words):
    said = CaseScore(40, 40.0, "at risk", 0.7, (None, None))
    cases = [
        Case(
            Ending(AccountId(key), "A", TODAY, "churned" if key < 5 else "renewed"),
            TODAY,
            True,
            (said,),
            key < in_notice,
        )
        for key in range(8)
    ]
    found = horizon_of(cases, 30, replace(default_model(), groups=default_model().groups[:1]), "at risk", Token())
    told = [one for one in found.warnings if "given notice" in one]
    assert (told == []) if words is None else (words in told[0])


def test_proposed_shares_keep_what_could_not_be_judged():
    model = default_model()
    unjudged = (None,) * (len(model.plan.factors) - 3)
    rows = proposed_weights(model, Strengths((3.0, 1.0, 0.0, *unjudged)))
    judged = sum(row.today for row in rows[:3])
    assert [row.proposed for row in rows[:3]] == pytest.approx([judged * 0.75, judged * 0.25, 0])
    assert all(row.proposed == row.today for row in rows[3:])
    changed = with_weights(model, [row.proposed for row in rows])
    assert sum(one.weight for one in changed.plan.factors) == pytest.approx(1)
    assert [one.weight for one in changed.plan.factors[:3]] == pytest.approx([0.375, 0.125, 0], abs=1e-3)
    assert json.loads(json.dumps(model_to_plain(changed)))["groups"][1]["weight"] == 0
