"""Habits that ruff can't hold, and examples that show each rule biting."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.architecture import rules

LABELS = rules.PACKAGE / "ui" / "widgets" / "labels.py"
Rule = Callable[[ast.AST], Sequence[object]]


def _breaches(rule: Rule, files: list[Path]) -> dict[str, Sequence[object]]:
    found = {rules.short(file): rule(ast.parse(file.read_text("utf-8"))) for file in files}
    return {name: lines for name, lines in found.items() if lines}


def test_user_text_is_never_html():
    assert not _breaches(rules.rich_text, [file for file in rules.python_files(rules.PACKAGE) if file != LABELS])


def test_labels_are_made_in_one_place():
    files = [file for file in rules.python_files(rules.PACKAGE) if file != LABELS]
    assert not _breaches(rules.bare_labels, files), "use csworkbench.ui.widgets.labels: plain text by construction"


def test_migrations_import_no_application_code():
    assert not _breaches(rules.imports_of_application, rules.python_files(rules.ROOT / "migrations"))


def test_tests_wait_for_events_not_for_time():
    assert not _breaches(rules.fixed_waits, rules.python_files(rules.ROOT / "tests"))


def test_domain_needs_the_standard_library_alone_and_health_numpy():
    breaches = _breaches(rules.impure_imports, rules.python_files(rules.PACKAGE / "domain"))
    health = rules.short(rules.PACKAGE / "domain" / "health")
    assert not [name for name in breaches if not name.startswith(f"{health}/")]
    assert {one for found in breaches.values() for one in found} == {"numpy", "numpy.typing"}


def test_public_methods_of_the_window_are_documented():
    assert not _breaches(rules.undocumented_methods, rules.python_files(rules.PACKAGE / "ui", rules.PACKAGE / "app"))


def test_files_are_named_by_nouns_of_the_domain():
    vague = [
        rules.short(file)
        for file in rules.python_files(rules.PACKAGE)
        if rules.VAGUE_NAMES & {file.stem, file.parent.name}
    ]
    assert not vague


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (rules.rich_text, "view.setHtml(notes)"),
        (rules.rich_text, "label.setTextFormat(Qt.TextFormat.RichText)"),
        (rules.bare_labels, "QtWidgets.QLabel('x')"),
        (rules.bare_labels, "label = QLabel(name)"),
        (rules.imports_of_application, "def upgrade():\n    from csworkbench.domain import words"),
        (rules.fixed_waits, "qtbot.wait(100)"),
        (rules.fixed_waits, "import time\ntime.sleep(1)"),
        (rules.impure_imports, "import pandas"),
        (rules.impure_imports, "from csworkbench.storage import engine"),
        (rules.undocumented_methods, "class Page:\n    def refresh(self):\n        return 1"),
    ],
)
def test_rules_bite(rule: Rule, text: str):
    assert rule(ast.parse(text))


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (rules.rich_text, "view.setPlainText(notes)"),
        (rules.bare_labels, "label = plain_label(name)"),
        (rules.imports_of_application, "import sqlalchemy as sa"),
        (rules.fixed_waits, "qtbot.waitUntil(lambda: done)"),
        (rules.impure_imports, "from datetime import date\nfrom csworkbench.domain.ids import AccountId"),
        (rules.undocumented_methods, "class Page:\n    def paintEvent(self, event): ...\n    def _draw(self): ..."),
    ],
)
def test_rules_let_the_right_way_pass(rule: Rule, text: str):
    assert not rule(ast.parse(text))
