"""The tool tips of health and trend say why the score moved, for the row under the mouse only."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from csworkbench.services import moved_words
from csworkbench.services.health import health_words
from csworkbench.ui.accounts.page import AccountsPage
from csworkbench.ui.widgets.texts import typeset
from tests.ui.accounts.conftest import Portfolio


def test_health_and_trend_say_why_for_one_row_at_a_time(
    portfolio: Portfolio, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    kept = moved_words.health_words_of

    def counted(wb, ids, since=None):
        asked.append(ids)
        return kept(wb, ids, since)

    monkeypatch.setattr(moved_words, "health_words_of", counted)
    page = AccountsPage(portfolio.book.workspace)
    qtbot.addWidget(page)
    page.on_workbench_ready()
    page.on_shown()
    model = page.accounts.model
    assert model.rowCount() > 1
    assert asked == []
    keys = [column.key for column in model.columns]
    row = model.row_at(0)
    assert row is not None
    words = typeset(health_words(portfolio.book.workbench, row.account_id))
    asked.clear()
    for key in ("score", "trend"):
        tip = str(model.index(0, keys.index(key)).data(Qt.ItemDataRole.ToolTipRole))
        assert f"{words[0].upper()}{words[1:]}" in tip
    assert asked == [[row.account_id]] * 2
