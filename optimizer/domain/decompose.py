"""目标分解: how the reduction of a node is split among the nodes below it, and what the whole then reaches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from optimizer.domain.case import Quantity
from optimizer.domain.outcome import Outcome

Method = Literal["index", "class"]
Verdict = Literal["supports", "fails", "over_tight"]
Floats = npt.NDArray[np.float64]
Missing = Literal["not_in_case", "blank"]


@dataclass(frozen=True, slots=True)
class Member:
    """One node that gets a target (盟市): base year GDP (亿元), intensity (t/万元) and its group in the case.

    population: 万人, NaN where the case has none. factors: typed factor columns by name (fractions).
    """

    region: str
    gdp_base: float
    intensity: float
    group: str
    population: float
    factors: tuple[tuple[str, float], ...] = ()

    @property
    def amount(self) -> float:
        """Base energy or carbon (万t): intensity × GDP."""
        return self.intensity * self.gdp_base


@dataclass(frozen=True, eq=False)
class Ground:
    """What a decomposition rests on: fixed growth, so that everything is linear in the reductions (domain.md D.4).

    gdp: N × T expected GDP of the members (亿元); own_gdp, own_amount: T, the node's own part (本级; 亿元, 万t).
    gdp_base (亿元) and intensity (t/万元) are the node's own base year.
    """

    node: str
    quantity: Quantity
    years: tuple[int, ...]
    base_year: int
    gdp_base: float
    intensity: float
    members: tuple[Member, ...]
    gdp: Floats
    own_gdp: Floats
    own_amount: Floats

    @property
    def intensities(self) -> Floats:
        """Base intensities of the members (t/万元)."""
        return np.array([member.intensity for member in self.members])

    @property
    def shares(self) -> Floats:
        """N × T: w_i·γ_i, each member's amount at base intensity over the node's amount at base intensity."""
        found: Floats = self.intensities[:, None] * self.gdp / self._unreduced
        return found

    @property
    def structure(self) -> Floats:
        """T: composition effect, 1 − Σ w_i·γ_i − own part: what the node would reduce if no member did."""
        found: Floats = 1.0 - self.shares.sum(axis=0) - self.own_amount / self._unreduced
        return found

    @property
    def _unreduced(self) -> Floats:
        found: Floats = self.intensity * (self.gdp.sum(axis=0) + self.own_gdp)
        return found

    @property
    def weights(self) -> Floats:
        """N: w_i, each member's base amount over that of the node."""
        return np.array([m.amount for m in self.members]) / (self.intensity * self.gdp_base)


@dataclass(frozen=True, slots=True)
class Factor:
    """One factor of the index (因素, domain.md D.1): its weight with sign, its values and its clipped scores.

    values, scores: N, in the order of the members; none where it is missing.
    """

    name: str
    weight: float
    values: tuple[float, ...] = ()
    scores: tuple[float, ...] = ()
    missing: Missing | None = None
    blank: tuple[str, ...] = ()
    """Members without a value."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of the decomposition, fractions: target D_R, tolerance ε, range of the index λ, bounds and spread.

    kappa: price of the largest deviation beside the weighted sum.
    """

    target: float
    tolerance: float
    scale: float
    lower: float
    upper: float
    spread: float
    kappa: float


@dataclass(frozen=True, eq=False)
class Support:
    """Whether the members carry the node (支撑校核), year by year: T each.

    members: Σ (1 − d_i)·I_i0·G_i plus own part (万t); node: (1 − D)·I_R0·G_R (万t); implied: D_R,implied; target: D.
    """

    members: Floats
    node: Floats
    implied: Floats
    target: Floats
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, eq=False)
class Split:
    """A decomposition of one quantity (目标分解), members in the order of the ground.

    index: S; reference: d_ref; unrounded: the program's d; reduction: d, rounded up to 0.01 %; path: N × T.
    groups: name of each member's class, "" without classes; given: the case's own targets, if it has all of them.
    """

    ground: Ground
    method: Method
    limits: Limits
    factors: tuple[Factor, ...]
    index: Floats
    reference: Floats
    unrounded: Floats
    reduction: Floats
    path: Floats
    groups: tuple[str, ...]
    support: Support
    given: Floats | None
    given_support: Support | None
    outcome: Outcome

    @property
    def totals(self) -> Floats:
        """Expected total of each member in the last year (万t): (1 − d)·I_0·G_T."""
        found: Floats = (1.0 - self.reduction) * self.ground.intensities * self.ground.gdp[:, -1]
        return found

    @property
    def contributions(self) -> Floats:
        """What each reduction adds to the node's (fractions); the composition effect makes up the rest."""
        found: Floats = self.ground.shares[:, -1] * self.reduction
        return found


@dataclass(frozen=True, eq=False)
class Decomposition:
    """The decomposition of a node (目标分解结果), one split a quantity.

    unlocked: the reason given for going below the leagues, "" where nothing was locked.
    skipped: quantities for which the node has no target.
    """

    node: str
    splits: tuple[Split, ...]
    unlocked: str = ""
    skipped: tuple[Quantity, ...] = ()

    def of(self, quantity: Quantity) -> Split | None:
        """Return the split of one quantity, None where there is none."""
        return next((split for split in self.splits if split.ground.quantity == quantity), None)
