"""Hard limits under a box of deviations (稳健约束): what each figure of a row is in the case, and at its worst.

A plan (approvals, measures, and what is traded, banked and granted) is held, budgets follow what is used. Budgets that
fit exist just when every node with a hard limit uses no more than it allows: usage of its book ≤ τ·GDP, or ≤ a hard
total; what the leagues use leaves the region its reserve; and nobody sold more than the measures then save. So each
limit is one row over approvals and uptakes, Σ a·x + Σ c ≤ 0, in which every project, measure and node (what exists
there) has one figure, and what was moved (certain: decided beforehand) has its columns. Deviations move a row's figures
one by one, and each by its own parameters, so every figure can be at its worst at once: at the worst corner of the box.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from optimizer.formulation.columns import columns_of
from optimizer.formulation.shock import delayed
from optimizer.rules.facts import CARBON, Array, Facts
from optimizer.systems.uncertainty.risk_draws import HARD
from optimizer.systems.uncertainty.uncertain import Source, Span, Uncertain

Place = tuple[int, int, int]
Key = tuple[str, int, int, int]
"""rule (intensity | total | reserve | granted | whole | sold), quantity, node, year."""


Entries = tuple[tuple[int, float], ...]


@dataclass(frozen=True, eq=False)
class Ends:
    """The box, entity by entity: lowest and highest deviation; `growth` and `follow` list the corners (C × N)."""

    growth: Array
    follow: Array
    usage: Span
    factor: Span
    delay: Span
    utilization: Span
    consumption: Span
    saving: Span


@dataclass(frozen=True, eq=False)
class Limit:
    """One hard limit as a row: figures of projects and measures (P + M) and of nodes (N), and how far each can rise."""

    key: Key
    nominal: Array
    rise: Array
    constant: Array
    constant_rise: Array
    moved: Entries = ()
    """Columns of what is moved, with their coefficients: certain."""


def ends_of(uncertain: Uncertain, box: Span) -> Ends:
    """Return the box by entity; it always holds the case itself."""
    low, high = np.minimum(box[0], 0.0), np.maximum(box[1], 0.0)
    nodes = len(uncertain.nothing.growth)
    grows = [source for source in uncertain.sources if source.what == "growth"]
    corners = list(product((low, high), repeat=len(grows)))
    growth, follow = np.zeros((len(corners), nodes)), np.zeros((len(corners), nodes))
    for c, corner in enumerate(corners):
        for source, end in zip(grows, corner, strict=True):
            moved = _of(source, end)
            growth[c, source.members] += moved
            follow[c, source.members] += source.elasticity * moved
    least, most = uncertain.shock(low), uncertain.shock(high)
    plain = replace(uncertain, sources=tuple(s for s in uncertain.sources if s.what not in ("growth", "factor")))
    own_least, own_most = plain.shock(low), plain.shock(high)
    return Ends(
        growth, follow, (own_least.usage, own_most.usage), (least.factor, most.factor), (least.delay, most.delay),
        (least.utilization, most.utilization), (own_least.energy, own_most.energy), (least.saving, most.saving),
    )  # fmt: skip


def _of(source: Source, end: Array) -> Array:
    moved: Array = end[source.first : source.first + source.count][source.number]
    return moved


def limits_under(facts: Facts, home: Array, ends: Ends, base_year: int, reserve: float) -> Iterator[Limit]:
    """Yield every hard limit; `reserve` is the share of the region's budget that is kept back."""
    tree, limits, flows = facts.tree, facts.limits, columns_of(facts).flows
    bench = _Figures(facts, home, ends, base_year)
    for k, n, t in zip(*np.nonzero(limits.hard | (limits.mode == HARD)), strict=True):
        place = int(k), int(n), int(t)
        tau, total = float(limits.intensity[place]), float(limits.total[place])
        for rule, there, rate, fixed in (
            ("intensity", bool(limits.hard[place]), tau, 0.0), ("total", limits.mode[place] == HARD, 0.0, total)
        ):  # fmt: skip
            if there:
                below = tree.subtree(int(n))
                moved = moved_at(facts, flows, place, raised=rule == "total")
                row = bench.limit((rule, *place), below, facts.national(int(n)), rate, below, fixed)
                yield replace(row, moved=moved)
                if n == tree.root:
                    yield from _of_region(facts, bench, flows, place, (rate, fixed, reserve))
    yield from _sold(facts, bench, flows)


def moved_at(facts: Facts, flows: dict[str, Array], place: Place, raised: bool) -> Entries:
    """Return what is moved as entries of a node's row: sold less bought; with `raised`, less what lifts its total.

    At the region sold and bought do not count: it is held to what is physically used.
    """
    k, n, t = place
    if n == facts.tree.root:
        return ()
    wanted = [("sold", 1.0, node, t) for node in facts.tree.subtree(n)]
    wanted += [("bought", -1.0, node, t) for node in facts.tree.subtree(n)]
    if raised:
        wanted += [("granted", -1.0, n, t), ("banked", 1.0, n, t), ("banked", -facts.flows.carry, n, t - 1),
                   ("borrowed", -1.0, n, t), ("borrowed", 1.0, n, t - 1)]  # fmt: skip
    found = [(int(flows[name][k, node, at]), sign) for name, sign, node, at in wanted if name in flows and at >= 0]
    return tuple((column, sign) for column, sign in found if column >= 0)


