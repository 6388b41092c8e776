"""A past day of a book: a copy, brought back to what was known at the end of that day."""
