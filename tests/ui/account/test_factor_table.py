from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from csworkbench.domain.health.facts import AccountFacts
from csworkbench.domain.health.model import default_model
from csworkbench.domain.health.rows import HealthRow
from csworkbench.domain.health.scoring import score
from csworkbench.ui.account.factor_delegate import CONTEXT_ROLE, CURVE_ROLE, curve_spot
from csworkbench.ui.account.factor_table import COLUMNS, VALUE, FactorTable
from csworkbench.ui.account.factor_words import definition_text, raw_text, standing, veto_lines
from csworkbench.ui.theme.theme import Theme

TODAY = date(2026, 11, 23)
TITLES = [column.title for column in COLUMNS]


def health(**facts: object) -> HealthRow:
    known: dict[str, object] = {
        "active_users_30d": 31.0,
        "active_users_before_90d": 40.0,
        "active_users_on": date(2026, 11, 20),
        "seats": 50.0,
        "ideal_days": 14,
        "maximum_days": 45,
        "last_two_way_on": date(2026, 10, 30),
        "key_people_known": 3,
        "key_people_heard": 2,
        "is_heard": True,
        "complaint_points": 4.0,
        "are_tickets_known": True,
        "tickets_known_on": date(2026, 9, 1),
    }
    found = score(default_model(), AccountFacts(7, **(known | facts)), TODAY)  # type: ignore[arg-type]
    assert found is not None
    return found


def cells(table: FactorTable, row: int) -> dict[str, str]:
    return {title: table.rows.index(row, place).data() for place, title in enumerate(TITLES)}


def context(table: FactorTable, row: int, title: str = "Value") -> str:
    return str(table.rows.index(row, TITLES.index(title)).data(CONTEXT_ROLE))


def line(table: FactorTable, factor: str) -> int:
    return next(row for row in range(10) if cells(table, row)["Factor"] == factor)


@pytest.mark.parametrize("facts", [{}, {"pulse": 3, "pulse_on": TODAY}, {"seats": None, "complaint_points": 0.0}])
def test_points_and_weights_add_up_to_the_printed_score(theme: Theme, qtbot: QtBot, facts: dict[str, object]) -> None:
    shown = health(**facts)
    table = FactorTable(theme)
    qtbot.addWidget(table)
    table.set_health(shown)
    rows = [cells(table, row) for row in range(table.rows.rowCount())]
    total = rows.pop()
    assert len(rows) == 10
    assert sum(int(row["Points"]) for row in rows) == shown.score
    assert total["Points"] == str(shown.score)
    assert total["Value"] == f"= score {shown.score}"
    assert (total["Weight"], total["Effective"]) == ("100 %", "100 %")


def test_values_have_units_and_missing_ones_say_why(theme: Theme, qtbot: QtBot) -> None:
    table = FactorTable(theme)
    qtbot.addWidget(table)
    table.set_health(health())
    rows = {cells(table, row)["Factor"]: cells(table, row) for row in range(10)}
    assert rows["Active ratio"]["Value"] == "62 % of seats active"
    assert rows["Active ratio"]["Age"] == "3 days"
    assert rows["Usage trend"]["Value"] == "−22 % on the 90 days before"
    assert rows["Two-way touch"]["Value"] == "24 days ago"
    assert rows["Goals on track"]["Value"] == "–"
    assert context(table, line(table, "Goals on track")) == "no goal"
    assert context(table, line(table, "Goals on track"), "Factor") == "Outcomes"
    assert rows["Goals on track"]["To gain"] == ""
    assert rows["Goals on track"]["Points"] == "0"
    assert rows["Goals on track"]["Effective"] == "0 %"


def test_a_stale_value_is_struck_through_and_counts_for_nothing(theme: Theme, qtbot: QtBot) -> None:
    table = FactorTable(theme)
    qtbot.addWidget(table)
    table.set_health(health())
    row = line(table, "Ticket load")
    struck = [
        table.rows.index(row, column).data(Qt.ItemDataRole.FontRole).strikeOut() for column in range(len(COLUMNS))
    ]
    assert struck == [title in ("Factor", "Value", "Age") for title in TITLES]
    assert cells(table, row)["Value"] == "0 load points open"
    assert context(table, row) == "stale: 83 days old, at most 14 count"
    assert cells(table, row)["Effective"] == "0 %"


def test_standing_and_vetoes_are_said() -> None:
    shown = health(critical_complaint_on=date(2026, 11, 2))
    assert "two-level" not in standing(shown)
    assert "Missing data: The weight of a missing factor goes to the other factors of its group" in standing(shown)
    assert "of 10 factors" in standing(shown)
    assert veto_lines(shown) == ["Capped by: critical complaint, 2 Nov: at most watch (changes nothing now)."]


