"""The composition root: builds settings, engine, services, hub and window, and hands the command line its parts."""
