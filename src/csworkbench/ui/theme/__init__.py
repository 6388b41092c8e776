"""Tokens made into palette, style sheet, icons and fonts."""
