from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from csworkbench.domain.history import ChangeSet
from csworkbench.domain.ids import AccountId
from csworkbench.infra.errors import NotFound
from csworkbench.infra.tokens import Progress
from csworkbench.ui.bridge.actions import RESERVED, DuplicateKey
from csworkbench.ui.bridge.operations import Operation
from csworkbench.ui.bridge.places import Place
from csworkbench.ui.shell import window_state
from csworkbench.ui.shell.failure import UNEXPECTED, failure_words

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def _change(number: int, *accounts: int) -> ChangeSet:
    return ChangeSet(number, "Move check-in", frozenset({"check_in"}), frozenset(accounts))


def test_pages_are_made_at_their_first_visit_by_keys(make_window, qtbot):
    window = make_window()
    assert window.stack.page.key == "my_day"
    assert window.stack.count() == 1
    qtbot.keyClick(window, Qt.Key.Key_2, CTRL)
    assert window.stack.page.key == "accounts"
    assert window.stack.count() == 2
    assert window.header.title.text() == "Page accounts"
    assert window.rail.button("accounts").isChecked()
    assert not window.rail.button("my_day").isChecked()
    assert QApplication.focusWidget() is window.stack.page.line


def test_history_goes_back_and_forward_with_state(make_window, workspace, qtbot):
    window = make_window()
    assert not window.back_action.isEnabled()
    window.stack.page.line.setText("day state")
    qtbot.keyClick(window, Qt.Key.Key_2, CTRL)
    window.stack.page.line.setText("accounts state")
    workspace.open_account(AccountId(5))
    workspace.open_account(AccountId(6))
    assert window.rail.button("accounts").isChecked()
    seen = []
    for _ in range(3):
        qtbot.keyClick(window, Qt.Key.Key_Left, ALT)
        seen.append((window.stack.page.place(), window.stack.page.line.text()))
    assert seen == [
        (Place("account", AccountId(5)), ""),
        (Place("accounts"), "accounts state"),
        (Place("my_day"), "day state"),
    ]
    assert not window.back_action.isEnabled()
    for _ in range(3):
        qtbot.keyClick(window, Qt.Key.Key_Right, ALT)
    assert window.stack.page.place() == Place("account", AccountId(6))
    assert not window.forward_action.isEnabled()


def test_hidden_pages_get_what_they_missed_when_shown(make_window, workspace):
    window = make_window()
    day = window.stack.page
    window.go_to(Place("accounts"))
    accounts = window.stack.page
    workspace.hub.publish(_change(1, 7))
    workspace.hub.publish(_change(2, 8))
    workspace.hub.publish(ChangeSet(3, "Nothing", frozenset(), frozenset()))
    assert [told.change_id for told in accounts.told if isinstance(told, ChangeSet)] == [1, 2]
    assert not [told for told in day.told if isinstance(told, ChangeSet)]
    window.go_to(Place("my_day"))
    missed = day.told[-3]
    assert isinstance(missed, ChangeSet)
    assert missed.accounts == frozenset({7, 8})
    assert day.told[-1] == "shown"
    assert accounts.told[-1] == "hidden"


def test_ctrl_f_searches_and_esc_clears_then_leaves(make_window, qtbot):
    window = make_window()
    window.go_to(Place("accounts"))
    page, field = window.stack.page, window.header.field
    qtbot.keyClick(page.line, Qt.Key.Key_F, CTRL)
    assert field.hasFocus()
    qtbot.keyClicks(field, "ac")
    assert page.told[-2:] == [("search", "a"), ("search", "ac")]
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert (field.text(), page.told[-1]) == ("", ("search", ""))
    assert field.hasFocus()
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is page.line


def test_typing_on_a_page_without_search_goes_to_the_palette(make_window, qtbot):
    window = make_window()
    window.header.field.setFocus()
    qtbot.keyClicks(window.header.field, "t")
    assert window.palette_panel.isVisible()
    assert window.palette_panel.field.text() == "t"
    assert window.header.field.text() == ""


def test_the_rail_is_walked_by_keys(make_window, qtbot):
    window = make_window()
    window.rail.button("my_day").setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is window.rail.button("accounts")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert window.stack.page.key == "accounts"
    window.rail.button("accounts").setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Up)
    assert QApplication.focusWidget() is window.rail.button("my_day")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert window.stack.page.key == "my_day"


def test_tab_walks_on_and_comes_round(make_window, qtbot):
    window = make_window()
    start = window.rail.button("my_day")
    start.setFocus()
    seen = []
    for _ in range(40):
        seen.append(QApplication.focusWidget())
        window.focusNextChild()
        if QApplication.focusWidget() is start:
            break
    expected = {window.rail.button("accounts"), window.rail.menu_button, window.header.field, *window.header.buttons}
    assert QApplication.focusWidget() is start
    assert expected <= set(seen)


def test_the_primary_button_is_the_face_of_its_action(make_window, qtbot):
    window = make_window()
    (button,) = window.header.buttons
    assert (button.text(), button.property("kind")) == ("Plan my_day", "primary")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    window.stack.page.action.setEnabled(False)
    assert not button.isEnabled()
    assert window.stack.page.planned == 1


def test_keys_are_unique_and_leave_text_fields_theirs(make_window, workspace):
    window = make_window()
    window.go_to(Place("accounts"))
    pairs = [
        (command.action.shortcutContext(), command.owner, sequence.toString())
        for command in workspace.actions.commands()
        for sequence in command.action.shortcuts()
    ]
    assert len(pairs) == len(set(pairs))
    wide = {key for context, _, key in pairs if context == Qt.ShortcutContext.WindowShortcut}
    assert not wide & (RESERVED | {"F2", "Del"})
    with pytest.raises(DuplicateKey):
        workspace.actions.add("x.y", "X", window.close, owner=window, shortcut="Ctrl+K", is_everywhere=True)
    with pytest.raises(DuplicateKey):
        workspace.actions.add("x.y", "X", window.close, owner=window, shortcut="Ctrl+A", is_everywhere=True)
    with pytest.raises(DuplicateKey):
        workspace.actions.add("app.quit", "X", window.close, owner=window)


