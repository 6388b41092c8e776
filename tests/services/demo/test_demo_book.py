from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import holidays
import pytest

from csworkbench.infra.errors import InvalidInput, NotFound, WorkbenchError
from csworkbench.infra.tokens import Cancelled, Token
from csworkbench.services.demo import make_demo
from csworkbench.services.demo.making import CHANGE_NAME
from csworkbench.services.reviews import list_templates
from csworkbench.services.workbench import closing, is_demo, open_workbench
from tests.services.demo.demo_book import TODAY, ask, clock, dump, make


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("demo") / "demo.cswb", 60)


def test_same_seed_on_the_same_day_gives_the_same_book_and_another_seed_another(tmp_path: Path):
    first, second, other = (make(tmp_path / f"{n}.cswb", 24, seed) for n, seed in enumerate((5, 5, 6)))
    assert dump(first) == dump(second)
    assert dump(other)["account"] != dump(first)["account"]
    scores = "SELECT account_id, from_on, to_on, score, band, coverage, factors FROM health_snapshot ORDER BY 1, 2"
    assert ask(first, scores) == ask(second, scores)


def test_a_fresh_demonstration_is_in_the_history_and_has_nothing_to_undo(tmp_path: Path):
    with closing(open_workbench(make(tmp_path / "demo.cswb", 3), clock())) as wb:
        assert [(one.name, one.state) for one in wb.history()] == [(CHANGE_NAME, "kept"), ("New book", "kept")]
        assert wb.undo_state().undo_name is None
        with pytest.raises(NotFound, match="nothing to undo"):
            wb.undo()


def test_so_large_a_batch_can_be_undone_and_redone(tmp_path: Path):
    path = make(tmp_path / "demo.cswb", 24)
    before = dump(path)
    with closing(open_workbench(path, clock())) as wb:
        with wb.derived_write() as connection:  # as if it were an import, which is no birth
            connection.exec_driver_sql("UPDATE change SET state = 'done' WHERE name = ?", (CHANGE_NAME,))
        wb.undo()
    assert {name for name, rows in dump(path).items() if rows} == {"time_limit"}, "what every book is born with"
    assert ask(path, "SELECT count(*) FROM account_line") == [(0,)]
    with closing(open_workbench(path, clock())) as wb:
        wb.redo()
    assert dump(path) == before
    assert ask(path, "SELECT count(*) FROM account_line") == [(24,)]


@pytest.mark.parametrize(
    ("table", "least", "most"),
    [
        ("contact", 100, 320),
        ("contract", 60, 180),
        ("touch", 400, 2000),
        ("ticket", 120, 1200),
        ("feedback", 150, 1200),
        ("check_in", 60, 420),
        ("action", 60, 700),
        ("goal", 40, 180),
        ("review", 30, 250),
        ("pulse", 100, 500),
        ("signal_point", 8_000, 25_000),
    ],
)
def test_there_is_as_much_as_in_a_real_book(book: Path, table: str, least: int, most: int):
    [(count,)] = ask(book, f"SELECT count(*) FROM {table}")
    assert least <= count <= most


def test_all_of_it_hangs_together(book: Path):
    assert ask(book, "PRAGMA foreign_key_check") == []
    assert ask(book, "PRAGMA integrity_check") == [("ok",)]
    people = Counter(count for (count,) in ask(book, "SELECT count(*) FROM contact GROUP BY account_id"))
    assert set(people) <= set(range(2, 8))
    assert ask(book, "SELECT sum(is_me), min(id * is_me) FROM owner WHERE is_me OR id > 1") == [(1, 0)]


def test_the_book_is_marked_as_a_demonstration_and_scored_for_today(book: Path):
    with closing(open_workbench(book, clock(), write=False)) as wb:
        assert is_demo(wb)
    bands = dict(ask(book, "SELECT coalesce(band, 'churned'), count(*) FROM account_line GROUP BY 1"))
    assert set(bands) == {"healthy", "watch", "at risk", "insufficient data", "churned"}
    assert 0.3 <= bands["healthy"] / 60 <= 0.75
    [(weeks,)] = ask(book, "SELECT count(DISTINCT from_on) FROM health_snapshot")
    assert weeks == 27


