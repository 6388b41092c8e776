"""Small parts that pages are built from; each takes the `Theme` and follows its changes."""
