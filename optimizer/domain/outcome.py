"""The outcome (结论) on two axes: why the run stopped × what is in hand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Stop(StrEnum):
    """Why the run stopped (停止原因)."""

    PROVED_BEST = "proved_best"
    PROVED_IMPOSSIBLE = "proved_impossible"
    TIME_LIMIT = "time_limit"
    INTERRUPTED = "interrupted"
    UNPROVED = "unproved"
    SOLVER_TROUBLE = "solver_trouble"
    INPUT_REJECTED = "input_rejected"


class Hold(StrEnum):
    """What is in hand (手中结果)."""

    BEST = "best"
    FEASIBLE = "feasible"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Outcome:
    """Why it stopped and what is in hand, with the proof: `bound` ≥ any objective (亿元), `gap` = bound − objective."""

    stop: Stop
    hold: Hold
    objective: float = float("nan")
    bound: float = float("nan")

    @property
    def gap(self) -> float:
        """Distance between the proved bound and the objective in hand (亿元)."""
        return self.bound - self.objective

    @property
    def ok(self) -> bool:
        """True when a table may be written (it may still have to carry the mark 未证最优)."""
        return self.hold is not Hold.NONE

    @property
    def proved(self) -> bool:
        """True when the plan in hand is proved to be the best."""
        return self.stop is Stop.PROVED_BEST