def _of_region(
    facts: Facts, bench: _Figures, flows: dict[str, Array], place: Place, limit: tuple[float, float, float]
) -> Iterator[Limit]:
    """Yield what a limit of the region asks of all below it: its reserve is kept, or granted no further than it goes.

    limit: rate of GDP, fixed amount, share of the reserve.
    """
    (k, n, t), (rate, fixed, reserve) = place, limit
    below = facts.tree.subtree(n)
    if len(below) == 1 or reserve <= 0:
        return
    granted = flows["granted"][k, :, t] if "granted" in flows else np.zeros(0, dtype=np.int64)
    given = [int(column) for column in granted if column >= 0]
    kept = 1.0 - reserve
    handed = bench.limit(("reserve", *place), below[1:], False, kept * rate, below, kept * fixed)
    yield replace(handed, moved=tuple((column, -1.0) for column in given))
    if facts.flows.grants:
        out = bench.limit(("granted", *place), [], False, reserve * rate, below, reserve * fixed)
        yield replace(out, moved=tuple((column, 1.0) for column in given))
        yield bench.limit(("whole", *place), below[1:], False, rate, below, fixed)


def _sold(facts: Facts, bench: _Figures, flows: dict[str, Array]) -> Iterator[Limit]:
    """Yield, for every seller, that it sells no more than its measures save even when they save least."""
    sold = flows.get("sold", np.full(facts.limits.total.shape, -1))
    for k, n, t in zip(*np.nonzero(sold >= 0), strict=True):
        yield bench.sales((int(k), int(n), int(t)), int(sold[k, n, t]))


class _Figures:
    """The figures of rows, nominal and worst."""

    def __init__(self, facts: Facts, home: Array, ends: Ends, base_year: int) -> None:
        self._facts, self._home, self._ends = facts, home, ends
        self._passed = np.array(facts.years) - base_year
        ramp, (first, last) = facts.projects.ramp, ends.delay
        tried = np.unique(np.concatenate([np.arange(np.ceil(last.max(initial=0.0)) + 1.0), first, last]))
        late = np.stack([delayed(ramp, np.clip(by, first, last)) for by in tried])
        self._ramp = late.min(axis=0), late.max(axis=0)

    def limit(
        self, key: Key, users: list[int], national: bool, tau: float, earners: list[int], fixed: float
    ) -> Limit:
        """Return usage of some nodes ≤ τ·GDP of some nodes + fixed."""
        _, k, n, t = key
        uses, earns = (np.isin(np.arange(len(self._facts.tree.names)), nodes) for nodes in (users, earners))
        project = self._projects(k, t, tau, uses, earns)
        measure = self._measures(k, t, tau, uses, earns, national)
        constant = self._nodes(k, t, tau, uses, earns, national)
        nominal = np.concatenate([project[0], measure[0]])
        worst = np.concatenate([project[1], measure[1]])
        own = constant[0].copy()
        own[n] -= fixed
        return Limit(key, nominal, np.maximum(worst - nominal, 0.0), own, np.maximum(constant[1] - constant[0], 0.0))

    def sales(self, place: Place, column: int) -> Limit:
        """Return what a node sold ≤ what its measures save that may be sold."""
        k, n, t = place
        facts, nothing = self._facts, np.zeros(len(self._facts.tree.names))
        here = (facts.measures.node == n) & (facts.measures.year == t)
        saved = np.where(here, facts.flows.sellable[k], 0.0)
        nominal = np.concatenate([np.zeros(len(facts.projects.record)), -saved])
        rise = np.concatenate([np.zeros(len(facts.projects.record)), -saved * self._ends.saving[0]])
        return Limit(("sold", *place), nominal, np.maximum(rise, 0.0), nothing, nothing, ((column, 1.0),))

    def _projects(self, k: int, t: int, tau: float, uses: Array, earns: Array) -> tuple[Array, Array]:
        p, ends = self._facts.projects, self._ends
        used = np.where((p.charged[k] >= 0) & uses[p.charged[k]], p.use[k], 0.0)
        earned = np.where((p.credited >= 0) & earns[p.credited], tau * p.value_added, 0.0)
        dear = used * (1.0 + ends.consumption[1])
        if k == CARBON:
            dear = dear * (1.0 + ends.factor[1][self._home])
        dear = dear - earned
        least, most = (ramp[:, t] * (1.0 + end) for ramp, end in zip(self._ramp, ends.utilization, strict=True))
        return (used - earned) * p.ramp[:, t], np.where(dear >= 0, dear * most, dear * least)

    def _measures(
        self, k: int, t: int, tau: float, uses: Array, earns: Array, national: bool
    ) -> tuple[Array, Array]:
        m = self._facts.measures
        counts = uses[m.node] & ~(m.excluded & (k == CARBON) & national) & (m.year == t)
        saved = np.where(counts, m.saving[k], 0.0)
        lost = np.where(earns[m.node] & (m.year == t), tau * m.loss, 0.0)
        return lost - saved, lost - saved * (1.0 + self._ends.saving[0])

    def _nodes(self, k: int, t: int, tau: float, uses: Array, earns: Array, national: bool) -> tuple[Array, Array]:
        facts, ends, years = self._facts, self._ends, self._passed[t]
        existing = np.where(uses, facts.existing[k, :, t], 0.0)
        sink = np.where(uses & (k == CARBON) & (not national), facts.sink[:, t], 0.0)
        gdp = np.where(earns, tau * facts.gdp[:, t], 0.0)
        used = existing * ((1.0 + ends.follow) * (1.0 + ends.usage[1])) ** years
        if k == CARBON:
            used = used * (1.0 + ends.factor[1])
        worst = (used - gdp * (1.0 + ends.growth) ** years).max(axis=0)
        return existing - sink - gdp, worst - sink
