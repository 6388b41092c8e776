"""Overrides and contradictions in the list of accounts: cells, tips, cards, views, details."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QModelIndex, Qt
from pytestqt.qtbot import QtBot

from csworkbench.domain.actions import ActionDraft
from csworkbench.domain.health.overrides import OverrideDraft
from csworkbench.services.actions import add_action
from csworkbench.services.health import override_health
from csworkbench.ui.accounts.page import AccountsPage
from tests.ui.accounts.conftest import Portfolio, shown_page


def overridden_page(portfolio: Portfolio, qtbot: QtBot) -> AccountsPage:
    wb = portfolio.book.workbench
    portfolio.book.workspace.settings.set("accounts/sort", "name")
    override_health(wb, OverrideDraft(portfolio.ids["Umbra Health"], "New sponsor", band="healthy"))
    override_health(wb, OverrideDraft(portfolio.ids["Zenith & Co"], "They <i>are</i> leaving", score=20))
    add_action(wb, ActionDraft(portfolio.ids["Umbra Health"], "Send", due_on=date(2026, 11, 20)))
    return shown_page(portfolio.book, qtbot)


def cell(page: AccountsPage, name: str, key: str) -> QModelIndex:
    model = page.accounts.model
    names = [str(model.index(row, 0).data()) for row in range(model.rowCount())]
    return model.index(names.index(name), [one.key for one in model.columns].index(key))


def test_the_cell_says_override_and_its_tip_says_everything(portfolio: Portfolio, qtbot: QtBot) -> None:
    page = overridden_page(portfolio, qtbot)
    index = cell(page, "Umbra Health", "score")
    assert str(index.data()).endswith("Healthy, override")
    assert "override" in str(index.data(Qt.ItemDataRole.AccessibleTextRole))
    tip = str(index.data(Qt.ItemDataRole.ToolTipRole))
    for words in ("Override until 23 Dec; computed ", "Coverage ", "Against it: our promise 3 days overdue"):
        assert words in tip
    other = str(cell(page, "Acme Logistics", "score").data(Qt.ItemDataRole.ToolTipRole))
    assert "Override" not in other
    assert "override" not in str(cell(page, "Acme Logistics", "score").data())


def test_the_cards_say_how_many_overrides_are_in_them(portfolio: Portfolio, qtbot: QtBot) -> None:
    cards = overridden_page(portfolio, qtbot).body.cards.cards
    assert cards["portfolio"].accessibleName().endswith("2 overridden")
    assert cards["at_risk"].accessibleName().endswith("1 overridden")
    assert "2 accounts shown as overridden" in cards["portfolio"].accessibleDescription()
    assert "with insufficient data, in no coloured band" in cards["portfolio"].accessibleDescription()
    assert "1 of them by an override" in cards["at_risk"].accessibleDescription()


def test_the_views_find_them(portfolio: Portfolio, qtbot: QtBot) -> None:
    page = overridden_page(portfolio, qtbot)
    counts = {chip.item.text: chip.item.count for chip in page.body.views.chips.chips()}
    assert (counts["Overridden"], counts["Quiet contradictions"]) == (2, 1)
    chip = next(one for one in page.body.views.chips.chips() if one.item.text == "Quiet contradictions")
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert page.accounts.model.rowCount() == 1
    assert page.accounts.model.index(0, 0).data() == "Umbra Health"


def test_every_view_is_in_sight_in_a_narrow_window(portfolio: Portfolio, qtbot: QtBot) -> None:
    page = overridden_page(portfolio, qtbot)
    page.resize(900, 520)
    views = page.body.views
    qtbot.waitUntil(lambda: views.width() <= 900 and views.chips.chips()[-1].y() > 0)
    for chip in views.chips.chips():
        assert chip.geometry().bottom() <= views.chips.height(), chip.item.text


def test_the_details_show_the_whole_override(portfolio: Portfolio, qtbot: QtBot) -> None:
    page = overridden_page(portfolio, qtbot)
    page.body.table.setCurrentIndex(cell(page, "Zenith & Co", "name"))
    pane = page.body.pane
    pane.show()
    qtbot.waitUntil(lambda: pane.said.text() != "")
    assert pane.said.text().startswith("Override: 20 until 23 Dec by Maya Chen: They <i>are</i> leaving; computed ")
    assert pane.rests.text().startswith("coverage ")
    page.body.table.setCurrentIndex(cell(page, "Umbra Health", "name"))
    qtbot.waitUntil(lambda: "healthy until" in pane.said.text())
    assert pane.against.text() == "Against it: our promise 3 days overdue, due 20 Nov"
    page.body.table.setCurrentIndex(cell(page, "Acme Logistics", "name"))
    assert (pane.said.text(), pane.against.text()) == ("", "")
