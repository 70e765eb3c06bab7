"""A right plan of two leagues, worked by hand; the tests plant one fault at a time.

Existing 甲: gdp 1000, energy 500, carbon 1000, sink 10; 乙: gdp 500, energy 200, carbon 400.
P1 甲, half output: controlled energy (50 − 5 − 5)·½ = 20, carbon 100·½ = 50, value added 60·½ = 30; approved.
P2 乙: not approved. P3 乙, 自治区单列, half approved: energy 6, carbon 15 to the region; value added 20 stays in 乙.
P4 甲, 国家单列, 必上: charged to nobody; value added 10 stays in 甲.
M1 甲 节能降碳, half: energy 2, carbon 10, cost 1. M2 乙 生态碳汇, all: carbon 6 (assessment book only), cost 0.6.

carbon  甲 1000 + 50 − 10 = 1040 national, − 10 = 1030 assessment; 乙 400 national, 394 assessment;
        region 1040 + 400 + 15 = 1455
energy  甲 500 + 20 − 2 = 518; 乙 200; region 518 + 200 + 6 = 724
GDP     甲 1000 + 30 + 10 = 1040; 乙 500 + 20 = 520; region 1560
τ       甲 and region: 20 % off 1.25 (1000 ÷ 800, and 1400 ÷ 1120) = 1.0, so 1040 and 1560
totals  乙 carbon 390 elastic, first tier 1 % = 3.9; its budget 396 costs 3.9·0.02 + 2.1·0.12 = 0.33
        甲 energy 520 hard. Region energy: target 0.5 only reported, so neither the region nor 乙 has an energy budget.
region  children's budgets 1035 + 396, own part 15, sinks and 生态碳汇 10 + 6: 1462 ≤ 1500;
        1431 + 2 % reserve of 1500 = 1461 ≤ 1500
objective 30 + 20 + 10 − 0.33 − 1.6 = 58.07
"""

from __future__ import annotations

from typing import Any

from optimizer.domain.allocation import Allocation
from optimizer.domain.case import Case
from optimizer.rules.policy import Policy
from tests.verify.hand import make_allocation, make_case, make_policy

OBJECTIVE = 58.07


def right_case() -> Case:
    return make_case(
        regions=[
            {"region": "全"},
            {"region": "甲", "parent": "全", "gdp_base": 800, "energy_base": 400, "carbon_base": 1000},
            {"region": "乙", "parent": "全", "gdp_base": 320, "energy_base": 200, "carbon_base": 400},
        ],
        region_years=[
            {"region": "甲", "gdp": 1000, "energy": 500, "carbon": 1000, "sink": 10},
            {"region": "乙", "gdp": 500, "energy": 200, "carbon": 400},
        ],
        targets=[
            {"region": "甲", "quantity": "carbon", "reduction": 0.2},
            {"region": "全", "quantity": "carbon", "reduction": 0.2},
            {"region": "全", "quantity": "energy", "intensity": 0.5, "mode": "report"},
        ],
        totals=[
            {"region": "乙", "quantity": "carbon", "total": 390, "band": 0.01},
            {"region": "甲", "quantity": "energy", "total": 520, "mode": "hard"},
        ],
        projects=[
            {"project": "P1", "region": "甲", "energy": 50, "feedstock": 5, "nonfossil": 5, "carbon": 100,
             "value_added": 60, "ramp": [0.5]},
            {"project": "P2", "region": "乙", "energy": 10, "carbon": 20, "value_added": 5},
            {"project": "P3", "region": "乙", "energy": 12, "carbon": 30, "value_added": 40, "listing": "regional",
             "divisible": True},
            {"project": "P4", "region": "甲", "energy": 8, "carbon": 9, "value_added": 10, "listing": "national",
             "status": "must"},
        ],
        measures=[
            {"measure": "M1", "region": "甲", "energy_saving": 4, "carbon_reduction": 20, "cost": 2},
            {"measure": "M2", "region": "乙", "category": "生态碳汇", "carbon_reduction": 6, "cost": 0.6},
        ],
    )  # fmt: skip


def right_policy(**rules: dict[str, Any]) -> Policy:
    return make_policy(**{"hand_down": {"reserve_share": 0.02}, **rules})


def right_allocation(case: Case, scale: float = 1.0) -> Allocation:
    """Return the plan above; `scale` for a case whose every amount and every money figure is scaled alike."""
    nodes = {
        ("全", "energy"): {"usage": 724, "gdp": 1560},
        ("全", "carbon"): {"usage": 1455, "gdp": 1560, "budget": 1500},
        ("甲", "energy"): {"usage": 518, "gdp": 1040, "budget": 519, "total": 520},
        ("甲", "carbon"): {"usage": 1030, "gdp": 1040, "budget": 1035},
        ("乙", "energy"): {"usage": 200, "gdp": 520},
        ("乙", "carbon"): {"usage": 394, "gdp": 520, "budget": 396, "total": 390, "overrun_1": 3.9, "overrun_2": 2.1},
    }
    targets = {("全", "energy"): 0.5, ("全", "carbon"): 1.0, ("甲", "carbon"): 1.0}
    figures = {
        (region, quantity, 2030): {name: amount * scale for name, amount in row.items()}
        | ({"target_intensity": targets[region, quantity]} if (region, quantity) in targets else {})
        for (region, quantity), row in nodes.items()
    }
    approvals, uptake = {"P1": 1.0, "P3": 0.5, "P4": 1.0}, {("M1", 2030): 0.5, ("M2", 2030): 1.0}
    return make_allocation(case, figures, approvals, uptake, OBJECTIVE * scale)
