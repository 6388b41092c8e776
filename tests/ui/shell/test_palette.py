from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from csworkbench.ui.bridge.places import Place
from csworkbench.ui.shell.palette import CommandPalette, Finder, Hit, Verb
from csworkbench.ui.shell.palette_delegate import DETAIL_ROLE
from csworkbench.ui.shell.palette_ranking import Candidate, rank, split_verb

CTRL = Qt.KeyboardModifier.ControlModifier
VERBS = [
    Candidate("check", "Plan check-in", "checkin,meet"),
    Candidate("touch", "Log touch", "call,email"),
    Candidate("feedback", "Log feedback", "quote,nps"),
]


@pytest.mark.parametrize(
    ("query", "verbs", "rest"),
    [
        ("chekin acme", ["check"], "acme"),
        ("plan check-in Acme Corp", ["check"], "Acme Corp"),
        ("call northwind", ["touch"], "northwind"),
        ("acme", [], ""),
        ("blue yonder", [], ""),
    ],
)
def test_a_verb_and_an_account_are_told_apart(query, verbs, rest):
    found, left = split_verb(query, VERBS)
    assert (found[:1], left) == (verbs, rest)


def test_slips_are_forgiven_and_recent_comes_first():
    candidates = [Candidate("a", "Go to Accounts"), Candidate("b", "Keyboard shortcuts"), Candidate("c", "Theme: dark")]
    assert rank("keybord", candidates, [])[0] == "b"
    assert rank("", candidates, ["c"]) == ["c", "a", "b"]
    assert rank("xqzzy", candidates, []) == []


def test_the_very_name_comes_before_what_was_used_last():
    candidates = [Candidate("reports", "Go to Reports", "export"), Candidate("export", "Export", "save file csv excel")]
    assert rank("export", candidates, ["reports"])[0] == "export"


def test_what_is_shown_counts_more_than_synonyms():
    words = "colours dark mode"
    candidates = [Candidate(name, f"Theme: {name}", words) for name in ("system", "light", "dark")]
    assert rank("dark", candidates, [])[0] == "dark"
    assert rank("theme dark", candidates, [])[0] == "dark"


def test_twenty_thousand_things_are_ranked():
    candidates = [Candidate(str(n), f"Account number {n} of the north") for n in range(20_000)]
    candidates.append(Candidate("wanted", "Plan check-in: Acme"))
    assert rank("chekin acme", candidates, [])[0] == "wanted"


class SampleFinder(Finder):
    verbs = (Verb("verb:check", "Plan check-in", "checkin", "check-in-plan"),)

    def __init__(self) -> None:
        super().__init__()
        self.ran: list[str] = []

    def find(self, text, verbs, deliver):
        hits = [
            Hit(f"{verb}:1", "check-in-plan", "Plan check-in: Acme", "", lambda: self.ran.append("plan"))
            for verb in verbs
        ]
        deliver([*hits, Hit("account:1", "accounts", "Acme", "acme.example\nof Kiel", lambda: self.ran.append("open"))])


@pytest.mark.parametrize("kind", ["line", "notes"])
def test_ctrl_k_opens_from_text_fields_and_esc_returns(make_window, qtbot, kind):
    window = make_window()
    field = getattr(window.stack.page, kind)
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_K, CTRL)
    assert window.palette_panel.isVisible()
    assert QApplication.focusWidget() is window.palette_panel.field
    qtbot.keyClick(window.palette_panel.field, Qt.Key.Key_Escape)
    assert not window.palette_panel.isVisible()
    assert QApplication.focusWidget() is field


def test_enter_runs_the_best_and_it_becomes_recent(make_window, qtbot):
    window = make_window()
    panel = window.palette_panel
    panel.open()
    qtbot.keyClicks(panel.field, "go to accounts")
    assert panel.texts()[0] == "Go to Accounts"
    qtbot.keyClick(panel.field, Qt.Key.Key_Return)
    assert window.stack.page.key == "accounts"
    assert panel.recent[0] == "go.accounts"
    panel.open()
    assert panel.texts()[0] == "Go to Accounts"


def test_commands_of_hidden_pages_and_disabled_ones_are_left_out(make_window):
    window = make_window()
    window.go_to(Place("accounts"))
    window.palette_panel.open()
    texts = window.palette_panel.texts()
    assert "Plan accounts" in texts
    assert "Plan my_day" not in texts
    assert "Forward" not in texts


def test_accounts_of_the_book_are_offered_with_verbs(make_window, workspace, qtbot):
    window = make_window()
    finder = SampleFinder()
    panel = CommandPalette(workspace.theme, workspace.actions, finder, [], window)
    panel.open()
    qtbot.keyClicks(panel.field, "chekin acme")
    assert "Plan check-in: Acme" in panel.texts()[:3]
    assert "Acme" in panel.texts()
    qtbot.keyClick(panel.field, Qt.Key.Key_Return)
    assert finder.ran == ["plan"]
    panel.open("acme")
    row = panel.texts().index("Acme")
    for _ in range(row):
        qtbot.keyClick(panel.field, Qt.Key.Key_Down)
    qtbot.keyClick(panel.field, Qt.Key.Key_Return)
    assert finder.ran == ["plan", "open"]


def test_enter_on_the_name_of_an_account_opens_it_and_takes_nothing_back(make_window, workspace, qtbot):
    window = make_window()
    undo = workspace.undo.undo_action
    undo.setText("Undo: override health of Acme")
    undo.setEnabled(True)
    finder = SampleFinder()
    panel = CommandPalette(workspace.theme, workspace.actions, finder, [], window)
    panel.open("acme")
    assert panel.texts()[0] == "Acme"
    assert panel.results.item(0).data(DETAIL_ROLE) == "acme.example of Kiel"
    qtbot.keyClick(panel.field, Qt.Key.Key_Return)
    assert finder.ran == ["open"]
    panel.open("undo")
    assert panel.texts()[0] == "Undo: override health of Acme"


def test_nothing_found_says_so(make_window):
    window = make_window()
    window.palette_panel.open("zzxxqq")
    assert window.palette_panel.texts() == []
    assert window.palette_panel.nothing.isVisible()
