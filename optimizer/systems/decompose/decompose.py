"""目标分解: split the reduction of a node among the nodes below it (domain.md D.3, D.4).

Growth is fixed, so the program is linear in the reductions; the allocation, where growth is free, is a second stage.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from optimizer.domain.case import Case, Quantity
from optimizer.domain.decompose import Floats, Ground, Limits, Method, Split, Support
from optimizer.rules.policy import Policy
from optimizer.solver.stage import Solution
from optimizer.systems.decompose.ground import given_targets, ground_of
from optimizer.systems.decompose.index import CLIP, factors_of, index_of
from optimizer.systems.decompose.program import GRID, fit, fit_classes, round_up, slack
from optimizer.systems.decompose.support import EXACT, implied, path, support

KAPPA = 1.0
_ALMOST_ALL = 0.9999
"""No member can be asked for a reduction of 100 %."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of one quantity: target D_R (fraction), method, and what overrides the defaults.

    classes: how many (None: the groups of the case); lower, upper, spread: fractions, None: the range of the index.
    scale: λ, None: the pack's.
    """

    quantity: Quantity
    target: float
    method: Method = "index"
    classes: int | None = None
    weights: Mapping[str, float] = field(default_factory=dict)
    lower: float | None = None
    upper: float | None = None
    spread: float | None = None
    scale: float | None = None


class Unreachable(Exception):
    """No reductions within the bounds make the node's target; `least` and `most` are what they can make."""

    def __init__(self, limits: Limits, least: float, most: float) -> None:
        super().__init__(f"{least}..{most}")
        self.limits, self.least, self.most = limits, least, most


def split(case: Case, policy: Policy, node: str, request: Request) -> Split:
    """Return the decomposition of one quantity; raise Unreachable when no targets within the bounds do."""
    ground = ground_of(case, node, request.quantity)
    limits = limits_of(policy, request)
    least, most = _reach(ground, limits)
    if limits.lower > limits.upper or _short(ground, limits, least, most):
        raise Unreachable(limits, least, most)
    factors = factors_of(ground, request.weights)
    index = index_of(factors, len(ground.members))
    reference = limits.target * (1.0 + limits.scale * index)
    solution, unrounded, groups = _fitted(ground, limits, reference, index, request)
    reduction = round_up(unrounded)
    rule = policy.of("intensity").path
    given = given_targets(case, ground)
    return Split(
        ground, request.method, limits, factors, index, reference, unrounded, reduction,
        path(reduction, case.years, case.base_year, rule), groups, tested(ground, reduction, limits, rule),
        given, None if given is None else tested(ground, given, limits, rule), solution.outcome,
    )  # fmt: skip


def limits_of(policy: Policy, request: Request) -> Limits:
    """Return the limits: ε and λ from the pack; bounds as asked, or as far as the index goes; on the grid."""
    pack: Any = policy.edition.parameters["decompose"]
    scale = float(pack["spread"]) if request.scale is None else request.scale
    target = request.target
    lower = target * (1.0 - CLIP * scale) if request.lower is None else request.lower
    upper = target * (1.0 + CLIP * scale) if request.upper is None else request.upper
    spread = 1.0 if request.spread is None else request.spread
    return Limits(
        target, float(pack["tolerance"]), scale, lower=math.ceil(max(lower, 0.0) / GRID - EXACT) * GRID,
        upper=math.floor(min(upper, _ALMOST_ALL) / GRID + EXACT) * GRID,
        spread=math.floor(spread / GRID + EXACT) * GRID, kappa=KAPPA,
    )  # fmt: skip


def tested(ground: Ground, reduction: Floats, limits: Limits, rule: str) -> Support:
    """Test reductions of the last year (N), with the paths of both sides before it."""
    node = path(np.array([limits.target]), ground.years, ground.base_year, rule)[0]
    return support(ground, path(reduction, ground.years, ground.base_year, rule), node, limits.tolerance)


def _short(ground: Ground, limits: Limits, least: float, most: float) -> bool:
    """Return whether what can be reached lies outside of the target and its tolerance."""
    return most < limits.target - EXACT or least > limits.target + slack(ground, limits) + EXACT


def _reach(ground: Ground, limits: Limits) -> tuple[float, float]:
    """Return what the node reaches with all members at the lower and at the upper bound.

    Equal targets for all keep any spread and any order, so the bounds alone decide what can be reached.
    """
    count = (len(ground.members), len(ground.years))
    least, most = (float(implied(ground, np.full(count, d))[-1]) for d in (limits.lower, limits.upper))
    return least, most


def _fitted(
    ground: Ground, limits: Limits, reference: Floats, index: Floats, request: Request
) -> tuple[Solution, Floats, tuple[str, ...]]:
    own = tuple(member.group for member in ground.members)
    if request.method == "index":
        return (*fit(ground, limits, reference), own)
    if request.classes is not None:
        solution, found, chosen = fit_classes(ground, limits, reference, index, request.classes)
        return solution, found, tuple(str(k + 1) for k in chosen)
    means = {group: float(np.mean([s for s, g in zip(index, own, strict=True) if g == group])) for group in own}
    ranked = sorted(means, key=lambda group: (-means[group], group))
    fixed = [ranked.index(group) for group in own]
    solution, found, _ = fit_classes(ground, limits, reference, index, len(ranked), fixed)
    return solution, found, own
