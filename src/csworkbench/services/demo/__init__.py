"""The demonstration book: believable accounts that are the same for the same seed on the same day."""

from csworkbench.services.demo.making import make_demo

__all__ = ["make_demo"]
