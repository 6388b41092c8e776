from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from csworkbench.domain.money import short_money
from csworkbench.exchange.writers.pdf_chart import BAND_FILLS
from csworkbench.exchange.writers.pdf_file import write_pdf
from csworkbench.infra.tokens import Token
from tests.exchange.writers.sample_report import sample_report


def page_texts(path: Path) -> list[str]:
    document = PdfDocument(path)
    try:
        texts = []
        for index in range(len(document)):
            page = document[index]
            part = page.get_textpage()
            texts.append(" ".join(part.get_text_range().split()))
            part.close()
            page.close()
        return texts
    finally:
        document.close()


@pytest.mark.parametrize("accounts", [0, 1, 7, 33, 34, 35, 36, 69, 70, 71, 120, 500])
def test_each_page_says_its_number_and_how_many_there_are(tmp_path, accounts):
    path = tmp_path / "r.pdf"
    write_pdf(sample_report(accounts), path, Token())
    texts = page_texts(path)
    found = [re.search(r"Page (\d+) of (\d+)", text) for text in texts]
    assert [match and match.groups() for match in found] == [
        (str(number), str(len(texts))) for number in range(1, len(texts) + 1)
    ]


def test_the_totals_are_those_of_the_report(tmp_path):
    path = tmp_path / "r.pdf"
    report = sample_report(120)
    write_pdf(report, path, Token())
    whole = " ".join(page_texts(path))
    assert "n = 120 accounts" in whole
    assert "Left out: 3 churned (not scored)." in whole
    for one in (*report.bands, *report.movement.shares):
        share = f"{one.accounts / 120:.0%}"
        arr = " + ".join(short_money(money.amount_minor, money.currency) for money in one.arr) or "–"
        row = f"{one.word.capitalize()} {one.accounts} {share} {one.overrides} {arr} {one.without_arr}"
        assert row in whole
    assert f"Renewals in 90 days: {len(report.renewals)} accounts" in whole


def test_overrides_and_contradictions_have_their_tables(tmp_path):
    path = tmp_path / "r.pdf"
    report = sample_report(120)
    write_pdf(report, path, Token())
    whole = " ".join(page_texts(path))
    assert f"Overrides: {len(report.overridden)} accounts" in whole
    assert whole.count("=watch until 12 Dec by Maya: new sponsor") == len(report.overridden) == 13
    assert f"Quiet contradictions: {len(report.contradicted)} healthy accounts" in whole
    assert whole.count("no two-way touch for 63 days, maximum 45") == len(report.contradicted) == 13
    assert whole.count("(override)") >= 13


def test_the_header_row_repeats_and_every_account_is_there(tmp_path):
    path = tmp_path / "r.pdf"
    report = sample_report(200, ("Customer",))
    write_pdf(report, path, Token())
    texts = page_texts(path)
    first = next(index for index, text in enumerate(texts) if "All accounts: 200" in text)
    table = [text[text.rindex("Account Owner Tier") :] for text in texts[first:]]
    assert len(table) > 3
    numbers = [int(one) for text in table for one in re.findall(r"Customer (\d+) ", text)]
    unnumbered = {row.account_id - 1 for row in report.rows if row.name == "Customer"}
    assert set(numbers) | unnumbered == set(range(200))


@pytest.mark.parametrize("name", ["Žlutý kůň s.r.o.", "Ελλάς ΑΕ", "Компания", "Σ ₹ →"])
def test_letters_outside_latin_are_drawn_with_an_embedded_font(tmp_path, name):
    path = tmp_path / "r.pdf"
    write_pdf(sample_report(1, (name,)), path, Token())
    assert b"DejaVu" in path.read_bytes()
    assert name in " ".join(page_texts(path))


def test_letters_no_font_has_are_admitted(tmp_path):
    path = tmp_path / "r.pdf"
    write_pdf(sample_report(1, ("東京株式会社",)), path, Token())
    assert "can't be drawn here" in page_texts(path)[0]


def test_bands_differ_in_grey():
    greys = sorted(_grey(fill) for fill in BAND_FILLS.values())
    assert min(high - low for low, high in pairwise(greys)) > 15


def _grey(fill: str) -> float:
    red, green, blue = (int(fill[at : at + 2], 16) for at in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def test_two_files_of_one_report_are_the_same(tmp_path):
    for name in ("a.pdf", "b.pdf"):
        write_pdf(sample_report(40), tmp_path / name, Token())
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
