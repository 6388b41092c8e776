"""The frozen build runs when its recipe or the dependencies changed, and else is left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import checks
from tools.shell import Stopped


@pytest.fixture
def builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the list of builds made, in a checkout that holds only the recipe and the dependencies."""
    made: list[str] = []
    for name in ("build.spec", "requirements.lock", "pyproject.toml"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    monkeypatch.setattr(checks, "ROOT", tmp_path)
    monkeypatch.setattr(checks, "SPEC", tmp_path / "build.spec")
    monkeypatch.setattr(checks, "FROZEN_STAMP", tmp_path / "frozen-stamp")
    monkeypatch.setattr(checks, "build", lambda: made.append("built"))
    return made


def test_first_run_builds_and_the_second_does_not(builds: list[str]):
    assert checks.frozen_build() == "ok"
    assert checks.frozen_build().startswith("skipped")
    assert len(builds) == 1


@pytest.mark.parametrize("name", ["build.spec", "requirements.lock", "pyproject.toml"])
def test_change_of_recipe_or_dependencies_builds_again(builds: list[str], tmp_path: Path, name: str):
    checks.frozen_build()
    (tmp_path / name).write_text("changed", encoding="utf-8")
    assert checks.frozen_build() == "ok"
    assert len(builds) == 2


def test_build_that_failed_is_tried_again(builds: list[str], monkeypatch: pytest.MonkeyPatch):
    def fail() -> None:
        raise Stopped("The frozen build failed.")

    with monkeypatch.context() as broken:
        broken.setattr(checks, "build", fail)
        with pytest.raises(Stopped):
            checks.frozen_build()
    assert checks.frozen_build() == "ok"
    assert builds == ["built"]


def test_without_recipe_it_says_so(builds: list[str], tmp_path: Path):
    (tmp_path / "build.spec").unlink()
    assert "no build.spec" in checks.frozen_build()
    assert not builds
