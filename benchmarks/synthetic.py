"""A made-up case of any size (合成算例), built column by column; no figure in it is real."""

from __future__ import annotations

import numpy as np
import pandas as pd

from optimizer.domain.case import Case
from optimizer.packs.edition import Edition
from optimizer.rules import RULES
from optimizer.rules.policy import Policy, compile_policy
from optimizer.tables import schema

BASE_YEAR = 2025
CATEGORIES = ("节能降碳", "淘汰产能", "用能结构优化", "碳减排工程")
SAVED_CARBON = (2.0, 2.2, 2.4, 2.8)
COST = (0.08, 0.16, 0.25, 0.40)


def synthetic_case(projects: int, regions: int, years: int = 5, seed: int = 0) -> Case:
    """Return a case of `regions` leaves under one root, `years` plan years and `projects` divisible candidates."""
    draw = np.random.default_rng(seed)
    leaves = np.array([f"R{i:03d}" for i in range(regions)])
    energy = np.exp(draw.normal(0, 0.6, regions)) * 1000
    gdp = energy / (0.5 * np.exp(draw.normal(0, 0.4, regions)))
    carbon = energy * 2.2 * np.exp(draw.normal(0, 0.15, regions))
    base = pd.DataFrame({"region": leaves, "gdp": gdp, "energy": energy, "carbon": carbon})
    plan = tuple(range(BASE_YEAR + 1, BASE_YEAR + 1 + years))
    table, ramp = _projects(draw, base, projects, plan)
    return Case(
        name="合成算例", model="synthetic", base_year=BASE_YEAR, years=plan, approval="share",
        gdp_includes_candidates=False, rules={}, waive={}, regions=_filled("regions", _regions(base)),
        region_years=_filled("region_years", _region_years(draw, base, plan)), targets=_targets(base, plan[-1]),
        totals=_totals(), projects=_filled("projects", table).assign(original=table["project"]),
        measures=_filled("measures", _measures(draw, base, plan)), ramp=ramp, origins={}, warnings=(), checksum="",
    )  # fmt: skip


def _filled(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the table with every column of the data dictionary; what it does not say is blank."""
    blank = {
        column.name: 0.0 if column.default == "0" else np.nan if column.dimensioned or column.kind == "year"
        else False if column.kind == "flag" else ""
        for column in schema.table(name).columns if column.name not in frame
    }  # fmt: skip
    return frame.assign(**blank)


def synthetic_policy() -> Policy:
    """Return the rules' own defaults with derived totals: every node and year has all its rows."""
    edition = Edition(
        pack="synthetic", id="none", title="合成", version="0", valid_from=None, valid_to=None,
        values={"rules": {}, "display": {}, "parameters": {}}, documents={},
    )  # fmt: skip
    policy, issues = compile_policy(RULES, edition, {"total": {"derive": True}})
    assert policy is not None, issues
    return policy


def _regions(base: pd.DataFrame) -> pd.DataFrame:
    root = base[["gdp", "energy", "carbon"]].sum()
    return pd.DataFrame({
        "region": ["ROOT", *base["region"]],
        "code": ["000000", *(f"{i:06d}" for i in range(1, len(base) + 1))],
        "parent": ["", *["ROOT"] * len(base)],
        "gdp_base": [root["gdp"], *base["gdp"]],
        "energy_base": [root["energy"], *base["energy"]],
        "carbon_base": [root["carbon"], *base["carbon"]],
    })  # fmt: skip


def _region_years(draw: np.random.Generator, base: pd.DataFrame, plan: tuple[int, ...]) -> pd.DataFrame:
    step = np.arange(1, len(plan) + 1)
    gdp = base["gdp"].to_numpy()[:, None] * 1.05**step
    fall = (1 - draw.uniform(0.032, 0.040, len(base)))[:, None] ** step
    count = len(base) * len(plan)
    return pd.DataFrame({
        "region": np.repeat(base["region"].to_numpy(), len(plan)),
        "year": np.tile(plan, len(base)),
        "gdp": gdp.ravel(),
        "gdp_expected": gdp.ravel(),
        "energy": (base["energy"].to_numpy()[:, None] * 1.05**step * fall).ravel(),
        "carbon": (base["carbon"].to_numpy()[:, None] * 1.05**step * fall).ravel(),
        "sink": np.zeros(count),
    })  # fmt: skip


def _targets(base: pd.DataFrame, last: int) -> pd.DataFrame:
    names = ["ROOT", *base["region"]]
    return pd.DataFrame({
        "region": np.repeat(names, 2),
        "quantity": np.tile(["energy", "carbon"], len(names)),
        "year": last,
        "reduction": np.tile([0.135, 0.145], len(names)),
        "intensity": np.nan,
        "mode": "hard",
    })  # fmt: skip


def _totals() -> pd.DataFrame:
    columns = ["region", "quantity", "year", "total", "mode", "band", "price_1", "price_2"]
    return pd.DataFrame({name: [] for name in columns})


def _projects(
    draw: np.random.Generator, base: pd.DataFrame, count: int, plan: tuple[int, ...]
) -> tuple[pd.DataFrame, np.ndarray]:
    """Return the projects and their ramp (P × T): nothing, then a start-up share, then full output."""
    place = np.sort(draw.choice(len(base), count, p=base["energy"] / base["energy"].sum()))
    start = draw.integers(0, max(len(plan) - 1, 1), count)[:, None]
    first = draw.uniform(0.3, 0.7, count)[:, None]
    year = np.arange(len(plan))
    ramp = np.where(year < start, 0.0, np.where(year == start, first, 1.0))
    energy = np.exp(draw.normal(0, 1.1, count))
    energy *= 0.15 * base["energy"].sum() / energy.sum()
    carbon = energy * (base["carbon"] / base["energy"]).to_numpy()[place] * np.exp(draw.normal(0, 0.3, count))
    added = energy / ((base["energy"] / base["gdp"]).to_numpy()[place] * 1.6 * np.exp(draw.normal(0, 0.8, count)))
    table = pd.DataFrame({
        "project": [f"P{i:06d}" for i in range(count)], "region": base["region"].to_numpy()[place],
        "energy": energy, "feedstock": 0.0, "nonfossil": 0.0, "carbon": carbon, "value_added": added,
        "value": added * ramp.sum(axis=1), "status": "candidate", "listing": "none", "divisible": True,
    })  # fmt: skip
    return table, ramp


def _measures(draw: np.random.Generator, base: pd.DataFrame, plan: tuple[int, ...]) -> pd.DataFrame:
    """Return four measures a region, one a category, every year; closing capacity loses value added."""
    kinds, size = len(CATEGORIES), len(base) * len(CATEGORIES) * len(plan)
    saving = np.repeat(base["energy"].to_numpy() * 0.009, kinds * len(plan))
    kind = np.tile(np.repeat(np.arange(kinds), len(plan)), len(base))
    return pd.DataFrame({
        "measure": [f"M{i // len(plan):05d}" for i in range(size)],
        "region": np.repeat(base["region"].to_numpy(), kinds * len(plan)),
        "category": np.array(CATEGORIES)[kind],
        "year": np.tile(plan, len(base) * kinds),
        "energy_saving": saving,
        "carbon_reduction": saving * np.array(SAVED_CARBON)[kind],
        "cost": saving * np.array(COST)[kind] * np.exp(draw.normal(0, 0.2, size)),
        "value_added_loss": np.where(kind == 1, saving * 0.05, 0.0),
        "status": "candidate",
        "divisible": True,
        "tradable": False,
        "in_ets": False,
    })  # fmt: skip
