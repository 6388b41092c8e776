"""The dialogs for calendar files: check-ins out, events in."""
