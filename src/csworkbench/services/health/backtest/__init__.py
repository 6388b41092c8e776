"""Backtest: what health said before accounts churned or renewed, and how often it was right; `running` runs it."""
