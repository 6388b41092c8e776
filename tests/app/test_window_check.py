"""The window's part of the self-test tells a whole copy of the program from a broken one."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from csworkbench.app import window_check
from csworkbench.infra.errors import WorkbenchError


def test_every_page_and_form_is_loaded():
    names = window_check.load_parts()
    assert {"csworkbench.ui.my_day.page", "csworkbench.ui.reports.page", "csworkbench.ui.forms.opening"} <= set(names)


def test_missing_part_is_a_fault(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("csworkbench.app.pages._PAGES", ())
    with pytest.raises(WorkbenchError, match="no pages"):
        window_check.load_parts()


def test_window_opens_and_letters_differ(qapp: QApplication):
    assert window_check.check_window() == 0
    assert window_check.drawn("A") != window_check.drawn("B")


def test_letters_that_all_look_alike_are_a_fault(qapp: QApplication, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(window_check, "drawn", lambda _letter: QImage())
    with pytest.raises(WorkbenchError, match="no font draws them"):
        window_check.check_window()


def test_missing_font_is_a_fault(qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(window_check, "shipped", lambda _kind: tmp_path)
    with pytest.raises(WorkbenchError, match="font could not be loaded"):
        window_check.check_window()
