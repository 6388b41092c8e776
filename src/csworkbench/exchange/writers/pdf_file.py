"""A report as PDF, written without Qt, so that it needs no display; readable in greyscale."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

from reportlab.graphics.shapes import Drawing, Rect, String
from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas

from csworkbench.domain.money import short_money
from csworkbench.domain.reports import BandShare, HealthReport, Movement, ReportRow
from csworkbench.exchange.writers.cells import (
    band_cell,
    band_word,
    contradiction_rows,
    counted,
    day_text,
    input_age,
    money_text,
    percent,
    scope_lines,
    share_of,
    signed,
)
from csworkbench.exchange.writers.pdf_fonts import Fonts, fonts_for
from csworkbench.exchange.writers.pdf_pages import HEIGHT, INK, INNER, WIDTH, PageFlow, PdfColumn
from csworkbench.infra.tokens import Token

STEP = 100
BAND_FILLS = {"healthy": "#9CD8BF", "watch": "#E0A030", "at risk": "#8E1812", "insufficient data": "#DDE2EA"}
"""Four greys when printed without colour, darkest at risk; each bar also has its word and number."""


def _bold_at_risk(row: ReportRow) -> bool:
    return row.band == "at risk"


_NAME = PdfColumn[ReportRow]("Account", 138, lambda row: row.name)
_OWNER = PdfColumn[ReportRow]("Owner", 74, lambda row: row.owner_name or "")
_SCORE = PdfColumn[ReportRow]("Score", 32, lambda row: "" if row.score is None else str(row.score), is_right=True)
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
_COVERAGE = PdfColumn[ReportRow]("Coverage", 44, lambda row: percent(row.coverage), is_right=True)
RISK_COLUMNS = (_NAME, _OWNER, _SCORE, _BAND, _TREND, _ARR, _RENEWAL, _CONTACT, _DRIVER)
MOVER_COLUMNS = (_NAME, _OWNER, _BEFORE, _COMPUTED, _TREND, _BAND, _ARR, _DRIVER)
OVERRIDE_COLUMNS = (
    _NAME, _OWNER, _SCORE, _BAND, _COMPUTED,
    PdfColumn[ReportRow]("Computed band", 80, lambda row: band_word(row.computed_band)),
    PdfColumn[ReportRow]("Override", 290, lambda row: row.override),
)  # fmt: skip
CONTRADICTION_COLUMNS = (
    PdfColumn[tuple[ReportRow, str]]("Account", 138, lambda pair: pair[0].name),
    PdfColumn[tuple[ReportRow, str]]("Owner", 74, lambda pair: pair[0].owner_name or ""),
    PdfColumn[tuple[ReportRow, str]](
        "ARR", 70, lambda pair: short_money(pair[0].arr_minor, pair[0].currency), is_right=True
    ),
    PdfColumn[tuple[ReportRow, str]]("Renewal", 56, lambda pair: day_text(pair[0].renewal_on)),
    PdfColumn[tuple[ReportRow, str]]("What speaks against healthy", 320, lambda pair: pair[1]),
)
RENEWAL_COLUMNS = (_RENEWAL, _NAME, _OWNER, _SCORE, _BAND, _TREND, _ARR, _CONTACT)


def write_pdf(report: HealthReport, path: Path, token: Token) -> None:
    """Write the report: summary pages, then every account, each page numbered `Page x of y`."""
    fonts = fonts_for(_texts(report))
    footer = f"{report.title} · as of {day_text(report.as_of)} · {report.scope.owner_name or 'all owners'}"
    # A trial of the few summary pages tells where the long table begins, and so how many pages there are.
    trial = PageFlow(Canvas(BytesIO()), fonts, footer, 0)
    _draw_summary(trial, report)
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT), invariant=True)
    canvas.setTitle(f"{report.title}, {report.as_of.isoformat()}")
    canvas.setCreator("CS Workbench")
    flow = PageFlow(canvas, fonts, footer, trial.pages_after_table(len(report.rows)))
    _draw_summary(flow, report)

    def tell(number: int) -> None:
        if number % STEP == 0:
            token.report("Writing PDF", number, len(report.rows))

    flow.table(_all_columns(report.as_of), report.rows, tell)
    canvas.save()


def _draw_summary(flow: PageFlow, report: HealthReport) -> None:
    flow.text(report.title, 20, is_bold=True)
    flow.y -= 4
    for sentence in scope_lines(report):
        flow.text(sentence)
    if flow.fonts.missing:
        flow.text("Some letters of names can't be drawn here; the XLSX and CSV files hold them.", is_quiet=True)
    flow.heading("Distribution by count and by ARR", keep=190)
    flow.draw(_chart(report, flow.fonts))
    whole = BandShare("all", report.scope.accounts, report.total_arr, len(report.overridden))
    flow.table(_band_columns(report), [*report.bands, whole])
    flow.heading(
        f"Top at risk: {len(report.at_risk)} of {counted(report.at_risk_total, 'account')}, lowest score first"
    )
    flow.table(RISK_COLUMNS, report.at_risk)
    _draw_movement(flow, report.movement)
    flow.heading(f"Renewals in 90 days: {counted(len(report.renewals), 'account')}")
    flow.table(RENEWAL_COLUMNS, report.renewals)
    _draw_doubts(flow, report)
    flow.heading("How this is calculated")
    for term, text in report.definitions:
        flow.text(f"{term}. {text}", 8, is_quiet=True)
    flow.heading(f"All accounts: {report.scope.accounts:,}, lowest score first")


def _draw_doubts(flow: PageFlow, report: HealthReport) -> None:
    if report.overridden:
        flow.heading(f"Overrides: {counted(len(report.overridden), 'account')}")
        flow.table(OVERRIDE_COLUMNS, report.overridden)
    if report.contradicted:
        flow.heading(f"Quiet contradictions: {counted(len(report.contradicted), 'healthy account')}")
        flow.table(CONTRADICTION_COLUMNS, contradiction_rows(report))


def _draw_movement(flow: PageFlow, moved: Movement) -> None:
    flow.heading(f"Movement in {moved.days} days")
    flow.text(
        f"Up {moved.up:,}, down {moved.down:,}, steady {moved.steady:,} (up to {moved.dead_band} points either way), "
        f"unknown {moved.unknown:,} (no snapshot old enough)."
    )
    flow.y -= 3
    flow.table(MOVER_COLUMNS, moved.movers)


def _all_columns(as_of: date) -> tuple[PdfColumn[ReportRow], ...]:
    tier = PdfColumn[ReportRow]("Tier", 24, lambda row: row.tier or "")
    segment = PdfColumn[ReportRow]("Segment", 60, lambda row: row.segment or "")
    oldest = PdfColumn[ReportRow]("Oldest input", 52, lambda row: input_age(row, as_of), is_right=True)
    return _NAME, _OWNER, tier, segment, _SCORE, _BAND, _COVERAGE, oldest, _TREND, _ARR, _RENEWAL, _CONTACT, _DRIVER


def _band_columns(report: HealthReport) -> tuple[PdfColumn[BandShare], ...]:
    whole = report.scope.accounts
    return (
        PdfColumn[BandShare]("Band", 110, lambda one: band_word(one.band), is_bold=lambda one: one.band == "at risk"),
        PdfColumn[BandShare]("Accounts", 60, lambda one: f"{one.accounts:,}", is_right=True),
        PdfColumn[BandShare]("Share", 50, lambda one: share_of(one.accounts, whole), is_right=True),
        PdfColumn[BandShare]("Overridden", 60, lambda one: f"{one.overrides:,}", is_right=True),
        PdfColumn[BandShare]("ARR by currency", INNER - 280, lambda one: money_text(one.arr)),
    )


def _chart(report: HealthReport, fonts: Fonts) -> Drawing:
    """Give one stacked bar by count and one per currency by ARR, with their numbers."""
    bars: list[tuple[str, list[tuple[str, int, str]]]] = [
        ("Accounts", [(one.band, one.accounts, f"{one.accounts:,}") for one in report.bands])
    ]
    for total in report.total_arr[:3]:
        parts = []
        for one in report.bands:
            amount = sum(money.amount_minor for money in one.arr if money.currency == total.currency)
            parts.append((one.band, amount, short_money(amount, total.currency)))
        bars.append((f"ARR {total.currency}", parts))
    drawing = Drawing(INNER, 26 * len(bars) + 22)
    for place, (title, parts) in enumerate(bars):
        _draw_bar(drawing, drawing.height - 24 - 26 * place, title, parts, fonts)
    x = 80.0
    for band, fill in BAND_FILLS.items():
        drawing.add(_box(x, 5, 8, 8, HexColor(fill)))
        drawing.add(String(x + 12, 6, band_word(band), fontName=fonts.regular, fontSize=7.5, fillColor=INK))
        x += 90
    return drawing


def _draw_bar(drawing: Drawing, y: float, title: str, parts: list[tuple[str, int, str]], fonts: Fonts) -> None:
    whole = sum(amount for _, amount, _ in parts)
    room = INNER - 80
    drawing.add(String(0, y + 5, title, fontName=fonts.bold, fontSize=8, fillColor=INK))
    if not whole:
        drawing.add(_box(80, y, room, 16, None))
        return
    x = 80.0
    for band, amount, text in parts:
        width = room * amount / whole
        if width <= 0:
            continue
        drawing.add(_box(x, y, width, 16, HexColor(BAND_FILLS[band])))
        if width > 7 * len(text):
            ink = HexColor("#FFFFFF") if band == "at risk" else INK
            drawing.add(String(x + 4, y + 5, text, fontName=fonts.bold, fontSize=8, fillColor=ink))
        x += width


def _box(x: float, y: float, width: float, height: float, fill: Color | None) -> Rect:
    box = Rect(x, y, width, height)
    box.fillColor, box.strokeColor, box.strokeWidth = fill, INK, 0.4
    return box


def _before(row: ReportRow) -> str:
    return "" if row.computed_score is None or row.trend is None else str(row.computed_score - row.trend)


def _texts(report: HealthReport) -> Iterator[str]:
    yield report.scope.owner_name or ""
    for row in report.rows:
        yield row.name
        yield row.owner_name or ""
        yield row.segment or ""
        yield short_money(0, row.currency)
        yield row.driver
        yield row.override
    for term, text in report.definitions:
        yield term
        yield text
