from __future__ import annotations

import logging
import sys
import threading
from pathlib import Path

import pytest

from csworkbench.infra.logs import CrashHooks, start_logging, stop_logging, topic
from csworkbench.infra.settings import Settings


def test_values_come_back_with_their_types(tmp_path: Path):
    path = tmp_path / "folder" / "settings.ini"
    settings = Settings(path)
    settings.set("look/theme", "dark")
    settings.set("look/scale", 1.25)
    settings.set("window/isMax", True)
    settings.set("palette/recent", ["a", "b=%c; [x]\n"])
    settings.save()
    again = Settings(path)
    assert again.text("look/theme") == "dark"
    assert again.number("look/scale") == 1.25
    assert again.flag("window/isMax") is True
    assert again.texts("palette/recent") == ["a", "b=%c; [x]\n"]


def test_wrong_types_and_damage_count_as_absent(tmp_path: Path):
    path = tmp_path / "settings.ini"
    path.write_text("[look]\ntheme = 5\nscale = {bad\n")
    settings = Settings(path)
    assert settings.text("look/theme", "system") == "system"
    assert settings.number("look/scale", 1.0) == 1.0
    path.write_bytes(b"\xff\xfe garbage")
    assert Settings(path).text("look/theme", "x") == "x"
    with pytest.raises(ValueError, match="section/name"):
        settings.set("theme", "dark")


def test_errors_are_logged_without_their_words(tmp_path: Path):
    path = start_logging(tmp_path)
    assert path is not None
    told: list[str] = []
    hooks = CrashHooks(tmp_path, told.append)
    try:
        try:
            raise ValueError("Acme Corp secret@example.com")
        except ValueError as error:
            topic("book").exception("a write failed")
            sys.excepthook(ValueError, error, error.__traceback__)
            threading.excepthook(threading.ExceptHookArgs((ValueError, error, error.__traceback__, None)))
    finally:
        hooks.close()
        stop_logging()
    text = path.read_text()
    assert text.count("ValueError") == 3
    assert len(told) == 2
    assert "Acme" not in text + "".join(told)
    assert "test_errors_are_logged_without_their_words" in text
    assert not logging.getLogger("csworkbench").handlers


def test_topics_are_declared():
    assert topic("start").name == "csworkbench.start"
    with pytest.raises(KeyError):
        topic("customers")
