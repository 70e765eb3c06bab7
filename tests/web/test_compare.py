"""方案对比 in process: assumptions first, results, regions, projects; renaming, opening, failures, hostile names.

The case is domain.md K: baseline P1 P2 P4 P6 at 195.5310; P3 alone has no plan.
"""

from __future__ import annotations

import io
import re

import pytest
from python_calamine import CalamineWorkbook

from optimizer.store.store import Store
from tests.web.screens import Screen

pytestmark = pytest.mark.asyncio
HOSTILE = "<img src=x onerror=alert(1)>"


def part(screen: Screen, mark: str) -> str:
    """The HTML of one part of the page: the one that holds this class or text."""
    return next((text for text in screen.contents() if mark in text), "")


async def compared(screen: Screen) -> None:
    await screen.go("compare")
    await screen.until(lambda: "一、假设差异" in screen.shown())


async def test_baseline_beside_what_is_at_hand(screen: Screen) -> None:
    """Without P6: one assumption; the objective is the solver's own, its difference in words; P6 has left."""
    await screen.decide("P6", "rejected")
    await compared(screen)
    assert "当前推演 与 基准方案 比" in screen.shown()
    assumed = part(screen, "一、假设差异")
    assert "项目 P6" in assumed and "候选" in assumed and "否决" in assumed
    results = part(screen, "弹性超用代价")
    assert "195.5310" in results and re.search(r'sk-less">减 [\d,.]+<', results)
    assert "取消批准" in screen.shown()
    text = screen.shown()
    assert text.index("一、假设差异") < text.index("二、结果") < text.index("四、地区") < text.index("五、项目")


async def test_bars_begin_at_zero(screen: Screen) -> None:
    await compared(screen)
    charts = [e for e in screen.user.client.elements.values() if "echart" in e.tag and "yAxis" in e.options]  # type: ignore[union-attr, attr-defined]
    bars = [chart.options for chart in charts if chart.options["series"][0]["type"] == "bar"]  # type: ignore[attr-defined]
    assert [options["yAxis"]["min"] for options in bars] == [0]


async def test_two_to_four_are_compared(screen: Screen, store: Store) -> None:
    """One ticked scenario is too few, five are too many; the base is always one of them."""
    for name in ("甲案", "乙案"):
        store.scenarios.save(1, name, {"name": name, "reject": ["P1"]}, "张三")
    await compared(screen)
    screen.emit("sk_act", name="pick", about="now")
    screen.user.find("开始对比").click()
    await screen.until(lambda: "请勾选 2 至 4 个方案" in screen.shown())
    for key in ("now", "case", "saved1", "saved2"):
        screen.emit("sk_act", name="pick", about=key)
    screen.user.find("开始对比").click()
    await screen.until(lambda: "请勾选 2 至 4 个方案" in screen.shown())
    screen.emit("sk_act", name="pick", about="now")
    screen.emit("sk_act", name="pick", about="baseline")
    screen.user.find("开始对比").click()
    await screen.until(lambda: "与 案例原状 比" in screen.shown())


async def test_a_scenario_without_a_plan_says_why(screen: Screen) -> None:
    """K.3: P3 forced in has no plan; the baseline's figures stand all the same."""
    await screen.decide("P3", "must")
    await compared(screen)
    assert "“当前推演”无可行方案，以下各项互相冲突" in screen.shown()
    assert "P3 定为必上" in screen.shown() and "195.5310" in part(screen, "弹性超用代价")


async def test_a_scenario_is_renamed_as_a_new_one(screen: Screen, store: Store) -> None:
    store.scenarios.save(1, HOSTILE, {"name": HOSTILE, "reject": ["P1"]}, "张三", "试试")
    await compared(screen)
    assert "<img" not in "".join(screen.contents()) and "张三" in screen.shown() and "试试" in screen.shown()
    screen.emit("sk_act", name="rename", about="saved1")
    await screen.user.should_see("改名（另存为新方案，原方案保留）")
    screen.user.find("新名称").clear().type("收紧案")
    screen.user.find("确定").click()
    await screen.until(lambda: len(store.scenarios.of_case(1)) == 2)
    first, second = store.scenarios.of_case(1)
    assert (second.name, second.base, second.spec) == ("收紧案", 1, {"name": "收紧案", "reject": ["P1"]})
    assert first.name == HOSTILE
    await screen.until(lambda: "收紧案" in screen.shown())


async def test_a_scenario_is_opened_at_the_desk(screen: Screen, store: Store) -> None:
    """Its decisions are taken over and solved; undo brings back what was there."""
    store.scenarios.save(1, "甲案", {"name": "甲案", "reject": ["P6"]}, "张三")
    await compared(screen)
    screen.emit("sk_act", name="open", about="saved1")
    await screen.until(lambda: "审批决定已变" in screen.shown() or screen.rows["P6"]["status"] == "rejected")
    await screen.go("whatif")
    await screen.until(lambda: screen.rows["P6"]["status"] == "rejected")
    await screen.act("undo")
    assert screen.rows["P6"]["status"] == "candidate"


async def test_the_workbook_holds_the_figures_of_the_screen(screen: Screen) -> None:
    await screen.decide("P6", "rejected")
    await compared(screen)
    screen.user.find("下载情景对比表").click()
    data = (await screen.user.download.next()).content
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("情景对比表").to_python()
    _, _, base, now, *_ = next(row for row in sheet if row[0] == "目标值")
    results = part(screen, "弹性超用代价")
    assert f"{base:,.4f}" == "195.5310" and f">{base:,.4f}<" in results and f">{now:,.4f}<" in results
