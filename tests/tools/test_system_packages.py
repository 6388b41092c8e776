"""Which packages a machine lacks, by what is installed and which release it is."""

from __future__ import annotations

import pytest

from tools.system_packages import missing_packages

NEEDS = (("libgl1",), ("libglib2.0-0", "libglib2.0-0t64"))


@pytest.mark.parametrize(
    ("installed", "release", "missing"),
    [
        ((), ("debian", 12.0), ["libgl1", "libglib2.0-0"]),
        ((), ("debian", 13.0), ["libgl1", "libglib2.0-0t64"]),
        ((), ("ubuntu", 22.04), ["libgl1", "libglib2.0-0"]),
        ((), ("ubuntu", 24.04), ["libgl1", "libglib2.0-0t64"]),
        (("libgl1",), ("debian", 12.0), ["libglib2.0-0"]),
        (("libgl1", "libglib2.0-0t64"), ("debian", 13.0), []),
        (("libgl1", "libglib2.0-0"), ("debian", 13.0), []),
    ],
)
def test_missing_packages(installed: tuple[str, ...], release: tuple[str, float], missing: list[str]):
    assert missing_packages(NEEDS, frozenset(installed), release) == missing
