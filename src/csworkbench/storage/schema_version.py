"""The schema this program knows, without loading the migrations."""

from __future__ import annotations

CURRENT = 8
"""`PRAGMA user_version` of a book this program writes; a test holds it and the migrations' head together."""
