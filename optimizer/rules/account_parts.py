"""What makes up each node's usage and GDP (构成), gathered in plain loops over the case's tables."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from optimizer.domain.case import QUANTITIES, Case
from optimizer.domain.rounded import CATEGORIES
from optimizer.domain.rows import rows_of

Place = tuple[str, str, int]
"""region, quantity, year."""
Rows = list[dict[str, Any]]
"""Rows of a table by column name."""


@dataclass(frozen=True, slots=True)
class Part:
    """What makes up a usage (构成, 万t): of a node's own part, or of everything from the node down.

    reductions: by measures, in the order of CATEGORIES; excluded: which of them the national book does not count.
    """

    existing: float
    projects: float
    reductions: tuple[float, ...]
    sink: float
    excluded: tuple[bool, ...]

    @property
    def counted(self) -> tuple[float, ...]:
        """The reductions that both books count."""
        return tuple(r for r, out in zip(self.reductions, self.excluded, strict=True) if not out)

    @property
    def relieving(self) -> tuple[float, ...]:
        """The reductions and sinks that only the assessment book counts (domain.md A.9)."""
        return (*(r for r, out in zip(self.reductions, self.excluded, strict=True) if out), self.sink)

    @property
    def national(self) -> float:
        """Usage on the national book."""
        return math.fsum([self.existing, self.projects, *(-r for r in self.counted)])

    @property
    def relief(self) -> float:
        """What the assessment book takes off the national one."""
        return math.fsum(self.relieving)

    @property
    def assessment(self) -> float:
        """Usage on the assessment book."""
        return math.fsum([self.existing, self.projects, *(-r for r in self.reductions), -self.sink])

    @property
    def largest(self) -> float:
        """The largest single term: the magnitude that rounding noise is measured against."""
        return max(map(abs, (self.existing, self.projects, self.sink, *self.reductions)))


@dataclass(frozen=True, eq=False)
class Gathered:
    """Own parts of every place, GDP of every node and year (亿元), and regionally listed usage by (quantity, year)."""

    parts: Mapping[Place, Part]
    gdp: Mapping[tuple[str, int], float]
    gdp_expected: Mapping[tuple[str, int], float]
    listed: Mapping[tuple[str, int], float]


def gather_parts(
    case: Case, settings: Mapping[str, Any], rows: tuple[Rows, Rows], approval: Mapping[str, float],
    uptake: Mapping[tuple[str, int], float],
) -> Gathered:  # fmt: skip
    """Return what each node has of its own, without its children; one pass over projects × years, measures, nodes.

    rows: of the case's projects and of its measures.
    """
    terms: dict[tuple[Any, ...], list[float]] = defaultdict(list)
    for row in rows_of(case.region_years):
        at = str(row["region"]), int(row["year"])
        for column in ("gdp", "gdp_expected", "sink", *QUANTITIES):
            terms[column, *at].append(float(row[column]))
    _add_projects(case, rows[0], settings["listing"], approval, terms)
    for row in rows[1]:
        at = str(row["region"]), int(row["year"])
        share = uptake[str(row["measure"]), at[1]]
        terms["gdp", *at].append(-share * float(row["value_added_loss"]))
        terms["saved", "energy", row["category"], *at].append(share * float(row["energy_saving"]))
        terms["saved", "carbon", row["category"], *at].append(share * float(row["carbon_reduction"]))

    def add(*key: Any) -> float:
        return math.fsum(terms.get(key, ()))

    regions = [str(region) for region in case.regions["region"]]
    excludes = settings["measures"].region_book_excludes
    nodes = [(region, year) for region in regions for year in case.years]
    return Gathered(
        parts={(r, q, y): _part(add, q, (r, y), excludes) for r, y in nodes for q in QUANTITIES},
        gdp={at: add("gdp", *at) for at in nodes},
        gdp_expected={at: add("gdp_expected", *at) for at in nodes},
        listed={(q, y): add("listed", q, y) for q in QUANTITIES for y in case.years},
    )


def _part(add: Callable[..., float], quantity: str, at: tuple[str, int], excludes: Iterable[str]) -> Part:
    """Energy has no sinks, and every saving of energy counts on both books."""
    carbon = quantity == "carbon"
    return Part(
        existing=add(quantity, *at),
        projects=add("charged", quantity, *at),
        reductions=tuple(add("saved", quantity, category, *at) for category in CATEGORIES),
        sink=add("sink", *at) if carbon else 0.0,
        excluded=tuple(carbon and category in excludes for category in CATEGORIES),
    )


def _add_projects(
    case: Case, projects: Rows, listing: Any, approval: Mapping[str, float], terms: dict[tuple[Any, ...], list[float]]
) -> None:
    """Charge usage and credit value added, project by project, to the leaf, to the root, or to nobody (单列)."""
    root = case.root
    for row, ramp in zip(projects, case.ramp.tolist(), strict=True):
        share, leaf = approval[str(row["project"])], str(row["region"])
        if share == 0.0:
            continue
        elsewhere = {"none": leaf, "regional": root, "national": None}[row["listing"]]
        use = {"energy": row["energy"] - row["feedstock"] - row["nonfossil"], "carbon": row["carbon"]}
        payer = {"energy": elsewhere, "carbon": elsewhere if listing.carbon_follows else leaf}
        earner = leaf if listing.value_added_stays else elsewhere
        for year, output in zip(case.years, ramp, strict=True):
            if earner is not None:
                terms["gdp", earner, year].append(share * output * row["value_added"])
            for quantity in QUANTITIES:
                amount = share * output * use[quantity]
                if payer[quantity] is not None:
                    terms["charged", quantity, payer[quantity], year].append(amount)
                if elsewhere == root != leaf and payer[quantity] == root:
                    terms["listed", quantity, year].append(amount)
