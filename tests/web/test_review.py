"""项目评估 in process: one project, all of them, stopping, deciding from here, search, hostile names."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from nicegui import ui

from optimizer.app.review import review_case
from optimizer.report.review.tables import advice_text, class_text
from optimizer.web.parts import review as parts
from tests.web.conftest import SAMPLE
from tests.web.screens import Screen

pytestmark = pytest.mark.asyncio
HOSTILE = "<img src=x onerror=alert(1)>"


def listed(screen: Screen) -> str:
    return next(text for text in screen.contents() if "sk-reviews" in text or "没有符合条件" in text)


async def chosen(screen: Screen, project: str) -> str:
    """Open the tab, choose a project, and return what is said of it."""
    await screen.go("review")
    screen.emit("sk_act", name="review", about=project)
    await screen.until(lambda: "让出项目" in screen.shown() or "没有可改变的决定" in screen.shown())
    return next(text for text in screen.contents() if "sk-advice" in text)


async def test_one_project(screen: Screen) -> None:
    """What the command says of P3, on the page: advice, class, every step, burdens, break-even, authority."""
    (review,) = review_case(SAMPLE, ["P3"]).reviews
    html = await chosen(screen, "P3")
    assert f"建议：{advice_text(review.decision)}" in html and review.decision.reason in html
    assert class_text(review.overall("energy")) in html and "审查权限" in html
    for impact in review.impacts:
        for figure in (impact.amount, impact.burden, impact.break_even):
            assert figure is None or f">{float(figure):,.2f}<" in html
    for step in review.decision.steps:
        assert step.says in html
    assert html.count("未到此步") == 7 - len(review.decision.steps)


async def test_all_projects_on_demand(screen: Screen) -> None:
    """Nothing is worked out until it is asked for; then every project has its advice."""
    await screen.go("review")
    assert "共 6 个，已评估 0 个" in screen.shown() and listed(screen).count("未评估") == 6
    screen.user.find("评估全部").click()
    await screen.until(lambda: "已评估 6 个" in screen.shown())
    for row, review in enumerate(review_case(SAMPLE).reviews):
        assert advice_text(review.decision) in screen.pieces[f"review{row}"]


async def test_deciding_from_here(screen: Screen) -> None:
    """The decision stands in 审批推演; the reviews say that they are of the decisions before, until worked out anew."""
    await chosen(screen, "P6")
    before = screen.pieces["status"]
    screen.user.find("否决").click()
    await screen.until(lambda: "审批决定在评估后有变动" in screen.shown())
    await screen.go("whatif")
    await screen.until(lambda: screen.rows["P6"]["status"] == "rejected" and screen.pieces["status"] != before)
    await screen.go("review")
    screen.user.find("按现决定重新评估").click()
    await screen.until(lambda: "案例中状态为否决，评估按候选" in screen.shown())
    assert "审批决定在评估后有变动" not in screen.shown()


async def test_search(screen: Screen) -> None:
    await screen.go("review")
    field = next(e for e in screen.user.client.elements.values()  # type: ignore[union-attr]
                 if isinstance(e, ui.input) and "sk-find" in e.classes)  # fmt: skip
    field.value = "p4"
    assert "P4" in listed(screen) and "P1" not in listed(screen)
    field.value = "没有这个"
    assert "没有符合条件的项目" in listed(screen)
    field.value = None
    assert "P1" in listed(screen)


async def test_every_page_of_a_long_list_can_be_reached(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    """Six projects, four a page: P5 and P6 stand on the second; a search begins on the first page of what it finds."""
    monkeypatch.setattr(parts, "SHOWN", 4)
    await screen.go("review")
    assert "第 1–4 个，共 6 个" in listed(screen) and "P4" in listed(screen) and "P5" not in listed(screen)
    screen.emit("sk_act", name="page", about="1")
    await screen.until(lambda: "第 5–6 个，共 6 个" in listed(screen))
    assert "P6" in listed(screen) and "P1" not in listed(screen)
    screen.emit("sk_act", name="page", about="99")
    await screen.until(lambda: "第 5–6 个，共 6 个" in listed(screen))
    field = next(e for e in screen.user.client.elements.values()  # type: ignore[union-attr]
                 if isinstance(e, ui.input) and "sk-find" in e.classes)  # fmt: skip
    field.value = "p1"
    assert "P1" in listed(screen) and "共" not in listed(screen)


class TestHostile:
    """A project whose name, region or number means harm."""

    @pytest.fixture
    def case(self, tmp_path: Path) -> str:
        folder = tmp_path / "case"
        shutil.copytree(SAMPLE, folder)
        file = folder / "projects.csv"
        rows = file.read_text(encoding="utf-8-sig").splitlines()
        rows[1] = rows[1].replace("P1", HOSTILE)
        file.write_text("\n".join(rows) + "\n", encoding="utf-8")
        return str(folder)

    async def test_names_are_text(self, screen: Screen) -> None:
        html = await chosen(screen, HOSTILE)
        assert "<img" not in html and not any("<img" in text for text in screen.contents())
