"""导入数据 in process: cases and versions, an upload with its issues at their cells, and what is kept."""

from __future__ import annotations

import pytest
from nicegui import ui
from nicegui.elements.upload_files import SmallFileUpload

from optimizer.store.store import Store
from tests.web.files import workbook
from tests.web.screens import Screen

pytestmark = pytest.mark.asyncio
HOSTILE = "<img src=x onerror=alert(1)>"
BAD = workbook({("年度", 1, 2): "1,2OO", ("目标", 1, 0): HOSTILE})


async def upload(screen: Screen, name: str, blob: bytes) -> None:
    client = screen.user.client
    assert client is not None
    [element] = [e for e in client.elements.values() if isinstance(e, ui.upload)]
    with client:
        await element.handle_uploads([SmallFileUpload(name, "", blob)])


async def test_the_open_case_as_read(screen: Screen) -> None:
    """The one case with its one version, opened; its tables by their Chinese names, its facts in words."""
    await screen.go("data")
    shown = screen.shown()
    assert "共 1 个案例、1 个版本" in shown and "已打开" in shown and "第1版" in shown
    assert "规划期 2030—2030 年" in shown and "项目整项批准" in shown
    assert "9480" in shown or "基期GDP（亿元）" in shown
    screen.user.find("年度").click()
    await screen.until(lambda: "9480" in screen.shown())


async def test_an_upload_with_issues_is_shown_and_not_kept(screen: Screen, store: Store) -> None:
    await screen.go("data")
    await upload(screen, "坏.xlsx", BAD)
    await screen.until(lambda: "发现 2 处错误" in screen.shown())
    shown = screen.shown()
    assert "年度!C2" in shown and "1,2OO" in shown and "是否应为 1,200" in shown
    everything = " ".join(screen.contents())
    assert "&lt;img src=x" in everything and "<img" not in everything
    screen.emit("sk_act", name="issue", about="0")
    await screen.until(lambda: 'data-cell="C2" class="sk-mark sk-mark-error"' in " ".join(screen.contents()))
    assert [v.number for v in store.cases.latest()] == [1]
    await screen.user.should_not_see("存为新版本")


async def test_a_clean_upload_is_a_new_version(screen: Screen, store: Store) -> None:
    """Kept only with a name and a reason; the list then has both versions, and a link opens the new one."""
    await screen.go("data")
    await upload(screen, "新.xlsx", workbook({("年度", 1, 2): "3950"}))
    await screen.until(lambda: "校验通过" in screen.shown())
    screen.user.find("存为新版本").click()
    await screen.user.should_see("导入说明")
    screen.user.find(kind=ui.button, content="存入").click()
    assert len(store.cases.latest()) == 1, "not without a reason"
    screen.user.find(kind=ui.input, content="导入说明").type("调度会修订")
    screen.user.find(kind=ui.button, content="存入").click()
    await screen.until(lambda: "第2版" in screen.shown())
    [kept] = store.cases.latest()
    assert (kept.number, kept.reason, kept.file, kept.who) == (2, "调度会修订", "新.xlsx", "测试")
    assert f"/whatif?case={kept.id}" in " ".join(screen.contents())
    assert "共 1 个案例、2 个版本" in screen.shown()


@pytest.mark.parametrize(("name", "blob", "says"), [
    ("a.exe", b"MZ", "只能上传"), ("a.xlsx", b"x" * 100, "已损坏"), ("a.zip", b"", "空文件"),
])  # fmt: skip
async def test_what_is_refused_is_said(screen: Screen, name: str, blob: bytes, says: str) -> None:
    await screen.go("data")
    await upload(screen, name, blob)
    await screen.until(lambda: says in screen.shown())
    assert "当前案例" in screen.shown(), "the open case is still there"


async def test_back_to_the_open_case(screen: Screen) -> None:
    await screen.go("data")
    await upload(screen, "坏.xlsx", BAD)
    await screen.until(lambda: "发现 2 处错误" in screen.shown())
    screen.user.find("看当前案例").click()
    await screen.until(lambda: "当前案例" in screen.shown())
    assert "发现 2 处错误" not in screen.shown()


async def test_events_that_no_page_sends_change_nothing(screen: Screen) -> None:
    await screen.go("data")
    before = screen.shown()
    for name, about in (("issue", "99"), ("issue", "x"), ("version", "77"), ("version", "-1")):
        screen.emit("sk_act", name=name, about=about)
    assert screen.shown() == before


async def test_the_template(screen: Screen) -> None:
    await screen.go("data")
    screen.user.find("下载模板").click()
    answer = await screen.user.download.next()
    assert answer.status_code == 200 and answer.content[:2] == b"PK"
