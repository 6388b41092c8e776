"""CS Workbench: the desk of a customer success manager."""

__version__ = "0.1.0"
