"""How failures are told: a sentence with what to do next."""

from __future__ import annotations

from csworkbench.infra.errors import WorkbenchError

UNEXPECTED = "Something went wrong in the program; nothing of this step was saved."
UNEXPECTED_ADVICE = "Try it again. If it happens again, send the details to whoever keeps this program."


def failure_words(error: BaseException) -> tuple[str, str]:
    """Give what happened and what to do next, in words; an unexpected error never shows its own text."""
    if isinstance(error, WorkbenchError):
        return error.message, error.advice
    return UNEXPECTED, UNEXPECTED_ADVICE
