from __future__ import annotations

import pytest

from csworkbench.app import window_check
from csworkbench.infra.errors import WorkbenchError


def test_letters_and_windows_can_be_seen(qapp):
    assert window_check.check_window() == 0


def test_letters_that_look_alike_fail_the_check(qapp, monkeypatch):
    blank = window_check.drawn(" ")
    monkeypatch.setattr(window_check, "drawn", lambda letter: blank)
    with pytest.raises(WorkbenchError, match="told apart"):
        window_check.check_window()


def test_a_missing_font_fails_the_check(qapp, monkeypatch, tmp_path):
    monkeypatch.setattr(window_check, "shipped", lambda kind: tmp_path)
    with pytest.raises(WorkbenchError, match="font"):
        window_check.check_window()
