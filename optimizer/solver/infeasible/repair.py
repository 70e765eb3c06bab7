"""Repair (修复): what must give way for a plan to exist, from preference over policy, and never a law.

From the hardest to the softest, each only as far as the softer ones do not suffice: extra reduction that the law asks
for (no repair: it is reported as what remains), decisions on projects (fewest, then least value given up), hard
totals, and the reserve. Amounts are spread fairly (optimizer/solver/infeasible/fair.py).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from optimizer.domain.case import QUANTITIES, Case
from optimizer.domain.conflict import Change, Member, Relief
from optimizer.errors import SolverTrouble
from optimizer.formulation.build import build
from optimizer.formulation.gather import gather
from optimizer.rules import RULES
from optimizer.rules.facts import Array, Facts
from optimizer.rules.policy import Policy
from optimizer.solver.infeasible.elastic import row_size, with_columns, with_rows, with_slack
from optimizer.solver.infeasible.fair import SMALL, Impossible, clean, fairest, least
from optimizer.solver.infeasible.levers import DECIDED, Lever, levers_of, with_background
from optimizer.solver.infeasible.probe import plan_of
from optimizer.solver.matrix import Matrix, read_matrix

FURTHER = ("controls", "peak", "replacement", "redundancy")
"""Rules of a case beyond targets and totals: what they miss is measured by their own rows."""
POLICIES = ("total", "measures", "must", "group", "link", "two_high", *FURTHER)
PREFERENCES = ("hand_down",)
EXTRAS = (0.0, 1e-9, 1e-7)
"""What is added to an amount relative to its size: nothing, or where the last digit matters enough to be safe."""
LIMIT = 30.0
"""Seconds for one stage; what is not proved the smallest by then is not offered."""

Found = tuple[tuple[Change, ...], tuple[Change, ...]]
"""Limits and decisions that move (or gaps), and reductions beside them."""


@dataclass(frozen=True, eq=False)
class Frame:
    """An impossible program on the bench (待修模型): its levers, and where each region's own usage is limited."""

    facts: Facts
    matrix: Matrix
    levers: list[Lever]
    usage: list[int]
    """Rows of the usage of every region, quantity and year that has something to reduce."""
    size: Array
    """What is there to reduce (万t), one a row of `usage`."""

    def limits(self, rules: tuple[str, ...]) -> list[Lever]:
        """Return the levers on rows of these rules."""
        return [lever for lever in self.levers if lever.row >= 0 and lever.member.rule in rules]

    @property
    def decisions(self) -> list[Lever]:
        """The levers on decided projects and measures."""
        return [lever for lever in self.levers if lever.column >= 0]


def relief_of(case: Case, policy: Policy) -> Relief:
    """Return the fair repair of an impossible case and its gaps."""
    facts = gather(case, policy)
    return find_relief(case, facts, read_matrix(build(facts, policy, RULES)))


def find_relief(case: Case, facts: Facts, matrix: Matrix) -> Relief:
    """Return the fair repair of an impossible case and its gaps; the repair is tried out before it is returned."""
    frame = _frame(case, facts, with_background(matrix))
    (repair, remainder), _ = _first(frame, _repair)
    (_, reductions), plan = _first(frame, _reduced)
    return Relief(repair, () if plan is None else _gaps(frame, plan), reductions, remainder)


def _first(frame: Frame, find: Callable[[Frame, float], Found]) -> tuple[Found, Array | None]:
    """Return the first answer that a plan bears out, and the plan; tidy figures before safe ones.

    Nothing, and no plan, where nothing of this kind is enough.
    """
    trouble: SolverTrouble = SolverTrouble("the repair does not repair")
    for extra in EXTRAS:
        try:
            found = find(frame, extra)
        except SolverTrouble as error:
            trouble = error
            continue
        plan = plan_of(_repaired(frame, *found))
        if plan is not None:
            return found, plan
    if isinstance(trouble, Impossible):
        return ((), ()), None
    raise trouble


def least_change(case: Case, facts: Facts, matrix: Matrix, member: Member) -> Change | None:
    """Return how far one total or reserve must give way for a plan to exist; None when it alone is not enough."""
    frame = _frame(case, facts, with_background(matrix))
    lever = next(lever for lever in frame.levers if lever.member == member)
    (repair, _), _ = _first(frame, partial(_alone, lever=lever))
    return next(iter(repair), None)


def _alone(frame: Frame, extra: float, lever: Lever) -> Found:
    """Return how far one limit must give way when nothing else does."""
    work, slack = with_slack(frame.matrix, np.array([lever.row]))
    amount, work = fairest(work, slack, np.array([_size(frame, lever)]), LIMIT, extra)
    if lever.member.rule == "hand_down":
        return tuple(_released(frame, work, [lever], amount)), ()
    return (Change(lever.member, float(amount[0]), float(frame.matrix.row_upper[lever.row] + amount[0])),), ()


