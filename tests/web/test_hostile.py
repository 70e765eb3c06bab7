"""Hostile text in a real browser: on no tab, page, tooltip or dialog does a name of a case become a script."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from optimizer.web.pages import TABS
from tests.web.browser import MISSING, Browser, serving

pytestmark = pytest.mark.skipif(bool(MISSING), reason=MISSING)
SAMPLE = Path(__file__).parents[1] / "samples" / "k-case"
ATTACKS = (
    "<img src=x onerror=window.hit=1>", "\"'><svg onload=window.hit=2>", "</script><script>window.hit=3</script>",
    "{{constructor.constructor('window.hit=4')()}}", "${window.hit=5}", "javascript:window.hit=6", "`;window.hit=7;//",
    "{a|b}<b onmouseover=window.hit=8>x", "../../etc/passwd", "=HYPERLINK(\"http://evil.example\")",
)  # fmt: skip
TITLES = ("名称", "地区", "上级", "行业", "依据", "项目编号", "措施编号", "备注")


def poison(folder: Path) -> str:
    """Copy the sample case with an attack behind every name; a region keeps the same one in all tables."""
    shutil.copytree(SAMPLE, folder)
    texts = {"甲": f"甲{ATTACKS[0]}", "乙": f"乙{ATTACKS[3]}", "丙": f"丙{ATTACKS[7]}", "全区": f"全区{ATTACKS[1]}"}
    for file in folder.glob("*.csv"):
        heads, *rows = csv.reader(file.read_text(encoding="utf-8-sig").splitlines())
        for number, row in enumerate(rows):
            for column, head in enumerate(heads):
                if head in TITLES and row[column]:
                    attack = ATTACKS[(number * 3 + column) % len(ATTACKS)]
                    fresh = row[column] + ("" if head.endswith("编号") else attack)
                    row[column] = texts.get(row[column], fresh)
        with file.open("w", encoding="utf-8", newline="") as target:
            csv.writer(target).writerows([heads, *rows])
    settings = folder / "case.toml"
    quoted = ATTACKS[2].replace('"', '\\"')
    settings.write_text(settings.read_text(encoding="utf-8").replace("三盟市算例", f"三盟市算例{quoted}"), encoding="utf-8")
    return str(folder)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with serving(poison(tmp_path_factory.mktemp("hostile") / "case"), "--users") as url:
        browser = Browser(url)
        try:
            browser.sign_in("管理员")
            yield browser
        finally:
            browser.close()


def unhurt(browser: Browser) -> None:
    """No attack has run, and what looked like an element of one is text."""
    assert browser.js("return window.hit") is None
    assert browser.js("return document.querySelectorAll('img[src=x], svg[onload], b[onmouseover]').length") == 0
    assert browser.errors() == []


@pytest.mark.parametrize("tab", [tab.key for tab in TABS])
def test_every_tab(browser: Browser, tab: str) -> None:
    """Opened, pointed at everywhere with a title or a tooltip, clicked where a row or a region can be chosen.

    With all projects approved there is no plan, so that the diagnosis has something to say.
    """
    browser.open()
    if tab == "diagnosis":
        browser.js("for (let n = 1; n < 7; n++) emitEvent('sk_decide', {project: `P${n}`, status: 'must'})")
        browser.until("return document.querySelector('#status').textContent.includes('未能得到可行方案')")
    browser.js(f"emitEvent('sk_go', {{tab: '{tab}'}})")
    browser.until(f"return location.pathname === '/{tab}'")
    browser.until("return document.body.innerText.includes('window.hit')")
    browser.js(
        "for (const e of [...document.querySelectorAll('[title], .ag-cell, [data-sk], td, th, svg *')].slice(0, 600))"
        "  for (const kind of ['mouseover', 'mouseenter', 'mousemove']) "
        "    e.dispatchEvent(new MouseEvent(kind, {bubbles: true, clientX: 5, clientY: 5}));"
    )
    for kind in ("region", "why", "alert"):
        browser.js(f"document.querySelectorAll('.sk-page:not(.hidden) [data-sk={kind}]')[1]?.click()")
    browser.until("return new Promise(done => setTimeout(() => done(true), 900))")
    unhurt(browser)


def test_tooltips_of_grid_and_chart(browser: Browser) -> None:
    """The grid shows the name of a project after a while, the chart its figures."""
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.by import By

    browser.open("whatif")
    for selector, shown in ((".ag-row [col-id=name]", ".ag-tooltip, .ag-popup"), (".sk-chart svg", ".sk-chart svg")):
        ActionChains(browser.driver).move_to_element(browser.driver.find_element(By.CSS_SELECTOR, selector)).perform()
        browser.until(f"return document.querySelector('{shown}') !== null")
    unhurt(browser)


def test_a_saved_scenario_and_the_pages_of_the_account(browser: Browser) -> None:
    """A scenario is saved under a hostile name and stands, as text, in the list of changes."""
    browser.open("whatif")
    browser.js("emitEvent('sk_act', {name: 'save'})")
    browser.until("return document.querySelector('.sk-dialog input') !== null")
    browser.js("document.querySelector('.sk-dialog input').select()")
    browser.press(ATTACKS[0])
    browser.js("[...document.querySelectorAll('.sk-dialog button')].at(-1).click()")
    browser.until("return document.body.innerText.includes('已保存方案')")
    unhurt(browser)
    browser.driver.get(f"{browser.url}/account")
    assert browser.text("main").count(ATTACKS[0]) >= 1
    unhurt(browser)
