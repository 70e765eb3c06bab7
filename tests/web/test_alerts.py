"""额度预警 in process: order, reasons, who uses a budget, filters."""

from __future__ import annotations

import re

import pytest
from nicegui import ui

from optimizer.app.alerts import alerts_of, takers_of
from optimizer.app.check import check_case
from optimizer.app.workbench import Workbench
from tests.web.screens import Screen


@pytest.fixture(scope="module")
def bench() -> Workbench:
    bench = Workbench(check_case("neimenggu-2026"))
    bench.open()
    return bench


def test_overrun_budgets_come_first_then_the_most_used(bench: Workbench) -> None:
    assert bench.picture is not None
    alerts = alerts_of(bench.picture)
    lights = [alert.cell.light for alert in alerts]
    over = lights.count("over")
    assert over and set(lights[:over]) == {"over"}
    rates = [alert.cell.rate for alert in alerts[over:]]
    assert rates == sorted(rates, reverse=True)
    assert all(alert.cell.overrun > 0 for alert in alerts[:over])


def test_the_projects_add_up_to_what_the_plan_charges(bench: Workbench) -> None:
    """Σ uses of a budget's projects = the column 新项目占用 of the rounded plan, to a hundredth a project."""
    assert bench.picture is not None and bench.run is not None and bench.run.plan is not None
    nodes, case = bench.run.plan.rounded.nodes, bench.checked.case
    for row in nodes[nodes["year"] == 2030].to_dict("records"):
        place = (str(row["quantity"]), str(row["region"]), 2030)
        takers = takers_of(case, bench.facts, bench.picture.approvals, bench.statuses, place)
        assert sum(t.use for t in takers) == pytest.approx(row["projects"], abs=0.02 + 0.01 * len(case.leaves)), place


async def _open(screen: Screen) -> str:
    await screen.go("alerts")
    return next(text for text in screen.contents() if "sk-list" in text)


@pytest.mark.asyncio
async def test_the_page_lists_every_budget_and_explains_the_first(screen: Screen) -> None:
    """K: three regions and the root, one year; energy and carbon: eight budgets, or fewer where none is handed down."""
    table = await _open(screen)
    assert table.count("<tr data-sk") == int(re.search(r"共 (\d+) 项", screen.shown()).group(1))  # type: ignore[union-attr]
    assert "使用率" in table and "原因" in screen.shown()


@pytest.mark.asyncio
async def test_a_filter_leaves_its_rows(screen: Screen) -> None:
    await _open(screen)
    select = next(e for e in screen.user.client.elements.values() if isinstance(e, ui.select))  # type: ignore[union-attr]
    select.value = "energy"
    table = next(text for text in screen.contents() if "sk-list" in text)
    assert "用能预算" in table and "碳排放预算" not in table


@pytest.mark.asyncio
async def test_a_row_shows_its_projects(screen: Screen) -> None:
    """乙 has P4 and P6 in the plan: both can be moved."""
    table = await _open(screen)
    at = re.search(r'data-about="(\d+)"[^>]*><th[^>]*><button[^>]*>乙<', table)
    assert at is not None
    screen.emit("sk_act", name="alert", about=at.group(1))
    await screen.until(lambda: "可以调整的项目" in screen.shown() and "P4" in screen.shown())
    assert "P6" in screen.shown()
