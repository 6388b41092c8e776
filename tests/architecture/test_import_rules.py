"""The layers hold, as import-linter reads them from pyproject.toml."""

from __future__ import annotations

import subprocess
import sys

from tests.architecture import rules

LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"


def test_all_import_contracts_are_kept():
    done = subprocess.run([sys.executable, "-c", LINT], capture_output=True, text=True, check=False, cwd=rules.ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout
