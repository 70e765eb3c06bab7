"""导出成果 in process: only a verified plan, each file on the record, signed off with a reason."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from optimizer.app import release
from optimizer.app.solve import Run, solve_checked
from optimizer.domain.outcome import Hold, Stop
from optimizer.store.store import Store
from optimizer.text.web_export import EXPORTED, SIGNED
from tests.web.screens import Screen

pytestmark = pytest.mark.asyncio


async def opened(screen: Screen) -> str:
    await screen.go("export")
    await screen.until(lambda: "已复核，可以导出" in screen.shown())
    return screen.shown()


async def test_what_goes_out(screen: Screen) -> None:
    """Number, checksum, edition, outcome and tables before the first file."""
    shown = await opened(screen)
    for said in ("方案编号", "SK-", "数据校验码", "规则包", "已证最优", "195.5310 亿元", "盟市年度碳排放预算分配表", "还没有导出过成果"):
        assert said in shown, said


async def test_every_format_is_recorded(screen: Screen, store: Store) -> None:
    await opened(screen)
    for count, kind in enumerate(("xlsx", "docx", "html", "csv", "json"), start=1):
        screen.emit("sk_act", name="export", about=kind)
        await screen.until(lambda n=count: len(store.log.list(what=EXPORTED)) == n)
    await screen.until(lambda: ".json" in screen.shown())
    rows = release.released(store)
    assert [row.file.rpartition(".")[2] for row in rows] == ["json", "zip", "html", "docx", "xlsx"]
    await screen.until(lambda: all(row.checksum[:12] in screen.shown() for row in rows))
    assert len(store.runs.list()) == 1 and {row.who for row in rows} == {"测试"}
    screen.emit("sk_act", name="export", about="exe")
    await asyncio.sleep(0.05)
    assert len(store.log.list(what=EXPORTED)) == 5, "nothing else is a format"


async def test_without_a_plan_there_is_nothing_to_export(screen: Screen) -> None:
    await screen.decide("P3", "must")
    await screen.go("export")
    await screen.until(lambda: "无可行方案，没有可导出的成果" in screen.shown())
    assert not any('data-sk="export"' in text for text in screen.contents())


async def test_an_unproved_plan_says_so(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    def early(*given: Any, **options: Any) -> Run:
        run = solve_checked(*given, **options)
        outcome = replace(run.outcome, stop=Stop.TIME_LIMIT, hold=Hold.FEASIBLE, bound=run.outcome.objective + 1)
        return replace(run, outcome=outcome)

    monkeypatch.setattr(release, "solve_checked", early)
    await screen.go("export")
    await screen.until(lambda: "方案可行但没有证明最优" in screen.shown())
    assert "未证最优" in screen.shown()


async def test_decisions_change_what_goes_out(screen: Screen) -> None:
    first = await opened(screen)
    await screen.go("whatif")
    await screen.decide("P6", "rejected")
    await screen.go("export")
    await screen.until(lambda: "已复核，可以导出" in screen.shown() and "195.5310 亿元" not in screen.shown())
    assert "195.5310 亿元" in first


async def test_signing_off(screen: Screen, store: Store) -> None:
    """On a machine without users whoever sits there signs, with a reason; the list shows who and when."""
    await opened(screen)
    screen.emit("sk_act", name="export", about="docx")
    await screen.until(lambda: bool(release.released(store)))
    (row,) = release.released(store)
    screen.emit("sk_act", name="sign", about=row.run)
    await screen.user.should_see("审核通过")
    screen.user.find("审核通过").click()
    await screen.user.should_see("请写审核意见")
    screen.user.find("审核意见").type("与底稿相符")
    screen.user.find("审核通过").click()
    await screen.until(lambda: bool(store.log.list(what=SIGNED)))
    assert store.log.list(what=SIGNED)[0].reason == "与底稿相符"
    await screen.until(lambda: "已审核" in screen.shown())


async def test_a_number_that_never_went_out_cannot_be_signed(screen: Screen, store: Store) -> None:
    await opened(screen)
    screen.emit("sk_act", name="sign", about="<b>SK-x</b>")
    await screen.user.should_see("审核通过")
    screen.user.find("审核意见").type("好")
    screen.user.find("审核通过").click()
    await screen.until(lambda: "没有导出过，不能审核" in screen.shown())
    assert not any("<b>SK-x" in text for text in screen.contents()) and store.log.list(what=SIGNED) == []