def test_definition_names_every_factor_with_its_share_and_curve() -> None:
    text = definition_text(default_model().plan)
    for factor in default_model().plan.factors:
        assert factor.label in text
    assert "Active ratio, 21 %: 0 % → 0, 20 % → 30, 50 % → 70, 80 % → 100; stale after 30 days" in text
    assert "Two-way touch, 10 %: ideal cadence → 100, maximum cadence → 50, 2 x maximum cadence → 0" in text


def test_every_factor_has_its_own_words() -> None:
    rows = health(
        goals_active=3, goals_on_track=2, goals_updated_on=TODAY, review_cadence_days=90,
        last_review_on=date(2026, 8, 1), nps_mean=70.0, nps_on=TODAY, pulse=4, pulse_on=TODAY,
    ).factors  # fmt: skip
    words = [raw_text(row) for row in rows]
    assert all(any(letter.isalpha() for letter in text) for text in words)
    assert len(set(words)) == 10


def test_tab_leaves_the_table(theme: Theme, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    table, after = FactorTable(theme), QLineEdit()
    column.addWidget(table)
    column.addWidget(after)
    table.set_health(health())
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Tab)
    assert after.hasFocus()


def test_what_a_factor_rests_on_stands_under_its_value_and_is_spoken(theme: Theme, qtbot: QtBot) -> None:
    table = FactorTable(theme)
    qtbot.addWidget(table)
    table.resize(1000, 500)
    table.show()
    table.set_health(health(), {"active_ratio": "20 figures, newest 20 Nov", "ticket_load": "no record"})
    row = line(table, "Active ratio")
    assert context(table, row) == "20 figures, newest 20 Nov"
    spoken = table.rows.index(row, VALUE).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Value: 62 % of seats active, 20 figures, newest 20 Nov"
    assert context(table, line(table, "Ticket load")).startswith("stale: ")


def test_gains_and_points_are_what_a_full_score_would_bring(theme: Theme, qtbot: QtBot) -> None:
    table = FactorTable(theme)
    qtbot.addWidget(table)
    shown = health()
    table.set_health(shown)
    for place, factor in enumerate(shown.factors):
        if factor.missing_reason is None:
            gain = float(cells(table, place)["To gain"])
            assert gain == pytest.approx(factor.effective_weight * (100 - (factor.sub_score or 0)), abs=0.051)


def test_the_point_lies_on_the_curve_where_the_value_is(theme: Theme, qtbot: QtBot) -> None:
    table = FactorTable(theme)
    qtbot.addWidget(table)
    box = QRectF(0, 0, 100, 100)
    cases: list[tuple[dict[str, object], str, float, float]] = [
        ({"active_users_30d": 10.0}, "active_ratio", 12 + 76 * 0.25, 70),
        ({"active_users_30d": 500.0}, "active_ratio", 100, 0),
        ({"last_two_way_on": date(2026, 10, 9)}, "two_way_touch", 50, 50),
    ]
    for changed, key, x, y in cases:
        table.set_health(health(**changed))
        place = next(n for n, factor in enumerate(health().factors) if factor.key == key)
        planned, row = table.rows.index(place, 3).data(CURVE_ROLE)
        spot = curve_spot(box, planned, row)
        assert spot is not None
        assert spot.x() == pytest.approx(x)
        assert spot.y() == pytest.approx(y)
    missing = next(n for n, factor in enumerate(health().factors) if factor.missing_reason)
    assert curve_spot(box, *table.rows.index(missing, 3).data(CURVE_ROLE)) is None


@pytest.mark.parametrize("width", [1000, 720, 560, 420])
def test_columns_give_way_so_that_nothing_scrolls_sideways(theme: Theme, qtbot: QtBot, width: int) -> None:
    table = FactorTable(theme)
    qtbot.addWidget(table)
    table.set_health(health())
    table.resize(width, 500)
    table.show()
    assert table.horizontalHeader().length() <= table.viewport().width()
    shown = [title for place, title in enumerate(TITLES) if not table.isColumnHidden(place)]
    assert {"Factor", "Value", "Score", "Points"} <= set(shown)
    assert (shown == TITLES) is (width >= 1000)
    age = cells(table, 0)["Age"]
    assert context(table, 0).startswith(age) is ("Age" not in shown)


def test_enter_and_a_click_open_the_records_of_a_factor(theme: Theme, qtbot: QtBot) -> None:
    table = FactorTable(theme)
    qtbot.addWidget(table)
    table.set_health(health())
    table.resize(900, 600)
    table.show()
    opened: list[str] = []
    table.opened.connect(opened.append)
    table.setCurrentIndex(table.rows.index(4, 0))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    place = table.visualRect(table.rows.index(1, 1)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    table.setCurrentIndex(table.rows.index(10, 0))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    factors = health().factors
    assert opened == [factors[4].key, factors[1].key]
