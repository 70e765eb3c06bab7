"""The review of a project (项目评估): indices, burdens, effects, authority and the decision with its reasons.

Ratios and amounts that are compared with official lines are fractions of the typed decimals, never binary floats.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Rung = Literal["advanced", "baseline", "below", "unstated", "unknown"]
Verdict = Literal["approve", "conditional", "defer", "refuse"]
Result = Literal["pass", "fail", "note"]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a region stands in one quantity (地区基数): what m, n and the net burden are measured against.

    base a (万t) and gdp b (亿元) of the base year; target τ (t/万元) and expected GDP (亿元) of the last plan year;
    None where the case has none.
    """

    region: str
    quantity: str
    base: Fraction | None
    gdp: Fraction | None
    target: Fraction | None
    gdp_expected: Fraction

    @property
    def increment(self) -> Fraction | None:
        """The increment control (增量控制数, 万t): E_0·[(1 − D)·Π(1 + g) − 1] (domain.md A.2)."""
        if self.target is None or self.base is None:
            return None
        return self.target * self.gdp_expected - self.base


@dataclass(frozen=True, slots=True)
class Impact:
    """What one project does to one region in one quantity (影响, domain.md E.2–E.4).

    amount: d, controlled energy or carbon at full output (万t); value_added e (亿元); m, n shares; classes count from
    0 (影响较小); burden d − τ·e (万t); break_even d/τ (亿元). None: not defined, `note` says why.
    """

    standing: Standing
    amount: Fraction
    value_added: Fraction
    m: Fraction | None
    n: Fraction | None
    m_class: int | None
    n_class: int | None
    burden: Fraction | None
    break_even: Fraction | None
    note: Literal["", "no_target", "no_room", "no_base"] = ""

    @property
    def worst(self) -> int | None:
        """The worse of the two classes."""
        return max((c for c in (self.m_class, self.n_class) if c is not None), default=None)

    @property
    def flatters(self) -> bool:
        """True when the index improves and the target's room is used all the same: n < 0 and burden > 0."""
        return self.n is not None and self.burden is not None and self.n < 0 < self.burden


@dataclass(frozen=True, slots=True)
class Effect:
    """Room and intensity of a region in one year, before and after the project (对目标的影响; 万t, t/万元).

    Before: what exists and what is decided (必上), without measures and projects still open. burden: what the project
    takes from the room of that year, by its share of output and where it is charged.
    """

    region: str
    quantity: str
    year: int
    target: float
    burden: float
    headroom_before: float
    headroom_after: float
    intensity_before: float
    intensity_after: float


@dataclass(frozen=True, slots=True)
class Authority:
    """Who reviews (审查权限): level 0 no separate report, 1 local, 2 provincial, 3 national; amounts in t."""

    level: int
    energy: Fraction
    higher: Fraction
    coal: Fraction | None
    calorific: bool
    """False: the calorific value is missing and the equivalent value stands in for it."""


@dataclass(frozen=True, slots=True)
class Change:
    """What changes when the project comes in (化解来源): a measure, another project, or an overrun.

    energy, carbon: 万t a year at stake (positive: more reduction, more usage, more overrun); share: change of share.
    """

    kind: Literal["measure", "displaced", "admitted", "overrun"]
    name: str
    region: str
    year: int
    share: float
    energy: float
    carbon: float


@dataclass(frozen=True, slots=True)
class Gap:
    """The smallest amount that one hard limit misses (缺口, 万t), and the value added that would close it (亿元)."""

    rule: str
    region: str
    quantity: str
    year: int
    amount: float
    value_added: float


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the decision ladder (审查步骤, domain.md E.5) with its finding in words."""

    number: int
    result: Result
    says: str


@dataclass(frozen=True, slots=True)
class Decision:
    """The advice (建议) and its reasons; `year` of a deferral; `worth` is the objective gained by approval (亿元).

    sources: what pays for the project, one phrase each (化解来源及数量).
    """

    verdict: Verdict
    year: int | None
    steps: tuple[Step, ...]
    changes: tuple[Change, ...] = ()
    gaps: tuple[Gap, ...] = ()
    worth: float | None = None
    sources: tuple[str, ...] = ()

    @property
    def reason(self) -> str:
        """The sentence of the step that decided."""
        return self.steps[-1].says


@dataclass(frozen=True, slots=True)
class Review:
    """The review of one project (评估); `record` is its row in the case.

    impacts: league then region, energy then carbon; effects: the same by year, where there is a target.
    """

    record: int
    project: str
    region: str
    impacts: tuple[Impact, ...]
    effects: tuple[Effect, ...]
    authority: Authority
    rung: Rung
    decision: Decision
    ratio: float = 0.0
    """Share of its use that it must replace (置换比例); 0: none."""

    def impact(self, region: str, quantity: str) -> Impact:
        """Return the impact on one region in one quantity (KeyError when it is not reviewed)."""
        for impact in self.impacts:
            if (impact.standing.region, impact.standing.quantity) == (region, quantity):
                return impact
        raise KeyError((region, quantity))

    def overall(self, quantity: str) -> int | None:
        """Return the worst class over league and region (by design: the worse of all)."""
        found = [impact.worst for impact in self.impacts if impact.standing.quantity == quantity]
        return max((c for c in found if c is not None), default=None)

    def worst_year(self, region: str, quantity: str) -> Effect | None:
        """Return the effect in the year with the least room left; None without a target."""
        found = [e for e in self.effects if (e.region, e.quantity) == (region, quantity)]
        return min(found, key=lambda e: e.headroom_after, default=None)

    def target_year(self, region: str, quantity: str) -> Effect | None:
        """Return the effect in the last year that has a target; None without a target."""
        found = [e for e in self.effects if (e.region, e.quantity) == (region, quantity)]
        return max(found, key=lambda e: e.year, default=None)
