"""Health models in a book: saved as versions, undone, retired, several serving parts of it, in and out of files."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from csworkbench.domain.accounts import AccountDraft, AccountQuery
from csworkbench.domain.health import default_model
from csworkbench.domain.health.draft import GroupDraft, ModelDraft, signal_factor
from csworkbench.domain.health.model import HealthModel, Serves
from csworkbench.domain.health.parts import SignalSource
from csworkbench.domain.ids import AccountId
from csworkbench.infra.clock import FixedClock
from csworkbench.infra.errors import InvalidInput, NotFound, WorkbenchError
from csworkbench.infra.tokens import Token
from csworkbench.services import accounts, health
from csworkbench.services.demo import make_demo
from csworkbench.services.health import models
from csworkbench.services.health.what_if import load_what_if, load_what_if_of_book, try_on_book
from csworkbench.services.workbench import Workbench, closing, open_workbench

CLOCK = FixedClock(datetime(2026, 11, 23, 8, 30, tzinfo=UTC), date(2026, 11, 23))
LOGINS = SignalSource("logins_own", "mean of 30 days")


@pytest.fixture(scope="session")
def model_book(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("models") / "demo.cswb"
    make_demo(path, 60, 5, CLOCK, Token())
    return path.read_bytes()


@pytest.fixture
def book(model_book: bytes, tmp_path: Path):
    path = tmp_path / "demo.cswb"
    path.write_bytes(model_book)
    with closing(open_workbench(path, CLOCK)) as opened:
        yield opened


def weighed(name: str = "Default", usage: float = 5, serves: Serves = Serves(), **changes) -> HealthModel:  # noqa: B008
    groups = default_model().groups
    return replace(
        default_model(), name=name, serves=serves, groups=(replace(groups[0], weight=usage), *groups[1:]), **changes
    )


def health_of(wb: Workbench) -> dict[AccountId, tuple[int | None, str | None]]:
    ids = accounts.find_accounts(wb, AccountQuery())
    return {line.account_id: (line.score, line.band) for line in accounts.load_account_lines(wb, ids)}


def segments(wb: Workbench) -> dict[AccountId, str | None]:
    ids = accounts.find_accounts(wb, AccountQuery())
    return {line.account_id: line.segment for line in accounts.load_account_lines(wb, ids)}


def test_saving_makes_a_version_and_computes_the_book_and_undo_takes_both_back(book):
    before = health_of(book)
    assert models.save_model(book, weighed(usage=300)) == 2
    after = health_of(book)
    assert sum(after[key] != before[key] for key in before) > 20
    assert [(row.model.version, row.state) for row in models.list_models(book)] == [(2, "in use"), (1, "earlier")]
    assert book.undo_state().undo_name == "Save health model Default v2"
    some = next(key for key, (score, _) in after.items() if score is not None)
    explained = health.explain(book, some)
    assert explained is not None
    assert (explained.model_version, explained.score) == (2, after[some][0])

    book.undo()
    assert health_of(book) == before
    assert [row.model.version for row in models.list_models(book)] == [1]
    book.redo()
    assert health_of(book) == after


def test_history_keeps_the_version_of_each_snapshot(book):
    some = next(key for key, (score, _) in health_of(book).items() if score is not None)
    old = {row.from_on: row.model_version for row in health.health_history(book, some)}
    models.save_model(book, weighed(usage=300))
    new = {row.from_on: row.model_version for row in health.health_history(book, some)}
    assert set(old.values()) == {1}
    assert new == old | {CLOCK.today(): 2}


def test_what_if_is_what_saving_does(book):
    before = health_of(book)
    overridden = {row.override.account_id for row in health.list_overrides(book, is_active_only=True)}
    draft = weighed(usage=300, at_risk_up_to=55)
    result = try_on_book(book, draft)
    models.save_model(book, draft)
    after = health_of(book)
    moved = {
        key: (*before[key], *after[key]) for key in before if before[key][1] != after[key][1] and key not in overridden
    }
    assert len(moved) > 5
    told = {
        one.account_id: (one.score_before, one.band_before, one.score_after, one.band_after) for one in result.changes
    }
    assert told == moved
    scored = [key for key, (_, band) in before.items() if band is not None]
    assert (result.scored, result.unscored, result.overridden) == (
        len(scored),
        len(before) - len(scored),
        len(overridden),
    )
    assert sum(one.accounts for one in result.moves) == len(scored) - len(overridden)
    assert sum(one.accounts for one in result.moves if one.before != one.after) == len(moved)
    assert sum(result.after.bins) + result.after.insufficient == len(scored) - len(overridden)
    again = load_what_if(book).try_model(weighed(usage=300, at_risk_up_to=55))
    assert (again.changed, again.rescored) == (0, 0)


def test_arr_that_moves_adds_up_per_currency(book):
    result = try_on_book(book, weighed(usage=300, at_risk_up_to=55))
    ids = accounts.find_accounts(book, AccountQuery())
    lines = {line.account_id: line for line in accounts.load_account_lines(book, ids)}
    for move in result.moves:
        if move.before != move.after:
            of_move = [one for one in result.changes if (one.band_before, one.band_after) == (move.before, move.after)]
            sums: dict[str, int] = {}
            for one in of_move:
                line = lines[one.account_id]
                assert (one.arr_minor, one.currency) == (line.arr_minor, line.currency)
                if line.arr_minor and line.currency:
                    sums[line.currency] = sums.get(line.currency, 0) + line.arr_minor
            assert (move.accounts, dict(move.arr_minor)) == (len(of_move), sums)
    arr = [one.arr_minor if one.arr_minor is not None else -1 for one in result.changes]
    assert arr == sorted(arr, reverse=True)
    assert list(result.changes[1:3]) == [result.changes[1], result.changes[2]]


def test_an_override_is_kept_out_of_a_what_if_and_counted(book):
    draft = weighed(usage=300, at_risk_up_to=55)
    first = try_on_book(book, draft)
    held = first.changes[0]
    from csworkbench.domain.health.overrides import OverrideDraft

    health.override_health(book, OverrideDraft(held.account_id, "New sponsor", band="healthy"))
    second = try_on_book(book, draft)
    assert second.overridden == first.overridden + 1
    assert held.account_id not in {one.account_id for one in second.changes}
    assert second.changed == first.changed - 1


def test_a_second_model_serves_its_segment_only(book):
    before, of_segment = health_of(book), segments(book)
    segment = next(one for one in of_segment.values() if one)
    draft = weighed("Special", 300, Serves(segments=(segment,)))
    result = try_on_book(book, draft)
    assert {of_segment[one.account_id] for one in result.changes} <= {segment}
    assert models.save_model(book, draft) == 2
    after = health_of(book)
    assert any(after[key] != before[key] for key in before)
    assert all(after[key] == before[key] for key in before if of_segment[key] != segment)
    for key, (score, _) in after.items():
        if score is not None:
            explained = health.explain(book, key)
            assert explained is not None
            assert explained.model_version == (2 if of_segment[key] == segment else 1)
            assert explained.score == score
    # Editing the model of everyone else leaves the segment alone, in a what-if as when it is saved.
    general = try_on_book(book, weighed(usage=300))
    assert segment not in {of_segment[one.account_id] for one in general.changes}
    assert general.served == sum(1 for key, (_, band) in after.items() if band and of_segment[key] != segment)
    models.retire_model(book, "Special")
    assert health_of(book) == before


def test_retiring_is_undone_and_a_retired_model_comes_back_when_it_is_saved(book):
    segment = next(one for one in segments(book).values() if one)
    models.save_model(book, weighed("Special", 300, Serves(segments=(segment,))))
    served = health_of(book)
    assert models.retire_model(book, "special") == 3
    assert [row.state for row in models.list_models(book)] == ["retired", "earlier", "in use"]
    with pytest.raises(NotFound, match="retired already"):
        models.retire_model(book, "Special")
    book.undo()
    assert health_of(book) == served
    models.retire_model(book, "Special")
    models.save_model(book, weighed("Special", 300, Serves(segments=(segment,))))
    assert health_of(book) == served


def test_somebody_always_serves_everyone(book):
    with pytest.raises(InvalidInput, match="Every account needs a model"):
        models.retire_model(book, "Default")
    with pytest.raises(InvalidInput, match="Every account needs a model"):
        models.save_model(book, weighed(serves=Serves(segments=("SMB",))))
    models.save_model(book, weighed("Other"))
    models.retire_model(book, "Default")
    assert [row.model.name for row in models.list_models(book) if row.is_in_use] == ["Other"]


def test_a_version_without_anything_new_is_refused(book):
    with pytest.raises(InvalidInput, match="Nothing in it differs from Default v1"):
        models.save_model(book, default_model())
    assert [row.model.version for row in models.list_models(book)] == [1]


def test_a_draft_that_can_not_be_scored_is_refused_with_the_first_problem():
    draft = ModelDraft.of(default_model())
    draft.groups[0].weight = float("nan")
    draft.at_risk_up_to = 90
    with pytest.raises(InvalidInput, match=r"The bands overlap.* \(1 more\)") as caught:
        models.checked_model(draft)
    assert caught.value.field == "watch_up_to"


def test_models_are_found_by_version_and_name(book):
    models.save_model(book, weighed())
    assert models.get_model(book).version == 2
    assert models.get_model(book, 1) == default_model()
    assert models.get_model(book, " default ").version == 2
    for wanted in (7, "Nobody's"):
        with pytest.raises(NotFound):
            models.get_model(book, wanted)


def add_logins(wb: Workbench, values: dict[AccountId, float]) -> None:
    with wb.change("Import signals") as change:
        for account_id, value in values.items():
            key = change.connection.execute(
                text("INSERT INTO signal_series (uid, account_id, metric, source) VALUES (:u, :a, 'logins_own', 't')"),
                {"u": f"logins {account_id}", "a": account_id},
            ).lastrowid
            for days in (2, 9):
                day = (CLOCK.today() - timedelta(days=days)).isoformat()
                change.connection.execute(
                    text("INSERT INTO signal_point VALUES (:s, :d, :v, :c)"),
                    {"s": key, "d": day, "v": value, "c": change.change_id},
                )


def with_logins() -> HealthModel:
    draft = ModelDraft.of(default_model())
    factor = signal_factor(LOGINS, set())
    factor.curve = [(0.0, 0.0), (10.0, 100.0)]
    draft.groups = [*draft.groups, GroupDraft("own", "Our own", 1000, [factor])]
    return models.checked_model(draft)


def test_an_imported_metric_is_a_factor_from_end_to_end(book):
    keys = [key for key, (_, band) in health_of(book).items() if band is not None][:4]
    add_logins(book, dict(zip(keys, (0.0, 2.5, 10.0, 99.0), strict=True)))
    (metric,) = [row for row in models.list_metrics(book) if row.metric == "logins_own"]
    assert (metric.accounts, metric.newest_on) == (4, date(2026, 11, 21))

    tried = load_what_if(book)
    assert tried.missing(with_logins()) == {LOGINS}
    with pytest.raises(ValueError, match="not read yet"):
        tried.try_model(with_logins())
    result = try_on_book(book, with_logins())
    models.save_model(book, with_logins())
    subs = []
    for key in keys:
        explained = health.explain(book, key)
        assert explained is not None
        (factor,) = [one for one in explained.factors if one.key == "logins_own, mean of 30 days"]
        subs.append((factor.raw, factor.sub_score, factor.age_days))
    assert subs == [(0.0, 0.0, 2), (2.5, 25.0, 2), (10.0, 100.0, 2), (99.0, 100.0, 2)]
    after = health_of(book)
    assert {one.account_id: (one.score_after, one.band_after) for one in result.changes}.items() <= after.items()
    # Nobody else has it, so it covers nothing of them and their band is grey: never a false green.
    assert {band for key, (_, band) in after.items() if key not in keys} <= {"insufficient data", "at risk", None}


def test_files_go_out_and_come_back(book, tmp_path):
    path = tmp_path / "model.json"
    models.export_model(with_logins(), path)
    draft = models.read_model_file(path)
    assert models.checked_model(draft) == replace(with_logins(), version=0)
    problems = models.draft_problems(book, draft)
    assert [one.is_warning for one in problems] == [True]
    assert "Nobody has imported logins_own" in problems[0].words


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"x" * 1_000_001, "too large"),
        (b"{", "no JSON"),
        (json.dumps({"format": "csworkbench health model", "format_version": 2}).encode(), "newer program"),
    ],
)
def test_a_file_that_is_no_model_is_refused_in_a_sentence(tmp_path, data, words):
    path = tmp_path / "model.json"
    path.write_bytes(data)
    with pytest.raises(InvalidInput, match=words):
        models.read_model_file(path)


def test_a_place_that_can_not_be_written_or_read_is_told(tmp_path):
    with pytest.raises(WorkbenchError):
        models.read_model_file(tmp_path / "none.json")
    with pytest.raises(WorkbenchError):
        models.export_model(default_model(), tmp_path / "no" / "folder.json")


def test_another_process_reads_the_facts_for_a_what_if(book):
    found = load_what_if_of_book(Token(), book.path, CLOCK.today(), frozenset({LOGINS}))
    assert LOGINS in found.signals
    draft = weighed(usage=300)
    assert list(found.try_model(draft).changes) == list(try_on_book(book, draft).changes)


def test_a_book_without_accounts_gives_empty_figures(workbench):
    result = try_on_book(workbench, weighed())
    assert (result.scored, result.changed, result.moves) == (0, 0, ())
    accounts.add_account(workbench, AccountDraft("Bare"))
    result = try_on_book(workbench, weighed())
    assert (result.scored, result.served, result.changed) == (1, 1, 0)
    assert [(one.before, one.after, one.accounts) for one in result.moves] == [
        ("insufficient data", "insufficient data", 1)
    ]
