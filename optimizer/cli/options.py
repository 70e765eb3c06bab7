"""Options as typed (选项): shares and counts that more than one command takes."""

from __future__ import annotations

import math

from optimizer.errors import WrongUsage
from optimizer.text.risk import BAD_GAMMA, BAD_PERCENT


def share(typed: str) -> float:
    """Return a share as typed, such as 30%; raise WrongUsage for anything else."""
    try:
        return float(typed.replace("％", "%").removesuffix("%")) / 100.0
    except ValueError as error:
        raise WrongUsage(BAD_PERCENT.format(text=typed)) from error


def count(typed: str) -> float:
    """Return a positive whole number, ∞ for `all`; raise WrongUsage for anything else."""
    if typed == "all":
        return math.inf
    if not (typed.isascii() and typed.isdecimal()):
        raise WrongUsage(BAD_GAMMA.format(text=typed))
    return float(typed)
