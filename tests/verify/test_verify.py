"""The verdict: complete, obedient, re-added, and as strict on a small scale as on a large one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from optimizer.domain.allocation import Allocation
from optimizer.domain.case import Case
from optimizer.explain.verify import verify
from tests.verify.hand import NAN, make_allocation, make_case, make_policy
from tests.verify.plan import OBJECTIVE, right_allocation, right_case, right_policy
from tests.verify.test_rules import with_figure

AMOUNTS = {
    "regions": ["gdp_base", "energy_base", "carbon_base"],
    "region_years": ["gdp", "gdp_expected", "energy", "carbon", "sink"],
    "totals": ["total"],
    "projects": ["energy", "feedstock", "nonfossil", "carbon", "value_added", "value"],
    "measures": ["energy_saving", "carbon_reduction", "cost", "value_added_loss"],
}


def scaled(case: Case, scale: float) -> Case:
    """The same case with every amount and all money scaled alike: intensities and prices stay."""
    tables = {name: getattr(case, name).copy() for name in AMOUNTS}
    for name, columns in AMOUNTS.items():
        tables[name][columns] = tables[name][columns] * scale
    return replace(case, **tables)


def test_the_right_plan_is_right() -> None:
    case = right_case()
    found = verify(case, right_policy(), right_allocation(case))
    assert found.ok
    assert found.failures == ()
    assert found.worst_hard_violation == 0.0
    assert found.checked > 50


@pytest.mark.parametrize("scale", [1e-9, 1e-3, 1.0, 1e6])
@pytest.mark.parametrize(("missed", "ok"), [(1e-8, False), (1e-11, True)])
def test_the_tolerance_has_no_scale(scale: float, missed: float, ok: bool) -> None:
    """The budget of 甲 lies above 1.0 · 1040 by a share of it; whether that passes does not depend on the unit."""
    case = scaled(right_case(), scale)
    allocation = right_allocation(case, scale)
    budget = 1040 * scale * (1 + missed)
    allocation = with_figure(allocation, "甲", "carbon", "budget", budget)
    allocation = with_figure(allocation, "甲", "carbon", "headroom", budget - 1030 * scale)
    found = verify(case, right_policy(), allocation)
    assert found.ok is ok
    assert [f.rule for f in found.failures] == ([] if ok else ["intensity"])
    assert found.worst_hard_violation == pytest.approx(1040 * scale * missed, rel=1e-3)


@pytest.mark.parametrize(
    ("region", "quantity", "column", "value"),
    [
        ("甲", "carbon", "gdp", 1041), ("甲", "carbon", "intensity", 0.99), ("甲", "carbon", "headroom", 6),
        ("甲", "carbon", "target_intensity", 1.1), ("甲", "carbon", "target_intensity", NAN),
        ("乙", "carbon", "total", 391), ("全", "energy", "usage", 725), ("甲", "energy", "total", NAN),
        ("甲", "carbon", "total", 500),
    ],
)  # fmt: skip
def test_a_table_that_does_not_follow_from_the_decisions(region: str, quantity: str, column: str, value: float) -> None:
    case = right_case()
    found = verify(case, right_policy(), with_figure(right_allocation(case), region, quantity, column, value))
    assert not found.ok
    mistaken = [(f.region, f.quantity, f.project) for f in found.failures if f.rule == "tables"]
    assert (region, quantity, column) in mistaken
    assert len(found.notes) == len(found.failures)


@pytest.mark.parametrize("objective", [OBJECTIVE + 1e-4, NAN])
def test_an_objective_that_does_not_re_add(objective: float) -> None:
    case = right_case()
    allocation = right_allocation(case)
    wrong = replace(allocation, outcome=replace(allocation.outcome, objective=objective))
    assert [(f.rule, f.region, f.year) for f in verify(case, right_policy(), wrong).failures] == [("objective", "", 0)]


def test_a_budget_is_missing_under_a_limit() -> None:
    """Without a budget no other rule has anything to say about 甲: the gap must be named by itself."""
    case = right_case()
    allocation = with_figure(right_allocation(case), "甲", "energy", "budget", NAN)
    found = verify(case, right_policy(), allocation)
    assert ("tables", "甲", "budget") in [(f.rule, f.region, f.project) for f in found.failures]


def test_missing_doubled_and_unknown_decisions() -> None:
    case = right_case()
    right = right_allocation(case)
    known = right.approvals
    frames: dict[str, Allocation] = {
        "approvals P1": replace(right, approvals=known[1:]),
        "approvals P2": replace(right, approvals=pd.concat([known, known[1:2]])),
        "approvals P9": replace(right, approvals=pd.concat([known, known[:1].assign(project="P9")])),
        "uptake M2 2030": replace(right, uptake=right.uptake.assign(share=[0.5, NAN])),
        "nodes 乙 2030 carbon": replace(right, nodes=right.nodes[:-1]),
        "nodes 乙 2030 energy": with_figure(right, "乙", "energy", "gdp", NAN),
    }
    for name, allocation in frames.items():
        found = verify(case, right_policy(), allocation)
        assert [(f.rule, f.project, f.year) for f in found.failures] == [("decisions", name, 0)]


def test_a_wrong_total_is_wrong_on_a_small_scale_too() -> None:
    """391 instead of 390, both in billionths."""
    allocation = with_figure(right_allocation(scaled(right_case(), 1e-9), 1e-9), "乙", "carbon", "total", 391e-9)
    found = verify(scaled(right_case(), 1e-9), right_policy(), allocation)
    assert [(f.rule, f.project) for f in found.failures] == [("tables", "total")]


@pytest.mark.parametrize(("gdp", "intensity", "ok"), [(0.5, 4.0, True), (0.5, 5.0, False), (0.0, NAN, True)])
def test_intensity_where_little_or_nothing_is_produced(gdp: float, intensity: float, ok: bool) -> None:
    """2 of energy in 0.5 of GDP: 4; of no GDP there is none."""
    case = make_case(regions=[{"region": "甲"}], region_years=[{"region": "甲", "gdp": gdp, "energy": 2}])
    nodes = {("甲", q, 2030): {"usage": 2.0 * (q == "energy"), "gdp": gdp} for q in ("energy", "carbon")}
    allocation = with_figure(make_allocation(case, nodes), "甲", "energy", "intensity", intensity)
    assert verify(case, make_policy(), allocation).ok is ok


def test_headroom_is_as_exact_as_the_largest_term_behind_it() -> None:
    """1000 − 999 = 1 of 1.5 leaves 0.5; a ten-millionth more is within 1e-9 of 1000."""
    case = make_case(
        regions=[{"region": "甲"}], region_years=[{"region": "甲", "carbon": 1000}],
        measures=[{"measure": "M", "region": "甲", "carbon_reduction": 999}],
    )  # fmt: skip
    nodes = {("甲", "energy", 2030): {"usage": 0, "gdp": 0}, ("甲", "carbon", 2030): {"usage": 1, "gdp": 0, "budget": 1.5}}
    allocation = make_allocation(case, nodes, uptake={("M", 2030): 1.0})
    for more, ok in ((1e-7, True), (1e-5, False)):
        assert verify(case, make_policy(), with_figure(allocation, "甲", "carbon", "headroom", 0.5 + more)).ok is ok


def test_the_worked_case_of_three_leagues() -> None:
    """P1 P2 P4 P6, M1 26.9 of 120 (domain.md K.2): 195.5310.

    甲 carbon 9480 + 260 + 90 − 26.9 = 9803.1 = 2.46 · (3900 + 45 + 40), exactly; 103.1 above its total of 9700.
    乙 carbon 4200 + 60 + 120 = 4380, 80 above 4300. 丙 1290. Region 15473.1 ≤ 0.83 · 14200 ÷ 6500 · 8610 = 15611.9.
    甲 energy 3690 + 95 + 30 − 42 · 26.9 ÷ 120 = 3805.585; 乙 1680 + 22 + 45 = 1747; 丙 547.
    45 + 40 + 30 + 85 − 0.02 · 183.1 − 3.6 · 26.9 ÷ 120 = 200 − 3.662 − 0.807 = 195.531.
    """
    case, allocation = worked_case(), worked_allocation(worked_case())
    found = verify(case, make_policy(intensity={"path": "none"}), allocation)
    assert (found.ok, found.worst_hard_violation) == (True, 0.0)
    cheaper = worked_allocation(case, m1=26.8)
    rules = {f.rule for f in verify(case, make_policy(intensity={"path": "none"}), cheaper).failures}
    assert {"coverage", "tables", "objective"} <= rules


def records(names: tuple[str, ...], rows: list[tuple[Any, ...]]) -> list[dict[str, Any]]:
    return [dict(zip(names, row, strict=True)) for row in rows]


def worked_case() -> Case:
    base = [("甲", 3000, 3300, 9000), ("乙", 2000, 1500, 4000), ("丙", 1500, 480, 1200)]
    own = [("甲", 3900, 3690, 9480), ("乙", 2560, 1680, 4200), ("丙", 1950, 547, 1290)]
    targets = [("甲", "carbon", 0.18), ("乙", "carbon", 0.17), ("丙", "carbon", 0.15), ("全区", "carbon", 0.17),
               ("甲", "energy", 0.12), ("乙", "energy", 0.11), ("丙", "energy", 0.09)]  # fmt: skip
    projects = [("P1", "甲", 95, 260, 45), ("P2", "甲", 30, 90, 40), ("P3", "乙", 60, 180, 20),
                ("P4", "乙", 22, 60, 30), ("P5", "丙", 40, 110, 25), ("P6", "乙", 45, 120, 85)]  # fmt: skip
    measures = [("M1", "甲", "节能降碳", 42, 120, 3.6), ("M2", "甲", "碳减排工程", 0, 60, 3.0),
                ("M3", "乙", "淘汰产能", 28, 70, 1.4), ("M4", "丙", "用能结构优化", 12, 40, 1.0),
                ("M5", "丙", "生态碳汇", 0, 15, 0.15)]  # fmt: skip
    names = ("measure", "region", "category", "energy_saving", "carbon_reduction", "cost")
    regions = records(("region", "gdp_base", "energy_base", "carbon_base"), base)
    return make_case(
        regions=[{"region": "全区"}, *({**region, "parent": "全区"} for region in regions)],
        region_years=records(("region", "gdp", "energy", "carbon"), own),
        targets=records(("region", "quantity", "reduction"), targets),
        totals=[{"region": r, "quantity": "carbon", "total": total, "price_1": 0.02, "price_2": 0.02}
                for r, total in (("甲", 9700), ("乙", 4300), ("丙", 1330))],
        projects=records(("project", "region", "energy", "carbon", "value_added"), projects),
        measures=records(names, measures),
    )  # fmt: skip


def worked_allocation(case: Case, m1: float = 26.9) -> Allocation:
    """The optimum; 甲's first tier is 3 % of 9700 = 291 wide, so every overrun lies in first tiers."""
    rows = {
        ("甲", "carbon"): (9803.1, 3985, 9803.1, 9700, 0.82 * 3), ("乙", "carbon"): (4380, 2675, 4380, 4300, 0.83 * 2),
        ("丙", "carbon"): (1290, 1950, 1290, 1330, 0.85 * 0.8),
        ("全区", "carbon"): (15473.1, 8610, 15473.1, NAN, 0.83 * 14200 / 6500),
        ("甲", "energy"): (3805.585, 3985, 3806, NAN, 0.88 * 1.1),
        ("乙", "energy"): (1747, 2675, 1750, NAN, 0.89 * 0.75),
        ("丙", "energy"): (547, 1950, 550, NAN, 0.91 * 0.32), ("全区", "energy"): (6099.585, 8610, NAN, NAN, NAN),
    }  # fmt: skip
    columns = ("usage", "gdp", "budget", "total", "target_intensity")
    nodes = {(r, q, 2030): dict(zip(columns, row, strict=True)) for (r, q), row in rows.items()}
    nodes["甲", "carbon", 2030]["overrun_1"], nodes["乙", "carbon", 2030]["overrun_1"] = 103.1, 80.0
    approvals = dict.fromkeys(("P1", "P2", "P4", "P6"), 1.0)
    return make_allocation(case, nodes, approvals, {("M1", 2030): m1 / 120}, 195.531)
