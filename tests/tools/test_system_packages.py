"""Which packages a machine lacks, by what is installed and which release it is."""

from __future__ import annotations

import pytest

from tools.system_packages import missing_packages, python_needs

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


@pytest.mark.parametrize(
    ("base_prefix", "minor", "needs"),
    [
        ("/usr", 11, (("libpython3.11",),)),
        ("/usr", 12, (("libpython3.12", "libpython3.12t64"),)),
        ("/usr", 13, (("libpython3.13",),)),
        ("/usr/local", 11, ()),
        ("/opt/python", 13, ()),
    ],
)
def test_the_systems_own_python_lacks_its_library(base_prefix: str, minor: int, needs: tuple[tuple[str, ...], ...]):
    assert python_needs(base_prefix, minor) == needs
