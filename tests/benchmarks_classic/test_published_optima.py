"""Classic capital budgeting problems as cases: whole approvals must reach the published optimum.

A problem of many budgets: one league, one plan year a budget, hard energy totals; a project of 1 万吨标准煤 whose
ramp is its list of weights (the waiver says why a ramp exceeds one). A problem of two budgets: one plan year, hard
energy and carbon totals. No targets, nothing exists beforehand, `value` is the value of the problem.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks_classic.orlib import Instance, read
from tests.oracle.files import CaseFiles, Row, decimal
from tests.oracle.product import approvals, solve
from tests.oracle.solve import oracle

PETERSEN = [pytest.param(i, id=f"petersen-{n}") for n, i in enumerate(read("petersen.txt"), 1)]
WEINGARTNER = [pytest.param(i, id=f"weing{n}") for n, i in enumerate(read("weingartner.txt"), 1)]


def _case(years: list[int], projects: list[Row], totals: list[Row]) -> CaseFiles:
    settings = {
        "name": "经典算例", "model": "base", "base_year": years[0] - 1, "years": years, "approval": "whole",
        "gdp_includes_candidates": False,
        "rules": {"total": {"derive": False}},
        "waive": {"ramp_out_of_range": "经典资本预算算例：达产进度一栏填各期占用量"},
    }  # fmt: skip
    nothing = {"gdp": 1, "energy": 0, "carbon": 0}
    common = {"region": "甲", "mode": "hard"}
    return CaseFiles(settings, {
        "regions": [{"region": "全区", "parent": ""}, {"region": "甲", "parent": "全区"}],
        "region_years": [{"region": "甲", "year": year, **nothing} for year in years],
        "totals": [common | row for row in totals],
        "projects": [{"region": "甲", "value_added": 0} | row for row in projects],
    })  # fmt: skip


def many_budgets(instance: Instance) -> CaseFiles:
    """Budget j stands in plan year j."""
    years = [2026 + j for j in range(len(instance.capacities))]
    projects: list[Row] = [
        {"project": f"P{p + 1}", "energy": 1, "carbon": 0, "value": value,
         "ramp": " ".join(decimal(row[p]) for row in instance.weights)}
        for p, value in enumerate(instance.values)
    ]  # fmt: skip
    totals = [{"quantity": "energy", "year": y, "total": c} for y, c in zip(years, instance.capacities, strict=True)]
    return _case(years, projects, totals)


def two_budgets(instance: Instance) -> CaseFiles:
    """The first budget is the energy total, the second the carbon total."""
    energy, carbon = instance.weights
    projects: list[Row] = [
        {"project": f"P{p + 1}", "energy": energy[p], "carbon": carbon[p], "value": value}
        for p, value in enumerate(instance.values)
    ]
    totals = [
        {"quantity": quantity, "year": 2026, "total": capacity}
        for quantity, capacity in zip(("energy", "carbon"), instance.capacities, strict=True)
    ]
    return _case([2026], projects, totals)


def _check(case: CaseFiles, instance: Instance, folder: Path) -> None:
    document = solve(case.write(folder))
    assert document["outcome"]["stop"] == "proved_best"
    assert document["objective"] == pytest.approx(instance.optimum, rel=1e-9)
    chosen = list(approvals(document).values())
    assert set(chosen) <= {0.0, 1.0}
    assert sum(v * y for v, y in zip(instance.values, chosen, strict=True)) == pytest.approx(instance.optimum)
    for row, capacity in zip(instance.weights, instance.capacities, strict=True):
        assert sum(w * y for w, y in zip(row, chosen, strict=True)) <= capacity


@pytest.mark.parametrize("instance", PETERSEN)
def test_petersen(instance: Instance, tmp_path: Path) -> None:
    _check(many_budgets(instance), instance, tmp_path)


@pytest.mark.parametrize("instance", WEINGARTNER)
def test_weingartner(instance: Instance, tmp_path: Path) -> None:
    _check(two_budgets(instance), instance, tmp_path)


@pytest.mark.parametrize("instance", [*PETERSEN, *WEINGARTNER])
def test_oracle_reaches_the_same_optima(instance: Instance, tmp_path: Path) -> None:
    """The data are the published ones: the oracle finds the published optimum too."""
    case = two_budgets(instance) if len(instance.capacities) == 2 else many_budgets(instance)
    assert oracle(case.write(tmp_path)).objective == pytest.approx(instance.optimum, rel=1e-9)
