"""Where the regions stand (地区基数): base year, target and expected growth, in exact figures (domain.md A.2, E.2)."""

from __future__ import annotations

from fractions import Fraction

from optimizer.domain.case import QUANTITIES, Case
from optimizer.domain.review import Standing
from optimizer.systems.exact import exact, maybe


def standings(case: Case) -> dict[tuple[str, str], Standing]:
    """Return the standing of every region in every quantity, by (region, quantity).

    An intensity typed in the target row overrides base energy or carbon over base GDP (contract): then a = I_0·b.
    """
    expected = _expected(case)
    targets = {
        (str(row["region"]), str(row["quantity"])): (exact(row["reduction"]), maybe(row["intensity"]))
        for row in case.targets.to_dict("records")
        if int(row["year"]) == case.years[-1]
    }
    found: dict[tuple[str, str], Standing] = {}
    for row in case.regions.to_dict("records"):
        region, gdp = str(row["region"]), maybe(row["gdp_base"])
        for quantity in QUANTITIES:
            base = maybe(row[f"{quantity}_base"])
            reduction, typed = targets.get((region, quantity), (None, None))
            if typed is not None and gdp is not None:
                base = typed * gdp
            intensity = typed if typed is not None else base / gdp if base is not None and gdp else None
            target = None if reduction is None or intensity is None else (1 - reduction) * intensity
            found[region, quantity] = Standing(region, quantity, base, gdp, target, expected[region])
    return found


def _expected(case: Case) -> dict[str, Fraction]:
    """Return the expected GDP of the last year, every region with all below it (亿元)."""
    parent = dict(zip(case.regions["region"], case.regions["parent"], strict=True))
    total = {str(region): Fraction(0) for region in parent}
    for row in case.region_years.to_dict("records"):
        node = str(row["region"]) if int(row["year"]) == case.years[-1] else ""
        while node:
            total[node] += exact(row["gdp_expected"])
            node = str(parent[node])
    return total
