"""The account of a plan (账): what every node uses, earns and may use, in plain arithmetic over the case's tables.

It shares no code with the model: the rules' checks and the rounding read it, the solver never does.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from optimizer.domain.allocation import Allocation
from optimizer.domain.case import QUANTITIES, Case
from optimizer.domain.rows import rows_of
from optimizer.rules.account_limits import Target, TotalTerms, targets_of, totals_of
from optimizer.rules.account_market import Market
from optimizer.rules.account_parts import Part, Place, gather_parts


@dataclass(frozen=True, slots=True)
class Objective:
    """The parts of the objective (目标, 亿元): value of approvals, overrun penalties, costs of measures and trade."""

    value: float
    penalty: float
    cost: float
    trade: float
    largest: float

    @property
    def total(self) -> float:
        """Value less penalties and costs."""
        return math.fsum([self.value, -self.penalty, -self.cost, -self.trade])


class Account:
    """The account (账) of one allocation under one policy; amounts in 万t, money in 亿元.

    settings: rule id → its settings; allocation: its frames `approvals`, `uptake` and `nodes` are read;
    measure_rows: the case's measures by column name, in order, made once for all that read them.
    Raises KeyError when the allocation lacks a project, a measure or a node of the case.
    """

    def __init__(self, case: Case, settings: Mapping[str, Any], allocation: Allocation) -> None:
        self.case, self.settings, self.root = case, settings, case.root
        self.regions = tuple(map(str, case.regions["region"]))
        self.parent = dict(zip(self.regions, map(str, case.regions["parent"]), strict=True))
        self.children = {r: tuple(c for c in self.regions if self.parent[c] == r) for r in self.regions}
        given, taken = allocation.approvals, allocation.uptake
        asked, shares = map(str, given["project"].tolist()), map(float, given["approval"].tolist())
        self._approval = dict(zip(asked, shares, strict=True))
        keys = zip(map(str, taken["measure"]), map(int, taken["year"]), strict=True)
        self._uptake = dict(zip(keys, map(float, taken["share"]), strict=True))
        self._nodes: dict[Place, Any] = {
            (str(row["region"]), str(row["quantity"]), int(row["year"])): row
            for row in rows_of(allocation.nodes)
        }
        self.measure_rows = rows_of(case.measures)
        self._own = gather_parts(case, settings, self.measure_rows, self._approval, self._uptake)
        self._sum_up()

    def _sum_up(self) -> None:
        """Sum parts and GDP over subtrees, every node after its children."""
        self._parts = dict(self._own.parts)
        self._gdp, self._expected = dict(self._own.gdp), dict(self._own.gdp_expected)
        for region in reversed([self.root, *self.below(self.root)]):
            below = self.children[region]
            for year in self.case.years if below else ():
                for found in (self._gdp, self._expected):
                    found[region, year] = math.fsum(found[node, year] for node in (region, *below))
                for quantity in QUANTITIES:
                    place = region, quantity, year
                    self._parts[place] = _sum([self._parts[node, quantity, year] for node in (region, *below)])

    def places(self) -> Iterator[Place]:
        """Yield every region, quantity and year, in the order of the case."""
        return ((r, q, y) for r in self.regions for y in self.case.years for q in QUANTITIES)

    def below(self, region: str) -> list[str]:
        """Return every node under a node, without itself, parents before children."""
        found = list(self.children[region])
        for node in found:
            found.extend(self.children[node])
        return found

    def approval(self, project: str) -> float:
        """Return the share of a project that is approved."""
        return self._approval[project]

    def uptake(self, measure: str, year: int) -> float:
        """Return the share of a measure that is carried out in a year."""
        return self._uptake[measure, year]

    def reported(self, place: Place, column: str) -> float:
        """Return a figure as it stands in the allocation's own table."""
        return float(self._nodes[place][column])

    def budget(self, place: Place) -> float:
        """Return the budget handed down (NaN: no limit at the node or above it)."""
        return self.reported(place, "budget")

    def handed_down(self, place: Place) -> tuple[float, ...]:
        """Return the budgets of the children."""
        region, quantity, year = place
        return tuple(self.budget((child, quantity, year)) for child in self.children[region])

    def overruns(self, place: Place) -> tuple[float, float]:
        """Return the overruns of the two tiers; none counts as 0."""
        first, second = self.reported(place, "overrun_1"), self.reported(place, "overrun_2")
        return (0.0 if math.isnan(first) else first), (0.0 if math.isnan(second) else second)

    def flow(self, place: Place, name: str) -> float:
        """Return a flow of a leaf: sold, bought, granted, banked or borrowed (万t); none counts as 0."""
        return float(self._nodes[place].get(name, 0.0))

    def moved(self, place: Place) -> float:
        """Return what trade adds to the use that a node is held to: of a leaf sold − bought, of the region −Σ of it."""
        region, quantity, year = place
        if region != self.root:
            return 0.0 if self.children[region] else self.flow(place, "sold") - self.flow(place, "bought")
        leaves = [(leaf, quantity, year) for leaf in self.case.leaves if leaf != region]
        return math.fsum([self.flow(p, "bought") for p in leaves] + [-self.flow(p, "sold") for p in leaves])

    def moved_total(self, place: Place) -> float:
        """Return by how much banking, borrowing and grants raise the total of a leaf."""
        region, quantity, year = place
        if self.children[region]:
            return 0.0
        found = [self.flow(place, "granted"), self.flow(place, "borrowed"), -self.flow(place, "banked")]
        t = self.case.years.index(year)
        if t:
            before = region, quantity, self.case.years[t - 1]
            carry = float(self.settings["bank"].carry)
            found += [carry * self.flow(before, "banked"), -self.flow(before, "borrowed")]
        return math.fsum(found)

    def bankable(self, place: Place) -> float:
        """Return the total of a league that banking is measured against; 0 where there is none, or beyond the plan."""
        terms = self.terms(place) if place[0] != self.root else None
        return terms.total if terms is not None and terms.mode != "report" else 0.0

    def later(self, place: Place) -> Place:
        """Return the same place in the next year of the plan (year 0: there is none)."""
        following = [year for year in self.case.years if year > place[2]]
        return place[0], place[1], min(following, default=0)

    def net(self, place: Place) -> float:
        """Return what a node with everything below it sold less what it bought; the region is held to physical use."""
        if place[0] == self.root:
            return 0.0
        leaves = [node for node in (place[0], *self.below(place[0])) if not self.children[node]]
        return math.fsum(self.moved((leaf, place[1], place[2])) for leaf in leaves)

    def headroom(self, place: Place) -> float:
        """Return what is left of the budget, after trade."""
        return self.budget(place) - self.usage(place) - self.net(place)

    def own(self, place: Place) -> Part:
        """Return the node's own part, without its children (of a leaf: all of it)."""
        return self._own.parts[place]

    def part(self, place: Place) -> Part:
        """Return what makes up the usage of a node with everything below it."""
        return self._parts[place]

    def on_national_book(self, region: str) -> bool:
        """Return whether the node is held to the national book, where sinks do not count."""
        return region == self.root and not self.settings["coverage"].root_counts_sinks

    def usage(self, place: Place) -> float:
        """Return the usage on the book that the node is held to."""
        part = self.part(place)
        return part.national if self.on_national_book(place[0]) else part.assessment

    def relief_below(self, place: Place) -> float:
        """Return the sinks and excluded reductions below a node, which its children's budgets enjoy."""
        region, quantity, year = place
        return math.fsum(self.part((child, quantity, year)).relief for child in self.children[region])

    def listed(self, quantity: str, year: int) -> float:
        """Return the usage of regionally listed projects, with which the root is charged instead of a leaf."""
        return self._own.listed[quantity, year]

    def gdp(self, region: str, year: int) -> float:
        """Return GDP: what exists, plus the value added of approved projects, less what measures lose."""
        return self._gdp[region, year]

    def gdp_expected(self, region: str, year: int) -> float:
        """Return the planned GDP, from which totals are derived."""
        return self._expected[region, year]

    def base(self, region: str, column: str) -> float:
        """Return a base-year figure of a node; where it is blank, the sum over its children."""
        own = self._base[column][region]
        if math.isnan(own) and self.children[region]:
            return math.fsum(self.base(child, column) for child in self.children[region])
        return own

    def target(self, place: Place) -> Target | None:
        """Return the target intensity of a node (None: no target in that year)."""
        return self._targets.get(place)

    def terms(self, place: Place) -> TotalTerms | None:
        """Return the total of a node and the terms of its overrun (None: no total)."""
        return self._totals.get(place)

    def limited(self, place: Place) -> bool:
        """Return whether the node or a node above it has a target or total that is more than reported."""
        region, quantity, year = place
        while region:
            target, terms = self.target((region, quantity, year)), self.terms((region, quantity, year))
            if (target and target.mode == "hard") or (terms and terms.mode != "report"):
                return True
            region = self.parent[region]
        return False

    @cached_property
    def objective(self) -> Objective:
        """The objective, added up again from the decisions."""
        projects, measures = self.case.projects, self.case.measures
        given = zip(projects["project"].tolist(), projects["value"].tolist(), strict=True)
        taken = zip(measures["measure"], measures["year"], measures["cost"], strict=True)
        value = [float(worth) * self.approval(project) for project, worth in given]
        cost = [float(price) * self.uptake(measure, int(year)) for measure, year, price in taken]
        paid = [
            price * amount
            for place, terms in self._totals.items()
            for price, amount in zip((terms.price_1, terms.price_2), self.overruns(place), strict=True)
        ]
        per_unit = float(self.settings["market"].cost)
        trade = [per_unit * self.flow(p, "bought") for p in self.places() if not self.children[p[0]]]
        largest = max(map(abs, (0.0, *value, *cost, *paid, *trade)))
        return Objective(math.fsum(value), math.fsum(paid), math.fsum(cost), math.fsum(trade), largest)

    @cached_property
    def market(self) -> Market:
        """What may be sold by whom, and at which ratio."""
        return Market(self.case, self.settings["market"], self._uptake, self.base, self._targets, self._totals)

    @cached_property
    def _base(self) -> dict[str, dict[str, float]]:
        columns = ("gdp_base", "energy_base", "carbon_base")
        return {c: dict(zip(self.regions, map(float, self.case.regions[c]), strict=True)) for c in columns}

    @cached_property
    def _targets(self) -> dict[Place, Target]:
        return targets_of(self.case, self.settings["intensity"].path, self.base)

    @cached_property
    def _totals(self) -> dict[Place, TotalTerms]:
        return totals_of(self.case, self.settings["total"], self._targets, self.gdp_expected)


def _sum(parts: list[Part]) -> Part:
    return Part(
        existing=math.fsum(part.existing for part in parts),
        projects=math.fsum(part.projects for part in parts),
        reductions=tuple(map(math.fsum, zip(*(part.reductions for part in parts), strict=True))),
        sink=math.fsum(part.sink for part in parts),
        excluded=parts[0].excluded,
    )
