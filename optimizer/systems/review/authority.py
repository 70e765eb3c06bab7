"""Who reviews a project (审查权限) and where it stands on the efficiency ladder (domain.md E.1, E.5 step 0).

The first lines use the calorific value (当量值), the highest the higher of equivalent and calorific value; coal has
lines of its own. A figure on a line is above it.
"""

from __future__ import annotations

from typing import Any

from optimizer.domain.review import Authority, Rung
from optimizer.rules.policy import Policy
from optimizer.systems.exact import exact, maybe
from optimizer.text.review import RUNG_WORDS

TONNES = 10_000
"""t in 万t."""
NATIONAL = 3


def authority_of(project: Any, policy: Policy) -> Authority:
    """Return the level at which a project is reviewed, by the lines of the policy pack.

    project: a row of the case with energy, energy_calorific, coal (万吨标准煤).
    """
    parameters: Any = policy.edition.parameters["review"]
    equivalent = exact(project["energy"]) * TONNES
    typed, coal = maybe(project["energy_calorific"]), maybe(project["coal"])
    calorific = equivalent if typed is None else typed * TONNES
    higher = max(equivalent, calorific)
    burnt = None if coal is None else coal * TONNES
    level = 0
    for number, line in enumerate(parameters["energy_lines"], start=1):
        if (higher if number >= NATIONAL else calorific) >= exact(line):
            level = number
    for number, line in enumerate(parameters["coal_lines"], start=1):
        if burnt is not None and burnt >= exact(line):
            level = max(level, number)
    return Authority(level, calorific, higher, burnt, typed is not None)


def rung_of(benchmark: str) -> Rung:
    """Return the rung that the text of the case names: 标杆, 基准, below, not stated, or not understood."""
    text = "".join(benchmark.split())
    if not text:
        return "unstated"
    return next((rung for rung, words in RUNG_WORDS.items() if text in words), "unknown")
