"""审批推演 in process: decisions, undo, the changed list, no plan, saving, two tabs, hostile names.

The case is domain.md K: baseline P1 P2 P4 P6 at 195.5310; P3 alone has no plan.
"""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest

from optimizer.app.solve import solve_case
from optimizer.store.store import Store
from tests.web.conftest import SAMPLE
from tests.web.screens import Screen

pytestmark = pytest.mark.asyncio
TABS = ["导入数据", "求解方案", "审批推演", "额度预警", "方案对比", "导出成果", "项目评估"]
HOSTILE = "<img src=x onerror=alert(1)>"


def approved(screen: Screen) -> set[str]:
    return {project for project, row in screen.rows.items() if row["result"] == "入选"}


async def test_the_first_page(screen: Screen) -> None:
    """One heading, the case, the tabs in the officer's order without 诊断, and the verified baseline."""
    assert sum("<h1>" in text for text in screen.contents()) == 1
    assert screen.tabs() == TABS
    assert approved(screen) == {"P1", "P2", "P4", "P6"}
    assert "已证最优，已复核" in screen.pieces["status"]
    assert "4 / 6" in screen.pieces["k-approved"]
    assert "无变动" in screen.pieces["changed"]


async def test_a_decision_repaints_what_it_changes(screen: Screen) -> None:
    """Without P6 the plan changes; the list names every project whose result moved."""
    before = dict(screen.pieces)
    await screen.decide("P6", "rejected")
    assert "P6" not in approved(screen)
    assert screen.rows["P6"]["status"] == "rejected" and screen.rows["P6"]["moved"]
    assert "P6" in screen.pieces["changed"] and "入选 → 未选" in screen.pieces["changed"]
    assert screen.pieces != before


async def test_undo_and_redo(screen: Screen) -> None:
    first = {name: text for name, text in screen.pieces.items() if name != "status"}
    await screen.decide("P6", "rejected")
    without = approved(screen)
    await screen.act("undo")
    assert {name: text for name, text in screen.pieces.items() if name != "status"} == first
    assert screen.rows["P6"]["status"] == "candidate"
    await screen.act("redo")
    assert approved(screen) == without


async def test_the_cells_are_the_rounded_plan(screen: Screen) -> None:
    """What stands in the table are the hundredths that the workbook prints."""
    plan = solve_case(SAMPLE).plan
    assert plan is not None
    nodes = plan.rounded.nodes
    carbon = nodes[(nodes["quantity"] == "carbon") & nodes["budget"].notna()]
    shown = " ".join(text for name, text in screen.pieces.items() if name.startswith("p"))
    assert [b for b in carbon["budget"] if f">{b:,.2f}<" not in shown] == []


async def test_without_a_plan_the_last_result_stays(screen: Screen) -> None:
    """K.3: P3 forced in clashes with 乙's carbon intensity; 诊断 says so with cells and goes away again."""
    table = {name: text for name, text in screen.pieces.items() if name.startswith("p")}
    await screen.decide("P3", "must")
    assert "未能得到可行方案，已保留上一结果" in screen.pieces["status"]
    assert {name: text for name, text in screen.pieces.items() if name.startswith("p")} == table
    assert screen.tabs() == [*TABS, "诊断"]
    await screen.go("diagnosis")
    await screen.until(lambda: "不得作为方案" in screen.shown())
    assert "P3 定为必上" in screen.shown() and "targets.csv" in screen.shown()
    screen.user.find("撤销最近一步").click()
    await screen.until(lambda: "当前方案可行" in screen.shown())
    await screen.go("whatif")
    assert "已证最优，已复核" in screen.pieces["status"] and screen.rows["P3"]["status"] == "candidate"
    assert screen.tabs() == TABS


async def test_a_new_baseline_and_back(screen: Screen) -> None:
    await screen.decide("P6", "rejected")
    screen.emit("sk_act", name="adopt")
    await screen.until(lambda: "无变动" in screen.pieces["changed"])
    await screen.decide("P1", "rejected")
    await screen.act("restore")
    assert screen.rows["P1"]["status"] == "candidate" and screen.rows["P6"]["status"] == "rejected"
    assert "无变动" in screen.pieces["changed"]


