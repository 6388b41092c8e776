"""The frame: window, rail, palette, shortcuts, status bar, toasts; no business code."""
