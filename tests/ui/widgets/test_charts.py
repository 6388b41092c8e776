from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from pytestqt.qtbot import QtBot

from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.theme.tokens import DARK, LIGHT
from csworkbench.ui.widgets.bar import FactorBar
from csworkbench.ui.widgets.sparkline import Sparkline, spark_points
from csworkbench.ui.widgets.trend_chart import TrendChart, TrendMarker, TrendPoint, trend_summary
from tests.ui.pixels import changed, colors, picture

START = date(2026, 5, 25)
BOX = QRectF(0, 0, 100, 14)


def _points(*scores: int | None) -> list[TrendPoint]:
    return [TrendPoint(START + timedelta(weeks=week), score) for week, score in enumerate(scores)]


def _chart(theme: Theme, qtbot: QtBot) -> TrendChart:
    chart = TrendChart(theme)
    qtbot.addWidget(chart)
    chart.resize(chart.sizeHint())
    chart.set_series(_points(70, 68, None, 60, 31), [TrendMarker(START + timedelta(weeks=1), "Champion left")])
    chart.show()
    return chart


def test_sparkline_does_not_blow_up_noise() -> None:
    (run,) = spark_points(BOX, [50, 51, 50])
    assert max(p.y() for p in run) - min(p.y() for p in run) == pytest.approx(1)
    (run,) = spark_points(BOX, [0, 100])
    assert (run[0].y(), run[1].y()) == (14, 0)


def test_sparkline_breaks_where_nothing_is_known() -> None:
    runs = spark_points(BOX, [50, None, 60, 62, None])
    assert [len(run) for run in runs] == [1, 2]
    assert spark_points(BOX, [None, None]) == []
    assert spark_points(BOX, []) == []


def test_sparkline_says_what_it_shows(theme: Theme, qtbot: QtBot) -> None:
    line = Sparkline(theme)
    qtbot.addWidget(line)
    line.resize(line.sizeHint())
    line.set_series([40, 50, 61.4], "watch", 4)
    assert line.accessibleDescription() == "from 40 to 61, up 4 points"
    assert colors(picture(line))[LIGHT.watch] > 10
    theme.set_mode("dark")
    assert LIGHT.watch not in colors(picture(line))
    line.set_series([], "insufficient data")
    assert line.accessibleDescription() == "no data"


def test_chart_has_bands_line_and_words(theme: Theme, qtbot: QtBot) -> None:
    chart = _chart(theme, qtbot)
    seen = colors(picture(chart))
    assert min(seen[LIGHT.chart_healthy], seen[LIGHT.chart_watch], seen[LIGHT.chart_at_risk]) > 500
    assert seen[LIGHT.chart_at_risk] > seen[LIGHT.chart_watch]
    assert seen[LIGHT.accent] > 50
    text = chart.accessibleDescription()
    assert text.startswith("Health 70 on 25 May 2026, 31 on 22 Jun 2026; lowest 31, highest 70.")
    assert "1 event: 1 Jun Champion left" in text


def test_chart_is_read_by_keys_and_mouse(theme: Theme, qtbot: QtBot) -> None:
    chart = _chart(theme, qtbot)
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert chart.read_point == TrendPoint(START + timedelta(weeks=3), 60)
    assert chart.accessibleDescription().startswith("15 Jun 2026: 60.")
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert chart.read_point == TrendPoint(START, 70)
    before = picture(chart)
    qtbot.mouseMove(chart, QPoint(chart.width() - 10, 60))
    assert chart.read_point == TrendPoint(START + timedelta(weeks=4), 31)
    assert changed(before, picture(chart)) > 50


def test_chart_repaints_in_the_other_theme(theme: Theme, qtbot: QtBot) -> None:
    chart = _chart(theme, qtbot)
    theme.set_mode("dark")
    seen = colors(picture(chart))
    assert seen[DARK.chart_at_risk] > 500
    assert not {LIGHT.chart_healthy, LIGHT.chart_watch, LIGHT.chart_at_risk, LIGHT.accent} & seen.keys()


def test_empty_chart_says_so(theme: Theme, qtbot: QtBot) -> None:
    chart = TrendChart(theme)
    qtbot.addWidget(chart)
    chart.resize(chart.sizeHint())
    chart.set_series([])
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert chart.read_point is None
    assert chart.accessibleDescription() == trend_summary([]) == "No health scores in this time."
    assert colors(picture(chart))[LIGHT.chart_watch] > 500
    assert trend_summary(_points(None, None)) == "No health scores in this time."


@pytest.mark.parametrize(("value", "spoken"), [(24, "24 out of 100"), (None, "no data")])
def test_factor_bar_says_and_draws_its_value(theme: Theme, qtbot: QtBot, value: int | None, spoken: str) -> None:
    bar = FactorBar(theme)
    qtbot.addWidget(bar)
    bar.resize(bar.sizeHint())
    bar.set_factor("Product usage", "40 %", value, "at risk" if value is not None else "insufficient data")
    assert bar.accessibleName() == f"Product usage: {spoken}, weight 40 %"
    assert (colors(picture(bar))[LIGHT.at_risk] > 50) is (value is not None)


def test_longer_bar_for_a_larger_value(theme: Theme, qtbot: QtBot) -> None:
    bar = FactorBar(theme)
    qtbot.addWidget(bar)
    bar.resize(bar.sizeHint())
    drawn = []
    for value in (0, 30, 100):
        bar.set_factor("Product usage", "40 %", value, "healthy")
        drawn.append(colors(picture(bar))[LIGHT.healthy])
    assert drawn[0] == 0
    assert drawn[1] * 2.5 < drawn[2]
