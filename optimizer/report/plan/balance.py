"""The figures of the balance tables (平衡表): one row a node and year, the rounded plan with what follows from it."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from optimizer.domain.allocation import Allocation
from optimizer.domain.case import Case, Quantity
from optimizer.domain.rounded import CATEGORIES, RoundedPlan
from optimizer.report.parts.evidence import marks
from optimizer.report.parts.places import Place, children, places
from optimizer.report.parts.safe import spreadsheet_round
from optimizer.report.plan.bound import hard_targets, held_totals
from optimizer.report.plan.flows import with_flows
from optimizer.rules.policy import Policy
from optimizer.text import report as words

OWN = ("existing", *CATEGORIES, "sink", "projects", "usage_national", "usage_assessment")
"""What the region's own part (本级) has of its own."""


def balance(
    case: Case, policy: Policy, allocation: Allocation, rounded: RoundedPlan, quantity: Quantity
) -> pd.DataFrame:
    """Return the balance of one quantity: children before their parent, its own part (if any) just before it.

    Amounts are the rounded plan's; gdp and targets are unrounded. Derived columns hold exactly what the formulas
    of the sheet give. `role` is leaf, own or parent; `book` is national or assessment.
    """
    plan, exact = _of(rounded.nodes, quantity), _of(allocation.nodes, quantity)
    base, expected, mark = _base(case, quantity), _expected_gdp(case), marks(case, quantity)
    totals, targets = held_totals(case, policy, quantity), hard_targets(case, quantity)
    nodes = places(case)
    records: list[dict[str, object]] = []
    for place in nodes:
        role = "parent" if place.has_children else "leaf"
        if place.has_children:
            records += _own_part(case, plan, place, nodes)
        for year in case.years:
            key = (place.region, year)
            records.append(
                {"number": place.number, "parent": place.parent, "region": place.region, "name": place.region,
                 "year": year, "role": role, "mark": mark[key], "base": base[place.region],
                 "gdp_expected": expected[key], **plan[key],
                 "gdp": exact[key]["gdp"], "target_intensity": exact[key]["target_intensity"],
                 "total_bound": float(key in totals),
                 "target_bound": float(key in targets and math.isfinite(exact[key]["target_intensity"]))}
            )  # fmt: skip
    return _derive(with_flows(pd.DataFrame(records), policy), warn_share(policy))


def warn_share(policy: Policy) -> float:
    """Return the usage rate from which a light is 预警 (a display value of the pack)."""
    return float(policy.edition.display["lights"]["warn_share"])  # type: ignore[arg-type]


def _of(nodes: pd.DataFrame, quantity: Quantity) -> dict[tuple[str, int], dict[str, float]]:
    rows = nodes[nodes["quantity"] == quantity].drop(columns="quantity")
    return {
        (str(r["region"]), int(r["year"])): {str(k): v for k, v in r.items() if k not in ("region", "year")}
        for r in rows.to_dict("records")
    }


def _base(case: Case, quantity: Quantity) -> dict[str, float]:
    """Base-year amount by node; a blank parent is the sum of its children."""
    typed = dict(zip(case.regions["region"], case.regions[f"{quantity}_base"].astype(float), strict=True))
    for region, below in children(places(case)).items():
        if below and math.isnan(typed[region]):
            typed[region] = sum(typed[child] for child in below)
    return typed


def _expected_gdp(case: Case) -> dict[tuple[str, int], float]:
    """Expected GDP by node and year; a parent's is its own rows plus its children's."""
    rows = case.region_years
    own = dict(zip(zip(rows["region"], rows["year"], strict=True), rows["gdp_expected"].astype(float), strict=True))
    for region, below in children(places(case)).items():
        for year in case.years:
            own[region, year] = sum((own[child, year] for child in below), start=own.get((region, year), 0.0))
    return own


def _own_part(
    case: Case, plan: dict[tuple[str, int], dict[str, float]], place: Place, nodes: tuple[Place, ...]
) -> list[dict[str, object]]:
    """The parent's own part in every year (parent less children), or nothing when it has none in any year."""
    below = children(nodes)[place.region]
    records: list[dict[str, object]] = []
    for year in case.years:
        parts = {
            name: round(plan[place.region, year][name] - sum(plan[child, year][name] for child in below), 2) + 0.0
            for name in OWN
        }
        name = words.OWN_PART.format(region=place.region)
        records.append({"number": len(nodes) + place.number, "parent": place.number, "year": year, "role": "own",
                        "region": "", "name": name, "mark": "", **parts})  # fmt: skip
    return records if any(record[name] for record in records for name in OWN) else []


def _derive(table: pd.DataFrame, warn: float) -> pd.DataFrame:
    """Add what the sheet computes by formula, rounded as a spreadsheet rounds."""
    over = table["overrun_1"].fillna(0.0) + table["overrun_2"].fillna(0.0)
    limit = table["target_intensity"] * table["gdp"]
    grown = table["target_intensity"] * (table["gdp"] - table["gdp_expected"])
    backed = over.clip(upper=grown.fillna(0.0).clip(lower=0.0))
    national = table["usage"] == table["usage_national"]
    derived = table.assign(
        book=np.where(national, "national", "assessment"),
        overrun_1=table["overrun_1"].where(table["total"].notna()),
        overrun_2=table["overrun_2"].where(table["total"].notna()),
        increment=_rounded(table["total"] - table["base"]),
        growth_backed=_rounded(backed).where(table["total"].notna()),
        intensity=table["held"] / table["gdp"].where(table["gdp"] > 0),
        intensity_headroom=_rounded(limit - table["held"]),
        total_headroom=_rounded(table["total"] + table["lift"] - table["held"]),
        headroom=_rounded(table["budget"] - table["held"]),
        rate=_rounded(table["held"] / table["budget"].where(table["budget"] > 0), 4),
    )  # fmt: skip
    derived["unbacked"] = _rounded(over - derived["growth_backed"])
    light = np.where(
        over > 0, words.LIGHT_OVER, np.where(derived["rate"] >= warn, words.LIGHT_WARN, words.LIGHT_NORMAL)
    )
    derived["light"] = np.where(table["budget"].notna(), light, "")
    derived["verdict"] = np.where(table["total"].notna(), np.where(over > 0, words.ELASTIC, words.RIGID), "")
    return derived


def _rounded(values: pd.Series, digits: int = 2) -> pd.Series:
    return values.astype(float).map(lambda value: spreadsheet_round(value, digits))