def test_churned_accounts_declined_before_they_left(book: Path):
    churned = ask(book, "SELECT id, status_on FROM account WHERE status = 'churned'")
    assert len(churned) >= 2
    for account_id, status_on in churned:
        left_on = date.fromisoformat(status_on)
        late = _mean_use(book, account_id, left_on - timedelta(days=40), left_on)
        early = _mean_use(book, account_id, left_on - timedelta(days=330), left_on - timedelta(days=230))
        assert late is not None
        if early is not None:
            assert late < 0.6 * early
        outcome = ask(
            book, f"SELECT happened_on, reason FROM outcome WHERE kind = 'churned' AND account_id = {account_id}"
        )
        assert [day for day, _ in outcome] == [status_on]
        assert outcome[0][1]
        assert _mean_use(book, account_id, left_on + timedelta(days=1), TODAY) is None


def _mean_use(book: Path, account_id: int, low: date, high: date) -> float | None:
    [(mean,)] = ask(
        book,
        "SELECT avg(value) FROM signal_point p JOIN signal_series s ON s.id = p.series_id "
        f"WHERE s.metric = 'active_users' AND s.account_id = {account_id} AND on_day BETWEEN '{low}' AND '{high}'",
    )
    return None if mean is None else float(mean)


def test_some_things_are_not_known(book: Path):
    without = {
        table: ask(
            book,
            "SELECT count(*) FROM account WHERE status <> 'churned' AND domain IS NOT NULL "
            f"AND id NOT IN (SELECT account_id FROM {table})",
        )[0][0]
        for table in ("signal_series", "ticket", "goal")
    }
    assert all(without.values()), without
    bare = ask(
        book,
        "SELECT count(*) FROM account WHERE domain IS NULL AND id IN (SELECT account_id FROM contract) "
        "AND id NOT IN (SELECT account_id FROM contact)",
    )
    assert bare[0][0] >= 1


def test_nobody_is_touched_on_a_day_off(book: Path):
    off = {country: holidays.country_holidays(country) for (country,) in ask(book, "SELECT country FROM owner")}
    found = ask(book, "SELECT a.country, t.happened_on FROM touch t JOIN account a ON a.id = t.account_id")
    for country, text in found:
        day = date.fromisoformat(text)
        calendar = off.setdefault(country, holidays.country_holidays(country))
        assert day.weekday() < 5
        assert day not in calendar


def test_christmas_shows_in_the_usage(book: Path):
    use = (
        "SELECT avg(value) FROM signal_point p JOIN signal_series s ON s.id = p.series_id WHERE metric = 'active_users'"
    )
    [(feast,)] = ask(book, f"{use} AND on_day BETWEEN '2025-12-29' AND '2026-01-05'")
    [(before,)] = ask(book, f"{use} AND on_day BETWEEN '2025-11-24' AND '2025-12-15'")
    assert feast < 0.7 * before


def test_nothing_that_happened_lies_ahead(book: Path):
    for table, column in (
        ("touch", "happened_on"),
        ("feedback", "said_on"),
        ("feedback", "told_at"),
        ("ticket", "opened_at"),
        ("ticket", "closed_at"),
        ("action", "done_on"),
        ("goal", "updated_on"),
        ("review", "held_on"),
        ("pulse", "given_on"),
        ("outcome", "happened_on"),
        ("contact", "left_on"),
        ("signal_point", "on_day"),
    ):
        [(newest,)] = ask(book, f"SELECT max(substr({column}, 1, 10)) FROM {table}")
        assert newest <= TODAY.isoformat(), (table, column)