def test_every_command_is_in_the_menu_or_the_palette_and_has_words(make_window, workspace):
    make_window()
    for command in workspace.actions.commands():
        assert command.action.text()
        assert command.in_palette or command.action.shortcut().toString()


def test_theme_switch_reaches_the_window_and_the_settings(make_window, workspace):
    window = make_window()
    before = window.grab().toImage().pixelColor(700, 20).name()
    workspace.actions.action("theme.dark").trigger()
    after = window.grab().toImage().pixelColor(700, 20).name()
    assert (before, after) == ("#f4f6f9", "#11161f")
    assert workspace.settings.text("look/theme") == "dark"
    assert workspace.actions.action("theme.dark").isChecked()
    workspace.actions.action("theme.contrast").trigger()
    assert window.grab().toImage().pixelColor(700, 20).name() == "#000000"
    assert workspace.settings.text("look/theme") == "contrast"
    assert not workspace.actions.action("theme.dark").isChecked()


def test_place_geometry_and_recent_come_back(make_window, workspace):
    window = make_window()
    window.setGeometry(10, 20, 1200, 640)
    workspace.open_account(AccountId(9))
    window.palette_panel.recent[:] = ["theme.dark"]
    window.close()
    for command in workspace.actions.commands():
        command.action.deleteLater()
    assert window_state.restored_place(workspace.settings, "my_day") == Place("account", AccountId(9))
    assert workspace.settings.texts("palette/recent") == ["theme.dark"]
    assert workspace.settings.texts("window/place") == ["10", "20", "1200", "640"]


def test_a_window_off_every_screen_comes_back_onto_one(workspace, qtbot, make_window):
    workspace.settings.set("window/place", ["90000", "90000", "1200", "640"])
    window = make_window()
    assert window.screen().availableGeometry().intersects(window.geometry())


@pytest.mark.parametrize(
    ("screen", "size"), [((1920, 1040), (1366, 768)), ((1366, 728), (1366, 696)), ((1024, 600), (1180, 600))]
)
def test_the_first_window_leaves_its_status_bar_on_the_screen(workspace, qtbot, monkeypatch, screen, size):
    shown = SimpleNamespace(availableGeometry=lambda: QRect(0, 0, *screen))
    monkeypatch.setattr(QGuiApplication, "screens", lambda: [shown])
    window = QWidget()
    qtbot.addWidget(window)
    window_state.restore_geometry(window, workspace.settings)
    assert (window.width(), window.height()) == size


def test_the_window_fits_1180_by_600(make_window):
    window = make_window()
    size = window.centralWidget().minimumSizeHint()
    assert (size.width() <= 1180, size.height() <= 600) == (True, True)


def test_failures_are_told_in_words_with_details(make_window, workspace):
    window = make_window()
    workspace.operations.failed.emit(NotFound("The account is gone.", "Look in the history."))
    workspace.operations.failed.emit(ValueError("secret"))
    texts = [toast.text for toast in window.toasts.toasts()]
    assert texts[0] == "The account is gone. Look in the history."
    assert texts[1].startswith(UNEXPECTED)
    assert "secret" not in texts[1]
    assert failure_words(NotFound("a", "b")) == ("a", "b")


def test_slow_work_shows_progress_with_cancel(make_window, workspace):
    window = make_window()
    kept: list[Operation] = []
    operation = workspace.operations.read(window, lambda token: token.report("Reading", 3, 10), kept.append)
    strip = window.status.progress
    workspace.operations.progressed.emit(operation)
    assert strip.isVisible()
    assert (strip.label.text(), strip.bar.value(), strip.bar.maximum()) == ("Reading", 3, 10)
    assert operation.progress == Progress("Reading", 3, 10)
    strip.cancel_asked.connect(kept.append)
    strip.cancel.click()
    assert kept[-1] is operation
    workspace.operations.progressed.emit(None)
    assert not strip.isVisible()


def test_the_status_bar_says_who_what_and_whether_saved(make_window, workspace, qtbot):
    window = make_window()
    window.stack.page.status_changed.emit("16 accounts · 1 selected")
    assert window.status.words.text() == "16 accounts · 1 selected"
    workspace.operations.writing_changed.emit(True)
    assert window.status.saved.text() == "Saving…"
    workspace.operations.writing_changed.emit(False)
    assert window.status.saved.text() == "All changes saved"
    window.status.set_owners([(1, "Maya"), (2, "Jonas & Co")], 1)
    assert window.status.me.text() == "Maya"
    with qtbot.waitSignal(window.status.me_asked) as asked:
        window.status.me.menu().actions()[1].trigger()
    assert asked.args == [2]


def test_a_button_of_the_header_keeps_the_focus_when_the_page_tells_news(make_window, qtbot):
    window = make_window()
    (button,) = window.header.buttons
    button.setFocus()
    window.stack.page.header_changed.emit()
    assert window.header.buttons == [button]
    assert button.hasFocus()


def test_tab_leads_from_the_search_to_the_buttons_beside_it(make_window, qtbot):
    window = make_window()
    (button,) = window.header.buttons
    window.header.field.setFocus()
    qtbot.keyClick(window.header.field, Qt.Key.Key_Tab)
    assert button.hasFocus()
