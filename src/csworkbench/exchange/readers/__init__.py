"""Readers of foreign files: text tables, sheets; every failure is an `ImportFailed`."""
