"""What may be loaded before the first window: nothing heavy, and no Qt for the command line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture import rules

HEAVY = ("pandas", "matplotlib", "pptx", "docx", "holidays", "sqlalchemy", "alembic", "numpy", "pydantic", "reportlab")
REPORT = (
    "import importlib, sys; [importlib.import_module(name) for name in sys.argv[1].split(',')]; print(*sys.modules)"
)


def _modules(*places: str) -> list[str]:
    files = [rules.PACKAGE / place for place in places]
    found = [source for file in files for source in (rules.python_files(file) if file.is_dir() else [file])]
    return [_dotted(source) for source in found if source.exists()]


def _dotted(source: Path) -> str:
    return ".".join(source.relative_to(rules.PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")


def _loaded_by(modules: list[str]) -> set[str]:
    """Import the modules in a new interpreter and give the packages that came with them."""
    done = subprocess.run(
        [sys.executable, "-c", REPORT, ",".join(modules)], capture_output=True, text=True, check=False, cwd=rules.ROOT
    )
    assert done.returncode == 0, done.stderr
    return {name.partition(".")[0] for name in done.stdout.split()}


@pytest.mark.parametrize("places", [("__main__.py", "app"), ("ui",)], ids=["start", "window and pages"])
def test_the_window_stands_before_anything_heavy_is_loaded(places: tuple[str, ...]):
    assert not _loaded_by(_modules(*places)).intersection(HEAVY)


def test_the_command_line_loads_no_qt():
    assert "PySide6" not in _loaded_by(_modules("__main__.py", "cli"))


def test_the_probe_sees_what_is_loaded():
    assert {"csworkbench", "sqlalchemy"} <= _loaded_by(["csworkbench.infra.clock", "sqlalchemy"])
