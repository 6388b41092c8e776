from __future__ import annotations

from PySide6.QtCore import Qt

from csworkbench.ui.shell.about import AboutDialog, licences
from csworkbench.ui.shell.confirm import make_question
from csworkbench.ui.shell.failure_dialog import FailureDialog
from csworkbench.ui.shell.first_run import FirstRun
from csworkbench.ui.shell.shortcuts import ShortcutsDialog, key_table


def test_the_list_of_keys_is_the_registry(make_window, workspace, qtbot):
    window = make_window()
    qtbot.keyClick(window, Qt.Key.Key_F1)
    (dialog,) = window.findChildren(ShortcutsDialog)
    table = key_table(workspace.actions.commands(), {"My day": window.stack.page.page_keys()})
    assert ("Go to Accounts", "Ctrl+2") in table["Everywhere"]
    assert ("Plan my_day", "Ctrl+P") in table["my_day"]
    assert table["My day"] == [("Hold it", "Space or H")], "the plain keys of a page are told by the page"
    assert any(keys.startswith("F2") for _, keys in table["In lists and tables"])
    assert dialog.tree.topLevelItemCount() == len(table)
    assert dialog.tree.topLevelItem(0).text(0) == "My day", "the page on top comes first"
    dialog.field.setText("plan my")
    shown = [n for n in range(len(table)) if not dialog.tree.topLevelItem(n).isHidden()]
    assert len(shown) == 1
    dialog.close()


def test_about_names_fonts_icons_and_what_it_is_made_with(make_window, workspace, qtbot):
    window = make_window()
    workspace.actions.action("help.about").trigger()
    (dialog,) = window.findChildren(AboutDialog)
    names = {dialog.names.item(row).text() for row in range(dialog.names.count())}
    assert {"Inter (font)", "Icons", "SQLAlchemy", "pandas", "click"} <= names
    assert "Open Font License" not in licences()["CS Workbench"], "the font has an entry of its own"
    assert "Open Font License" in licences()["Inter (font)"] or "OFL" in licences()["Inter (font)"]
    dialog.names.setCurrentRow(1)
    assert dialog.words.toPlainText()
    dialog.close()


def test_a_question_says_the_deed_and_keeps_by_default(theme, qtbot, make_window):
    box = make_question(theme, make_window(), "Delete the demo book?", "It goes for good.", "Delete demo book")
    qtbot.addWidget(box)
    assert [button.text() for button in box.buttons()] == ["Keep", "Delete demo book"]
    assert box.defaultButton().text() == "Keep"
    assert box.escapeButton().text() == "Keep"
    assert box.textFormat() == Qt.TextFormat.PlainText


def test_details_hold_no_words_of_the_error(theme, qtbot, make_window):
    dialog = FailureDialog(theme, ValueError("Acme secret"), make_window())
    qtbot.addWidget(dialog)
    assert "ValueError" in dialog.details.toPlainText()
    assert "Acme" not in dialog.details.toPlainText()


def test_three_ways_to_begin_one_click_each(theme, qtbot):
    page = FirstRun(theme, "/somewhere")
    qtbot.addWidget(page)
    chosen: list[str] = []
    page.chosen.connect(chosen.append)
    for button in page.buttons.values():
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert chosen == ["empty", "import", "demo"]
    page.set_busy(True)
    assert not any(button.isEnabled() for button in page.buttons.values())
    page.show_problem("The disk is full.")
    assert page.problem.text() == "The disk is full."
    assert all(button.isEnabled() for button in page.buttons.values())
