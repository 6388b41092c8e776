"""The import dialog: choose a file, map its columns, see what would happen, import."""
