"""What a decomposition rests on, from the case (分解数据): base year, expected growth, the node's own part."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from optimizer.domain.case import Case, Quantity
from optimizer.domain.decompose import Floats, Ground, Member
from optimizer.systems.decompose.index import TYPED


def members_of(case: Case, node: str) -> tuple[str, ...]:
    """Return the nodes directly below a node, in the order of the case."""
    frame = case.regions
    return tuple(str(region) for region in frame["region"][frame["parent"] == node])


def target_of(case: Case, region: str, quantity: Quantity) -> float | None:
    """Return a region's reduction in the last plan year (fraction), None where the case has no such row."""
    row = _target_rows(case, quantity).get(region)
    return None if row is None else float(row["reduction"])


def given_targets(case: Case, ground: Ground) -> Floats | None:
    """Return the members' own targets in the case (N), None when one of them has none."""
    found = [target_of(case, member.region, ground.quantity) for member in ground.members]
    return None if None in found else np.array(found, dtype=float)


def blanks(case: Case, node: str, quantity: Quantity) -> list[str]:
    """Return the nodes whose base intensity or base GDP the case does not say: they cannot be decomposed."""
    names = (node, *members_of(case, node))
    made = _members(case, names, quantity)
    return [m.region for m in made if not (m.gdp_base > 0 and np.isfinite(m.intensity) and m.intensity > 0)]


def ground_of(case: Case, node: str, quantity: Quantity) -> Ground:
    """Return the ground of a node whose members all have base values (see `blanks`)."""
    names = members_of(case, node)
    whole, *members = _members(case, (node, *names), quantity)
    gdp, amount = _by_year(case, "gdp_expected"), _by_year(case, quantity)
    below = _subtrees(case)
    return Ground(
        node, quantity, case.years, case.base_year, whole.gdp_base, whole.intensity, tuple(members),
        gdp=np.array([sum((gdp[inner] for inner in below[name]), np.zeros(len(case.years))) for name in names]),
        own_gdp=gdp[node], own_amount=amount[node],
    )  # fmt: skip


def _target_rows(case: Case, quantity: Quantity) -> Mapping[str, Mapping[str, Any]]:
    """The target rows of the last year, by region."""
    return {
        str(row["region"]): {str(key): value for key, value in row.items()}
        for row in case.targets.to_dict("records")
        if row["quantity"] == quantity and int(row["year"]) == case.years[-1]
    }


def _members(case: Case, names: tuple[str, ...], quantity: Quantity) -> list[Member]:
    """The base year of nodes; an intensity typed in the target row overrides amount over GDP (contract)."""
    rows: dict[str, Any] = {str(row["region"]): row for row in case.regions.to_dict("records")}
    targets, found = _target_rows(case, quantity), []
    for name in names:
        row, typed = rows[name], float(targets.get(name, {}).get("intensity", np.nan))
        gdp = float(row["gdp_base"])
        own = float(row[f"{quantity}_base"]) / gdp if gdp > 0 else np.nan
        intensity = typed if np.isfinite(typed) else own
        found.append(Member(name, gdp, intensity, str(row["class"]), float(row["population"]),
                            tuple((factor, float(row[factor])) for factor in TYPED)))  # fmt: skip
    return found


def _by_year(case: Case, column: str) -> dict[str, Floats]:
    """A column of region_years by region (T); 0 where there is no row."""
    found: dict[str, Floats] = {str(region): np.zeros(len(case.years)) for region in case.regions["region"]}
    frame = case.region_years
    for region, year, value in zip(frame["region"], frame["year"], frame[column], strict=True):
        found[str(region)][case.years.index(int(year))] = float(value)
    return found


def _subtrees(case: Case) -> dict[str, set[str]]:
    """Every node with all nodes below it, itself included."""
    parent = dict(zip(case.regions["region"], case.regions["parent"], strict=True))
    found: dict[str, set[str]] = {str(region): set() for region in parent}
    for region in parent:
        node = str(region)
        while node:
            found[node].add(str(region))
            node = str(parent[node])
    return found
