"""Infrastructure without domain words: paths, clock, logging, settings, cancel and progress tokens."""
