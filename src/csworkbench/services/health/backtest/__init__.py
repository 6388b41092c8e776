"""Backtest: what health said before accounts churned or renewed, and how often it was right."""

from csworkbench.services.health.backtest.running import (
    BacktestRequest,
    model_versions,
    run_backtest,
    run_backtest_of_book,
)

__all__ = ["BacktestRequest", "model_versions", "run_backtest", "run_backtest_of_book"]
