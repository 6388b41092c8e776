from __future__ import annotations

from pathlib import Path

import pytest

from csworkbench.infra.errors import InvalidInput, WorkbenchError
from csworkbench.infra.tokens import Cancelled, Token
from csworkbench.services.report_files import export_report, place_report, report_file_name
from tests.exchange.writers.sample_report import sample_report


class CancelledOnce(Token):
    """Asks for a stop when a text has been reported."""

    def __init__(self, at: str) -> None:
        super().__init__()
        self._at = at
        self.was_asked = False

    def report(self, text: str, done: int = 0, total: int = 0) -> None:
        if text == self._at:
            self.was_asked = True
            self.cancel()
        super().report(text, done, total)


@pytest.mark.parametrize(("suffix", "text"), [("xlsx", "Packing XLSX"), ("pdf", "Writing PDF"), ("csv", "Writing CSV")])
def test_cancelling_leaves_the_old_file_and_nothing_else(tmp_path, suffix, text):
    target = tmp_path / f"report.{suffix}"
    target.write_bytes(b"before")
    token = CancelledOnce(text)
    with pytest.raises(Cancelled):
        export_report(sample_report(), target, token)
    assert token.was_asked
    assert target.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("suffix", ["xlsx", "pdf", "csv", "XLSX"])
def test_a_file_is_written_whole_and_alone(tmp_path, suffix):
    target = tmp_path / f"report.{suffix}"
    export_report(sample_report(), target)
    assert target.stat().st_size > 100
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("name", ["report.docx", "report", "report.xlsx.zip"])
def test_other_suffixes_are_refused(tmp_path, name):
    with pytest.raises(InvalidInput, match=r"\.xlsx, \.pdf or \.csv"):
        export_report(sample_report(), tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(WorkbenchError, match="no folder"):
        export_report(sample_report(), tmp_path / "nowhere" / "report.csv")


def test_a_file_in_the_way_of_the_folder_is_named(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(WorkbenchError, match="no folder"):
        export_report(sample_report(), tmp_path / "file" / "report.csv")


def test_a_folder_is_no_target(tmp_path):
    (tmp_path / "report.csv").mkdir()
    with pytest.raises(InvalidInput, match="is a folder"):
        export_report(sample_report(), tmp_path / "report.csv")


def test_a_disk_that_refuses_is_said_in_one_sentence(tmp_path, monkeypatch):
    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(WorkbenchError, match=r"can't be written to .*Permission denied"):
        export_report(sample_report(), tmp_path / "report.csv")
    assert not list(tmp_path.iterdir())


def test_a_finished_file_is_placed_byte_for_byte(tmp_path):
    source = tmp_path / "draft.pdf"
    source.write_bytes(b"finished")
    folder = tmp_path / "kept"
    folder.mkdir()
    place_report(source, folder / "report.pdf")
    assert (folder / "report.pdf").read_bytes() == b"finished"
    assert source.exists()
    assert len(list(folder.iterdir())) == 1


def test_the_name_says_the_day():
    assert report_file_name(sample_report().head, "xlsx") == "health-report-2026-11-23.xlsx"
