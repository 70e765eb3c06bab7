"""Why a figure is what it is (数据由来): a tree down to the cells; prices, ranges, one project's account."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

Operation = Literal["given", "see", "sum", "product", "quotient", "least", "most", "linear", "geometric"]


@dataclass(frozen=True, slots=True)
class Term:
    """One figure (数) and what it comes from: `figure` is exactly `operation` over the parts.

    given: an input at `cell`, or a decision of the plan (no cell); see: derived elsewhere. A part counts in a sum with
    its `sign`. linear, geometric: parts D of the year before and after, and the share of the way done; figure 1 − D.
    """

    code: str
    says: str
    figure: float
    unit: str = ""
    operation: Operation = "given"
    cell: str = ""
    parts: tuple[Term, ...] = ()
    sign: int = 1


def combined(operation: Operation, parts: Sequence[Term]) -> float:
    """Return the figure that an operation makes of its parts."""
    figures = [part.figure for part in parts]
    match operation:
        case "sum":
            return math.fsum(part.sign * part.figure for part in parts)
        case "product":
            return math.prod(figures)
        case "quotient":
            return figures[0] / figures[1]
        case "least":
            return min(figures)
        case "most":
            return max(figures)
        case "linear":
            return 1.0 - (figures[0] * (1.0 - figures[2]) + figures[1] * figures[2])
        case "geometric":
            return float((1.0 - figures[0]) ** (1.0 - figures[2]) * (1.0 - figures[1]) ** figures[2])
    raise ValueError(operation)


def derived(
    operation: Operation, code: str, says: str, unit: str, parts: Sequence[Term], sign: int = 1
) -> Term:  # fmt: skip
    """Return the term that an operation makes of its parts."""
    return Term(code, says, combined(operation, parts), unit, operation, parts=tuple(parts), sign=sign)


@dataclass(frozen=True, slots=True)
class Holding:
    """The price (万元/吨) from which an elastic total is no longer overrun (自行守住的价格); inf: at no price.

    overrun: what the plan overruns it by (万t) at its present prices.
    """

    region: str
    quantity: str
    year: int
    overrun: float
    price: float


@dataclass(frozen=True, slots=True)
class Span:
    """The usage (万t) of one leaf among plans within a share of the best (近优范围): least, in the plan, most.

    exact: attained; otherwise an outer interval from shares of whole projects, which no such plan leaves.
    """

    region: str
    quantity: str
    year: int
    low: float
    usage: float
    high: float
    exact: bool


@dataclass(frozen=True, slots=True)
class Take:
    """What full approval takes from one limit (占用, 万t; negative: it gives) and the limit's marginal value."""

    rule: str
    region: str
    quantity: str
    year: int
    amount: float
    marginal_value: float

    @property
    def charge(self) -> float:
        """What the taking costs at the marginal value (亿元)."""
        return self.amount * self.marginal_value


@dataclass(frozen=True, slots=True)
class BreakEven:
    """What a project asks of one target (盈亏平衡): usage c (万t), value added v (亿元), τ (t/万元)."""

    region: str
    quantity: str
    year: int
    usage: float
    value_added: float
    target: float

    @property
    def burden(self) -> float:
        """Net burden b = c − τ·v (万t); at most zero is good for the target."""
        return self.usage - self.target * self.value_added

    @property
    def value_added_needed(self) -> float:
        """Value added that would carry the usage: v* = c/τ (亿元); NaN where τ is zero."""
        return self.usage / self.target if self.target > 0 else math.nan


@dataclass(frozen=True, slots=True)
class Forced:
    """What happens when a project is forced in or out (强制批准、否决); impossible: `conflict` says what clashes.

    change: of the objective (亿元); moved: (project, approval before, after) of the other projects.
    """

    approve: bool
    change: float
    moved: tuple[tuple[str, float, float], ...] = ()
    conflict: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class ProjectAccount:
    """Why a project is in or out (项目账): worth at full approval, what it takes, and what forcing it would do."""

    project: str
    region: str
    approval: float
    status: str
    value: float
    takes: tuple[Take, ...]
    break_even: tuple[BreakEven, ...]
    forced: tuple[Forced, ...]

    @property
    def net(self) -> float:
        """Worth of full approval less what it takes at the marginal values (亿元)."""
        return math.fsum([self.value, *(-take.charge for take in self.takes)])