def _frame(case: Case, facts: Facts, matrix: Matrix) -> Frame:
    """Collect the rows of usage: every region with usage of its own, existing or by decided projects."""
    own = np.abs(facts.existing)
    projects = facts.projects
    for k in range(2):
        forced = (projects.lower > 0) & (projects.charged[k] >= 0)
        np.add.at(own[k], projects.charged[k][forced], (projects.use[k][:, None] * projects.ramp)[forced])
    rows, size = [], []
    for r, (rule, key) in enumerate(matrix.rows):
        if rule == "coverage":
            amount = own[_place(facts, *key)]
            if amount > 0:
                rows.append(r)
                size.append(amount)
    return Frame(facts, matrix, levers_of(case, facts, matrix), rows, np.array(size))


def _place(facts: Facts, region: str, quantity: str, year: int) -> tuple[int, int, int]:
    names: tuple[str, ...] = QUANTITIES
    return names.index(quantity), facts.tree.names.index(region), facts.years.index(year)


def _repair(frame: Frame, extra: float) -> Found:
    """Return the repair and the reductions that remain beside it."""
    policies, preferences = frame.limits(POLICIES), frame.limits(PREFERENCES)
    large, small = (np.array([_size(frame, lever) for lever in part]) for part in (policies, preferences))
    work, reduced = with_slack(frame.matrix, np.array(frame.usage, dtype=int))
    work, raised = with_slack(work, np.array([lever.row for lever in policies], dtype=int))
    work, released = with_slack(work, np.array([lever.row for lever in preferences], dtype=int))
    work, changed = _with_changes(work, frame.decisions)
    remainder, work = fairest(work, reduced, frame.size, LIMIT, extra)
    decisions, work = _fewest(frame, work, changed)
    more, work = fairest(work, raised, large, LIMIT, extra)
    less, work = fairest(work, released, small, LIMIT, extra)
    amounts = zip(policies, more.tolist(), strict=True)
    return (
        *_released(frame, work, preferences, less),
        *(Change(p.member, x, _moved_to(frame, p, x)) for p, x in amounts if x),
        *(Change(lever.member, 1.0) for lever, off in zip(frame.decisions, decisions, strict=True) if off),
    ), _reductions(frame, remainder)


def _moved_to(frame: Frame, lever: Lever, amount: float) -> float:
    """Return what a limit becomes; NaN where the row is not the limit as typed."""
    typed = lever.member.rule in ("total", "measures")
    return float(frame.matrix.row_upper[lever.row]) + amount if typed else np.nan


def _with_changes(matrix: Matrix, decisions: list[Lever]) -> tuple[Matrix, Array]:
    """Open the decisions, each at the price of one 0/1 column: −y − d ≤ −1 for 必上, y − d ≤ 0 for 否决."""
    columns = matrix.shape[1] + np.arange(len(decisions))
    work = with_columns(_opened(matrix, decisions), len(decisions), whole=True)
    must = [lever.member.rule == "must" for lever in decisions]
    rows = [np.array([lever.column, d]) for lever, d in zip(decisions, columns.tolist(), strict=True)]
    values = [np.array([-1.0 if m else 1.0, -1.0]) for m in must]
    return with_rows(work, rows, values, [-1.0 if m else 0.0 for m in must]), columns


def _opened(matrix: Matrix, decisions: list[Lever]) -> Matrix:
    columns = [lever.column for lever in decisions]
    lower, upper = matrix.lower.copy(), matrix.upper.copy()
    lower[columns], upper[columns] = 0.0, 1.0
    return replace(matrix, lower=lower, upper=upper)


def _fewest(frame: Frame, matrix: Matrix, changed: Array) -> tuple[Array, Matrix]:
    """Return which decisions change, the fewest and among these the least value given up, and fix them."""
    found = least(matrix, changed, np.ones(len(changed)), LIMIT)
    count = round(float(found.x[changed].sum()))
    if 0 < count < len(changed):
        few = with_rows(matrix, [changed], [np.ones(len(changed))], [float(count)])
        worth = [max(-matrix.cost[d.column], 0.0) if d.member.rule == "must" else 0.0 for d in frame.decisions]
        found = least(few, changed, np.array(worth), LIMIT)
    off = np.round(found.x[changed])
    lower, upper = matrix.lower.copy(), matrix.upper.copy()
    lower[changed] = upper[changed] = off
    return off > 0, replace(matrix, lower=lower, upper=upper)


