"""Solve a case (求解): checked input to a verified, rounded plan, ready to export."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from optimizer.app.check import Checked, check_case
from optimizer.domain.allocation import Allocation
from optimizer.domain.conflict import Relief
from optimizer.domain.finding import Verification
from optimizer.domain.outcome import Outcome
from optimizer.domain.rounded import RoundedPlan
from optimizer.errors import NotVerified, SolverTrouble
from optimizer.explain.binding import in_words
from optimizer.explain.conflict import conflict_in_words
from optimizer.explain.flags import control_flags, control_misses, incentive_flags, redundancy_flags
from optimizer.explain.repair import relief_in_words
from optimizer.explain.rounding import round_plan
from optimizer.explain.verify import complete, verify, verify_rounded
from optimizer.report.parts.stamp import Stamp, make_stamp
from optimizer.report.plan.result_json import exact_json, failure_document, result_document
from optimizer.rules.account import Account
from optimizer.solver.certificate import Certificate
from optimizer.solver.highs import Progress
from optimizer.solver.infeasible.repair import relief_of
from optimizer.solver.solve import Solved, solve_program


@dataclass(frozen=True, eq=False)
class Plan:
    """A verified plan (方案): unrounded, rounded, and what the independent check said of both."""

    allocation: Allocation
    rounded: RoundedPlan
    verification: Verification


@dataclass(frozen=True, eq=False)
class Run:
    """One run (测算): what went in, what came out; `plan` is None when there is none."""

    checked: Checked
    outcome: Outcome
    plan: Plan | None
    stamp: Stamp
    conflict: tuple[dict[str, Any], ...] = ()
    """Where there is no plan: a minimal set of clashing limits and decisions, with cells and sentences."""
    relief: Relief | None = None
    """What would make it possible; None when there is a plan, or when no repair was found in time."""
    options: Mapping[str, object] = field(default_factory=dict)
    """What was asked of the solver beside the case."""
    certificate: Certificate | None = None
    """What the arrays prove of the plan; with whole approvals, of the rest once they are fixed."""

    @property
    def allocation(self) -> Allocation | None:
        """The unrounded allocation, None when there is no plan."""
        return self.plan.allocation if self.plan else None

    @property
    def document(self) -> dict[str, Any]:
        """The JSON result of the public contract."""
        case, policy = self.checked.case, self.checked.policy
        if self.plan is None:
            said = relief_in_words(case, self.relief or Relief())
            document = failure_document(
                case.name, case.model, self.outcome, self.checked.warnings, self.stamp, self.conflict, said["repair"]
            )
            return document | {name: said[name] for name in ("gaps", "reductions", "remainder")}
        document = result_document(
            case, policy, self.plan.allocation, self.plan.verification, self.stamp, self.checked.warnings
        )
        exact = exact_json(self.outcome.exact)
        return document | {"certificate": (asdict(self.certificate) | {"exact": exact}) if self.certificate else None}


def solve_case(
    case: str, time_limit: float | None = None, progress: Progress | None = None, gap: float = 0.0
) -> Run:  # fmt: skip
    """Solve the case of a path or a shipped name; `time_limit` in seconds, None: until proved.

    gap: share of the objective; whole approvals are searched until the plan is proved to be that near to the best.

    Raises InputRejected when the case has errors, SolverTrouble and NotVerified when a result would be worthless.
    """
    return solve_checked(check_case(case), time_limit, progress, gap)


def solve_checked(
    checked: Checked, time_limit: float | None = None, progress: Progress | None = None, gap: float = 0.0
) -> Run:  # fmt: skip
    """Solve a checked case."""
    solved = solve_program(checked.case, checked.policy, time_limit, progress, gap=gap)
    return run_of(checked, solved, {"time_limit": time_limit} | ({"gap": gap} if gap else {}))


def run_of(checked: Checked, solved: Solved, options: Mapping[str, object]) -> Run:
    """Return the run of a solved case: verified and rounded, or with what stands in the way."""
    case, policy = checked.case, checked.policy
    stamp = make_stamp(case, policy, solved.outcome, options)
    if solved.allocation is None:
        conflict = conflict_in_words(case, solved.conflict)
        relief = _relief(checked) if conflict else None
        return Run(checked, solved.outcome, None, stamp, tuple(conflict), relief, options)
    allocation = replace(solved.allocation, binding=in_words(solved.allocation.binding))
    plan = _plan(checked, allocation)
    return Run(checked, solved.outcome, plan, stamp, options=options, certificate=solved.certificate)


def _relief(checked: Checked) -> Relief | None:
    """Return what would make the case possible; a repair that cannot be found does not hide the conflict."""
    try:
        return relief_of(checked.case, checked.policy)
    except SolverTrouble:
        return None


def _plan(checked: Checked, allocation: Allocation) -> Plan:
    case, policy = checked.case, checked.policy
    there = complete(case, allocation)
    if not there.ok:
        raise NotVerified(there)
    account = Account(case, policy.settings, allocation)
    verification = verify(case, policy, allocation, account)
    if not verification.ok:
        raise NotVerified(verification)
    rounded = round_plan(case, policy, allocation, account)
    after = verify_rounded(case, policy, allocation, rounded, account)
    if not after.ok:
        raise NotVerified(after)
    flags = (*control_misses(account), *redundancy_flags(account), *incentive_flags(account))
    notes = (*control_flags(case, policy, rounded), *flags, *verification.notes, *after.notes)
    return Plan(allocation, rounded, replace(verification, checked=verification.checked + after.checked, notes=notes))
