"""A report as PDF, written without Qt, so that it needs no display; readable in greyscale."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from csworkbench.domain.money import short_money
from csworkbench.domain.reports import HealthReport, ReportHead, ReportRow, Share, share
from csworkbench.exchange.writers.cells import (
    band_cell,
    band_word,
    contradiction_rows,
    counted,
    day_text,
    input_age,
    money_text,
    movement_note,
    movement_title,
    overridden_share,
    percent,
    scope_lines,
    share_line,
    share_of,
    signed,
)
from csworkbench.exchange.writers.pdf_chart import chart
from csworkbench.exchange.writers.pdf_fonts import fonts_for
from csworkbench.exchange.writers.pdf_pages import HEIGHT, INNER, ROW, WIDTH, PageFlow, PdfColumn
from csworkbench.infra.tokens import Token

STEP = 100


def _bold_at_risk(row: ReportRow) -> bool:
    return row.band == "at risk"


_NAME = PdfColumn[ReportRow]("Account", 138, lambda row: row.name)
_OWNER = PdfColumn[ReportRow]("Owner", 74, lambda row: row.owner_name or "")
_SCORE = PdfColumn[ReportRow]("Score", 36, lambda row: "" if row.score is None else str(row.score), is_right=True)
_BAND = PdfColumn[ReportRow]("Band", 80, band_cell, is_bold=_bold_at_risk)
_COMPUTED = PdfColumn[ReportRow](
    "Computed", 52, lambda row: "" if row.computed_score is None else str(row.computed_score), is_right=True
)
_TREND = PdfColumn[ReportRow]("Trend", 34, lambda row: signed(row.trend), is_right=True)
_ARR = PdfColumn[ReportRow]("ARR", 70, lambda row: short_money(row.arr_minor, row.currency), is_right=True)
_RENEWAL = PdfColumn[ReportRow]("Renewal", 56, lambda row: day_text(row.renewal_on))
_CONTACT = PdfColumn[ReportRow]("Last contact", 58, lambda row: day_text(row.last_contact_on))
_DRIVER = PdfColumn[ReportRow]("Main driver", 116, lambda row: row.driver)
_BEFORE = PdfColumn[ReportRow]("Before", 36, lambda row: _before(row), is_right=True)
_COVERAGE = PdfColumn[ReportRow]("Coverage", 47, lambda row: percent(row.coverage), is_right=True)
RISK_COLUMNS = (_NAME, _OWNER, _SCORE, _BAND, _TREND, _ARR, _RENEWAL, _CONTACT, _DRIVER)
MOVER_COLUMNS = (
    _NAME, _OWNER, _BEFORE, _COMPUTED, _TREND, _BAND, _ARR,
    PdfColumn[ReportRow]("Why it moved (score as shown)", 290, lambda row: row.moved, wraps=True),
)  # fmt: skip
OVERRIDE_COLUMNS = (
    _NAME, _OWNER, _SCORE, _BAND, _COMPUTED,
    PdfColumn[ReportRow]("Computed band", 80, lambda row: band_word(row.computed_band)),
    PdfColumn[ReportRow]("Override", 290, lambda row: row.override, wraps=True),
)  # fmt: skip
CONTRADICTION_COLUMNS = (
    PdfColumn[tuple[ReportRow, str]]("Account", 138, lambda pair: pair[0].name),
    PdfColumn[tuple[ReportRow, str]]("Owner", 74, lambda pair: pair[0].owner_name or ""),
    PdfColumn[tuple[ReportRow, str]](
        "ARR", 70, lambda pair: short_money(pair[0].arr_minor, pair[0].currency), is_right=True
    ),
    PdfColumn[tuple[ReportRow, str]]("Renewal", 56, lambda pair: day_text(pair[0].renewal_on)),
    PdfColumn[tuple[ReportRow, str]]("What speaks against healthy", 320, lambda pair: pair[1], wraps=True),
)
RENEWAL_COLUMNS = (_RENEWAL, _NAME, _OWNER, _SCORE, _BAND, _TREND, _ARR, _CONTACT)


def write_pdf(report: HealthReport, path: Path, token: Token) -> None:
    """Write the report: summary pages, then every account, each page numbered `Page x of y`."""
    fonts = fonts_for(_texts(report))
    head = report.head
    footer = f"{head.title} · as of {day_text(head.as_of)} · {head.scope.owner_name or 'all owners'}"
    # A trial of the few summary pages tells where the long table begins, and so how many pages there are.
    trial = PageFlow(Canvas(BytesIO()), fonts, footer, 0)
    _draw_summary(trial, report)
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT), invariant=True)
    canvas.setTitle(f"{head.title}, {head.as_of.isoformat()}")
    canvas.setCreator("CS Workbench")
    flow = PageFlow(canvas, fonts, footer, trial.pages_after_table(len(report.rows)))
    _draw_summary(flow, report)

    def tell(number: int) -> None:
        if number % STEP == 0:
            token.report("Writing PDF", number, len(report.rows))

    flow.table(all_columns(head), report.rows, tell)
    canvas.save()


def _draw_summary(flow: PageFlow, report: HealthReport) -> None:
    flow.text(report.head.title, 20, is_bold=True)
    flow.y -= 4
    for sentence in scope_lines(report):
        flow.text(sentence)
    if flow.fonts.missing:
        flow.text("Some letters of names can't be drawn here; the XLSX and CSV files hold them.", is_quiet=True)
    flow.heading("Distribution by count and by ARR", keep=190)
    flow.draw(chart(report, flow.fonts))
    flow.y -= 6
    flow.table(_share_columns("Band", report), [*report.bands, report.head.whole, overridden_share(report)])
    at_risk = next(one for one in report.bands if one.word == "at risk")
    title = f"Top at risk: {len(report.at_risk)} of {counted(at_risk.accounts, 'account')}, lowest score first"
    _draw_listed(flow, title, share_line(at_risk, "At risk in all, by count"), RISK_COLUMNS, report.at_risk)
    _draw_movement(flow, report)
    title = f"Renewals in 90 days: {counted(len(report.renewals), 'account')}"
    _draw_listed(flow, title, share_line(share("", report.renewals)), RENEWAL_COLUMNS, report.renewals)
    _draw_doubts(flow, report)
    flow.heading("How this is calculated")
    for term, text in report.definitions:
        flow.text(f"{term}. {text}", 8, is_quiet=True)
    flow.heading(f"All accounts: {report.head.scope.accounts:,}, lowest score first")


def _draw_listed(
    flow: PageFlow, title: str, note: str, columns: Sequence[PdfColumn[ReportRow]], rows: Sequence[ReportRow]
) -> None:
    flow.heading(title, keep=5 * ROW)
    flow.text(note)
    flow.y -= 3
    if rows:
        flow.table(columns, rows)


def _draw_doubts(flow: PageFlow, report: HealthReport) -> None:
    if report.overridden:
        title, note = f"Overrides: {counted(len(report.overridden), 'account')}", share_line(overridden_share(report))
        _draw_listed(flow, title, note, OVERRIDE_COLUMNS, report.overridden)
    if report.contradicted:
        flow.heading(f"Quiet contradictions: {counted(len(report.contradicted), 'healthy account')}", keep=5 * ROW)
        flow.text(share_line(share("", report.contradicted)))
        flow.y -= 3
        flow.table(CONTRADICTION_COLUMNS, contradiction_rows(report))


def _draw_movement(flow: PageFlow, report: HealthReport) -> None:
    moved = report.movement
    flow.heading(movement_title(moved), keep=9 * ROW)
    flow.text(movement_note(moved))
    flow.y -= 3
    flow.table(_share_columns("Computed score", report), moved.shares)
    flow.heading(f"Largest movements: {len(moved.movers)}", keep=5 * ROW)
    flow.table(MOVER_COLUMNS, moved.movers)


def all_columns(head: ReportHead) -> tuple[PdfColumn[ReportRow], ...]:
    """Give the columns of the table of all accounts; the health model only where there are several."""
    tier = PdfColumn[ReportRow]("Tier", 27, lambda row: row.tier or "")
    segment = PdfColumn[ReportRow]("Segment", 56, lambda row: row.segment or "")
    oldest = PdfColumn[ReportRow]("Oldest input", 57, lambda row: input_age(row, head.as_of), is_right=True)
    model = PdfColumn[ReportRow]("Model", 34, lambda row: f"v. {row.model_version}")
    first = (_wide(_NAME, 120), _wide(_OWNER, 66), tier, segment, *((model,) if len(head.models) > 1 else ()))
    health = (_SCORE, _wide(_BAND, 66), _COVERAGE, oldest, _TREND)
    return *first, *health, _wide(_ARR, 62), _wide(_RENEWAL, 54), _CONTACT, _wide(_DRIVER, 128)


def _wide(column: PdfColumn[ReportRow], width: float) -> PdfColumn[ReportRow]:
    return replace(column, width=width)


def _share_columns(title: str, report: HealthReport) -> tuple[PdfColumn[Share], ...]:
    whole = report.head.scope.accounts
    return (
        PdfColumn[Share](title, 110, lambda one: band_word(one.word), is_bold=lambda one: one.word == "at risk"),
        PdfColumn[Share]("Accounts", 60, lambda one: f"{one.accounts:,}", is_right=True),
        PdfColumn[Share]("Share of accounts", 96, lambda one: share_of(one.accounts, whole), is_right=True),
        PdfColumn[Share]("Overridden", 60, lambda one: f"{one.overrides:,}", is_right=True),
        PdfColumn[Share]("ARR by currency", INNER - 392, lambda one: money_text(one.arr), wraps=True),
        PdfColumn[Share]("Without ARR", 66, lambda one: f"{one.without_arr:,}", is_right=True),
    )


def _before(row: ReportRow) -> str:
    return "" if row.computed_score is None or row.trend is None else str(row.computed_score - row.trend)


def _texts(report: HealthReport) -> Iterator[str]:
    yield report.head.scope.owner_name or ""
    yield from scope_lines(report)
    for row in report.rows:
        yield row.name
        yield row.owner_name or ""
        yield row.segment or ""
        yield short_money(0, row.currency)
        yield row.driver
        yield row.override
        yield row.moved
        yield from row.contradictions
    for term, text in report.definitions:
        yield term
        yield text
