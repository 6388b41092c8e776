"""Every page that is offered exists."""

from __future__ import annotations

import pytest

from csworkbench.app.pages import page_entries
from csworkbench.ui.bridge.page import Page
from csworkbench.ui.shell.entries import PageEntry


@pytest.mark.parametrize("entry", page_entries(), ids=lambda entry: entry.key)
def test_a_page_is_there_under_its_key(entry: PageEntry):
    made = entry.make.page_class()  # type: ignore[attr-defined]
    assert issubclass(made, Page)
    assert made.key == entry.key
