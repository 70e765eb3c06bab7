"""What makes up each node's usage and GDP (构成), gathered in plain arithmetic over the case's tables."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from optimizer.domain.case import QUANTITIES, Case
from optimizer.domain.rounded import CATEGORIES
from optimizer.domain.rows import rows_of

Place = tuple[str, str, int]
"""region, quantity, year."""
Rows = list[dict[str, Any]]
"""Rows of a table by column name."""
NOBODY = ""
"""Who is charged with a project that the nation lists."""
_TAKEN_OFF = ("feedstock", "nonfossil")


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
    case: Case, settings: Mapping[str, Any], measures: Rows, approval: Mapping[str, float],
    uptake: Mapping[tuple[str, int], float],
) -> Gathered:  # fmt: skip
    """Return what each node has of its own, without its children; one pass over projects × years, measures, nodes."""
    terms: dict[tuple[Any, ...], list[float]] = defaultdict(list)
    for row in rows_of(case.region_years):
        at = str(row["region"]), int(row["year"])
        for column in ("gdp", "gdp_expected", "sink", *QUANTITIES):
            terms[column, *at].append(float(row[column]))
    _add_projects(case, settings["listing"], approval, terms)
    for row in measures:
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
    case: Case, listing: Any, approval: Mapping[str, float], terms: dict[tuple[Any, ...], list[float]]
) -> None:
    """Charge usage and credit value added, project by project, to the leaf, to the root, or to nobody (单列)."""
    projects, root = case.projects, case.root
    share = np.array([approval[project] for project in map(str, projects["project"].tolist())], dtype=float)
    kept = np.flatnonzero(share)
    if not len(kept):
        return
    output = share[kept, None] * case.ramp[kept]
    leaf, listed = (projects[name].to_numpy(object)[kept] for name in ("region", "listing"))
    elsewhere = np.where(listed == "none", leaf, np.where(listed == "regional", root, NOBODY))
    amount = {name: projects[name].to_numpy(float)[kept, None] for name in (*QUANTITIES, *_TAKEN_OFF, "value_added")}
    use = {"energy": amount["energy"] - amount["feedstock"] - amount["nonfossil"], "carbon": amount["carbon"]}
    payer = {"energy": elsewhere, "carbon": elsewhere if listing.carbon_follows else leaf}
    earner = leaf if listing.value_added_stays else elsewhere
    _extend(terms, ("gdp",), case.years, earner, output * amount["value_added"])
    for quantity in QUANTITIES:
        used, by = output * use[quantity], payer[quantity]
        _extend(terms, ("charged", quantity), case.years, by, used)
        regional = (elsewhere == root) & (leaf != root) & (by == root)
        for t, year in enumerate(case.years):
            terms["listed", quantity, year].extend(used[regional, t].tolist())


def _extend(
    terms: dict[tuple[Any, ...], list[float]], key: tuple[str, ...], years: Sequence[int], who: Any, amounts: Any
) -> None:  # fmt: skip
    """Add amounts (P × T) to the terms of the node that each row belongs to (P)."""
    code, nodes = pd.factorize(who)
    order = np.argsort(code, kind="stable")
    ends = np.cumsum(np.bincount(code, minlength=len(nodes)))
    for node, rows in zip(nodes, np.split(order, ends[:-1]), strict=True):
        for t, year in enumerate(years) if node != NOBODY else ():
            terms[(*key, node, year)].extend(amounts[rows, t].tolist())
