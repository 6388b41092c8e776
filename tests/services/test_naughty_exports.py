"""Names made to be run by spreadsheets or drawn by PDF: in an exported report they are text."""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from csworkbench.domain.accounts import AccountDraft
from csworkbench.domain.texts import clean_line
from csworkbench.infra.tokens import Token
from csworkbench.services.accounts import add_account, add_owner
from csworkbench.services.report_files import export_report
from csworkbench.services.reports import build_health_report
from csworkbench.storage.workbench import Workbench
from tests.naughty import NAUGHTY

NAMES = tuple(dict.fromkeys(clean_line(text) for text in NAUGHTY if 0 < len(clean_line(text)) <= 200))
RUN_BY_SHEETS = tuple("=+-@\t\r\n＝＋－＠")


@pytest.fixture
def exported(workbench: Workbench, tmp_path: Path) -> Callable[[str], Path]:
    owner_id = add_owner(workbench, "=cmd|' /C calc'!A0")
    for name in NAMES:
        add_account(workbench, AccountDraft(name=name, owner_id=owner_id, segment=name))
    report = build_health_report(workbench)

    def export(suffix: str) -> Path:
        path = tmp_path / f"report.{suffix}"
        export_report(report, path, Token())
        return path

    return export


def test_csv_runs_nothing(exported):
    with exported("csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert not [cell for cell in cells if cell.startswith(RUN_BY_SHEETS) and not cell.lstrip("+-").isdigit()]
    for name in NAMES:
        assert name in cells or f"'{name}" in cells


def test_xlsx_holds_text_and_no_formula(exported):
    with zipfile.ZipFile(exported("xlsx")) as whole:
        names = whole.namelist()
        sheets = "".join(whole.read(name).decode() for name in names if name.startswith("xl/worksheets/sheet"))
        texts = "".join(whole.read(name).decode() for name in names if name.endswith(".xml"))
    formulas = re.findall("<f[ >][^<]*<", sheets)
    assert not [one for one in formulas if re.search(r"cmd|HYPERLINK|1\+1|A1:A9", one)]
    assert "=cmd|" in texts
    assert not any("externalLink" in name for name in names)
    assert "&lt;b&gt;bold&lt;/b&gt;" in texts


def test_pdf_is_made_of_them(exported):
    assert exported("pdf").read_bytes().startswith(b"%PDF")
