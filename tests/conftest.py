"""What every test shares: no display, one scale, one language."""

from __future__ import annotations

import os

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
for name in ("QT_SCALE_FACTOR", "QT_SCREEN_SCALE_FACTORS", "QT_AUTO_SCREEN_SCALE_FACTOR", "QT_STYLE_OVERRIDE"):
    os.environ.pop(name, None)


@pytest.fixture(autouse=True)
def _british_english(request: pytest.FixtureRequest) -> None:
    """Give tests that use Qt one locale, whatever the machine has."""
    if "qapp" in request.fixturenames:
        from PySide6.QtCore import QLocale

        QLocale.setDefault(QLocale("en_GB"))