def test_facts_became_known_on_their_day(book: Path):
    for table, column in (("touch", "happened_on"), ("feedback", "said_on"), ("contract", "start_on")):
        query = f"SELECT count(*) FROM {table} WHERE substr(known_at, 1, 10) <> {column} OR is_known_at_assumed <> 1"
        assert ask(book, query) == [(0,)]


def test_there_is_work_today_and_this_week(book: Path):
    today, sunday = TODAY.isoformat(), (TODAY + timedelta(days=6)).isoformat()
    for table, state in (("check_in", "planned"), ("action", "open")):
        [(overdue, due)] = ask(
            book,
            f"SELECT sum(due_on < '{today}'), sum(due_on BETWEEN '{today}' AND '{sunday}') FROM {table} "
            f"WHERE state = '{state}'",
        )
        assert overdue >= 2, table
        assert due >= 2, table
    [(renewals,)] = ask(book, "SELECT count(*) FROM account_line WHERE renewal_on < date('2026-11-23', '+90 days')")
    assert 5 <= renewals <= 30


def test_complaints_recur(book: Path):
    themes = ask(
        book,
        "SELECT t.name, count(DISTINCT f.account_id) FROM feedback_theme ft JOIN feedback f ON f.id = ft.feedback_id "
        "JOIN theme t ON t.id = ft.theme_id GROUP BY 1",
    )
    assert len(themes) >= 5
    assert max(accounts for _, accounts in themes) >= 5


def test_texts_are_filled_in_and_varied(book: Path):
    notes = [text for (text,) in ask(book, "SELECT notes FROM touch WHERE is_two_way = 1")]
    said = [text for (text,) in ask(book, "SELECT words FROM feedback WHERE words IS NOT NULL")]
    sections = [text for (text,) in ask(book, "SELECT body FROM review_section WHERE body <> ''")]
    assert not [text for text in notes + said + sections if "{" in text or "None" in text]
    assert len(set(notes)) > 0.95 * len(notes)


def test_reviews_have_the_sections_of_their_template(book: Path):
    known = {template.key: tuple(one.key for one in template.sections) for template in list_templates()}
    found: dict[tuple[int, str], list[str]] = {}
    joined = "review r JOIN review_section s ON s.review_id = r.id"
    query = f"SELECT r.id, r.template, s.key FROM {joined} ORDER BY r.id, s.position"
    for review_id, template, key in ask(book, query):
        found.setdefault((review_id, template), []).append(key)
    assert found
    assert all(tuple(keys) == known[template] for (_, template), keys in found.items())


def test_there_are_several_countries_currencies_and_letters(book: Path):
    assert ask(book, "SELECT count(DISTINCT country) >= 6 FROM account") == [(1,)]
    currencies = dict(ask(book, "SELECT currency, count(*) FROM contract GROUP BY 1"))
    assert max(currencies, key=lambda code: currencies[code]) == "EUR"
    assert len(currencies) >= 2
    assert any(not name.isascii() for (name,) in ask(book, "SELECT name FROM account"))


def test_cancelling_leaves_nothing(tmp_path: Path):
    token = Token()
    token.cancel()
    with pytest.raises(Cancelled):
        make_demo(tmp_path / "demo.cswb", 5, 1, clock(), token)
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_way_stays(tmp_path: Path):
    path = tmp_path / "demo.cswb"
    path.write_text("mine")
    with pytest.raises(WorkbenchError):
        make_demo(path, 5, 1, clock(), Token())
    assert path.read_text() == "mine"


@pytest.mark.parametrize("accounts", [0, -1, 100_001])
def test_impossible_sizes_are_refused(tmp_path: Path, accounts: int):
    with pytest.raises(InvalidInput):
        make_demo(tmp_path / "demo.cswb", accounts, 1, clock(), Token())


def test_one_account_is_enough(tmp_path: Path):
    assert ask(make(tmp_path / "demo.cswb", 1), "SELECT count(*) FROM account") == [(1,)]
