"""Robust plans (稳健方案): what it costs to keep every hard limit although figures come out worse."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from optimizer.app.check import Checked
from optimizer.app.risk import Program, open_program
from optimizer.app.workers import Tell
from optimizer.domain.outcome import Outcome
from optimizer.domain.risk import Robust, RobustPlan
from optimizer.errors import NotVerified, SolverTrouble, WrongUsage
from optimizer.explain.verify import verify
from optimizer.formulation.shock import shocked
from optimizer.report.parts.stamp import Stamp, make_stamp
from optimizer.report.plan.result_json import failure_document, write_json
from optimizer.report.risk.robust_tables import robust_document, write_robust
from optimizer.solver.moved import moved_of
from optimizer.solver.plan import allocation_of
from optimizer.solver.stage import Solution, solve
from optimizer.systems.uncertainty.risk_draws import decisions
from optimizer.systems.uncertainty.robust import excesses, protected, worst_excess
from optimizer.systems.uncertainty.robust_rows import ends_of, limits_under
from optimizer.systems.uncertainty.uncertain import Uncertain, uncertain_of
from optimizer.text import risk as words

BOXES = (0.1, 0.2, 0.3, 0.5, 0.9)
GAMMAS = (1.0, 3.0, 10.0, math.inf)
MISSED = 1e-7
"""A limit exceeded by less than this share is not missed."""
FINEST = 0.01
NOTHING = math.nan, None, math.nan, math.nan
"""Objective, approval, chance and excess where there is no plan."""


@dataclass(frozen=True, eq=False)
class Robusted:
    """The price of robustness with its stamp; None where the case itself has no plan, then with the conflict."""

    checked: Checked
    outcome: Outcome
    robust: Robust | None
    stamp: Stamp
    conflict: tuple[dict[str, Any], ...] = ()

    @property
    def document(self) -> dict[str, Any]:
        """The JSON of the plans, or of the failure."""
        case = self.checked.case
        if self.robust is None:
            warnings = self.checked.warnings
            return failure_document(case.name, case.model, self.outcome, warnings, self.stamp, self.conflict)
        return robust_document(case, self.robust, self.stamp)


@dataclass(eq=False)
class _Bench:
    """A solved program and what is uncertain in it (测算台)."""

    program: Program
    uncertain: Uncertain
    draws: Sequence[Any] = field(default_factory=list)

    @property
    def reserve(self) -> float:
        return float(self.program.checked.policy.of("hand_down").reserve_share)

    @property
    def base_year(self) -> int:
        return self.program.checked.case.base_year

    def solve(self, box: float, gamma: float) -> Solution:
        """Return the optimum that withstands a box."""
        facts = self.program.facts
        ends = ends_of(self.uncertain, self.uncertain.box(box))
        limits = list(limits_under(facts, self.uncertain.home, ends, self.base_year, self.reserve))
        return solve(protected(self.program.matrix, limits, gamma))

    def plan(self, box: float, gamma: float) -> RobustPlan:
        """Return the plan that withstands a box, verified as every plan is; without one its figures are NaN."""
        solution = self.program.base if gamma == 0 else self.solve(box, gamma)
        if not solution.outcome.ok:
            return RobustPlan(box, gamma, *NOTHING)
        if not solution.outcome.proved:
            raise SolverTrouble(f"robust plan: {solution.outcome.stop}")
        case, policy, facts = self.program.checked.case, self.program.checked.policy, self.program.facts
        allocation = allocation_of(case, policy, facts, self.program.matrix, solution)
        verification = verify(case, policy, allocation)
        if not verification.ok:
            raise NotVerified(verification)
        held = (*decisions(facts, solution.x), moved_of(facts, solution.x))
        excess = math.nan
        if gamma == math.inf:
            box_ends = self.uncertain.box(box)
            excess = worst_excess(facts, self.uncertain, box_ends, held, self.base_year, self.reserve)
            if excess > MISSED:
                raise SolverTrouble(f"robust plan: a limit is exceeded by {excess:.3g} in a corner of the box")
        kept = [excesses(facts, held, self.reserve).max(initial=-np.inf) <= MISSED for facts in self.draws]
        approval = allocation.approvals["approval"].to_numpy(float)
        return RobustPlan(box, gamma, allocation.outcome.objective, approval, float(np.mean(kept)), excess)

    def plans(self, boxes: Sequence[float], gammas: Sequence[float], tell: Tell | None) -> tuple[RobustPlan, ...]:
        """Return the plan of every box and Γ; what a smaller box and Γ leave without a plan is not searched."""
        found: list[RobustPlan] = []
        for n, (box, gamma) in enumerate(product(boxes, gammas)):
            barred = any(one.approval is None and one.box <= box and one.gamma <= gamma for one in found)
            found.append(RobustPlan(box, gamma, *NOTHING) if barred else self.plan(box, gamma))
            if tell is not None:
                tell(n + 1, len(boxes) * len(gammas))
        return tuple(found)

    def widest(self) -> float:
        """Return the widest box, to 1 %, that a plan withstands whole."""
        low, high = 0.0, 1.0 - FINEST
        if self.solve(high, math.inf).outcome.ok:
            return high
        while high - low > FINEST:
            middle = (low + high) / 2.0
            low, high = (middle, high) if self.solve(middle, math.inf).outcome.ok else (low, middle)
        return low


def robust_case(
    case: str, boxes: Sequence[float] = BOXES, gammas: Sequence[float] = GAMMAS, draws: int = 2_000, seed: int = 1,
    tell: Tell | None = None,
) -> Robusted:  # fmt: skip
    """Return robust plans of a case by box (middle share of every distribution) and Γ, and their price.

    tell: plans looked for so far. Raises WrongUsage, InputRejected, SolverTrouble, NotVerified.
    """
    if not all(0.0 < box < 1.0 for box in boxes) or not all(gamma >= 1 for gamma in gammas) or draws < 1 or seed < 0:
        raise WrongUsage(words.BAD_BOX)
    program = open_program(case)
    checked, base = program.checked, program.base
    options = {"robust": [list(boxes), [str(gamma) for gamma in gammas], draws, seed]}
    stamp = make_stamp(checked.case, checked.policy, base.outcome, options)
    if not base.outcome.ok:
        return Robusted(checked, base.outcome, None, stamp, program.conflict)
    uncertain = uncertain_of(checked.case, program.facts)
    bench = _Bench(program, uncertain)
    bench.draws = [
        shocked(program.facts, uncertain.shock(uncertain.draw(seed, n)), bench.base_year) for n in range(draws)
    ]
    found = Robust(bench.plan(0.0, 0.0), bench.plans(boxes, gammas, tell), bench.widest(), draws, seed)
    return Robusted(checked, base.outcome, found, stamp)


def write_robusted(found: Robusted, workbook: Path | None = None, json_file: Path | None = None) -> list[Path]:
    """Write what was asked for; without a plan only the JSON is written. Returns the paths written."""
    written = []
    if json_file is not None:
        write_json(json_file, found.document)
        written.append(json_file)
    if workbook is not None and found.robust is not None:
        write_robust(workbook, found.checked.case, found.robust, found.stamp)
        written.append(workbook)
    return written
