"""What is uncertain, as numbers to be drawn (不确定参数): rows of the table → a vector of parameters → deviations.

Draw i of a seed has random numbers of its own (SeedSequence(seed, i) → Philox): it is the same whoever draws it.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np

from optimizer.domain.case import Case
from optimizer.formulation.shock import Shock, no_shock
from optimizer.rules.facts import Array, Facts
from optimizer.tables.distribution import Distribution, parse_distribution

LEAST = -0.99
"""A level or rate deviates by no more than −99 %, whatever a normal distribution says."""
Span = tuple[Array, Array]


@dataclass(frozen=True, eq=False)
class Source:
    """One row of the table: the entries (nodes, projects, measure entries) that it moves, and by which parameter."""

    what: str
    distribution: Distribution
    members: Array
    number: Array
    """The parameter of every member, counted from `first`."""
    first: int
    count: int
    elasticity: float

    def draw(self, random: np.random.Generator) -> Array:
        """Return values of the parameters."""
        shape, numbers = self.distribution.shape, self.distribution.numbers
        if shape == "normal":
            drawn = random.normal(numbers[0], numbers[1], self.count)
            return np.maximum(drawn, 0.0 if self.what == "delay" else LEAST)
        if shape == "discrete":
            at = np.searchsorted(np.cumsum(self.distribution.chances), random.random(self.count), side="right")
            return np.asarray(numbers)[np.minimum(at, len(numbers) - 1)]
        if numbers[0] == numbers[-1]:
            return np.full(self.count, numbers[0])
        if shape == "uniform":
            return random.uniform(numbers[0], numbers[1], self.count)
        return random.triangular(numbers[0], numbers[1], numbers[2], self.count)

    def quantile(self, share: float) -> float:
        """Return the value that is not exceeded with this chance."""
        shape, numbers = self.distribution.shape, self.distribution.numbers
        if shape == "normal":
            found = NormalDist(*numbers).inv_cdf(share) if numbers[1] > 0 else numbers[0]
            return max(found, 0.0 if self.what == "delay" else LEAST)
        if shape == "discrete":
            pairs = sorted(zip(numbers, self.distribution.chances, strict=True))
            at = np.searchsorted(np.cumsum([chance for _, chance in pairs]), share - 1e-12)
            return pairs[min(int(at), len(pairs) - 1)][0]
        low, high = numbers[0], numbers[-1]
        if shape == "uniform" or low == high:
            return low + share * (high - low)
        mode, width = numbers[1], high - low
        if share * width <= mode - low:
            return float(low + np.sqrt(share * width * (mode - low)))
        return float(high - np.sqrt((1.0 - share) * width * (high - mode)))


@dataclass(frozen=True, eq=False)
class Uncertain:
    """Everything that is uncertain in a case (不确定性)."""

    sources: tuple[Source, ...]
    nothing: Shock
    home: Array
    """P: node in which each project stands (its emission factor is that of its region)."""

    @property
    def size(self) -> int:
        """How many parameters there are."""
        return sum(source.count for source in self.sources)

    def draw(self, seed: int, number: int) -> Array:
        """Return draw `number` of a seed: the parameters."""
        random = np.random.Generator(np.random.Philox(np.random.SeedSequence(seed, spawn_key=(number,))))
        return np.concatenate([np.zeros(0), *(source.draw(random) for source in self.sources)])

    def box(self, chance: float) -> Span:
        """Return the least and largest values that bound each parameter's middle `chance`."""
        ends = [(1.0 - chance) / 2.0, (1.0 + chance) / 2.0]
        low, high = (
            np.concatenate([np.zeros(0), *(np.full(s.count, s.quantile(end)) for s in self.sources)]) for end in ends
        )
        return low, high

    def shock(self, values: Array) -> Shock:
        """Return the deviation that the parameters mean: rates add up, levels multiply, delays add up."""
        none = self.nothing
        moved: dict[str, Array] = {
            name: getattr(none, name).copy()
            for name in ("growth", "usage", "factor", "delay", "utilization", "saving", "cost", "price")
        }
        follow, consumption = none.growth.copy(), none.energy.copy()
        moved["consumption"] = consumption
        for source in self.sources:
            value = values[source.first : source.first + source.count][source.number]
            if source.what in ("growth", "delay"):
                moved[source.what][source.members] += value
                if source.what == "growth":
                    follow[source.members] += source.elasticity * value
            else:
                moved[source.what][source.members] = (1.0 + moved[source.what][source.members]) * (1.0 + value) - 1.0
        return Shock(
            moved["growth"], (1.0 + follow) * (1.0 + moved["usage"]) - 1.0, moved["factor"], moved["delay"],
            moved["utilization"], consumption, (1.0 + consumption) * (1.0 + moved["factor"][self.home]) - 1.0,
            moved["saving"], moved["cost"], moved["price"],
        )  # fmt: skip


def uncertain_of(case: Case, facts: Facts) -> Uncertain:
    """Return what the case declares to be uncertain, in the order of its table."""
    node = {name: n for n, name in enumerate(facts.tree.names)}
    home = case.projects["region"].map(node).to_numpy(int)[facts.projects.record]
    sources: list[Source] = []
    first = 0
    for row in case.uncertainty.to_dict("records"):
        members, own = _members(case, facts, home, row)
        number = own if row["scope"] == "each" else np.zeros(len(members), dtype=int)
        count = int(number.max(initial=-1)) + 1
        distribution = parse_distribution(row["distribution"], row["parameters"], row["what"] == "delay")
        assert distribution is not None
        sources.append(Source(row["what"], distribution, members, number, first, count, float(row["elasticity"])))
        first += count
    return Uncertain(tuple(sources), no_shock(facts), home)


def _members(case: Case, facts: Facts, home: Array, row: dict[Any, Any]) -> tuple[Array, Array]:
    """Return the entries that a row of the table moves, and the parameter of each when they are drawn one by one."""
    tree = facts.tree
    within = tree.subtree(tree.names.index(row["region"]) if row["region"] else tree.root)
    if row["what"] in ("growth", "usage", "factor", "price"):
        members = np.array(sorted(within))
        return members, np.arange(len(members))
    if row["what"] in ("saving", "cost"):
        members = np.flatnonzero(np.isin(facts.measures.node, within))
        names = case.measures["measure"].to_numpy(str)[facts.measures.record[members]]
        return members, np.unique(names, return_inverse=True)[1]
    asked = np.isin(home, within)
    if row["project"]:
        asked &= case.projects["project"].to_numpy(str)[facts.projects.record] == row["project"]
    members = np.flatnonzero(asked)
    return members, np.arange(len(members))