async def test_a_scenario_is_saved_under_its_name(screen: Screen, store: Store) -> None:
    await screen.decide("P6", "rejected")
    await screen.decide("P4", "must")
    screen.user.find("保存方案").click()
    await screen.user.should_see("方案名称")
    screen.user.find("方案名称").clear().type("少一个")
    screen.user.find("确定").click()
    await screen.until(lambda: bool(store.scenarios.of_case(1)))
    (saved,) = store.scenarios.of_case(1)
    assert (saved.name, saved.who, saved.reason) == ("少一个", "测试", "")
    assert saved.spec == {"name": "少一个", "approve": ["P4"], "reject": ["P6"]}


async def test_a_refresh_loses_nothing(screen: Screen, store: Store) -> None:
    """The same tab opened again stands where it stood, with its undo."""
    await screen.decide("P6", "rejected")
    await screen.until(lambda: store.drafts.load("测试", 1) is not None)
    screen.rows = {}
    await screen.open()
    assert screen.rows["P6"]["status"] == "rejected" and "P6" in screen.pieces["changed"]
    await screen.act("undo")
    assert screen.rows["P6"]["status"] == "candidate"


async def test_two_tabs_do_not_mix(screen: Screen, other: Screen) -> None:
    await other.open()
    await screen.decide("P6", "rejected")
    await other.decide("P1", "rejected")
    assert screen.rows["P1"]["status"] == other.rows["P6"]["status"] == "candidate"
    assert "P6" in approved(other) and "P6" not in approved(screen)


async def test_why_leads_to_the_cells(screen: Screen) -> None:
    """Row 1 is 乙, the last column is the plan's last year."""
    screen.emit("sk_act", name="why", about="1-1")
    await screen.until(lambda: "以下各项之和" in screen.shown())
    assert "region_years.csv" in screen.shown() and "目标强度" in screen.shown()


async def test_why_of_a_project(screen: Screen) -> None:
    screen.emit("sk_act", name="project", about="P3")
    await screen.until(lambda: "换一个决定会怎样" in screen.shown())


async def test_another_quantity_and_region(screen: Screen) -> None:
    first = dict(screen.pieces)
    screen.user.find("用能预算").click()
    assert "万吨标准煤" in screen.pieces["table-title"] and screen.pieces["p0-0"] != first["p0-0"]
    screen.emit("sk_act", name="region", about="乙")
    await screen.until(lambda: "乙" in screen.pieces["chart-title"])


@pytest.mark.parametrize("event", [{"project": "P9", "status": "must"}, {"project": "P1", "status": "x"}])
async def test_events_that_no_page_sends_change_nothing(screen: Screen, event: dict[str, str]) -> None:
    before = dict(screen.pieces)
    screen.emit("sk_decide", **event)
    screen.emit("sk_act", name="why", about="99-99")
    screen.emit("sk_act", name="year", about="1999")
    await asyncio.sleep(0.2)
    assert screen.pieces == before


async def test_unknown_addresses_are_said(screen: Screen, other: Screen) -> None:
    await other.open("/nowhere")
    assert "没有这个页面：nowhere" in other.shown()
    await other.open("/?case=77")
    assert "没有案例 77" in other.shown()


@pytest.fixture
def hostile(tmp_path: Path) -> str:
    folder = tmp_path / "case"
    shutil.copytree(SAMPLE, folder)
    for file in folder.glob("*.csv"):
        file.write_text(file.read_text(encoding="utf-8-sig").replace("乙", HOSTILE), encoding="utf-8")
    return str(folder)


class TestHostile:
    """Names of a case are text, wherever they stand."""

    @pytest.fixture
    def case(self, hostile: str) -> str:
        return hostile

    async def test_names_are_escaped(self, screen: Screen) -> None:
        await screen.decide("P6", "rejected")
        screen.emit("sk_act", name="why", about="1-1")
        await screen.until(lambda: "以下各项之和" in screen.shown())
        await screen.go("alerts")
        everything = " ".join([*screen.contents(), *screen.pieces.values()])
        assert "&lt;img src=x" in everything and "<img" not in everything
