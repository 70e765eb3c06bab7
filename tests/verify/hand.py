"""Cases and allocations made by hand: no reader and no solver stands between the figures and the check."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from optimizer.domain.allocation import Allocation
from optimizer.domain.case import QUANTITIES, Case
from optimizer.domain.outcome import Hold, Outcome, Stop
from optimizer.rules import RULES
from optimizer.rules.policy import Policy

NAN = math.nan
Records = Sequence[dict[str, Any]]

DEFAULTS: dict[str, dict[str, Any]] = {
    "regions": {"region": "", "code": "", "parent": "", "gdp_base": NAN, "energy_base": NAN, "carbon_base": NAN,
                "peak_year": NAN},
    "region_years": {"region": "", "year": 2030, "gdp": 0.0, "gdp_expected": NAN, "energy": 0.0, "carbon": 0.0,
                     "sink": 0.0, "reclaimed": NAN},
    "targets": {"region": "", "quantity": "", "year": 2030, "reduction": 0.0, "intensity": NAN, "mode": "hard",
                "incentive": NAN},
    "totals": {"region": "", "quantity": "", "year": 2030, "total": 0.0, "mode": "", "band": NAN, "price_1": NAN,
               "price_2": NAN},
    "projects": {"project": "", "region": "", "energy": 0.0, "feedstock": 0.0, "nonfossil": 0.0, "carbon": 0.0,
                 "value_added": 0.0, "value": NAN, "status": "candidate", "listing": "none", "divisible": False,
                 "two_high": False, "replacement_ratio": NAN, "start_year": NAN, "coal": NAN, "group": "",
                 "benchmark": "", "original": "", "ramp": None},
    "measures": {"measure": "", "region": "", "category": "节能降碳", "year": 2030, "energy_saving": 0.0,
                 "carbon_reduction": 0.0, "cost": 0.0, "value_added_loss": 0.0, "status": "candidate",
                 "divisible": True, "tradable": False, "in_ets": False, "project": ""},
}  # fmt: skip


def make_case(years: Sequence[int] = (2030,), **tables: Records) -> Case:
    """Return a case from records; what a record does not name has the default above."""
    frames = {
        name: pd.DataFrame([{**default, **record} for record in tables.get(name, ())], columns=list(default))
        for name, default in DEFAULTS.items()
    }
    ramps = [ramp or [1.0] * len(years) for ramp in frames["projects"].pop("ramp")]
    ramp = np.array(ramps, dtype=float).reshape(len(ramps), len(years))
    projects, years_frame = frames["projects"], frames["region_years"]
    projects["value"] = projects["value"].fillna(projects["value_added"] * ramp.sum(axis=1)).astype(float)
    projects["original"] = projects["original"].where(projects["original"] != "", projects["project"])
    years_frame["gdp_expected"] = years_frame["gdp_expected"].fillna(years_frame["gdp"]).astype(float)
    return Case(
        name="手算", model="base", base_year=2025, years=tuple(years), approval="whole",
        gdp_includes_candidates=False, rules={}, waive={}, ramp=ramp, origins={}, warnings=(), checksum="", **frames,
    )  # fmt: skip


def make_policy(**rules: dict[str, Any]) -> Policy:
    """Return a policy with the rules' own defaults, but for the settings named."""
    settings = {rule.id: rule.settings(**rules.get(rule.id, {})) for rule in RULES}
    return Policy(settings, edition=None)  # type: ignore[arg-type]


def make_allocation(
    case: Case,
    nodes: dict[tuple[str, str, int], dict[str, float]],
    approvals: dict[str, float] | None = None,
    uptake: dict[tuple[str, int], float] | None = None,
    objective: float = 0.0,
) -> Allocation:
    """Return an allocation; nodes: (region, quantity, year) → figures; intensity and headroom follow from them."""
    rows = []
    for region in case.regions["region"]:
        for year in case.years:
            for quantity in QUANTITIES:
                row = {"budget": NAN, "total": NAN, "overrun_1": 0.0, "overrun_2": 0.0, "target_intensity": NAN,
                       "reserve": NAN, **nodes[region, quantity, year]}  # fmt: skip
                row["intensity"] = row["usage"] / row["gdp"] if row["gdp"] > 0 else NAN
                row["headroom"] = row["budget"] - row["usage"]
                rows.append({"region": region, "year": year, "quantity": quantity, **row})
    approvals, uptake = approvals or {}, uptake or {}
    shares = [uptake.get(key, 0.0) for key in zip(case.measures["measure"], case.measures["year"], strict=True)]
    return Allocation(
        outcome=Outcome(Stop.PROVED_BEST, Hold.BEST, objective, objective),
        approvals=case.projects[["project", "region"]].assign(
            approval=[approvals.get(project, 0.0) for project in case.projects["project"]]
        ),
        uptake=case.measures[["measure", "year"]].assign(share=shares),
        nodes=pd.DataFrame(rows),
        binding=pd.DataFrame(columns=["rule", "region", "year", "quantity", "marginal_value", "says"]),
    )
