"""The outcome (结论) on two axes: why the run stopped × what is in hand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Stop(StrEnum):
    """Why the run stopped (停止原因)."""

    PROVED_BEST = "proved_best"
    PROVED_IMPOSSIBLE = "proved_impossible"
    TIME_LIMIT = "time_limit"
    INTERRUPTED = "interrupted"
    UNPROVED = "unproved"
    WITHIN_GAP = "within_gap"
    """The gap that was asked for is proved."""
    SOLVER_TROUBLE = "solver_trouble"
    INPUT_REJECTED = "input_rejected"


class Hold(StrEnum):
    """What is in hand (手中结果)."""

    BEST = "best"
    FEASIBLE = "feasible"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class ExactProof:
    """What rational arithmetic proves (精确证明) of the optimum, nothing rounded (亿元).

    objective: the optimum once the whole choices stand; bound: the optimum of the relaxation, which no choice of them
    can exceed; pivots: exact simplex steps that were needed beyond the solver's own basis.
    """

    objective: Fraction
    bound: Fraction
    pivots: int

    @property
    def gap(self) -> Fraction:
        """What the proof leaves open where approvals are whole; 0 where they are shares."""
        return self.bound - self.objective


@dataclass(frozen=True, slots=True)
class Outcome:
    """Why it stopped and what is in hand, with the proof: `bound` ≥ any objective (亿元), `gap` = bound − objective."""

    stop: Stop
    hold: Hold
    objective: float = float("nan")
    bound: float = float("nan")
    exact: ExactProof | None = None
    """The same in exact arithmetic, where it was asked for and the program is not too large."""

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
