"""求解方案 in process: the order in words, a solve with its proof, changes as scenarios, no plan, stopping, the runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from nicegui import ui

from optimizer.store.store import Store
from tests.web.files import long_case
from tests.web.screens import Screen

pytestmark = pytest.mark.asyncio


async def solved(screen: Screen, says: str = "已记录为") -> None:
    screen.user.find("开始求解").click()
    await screen.until(lambda: says in screen.shown())


async def test_the_order_in_words_and_the_proof(screen: Screen, store: Store) -> None:
    await screen.go("solve")
    shown = screen.shown()
    assert "6 个：必上 0、待定 6、否决 0" in shown and "与案例相同，没有改动" in shown
    await solved(screen)
    assert "已证最优" in screen.shown() and "195.5310 亿元" in screen.shown() and "4 / 6 个" in screen.shown()
    assert "有理数精确算术证明" in screen.shown()
    [record] = store.runs.list()
    assert record.objective == pytest.approx(195.5310) and record.scenario is None
    assert record.id in screen.shown()


async def test_decisions_and_changes_become_a_scenario(screen: Screen, store: Store) -> None:
    """P6 rejected on the home tab, 甲's carbon target set here: one scenario with both, under the name given."""
    await screen.decide("P6", "rejected")
    await screen.go("solve")
    assert "否决 P6" in screen.shown()
    fields = {e.props.get("label", ""): e for e in screen.user.client.elements.values() if isinstance(e, ui.select)}
    fields["地区"].value = "甲"
    screen.user.find("降低率").type("19")
    screen.user.find("加入改动").click()
    assert "目标 甲 碳排放 2030 降低率（%） → 19 %" in screen.shown()
    screen.user.find("方案名称").clear().type("少一个")
    await solved(screen)
    [saved] = store.scenarios.of_case(1)
    assert saved.name == "少一个" and saved.spec["reject"] == ["P6"]
    assert saved.spec["changes"][0]["set"] == {"reduction": "19 %"}
    assert store.runs.list()[0].scenario == saved.id


async def test_settings_that_fail_are_said(screen: Screen, store: Store) -> None:
    """A first tier dearer than the second is refused by the rule itself."""
    await screen.go("solve")
    screen.user.find("第一档单价").clear().type("9")
    await solved(screen, "没有通过校验")
    assert store.runs.list() == []


async def test_no_plan_offers_scenarios_and_relaxes_nothing(screen: Screen, store: Store) -> None:
    await screen.decide("P3", "must")
    await screen.go("solve")
    await solved(screen)
    assert "诊断，不得作为方案" in screen.shown() and "targets.csv:D3" in screen.shown()
    screen.emit("sk_act", name="relax", about="repair-0")
    await screen.user.should_see("说明（为什么这样放宽）")
    screen.user.find("说明（为什么这样放宽）").type("会议决定")
    screen.user.find("保存").click()
    await screen.until(lambda: len(store.scenarios.of_case(1)) == 2)
    asked, relaxed = store.scenarios.of_case(1)
    assert relaxed.reason == "会议决定" and "approve" not in relaxed.spec and asked.spec["approve"] == ["P3"]
    assert screen.rows["P3"]["status"] == "must", "the desk is as it was"
    [load] = [e for e in screen.user.client.elements.values() if isinstance(e, ui.select) and e.props["label"] == "载入方案"]
    load.value = relaxed.id
    await solved(screen, "195.5310 亿元")


async def test_a_run_made_again(screen: Screen, store: Store) -> None:
    await screen.go("solve")
    await solved(screen)
    screen.emit("sk_act", name="run", about=store.runs.list()[0].id)
    screen.user.find("复现").click()
    await screen.until(lambda: "复现一致" in screen.shown())


class TestLong:
    """A search that takes longer than anyone waits."""

    @pytest.fixture
    def case(self, tmp_path: Path) -> str:
        return str(long_case(tmp_path / "case"))

    async def test_cancel(self, screen: Screen, store: Store) -> None:
        await screen.go("solve")
        screen.user.find("第一档单价").clear().type("9")
        screen.user.find("第二档单价").clear().type("9")
        screen.user.find("开始求解").click()
        await screen.user.should_see("取消求解")
        screen.user.find("取消求解").click()
        await screen.until(lambda: "已取消求解，没有保留结果" in screen.shown())
        assert store.runs.list() == [] and store.scenarios.of_case(1) == []