def _size(frame: Frame, lever: Lever) -> float:
    """Return what an amount is measured against: the limit (where it is 0, its row), the reserve, a whole measure."""
    matrix, member = frame.matrix, lever.member
    if member.rule == "total" or member.rule in FURTHER:
        return abs(float(matrix.row_upper[lever.row])) or float(row_size(matrix)[lever.row]) or 1.0
    if member.rule != "hand_down":
        return 1.0
    above = [
        float(matrix.row_upper[r])
        for r, (rule, key) in enumerate(matrix.rows)
        if rule in ("intensity", "total") and key == (member.region, member.quantity, member.year)
    ]
    share = 1.0 + float(matrix.value[_budget(matrix, lever.row)])
    return share * min((a for a in above if a > 0), default=1.0)


def _budget(matrix: Matrix, row: int) -> int:
    """Return where the region's own budget stands in a hand-down row: the one entry between −1 and 0."""
    values = matrix.value[matrix.start[row] : matrix.start[row + 1]]
    return int(matrix.start[row] + np.flatnonzero((values < 0) & (values > -1.0))[0])


def _released(frame: Frame, work: Matrix, levers: list[Lever], amounts: Array) -> list[Change]:
    """Return what of each reserve is released, with the share that is left of the region's budget."""
    if not amounts.any():
        return []
    matrix, x = frame.matrix, least(work, np.zeros(0, dtype=int), np.zeros(0), LIMIT).x
    changes = []
    for lever, amount in zip(levers, amounts.tolist(), strict=True):
        if amount:
            at = _budget(matrix, lever.row)
            share = 1.0 + float(matrix.value[at]) - amount / float(x[matrix.index[at]])
            changes.append(Change(lever.member, amount, max(share, 0.0)))
    return changes


def _repaired(frame: Frame, repair: tuple[Change, ...], remainder: tuple[Change, ...]) -> Matrix:
    """Return the program with the repair carried out and the remaining reductions made."""
    lever = {lever.member: lever for lever in frame.levers}
    row_upper, value = frame.matrix.row_upper.copy(), frame.matrix.value.copy()
    for change in repair:
        row = lever[change.member].row
        if change.member.rule == "hand_down":
            value[_budget(frame.matrix, row)] = change.to - 1.0
        elif row >= 0:
            row_upper[row] += change.amount
    usage = {frame.matrix.rows[r][1]: r for r in frame.usage}
    for change in remainder:
        member = change.member
        row_upper[usage[member.region, member.quantity, member.year]] += change.amount
    opened = [lever[change.member] for change in repair if lever[change.member].column >= 0]
    return replace(_opened(frame.matrix, opened), row_upper=row_upper, value=value)


def _reduced(frame: Frame, extra: float) -> Found:
    """Return the reductions that close the gaps when no limit of the targets and totals gives way, if any do.

    Beside them stands what the further rules must give all the same, whatever is reduced.
    """
    further = frame.limits(FURTHER)
    work, reduced = with_slack(frame.matrix, np.array(frame.usage, dtype=int))
    work, short = with_slack(work, np.array([lever.row for lever in further], dtype=int))
    given, work = fairest(work, short, np.array([_size(frame, lever) for lever in further]), LIMIT, extra)
    amounts, _ = fairest(work, reduced, frame.size, LIMIT, extra)
    moved = zip(further, given.tolist(), strict=True)
    return tuple(Change(lever.member, amount) for lever, amount in moved if amount), _reductions(frame, amounts)


def _gaps(frame: Frame, x: Array) -> tuple[Change, ...]:
    """Return how far each limit is missed by the decisions of a plan when nothing is relaxed and nothing reduced."""
    decided = len(frame.facts.projects.record) + len(frame.facts.measures.record)
    lower, upper = frame.matrix.lower.copy(), frame.matrix.upper.copy()
    lower[:decided] = upper[:decided] = x[:decided]
    limits = [lever for lever in frame.levers if lever.row >= 0 and lever.member.rule not in DECIDED]
    kept = np.array([rule in ("approvals", "measures") for rule, _ in frame.matrix.rows])
    fixed = replace(
        frame.matrix, lower=lower, upper=upper, whole=np.zeros_like(frame.matrix.whole),
        row_upper=np.where(kept, np.inf, frame.matrix.row_upper),
    )  # fmt: skip
    rows = np.array([lever.row for lever in limits], dtype=int)
    missed, slack = with_slack(fixed, rows)
    found = least(missed, slack, np.ones(len(slack)), LIMIT).x[slack]
    size = np.maximum(np.abs(frame.matrix.row_upper[rows]), 1e-3 * np.abs(found).max(initial=0.0))
    missed_by = clean(np.where(found > SMALL * size, found, 0.0), np.where(size > 0, size, 1.0))
    return tuple(Change(lever.member, gap) for lever, gap in zip(limits, missed_by.tolist(), strict=True) if gap)


def _reductions(frame: Frame, amounts: Array) -> tuple[Change, ...]:
    keys = [frame.matrix.rows[r][1] for r in frame.usage]
    return tuple(
        Change(Member("reduction", region, year, quantity), amount)
        for (region, quantity, year), amount in zip(keys, amounts.tolist(), strict=True)
        if amount
    )
