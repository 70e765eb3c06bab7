"""Stage 2 (第二阶段): what is left of the region's budget, shared by max-min fairness.

With the approvals, measures, transfers and overruns of stage 1 held, the smallest relative headroom over the
children is made as large as can be, then the next smallest, and so on: water-filling, in closed form, level by level
from the region down. The answer is unique, so two runs on two machines give the same table.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from optimizer.rules.facts import CARBON, Array, Facts
from optimizer.solver.moved import NOISE, Moved


@dataclass(frozen=True, eq=False)
class Use:
    """What the plan uses (用量), K × N × T over subtrees unless `own` says otherwise; G is N × T."""

    national: Array
    assessment: Array
    own_national: Array
    own_relief: Array
    """Own sinks and ecological measures: what the assessment book takes off (carbon only)."""
    gdp: Array


@dataclass(frozen=True, eq=False)
class Shares:
    """Budgets handed down (预算), K × N × T; NaN where nothing limits the node.

    need: the least budget that a node can do with.
    """

    budget: Array
    need: Array
    moved: Moved
    """The flows, grants cut to what is needed."""
    overrun_1: Array
    overrun_2: Array


def use_of(facts: Facts, approval: Array, uptake: Array) -> Use:
    """Return usage and GDP of every node for given approvals (P) and uptake (M)."""
    projects, measures = facts.projects, facts.measures
    national = facts.existing.copy()
    relief = np.zeros_like(national)
    relief[CARBON] = facts.sink
    gdp = facts.gdp.copy()
    output = projects.ramp * approval[:, None]
    for k in range(2):
        charged = projects.charged[k] >= 0
        np.add.at(national[k], projects.charged[k][charged], (projects.use[k][:, None] * output)[charged])
        saved = measures.saving[k] * uptake
        beyond = measures.excluded & (k == CARBON)
        at = measures.node, measures.year
        np.subtract.at(national[k], at, np.where(beyond, 0.0, saved))
        np.add.at(relief[k], at, np.where(beyond, saved, 0.0))
    credited = projects.credited >= 0
    np.add.at(gdp, projects.credited[credited], (projects.value_added[:, None] * output)[credited])
    np.subtract.at(gdp, (measures.node, measures.year), measures.loss * uptake)
    sums = facts.tree.sums
    every = np.stack([sums(own) for own in national])
    relieved = every - np.stack([sums(own) for own in relief])
    return Use(every, relieved, national, relief, sums(gdp))


def share(facts: Facts, use: Use, moved: Moved) -> Shares:
    """Hand the budgets down: overruns from need, then water-filling below every node."""
    own = _own(facts, use, moved)
    moved = _least_grants(facts, use, own, moved)
    need = _need(facts, own, moved)
    limits = facts.limits
    total = limits.total + moved.raised
    over = np.where(limits.mode == 1, need - total, 0.0)
    over = np.where(over > NOISE * np.maximum(np.abs(need), np.abs(limits.total)), over, 0.0)
    cap = np.full(need.shape, np.inf)
    cap = np.where(limits.hard, np.minimum(cap, limits.intensity * use.gdp[None]), cap)
    cap = np.where(limits.mode > 0, np.minimum(cap, total + over), cap)
    budget = np.full(need.shape, np.inf)
    tree = facts.tree
    budget[:, tree.root] = cap[:, tree.root]
    for n in reversed(tree.order):
        if tree.children[n]:
            pool = budget[:, n] - own[:, n]
            if n == tree.root:
                pool = np.minimum(pool, _handed(facts, budget[:, n], moved))
            children = list(tree.children[n])
            budget[:, children] = _fill_all(pool, need[:, children], cap[:, children])
    budget = np.where(np.isfinite(budget), budget, np.nan)
    first = np.minimum(over, limits.width)
    return Shares(budget, need, moved, first, over - first)


def _least_grants(facts: Facts, use: Use, own: Array, moved: Moved) -> Moved:
    """Cut every grant to what its league needs beyond its total; what the region's own limit needs besides stays.

    What else was granted goes back to the reserve, from the last leagues first.
    """
    if not facts.flows.grants:
        return moved
    root, share, leaves = facts.tree.root, facts.flows.reserve_share, list(facts.flows.leaves)
    need = _need(facts, own, moved)
    below = need[:, list(facts.tree.children[root])].sum(axis=1) - moved.net.sum(axis=1)
    region = np.maximum(need[:, root], _limit(facts, use)[:, root])
    total = facts.limits.total + moved.raised - moved.granted
    wanted = np.where(facts.limits.mode > 0, np.clip(own - total, 0.0, moved.granted), 0.0)
    wanted = np.where(wanted > NOISE * np.abs(own), wanted, 0.0)
    lack = below - (1.0 - share) * region - wanted.sum(axis=1)
    for n in leaves:
        more = np.clip(lack, 0.0, moved.granted[:, n] - wanted[:, n])
        wanted[:, n] += more
        lack = lack - more
    return replace(moved, granted=wanted)


def _limit(facts: Facts, use: Use) -> Array:
    """Return what each budget may be without an overrun, K × N × T (inf: no limit)."""
    limits = facts.limits
    cap = np.where(limits.hard, limits.intensity * use.gdp[None], np.inf)
    found: Array = np.where(limits.mode > 0, np.minimum(cap, limits.total), cap)
    return found


def _handed(facts: Facts, budget: Array, moved: Moved) -> Array:
    """Return what the region may hand down: its budget without the reserve, and what is granted of that; K × T."""
    kept: Array = (1.0 - facts.flows.reserve_share) * budget + moved.granted.sum(axis=1)
    handed: Array = (np.minimum(kept, budget) if facts.flows.grants else kept) + moved.net.sum(axis=1)
    return handed


def _own(facts: Facts, use: Use, moved: Moved) -> Array:
    """Return what a node's own part takes from its budget beside the budgets of its children, K × N × T."""
    own = use.own_national - use.own_relief + moved.net
    root = facts.tree.root
    if facts.national(root):
        below = facts.tree.subtree(root)[1:]
        own[:, root] = use.own_national[:, root] + use.own_relief[:, below].sum(axis=1)
    own[:, root] -= moved.net.sum(axis=1)
    return own


