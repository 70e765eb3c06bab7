"""Effect on targets (对目标的影响): room and intensity of league and region, before and after, year by year.

Room is τ·GDP − usage on the book that the region is held to; listed projects count where they are charged.
"""

from __future__ import annotations

import numpy as np

from optimizer.domain.case import QUANTITIES
from optimizer.domain.review import Effect
from optimizer.rules.facts import Facts
from optimizer.solver.share import use_of


class Effects:
    """What each project does to the targets of its league and of the region."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        use = use_of(facts, facts.projects.lower, facts.measures.lower)
        book = [use.national if facts.national(n) else use.assessment for n in range(len(facts.tree.names))]
        self._usage = np.stack([book[n][:, n] for n in range(len(book))], axis=1)
        self._gdp = use.gdp

    def of(self, position: int, region: str) -> tuple[Effect, ...]:
        """Return the effects of the project at that position of the facts: league, region; energy, carbon; years."""
        tree = self._facts.tree
        levels = dict.fromkeys((tree.names.index(region), tree.root))
        return tuple(
            self._one(position, k, n, t)
            for n in levels
            for k in range(len(QUANTITIES))
            for t in range(len(self._facts.years))
            if np.isfinite(self._facts.limits.intensity[k, n, t])
        )

    def _one(self, position: int, k: int, n: int, t: int) -> Effect:
        facts, projects = self._facts, self._facts.projects
        inside = {*facts.tree.subtree(n)}
        ramp = float(projects.ramp[position, t])
        used = float(projects.use[k, position]) * ramp * (int(projects.charged[k, position]) in inside)
        earned = float(projects.value_added[position]) * ramp * (int(projects.credited[position]) in inside)
        decided = float(projects.lower[position])
        usage = float(self._usage[k, n, t]) - decided * used
        gdp = float(self._gdp[n, t]) - decided * earned
        target = float(facts.limits.intensity[k, n, t])
        return Effect(
            facts.tree.names[n], QUANTITIES[k], facts.years[t], target, used - target * earned,
            headroom_before=target * gdp - usage, headroom_after=target * (gdp + earned) - usage - used,
            intensity_before=_over(usage, gdp), intensity_after=_over(usage + used, gdp + earned),
        )  # fmt: skip


def _over(usage: float, gdp: float) -> float:
    return usage / gdp if gdp > 0 else float("nan")
