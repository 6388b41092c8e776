"""Backtest: what health said before accounts churned or renewed, and how often it was right."""

from csworkbench.services.health.backtest.running import BacktestRequest, run_backtest, run_backtest_of_book

__all__ = ["BacktestRequest", "run_backtest", "run_backtest_of_book"]