def _need(facts: Facts, own: Array, moved: Moved) -> Array:
    """Return the least budget of each node, leaves first."""
    need, share = own.copy(), facts.flows.reserve_share
    granted = moved.granted.sum(axis=1)
    for n in facts.tree.order:
        children = list(facts.tree.children[n])
        if children:
            below = need[:, children].sum(axis=1)
            need[:, n] = below + own[:, n]
            if n == facts.tree.root:
                below = below - moved.net.sum(axis=1)
                need[:, n] = np.maximum(need[:, n], (below - granted) / (1.0 - share))
                if facts.flows.grants:
                    need[:, n] = np.maximum(need[:, n], np.maximum(below, granted / share if share else 0.0))
    return need


def _fill_all(pool: Array, need: Array, cap: Array) -> Array:
    filled = np.empty_like(need)
    for k in range(need.shape[0]):
        for t in range(need.shape[2]):
            filled[k, :, t] = fill(float(pool[k, t]), need[k, :, t], cap[k, :, t])
    return filled


def fill(pool: float, need: Array, cap: Array) -> Array:
    """Share a pool over nodes: need + h·weight up to each cap, with the largest common h that the pool allows.

    weight is the need itself, so that h is the relative headroom; a node without need comes last.
    """
    size = np.abs(need)
    least = size[size > 0].min(initial=np.inf)
    weight = np.where(size > 0, size, 1e-6 * least if np.isfinite(least) else 1.0)
    if not np.isfinite(pool):
        return cap.copy()
    room = np.maximum(cap - need, 0.0)
    order = np.argsort(room / weight, kind="stable")
    left = pool - float(np.minimum(need, cap).sum())
    for capped in range(len(order)):
        rest = order[capped:]
        level = (left - float(room[order[:capped]].sum())) / float(weight[rest].sum())
        if level <= room[rest[0]] / weight[rest[0]]:
            gift = np.where(np.isin(np.arange(len(order)), rest), max(level, 0.0) * weight, room)
            filled: Array = np.minimum(need + gift, cap)
            return filled
    return cap.copy()
