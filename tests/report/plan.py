"""A plan made by hand: three leagues, two years, an own part of the region, one league over its total.

2030, carbon (万t), by hand:
  甲: stock 100.10 + P1 20.00 − M1 5.00 (节能降碳) = 115.10 national; sink 0.10 → 115.00 assessment; budget 115.05
  乙: stock 60.20 + half of P2's 10.01 (5.00) = 65.20; budget 65.20; total 60.00 → overrun 5.20 (1.80 + 3.40)
  丙: stock 30.30 = budget 40.00
  own part of the region 1.00; region: 100.10+60.20+30.30+1.00 = 191.60 stock, 25.00 projects, 5.00 reductions,
  211.60 national; budget 230.25; reserve 230.25 − 115.05 − 65.20 − 40.00 = 10.00
Energy is a tenth of the carbon, without sinks, totals or targets but for the region's target of 2030.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from optimizer.domain.allocation import Allocation
from optimizer.domain.case import QUANTITIES, Case, Origin
from optimizer.domain.finding import Verification
from optimizer.domain.outcome import Hold, Outcome, Stop
from optimizer.domain.rounded import CATEGORIES, RoundedPlan
from optimizer.packs.load import load_pack
from optimizer.report.paper.paper import Paper
from optimizer.report.paper.plan_paper import plan_paper
from optimizer.report.parts.stamp import Stamp, make_stamp
from optimizer.rules import RULES
from optimizer.rules.policy import Policy, compile_policy
from optimizer.systems.review.impact import Indices

YEARS = (2029, 2030)
NAN = float("nan")
STOCK = {"甲": (98.00, 100.10), "乙": (59.00, 60.20), "丙": (30.00, 30.30), "全区": (1.00, 1.00)}
PROJECTS = {"甲": (0.00, 20.00), "乙": (2.50, 5.00), "丙": (0.00, 0.00), "全区": (0.00, 0.00)}
CUTS = {"甲": (0.00, 5.00), "乙": (0.00, 0.00), "丙": (0.00, 0.00), "全区": (0.00, 0.00)}
SINKS = {"甲": (0.10, 0.10), "乙": (0.00, 0.00), "丙": (0.00, 0.00), "全区": (0.00, 0.00)}
BUDGET = {"甲": (99.00, 115.05), "乙": (61.50, 65.20), "丙": (40.00, 40.00), "全区": (210.50, 230.25)}
ENERGY_BUDGET = {"甲": 14.00, "乙": 7.00, "丙": 4.00, "全区": 30.00}
TOTAL = {"甲": (NAN, 120.00), "乙": (NAN, 60.00), "丙": (NAN, NAN), "全区": (NAN, NAN)}
TIERS = {"乙": (1.80, 3.40)}
GDP = {"甲": 60.0, "乙": 42.0, "丙": 31.0, "全区": 133.0}
TARGET = {"甲": 2.0, "乙": 1.6, "丙": 1.5, "全区": 1.75}


@dataclass(frozen=True)
class Given:
    """What the report floor is given."""

    case: Case
    policy: Policy
    allocation: Allocation
    rounded: RoundedPlan
    verification: Verification
    stamp: Stamp

    @property
    def parts(self) -> tuple[Any, ...]:
        return (self.case, self.policy, self.allocation, self.rounded, self.verification, self.stamp)

    @property
    def exported(self) -> tuple[Any, ...]:
        """What the files are written from: with the warnings."""
        return (*self.parts, self.case.warnings)

    @property
    def paper(self) -> Paper:
        """The annual budget plan, with the impact indices of every project."""
        indices = Indices(self.case, self.policy)
        return plan_paper(*self.exported, impacts=[indices.of(n) for n in range(len(self.case.projects))])


def _frame(text: str) -> pd.DataFrame:
    head, *rows = (line.split("|") for line in text.strip().splitlines())
    frame = pd.DataFrame([[cell.strip() for cell in row] for row in rows], columns=[h.strip() for h in head])
    for name in frame:
        numbers = pd.to_numeric(frame[name].replace("", "nan"), errors="coerce")
        if name not in ("parent", "sector") and (numbers.notna() | (frame[name] == "")).all() and numbers.notna().any():
            frame[name] = numbers
    return frame


def _regions() -> pd.DataFrame:
    return _frame("""
        region|parent|gdp_base|energy_base|carbon_base|evidence
        甲|全区|50|9|95|公布
        乙|全区|40|5|55|公布
        丙|全区|30|3|30|估算
        全区|||||
    """)


def _region_years() -> pd.DataFrame:
    rows = [
        {"region": r, "year": y, "gdp": GDP[r] - 5, "gdp_expected": GDP[r] - 4 if r != "乙" else 40.0,
         "energy": STOCK[r][t] / 10, "carbon": STOCK[r][t], "sink": SINKS[r][t], "source": "年鉴",
         "evidence": "假设" if (r, y) == ("乙", 2030) else "公布"}
        for r in ("甲", "乙", "丙") for t, y in enumerate(YEARS)
    ]  # fmt: skip
    own = [{"region": "全区", "year": y, "gdp": 0.0, "gdp_expected": 0.0, "energy": 0.1, "carbon": 1.0, "sink": 0.0,
            "source": "", "evidence": "公布"} for y in YEARS]  # fmt: skip
    return pd.DataFrame(rows + own)


def _projects() -> pd.DataFrame:
    return _frame("""
        project|name|sector|region|energy|energy_calorific|feedstock|nonfossil|carbon|value_added|value|start_year|status|listing|divisible|source|evidence
        P1|煤制烯烃|化工|甲|2.5|2.4|0.3|0.2|20|6|6|2030|must|none||可研报告|公布
        P2|数据中心|信息|乙|1.001||0|0|10.01|4|8|2029|candidate|none|1||假设
        P3|铁合金|冶金|丙|3|2.9|0|0|12|1|1|2030|rejected|national|||估算
    """)


def _measures() -> pd.DataFrame:
    return _frame("""
        measure|name|region|category|year|energy_saving|carbon_reduction|cost|value_added_loss|status|divisible|source|evidence
        M1|节能改造|甲|节能降碳|2029|0.5|5|0.3|0|candidate|1|方案|估算
        M1|节能改造|甲|节能降碳|2030|0.5|5|0.3|0|candidate|1|方案|估算
    """)


def _limits() -> tuple[pd.DataFrame, pd.DataFrame]:
    targets = pd.DataFrame(
        [{"region": r, "quantity": "carbon", "year": y, "reduction": 0.1, "intensity": NAN, "mode": "hard",
          "source": "", "evidence": ""} for r in TARGET for y in YEARS]
        + [{"region": "全区", "quantity": "energy", "year": 2030, "reduction": 0.1, "intensity": NAN, "mode": "hard",
            "source": "", "evidence": ""}])  # fmt: skip
    totals = pd.DataFrame(
        [{"region": r, "quantity": "carbon", "year": 2030, "total": TOTAL[r][1], "mode": "", "band": 0.03,
          "price_1": 0.02, "price_2": 0.12, "source": "", "evidence": ""} for r in ("甲", "乙")])  # fmt: skip
    return targets, totals


def make_case() -> Case:
    targets, totals = _limits()
    return Case(
        name="三盟市手工算例", model="base", base_year=2025, years=YEARS, approval="share", gdp_includes_candidates=False,
        rules={"total": {"derive": False}}, waive={"negative_quantity": "理论算例，非实际项目"}, regions=_regions().assign(peak_year=NAN),
        region_years=_region_years().assign(reclaimed=NAN), targets=targets.assign(incentive=NAN), totals=totals,
        projects=_projects().assign(
            two_high=False, replacement_ratio=NAN, coal=NAN, group="", benchmark="", original=lambda p: p["project"]
        ),
        measures=_measures().assign(tradable=False, project=""),
        ramp=np.array([[0.0, 1.0], [0.5, 1.0], [0.0, 1.0]]), origins=dict.fromkeys(("regions",), Origin()),
        warnings=(), checksum="ab" * 32, path="",
    )  # fmt: skip


def _node(region: str, t: int, quantity: str) -> dict[str, Any]:
    carbon = quantity == "carbon"
    scale, root = (1.0 if carbon else 0.1), region == "全区"
    names = list(STOCK) if root else [region]

    def amount(table: dict[str, tuple[float, float]]) -> float:
        return round(sum(round(table[n][t] * scale, 2) for n in names), 2)

    existing, projects, cut = amount(STOCK), amount(PROJECTS), amount(CUTS)
    sink = amount(SINKS) if carbon else 0.0
    budget = BUDGET[region][t] if carbon else (ENERGY_BUDGET[region] if t else NAN)
    below = sum((BUDGET[n][t] if carbon else ENERGY_BUDGET[n]) for n in STOCK if n != region)
    over = TIERS.get(region, (0.0, 0.0)) if carbon and t else (0.0, 0.0)
    national = round(existing + projects - cut, 2)
    usage = national if root else round(national - sink, 2)
    return {
        "region": region, "year": YEARS[t], "quantity": quantity, "existing": existing, "projects": projects,
        **dict.fromkeys(CATEGORIES, 0.0), CATEGORIES[0]: cut, "sink": sink, "usage_national": national,
        "usage_assessment": round(national - sink, 2), "usage": usage,
        "total": TOTAL[region][t] if carbon else NAN, "overrun_1": over[0], "overrun_2": over[1], "budget": budget,
        "headroom": round(budget - usage, 2),
        "reserve": round(budget - below, 2) if root else NAN,
    }  # fmt: skip


def make_plan(case: Case, outcome: Outcome) -> tuple[Allocation, RoundedPlan]:
    regions = list(case.regions["region"])
    nodes = pd.DataFrame([_node(r, t, q) for r in regions for t in range(2) for q in QUANTITIES])
    limit = {"carbon": TARGET, "energy": {**dict.fromkeys(TARGET, NAN), "全区": 0.3}}
    exact = nodes.assign(
        gdp=[GDP[r] for r in nodes["region"]],
        target_intensity=[limit[q][r] if y == 2030 or q == "carbon" else NAN
                          for r, y, q in zip(nodes["region"], nodes["year"], nodes["quantity"], strict=True)],
    )  # fmt: skip
    exact["intensity"] = exact["usage"] / exact["gdp"]
    binding = pd.DataFrame(
        [{"rule": "total", "region": "乙", "quantity": "carbon", "year": 2030, "marginal_value": 0.12,
          "says": "乙 2030 年碳排放总量每增加 1 万吨CO2，目标增加 0.1200 亿元"}])  # fmt: skip
    allocation = Allocation(
        outcome=outcome,
        approvals=pd.DataFrame({"project": ["P1", "P2", "P3"], "region": ["甲", "乙", "丙"], "approval": [1.0, 0.49951, 0.0]}),
        uptake=pd.DataFrame({"measure": ["M1", "M1"], "year": [2029, 2030], "share": [0.0, 1.0]}),
        nodes=exact, binding=binding,
    )  # fmt: skip
    return allocation, RoundedPlan(nodes)


PROVED = Outcome(Stop.PROVED_BEST, Hold.BEST, 9.25208, 9.25208)
UNPROVED = Outcome(Stop.TIME_LIMIT, Hold.FEASIBLE, 9.25208, 9.50208)
"""6 + 8·0.49951 = 9.99608 value; 0.3 cost; 0.02·1.80 + 0.12·3.40 = 0.444 overruns: 9.25208."""


def given(outcome: Outcome = PROVED, **changes: Any) -> Given:
    """Return the plan; `changes` replace fields of the case."""
    case = replace(make_case(), **changes)
    edition, _ = load_pack("base").edition_for(case.years)
    policy, issues = compile_policy(RULES, edition, case.rules)
    assert policy is not None, issues
    allocation, rounded = make_plan(case, outcome)
    stamp = make_stamp(case, policy, outcome, {"time_limit": None}, "2026年3月1日 10:20")
    return Given(case, policy, allocation, rounded, Verification(True, 0.0, 42), stamp)
