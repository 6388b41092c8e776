"""The command line: one module per word, over services."""
