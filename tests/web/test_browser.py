"""The screen in a real browser: keyboard, undo, why, tabs; offline, accessible, without an error on the console."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from selenium.webdriver.common.keys import Keys

from tests.web.browser import MISSING, Browser, serving

pytestmark = pytest.mark.skipif(bool(MISSING), reason=MISSING)
QUIET = ("data", "blob", "chrome", "about")
"""Schemes that never leave the browser."""


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with serving("neimenggu-2026") as url:
        yield url


@pytest.fixture
def browser(url: str) -> Iterator[Browser]:
    browser = Browser(url)
    browser.open()
    try:
        yield browser
    finally:
        browser.close()


def row(browser: Browser, project: str) -> tuple[str, str]:
    """Decision and result of one project as the grid shows them."""
    return tuple(browser.js(
        "const r = document.querySelector(`[row-id='${arguments[0]}']`);"
        "return [r.querySelector('[aria-checked=true]').textContent, r.querySelector('[col-id=result]').textContent]",
        project,
    ))  # fmt: skip


def test_decisions_by_keyboard_and_back(browser: Browser) -> None:
    """↓ goes to the list, 3 rejects, ↓ 1 approves, Ctrl+Z twice takes both back, Ctrl+Y brings one again."""
    assert row(browser, "P001") == ("待定", "入选")
    browser.press(Keys.ARROW_DOWN)
    browser.press("3")
    browser.answered(2)
    assert row(browser, "P001") == ("否决", "未选")
    assert "P001" in browser.text("#changed")
    browser.press(Keys.ARROW_DOWN, Keys.ARROW_DOWN, "1")
    browser.answered(3)
    assert row(browser, "P003") == ("批准", "入选")
    for number in (4, 5):
        browser.press(Keys.CONTROL + "z")
        browser.answered(number)
    assert row(browser, "P001") == ("待定", "入选") and row(browser, "P003") == ("否决", "未选")
    assert "无变动" in browser.text("#changed")
    browser.press(Keys.CONTROL + "y")
    browser.answered(6)
    assert row(browser, "P001") == ("否决", "未选")
    assert browser.errors() == []


def test_by_mouse_and_what_is_repainted(browser: Browser) -> None:
    """A click changes cells in place: untouched cells keep their very nodes, the grid keeps its place."""
    browser.js("document.querySelectorAll('[id^=p]').forEach(e => e.firstChild && (e.firstChild.kept = true))")
    browser.click("[row-id='P005'] [data-status=rejected]")
    browser.answered(2)
    kept, all_ = browser.js(
        "const cells = [...document.querySelectorAll('.sk-cell')];"
        "return [cells.filter(e => e.firstChild.kept).length, cells.length]"
    )
    assert 0 < kept < all_ == 78, "12 regions and the root, 5 years and their sum"


def test_keys_do_not_fire_while_typing(browser: Browser) -> None:
    browser.press(Keys.ARROW_DOWN, "/")
    browser.press("1")
    assert browser.js("return document.querySelector('.sk-filter input').value") == "1"
    assert row(browser, "P001") == ("待定", "入选")
    browser.press(Keys.ESCAPE)
    assert browser.js("return document.querySelector('.sk-filter input').value") == ""


def test_filter_and_only_changed(browser: Browser) -> None:
    browser.press(Keys.ARROW_DOWN, "3")
    browser.answered(2)
    browser.press("/")
    browser.press(*"包头")
    browser.until("return [...document.querySelectorAll('.ag-row [col-id=region]')].every(e => e.textContent === '包头市')")
    browser.press(Keys.ESCAPE)
    browser.click(".sk-filter input[type=checkbox]")
    browser.until("return document.querySelectorAll('.ag-center-cols-container .ag-row').length < 10")
    assert browser.js("return !!document.querySelector(\"[row-id='P001']\")")


def test_why_by_keyboard(browser: Browser) -> None:
    """Arrow keys walk over the table, Enter asks, Escape closes."""
    browser.js("document.querySelector('[data-at=\"0-0\"]').focus()")
    browser.press(Keys.ARROW_DOWN, Keys.ARROW_RIGHT, Keys.ENTER)
    browser.until("return document.querySelector('.sk-tree details') !== null")
    assert "包头市 2027年" in browser.text(".sk-why h2")
    assert browser.violations() == []
    browser.press(Keys.ESCAPE)
    browser.until("return document.querySelector('.sk-why') === null")


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1920, 1080)])
def test_nothing_essential_is_below_the_fold(url: str, width: int, height: int) -> None:
    """Key figures, the list's head, the whole allocation table, tiles and status line stand inside the window."""
    browser = Browser(url, width, height)
    try:
        browser.open()
        hidden = browser.js(
            "return [...document.querySelectorAll('.sk-kpi, .ag-header, .sk-table tr, .sk-tile, .sk-chart, #status')]"
            ".filter(e => { const b = e.getBoundingClientRect(); return b.bottom > innerHeight || b.right > innerWidth"
            " || b.height === 0 }).map(e => e.outerHTML.slice(0, 80))"
        )
        assert hidden == []
        cut = browser.js(
            "return [...document.querySelectorAll('.sk-kpi, .sk-figure, .sk-note, .sk-place')]"
            ".filter(e => e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0).map(e => e.outerHTML.slice(0, 80))"
        )
        assert cut == []
        assert browser.js("return document.documentElement.scrollHeight <= innerHeight")
    finally:
        browser.close()


@pytest.mark.parametrize("tab", ["whatif", "alerts"])
def test_accessible_offline_and_silent(browser: Browser, url: str, tab: str) -> None:
    """axe-core finds nothing, no request leaves the machine, the console is empty, one h1, Chinese."""
    browser.click(f"nav a[href='/{tab}']")
    browser.until(f"return location.pathname === '/{tab}'")
    assert browser.violations() == []
    asked = {urlsplit(address) for address in browser.requests()}
    assert {a.netloc for a in asked if a.scheme not in QUIET} == {urlsplit(url).netloc}
    assert any(a.scheme == "ws" for a in asked), "the socket was logged too"
    assert browser.errors() == []
    assert browser.js("return [document.querySelectorAll('h1').length, document.documentElement.lang]") == [1, "zh-CN"]


def test_without_a_plan_the_way_leads_to_the_diagnosis(browser: Browser) -> None:
    """P002, P003 and P014 must in 包头 clash with its carbon intensity of 2027."""
    for project in ("P003", "P014"):
        browser.click(f"[row-id='{project}'] [data-status=must]")
    browser.until("return document.querySelector('#status').textContent.includes('未能得到可行方案')")
    browser.click("#status a")
    browser.until("return document.querySelector('.sk-banner') !== null")
    assert "targets.csv" in browser.text(".sk-report")
    assert browser.violations() == []


def test_two_windows_at_once(url: str, browser: Browser) -> None:
    other = Browser(url)
    try:
        other.driver.get(browser.driver.current_url)
        other.until("return document.querySelector('#status')?.textContent.includes('已复核')")
        browser.click("[row-id='P005'] [data-status=rejected]")
        other.click("[row-id='P006'] [data-status=rejected]")
        browser.answered(2)
        other.until("return document.querySelector('#changed').textContent.includes('P006')")
        assert row(browser, "P006")[0] == "待定" and row(other, "P005")[0] == "待定"
        browser.driver.refresh()
        browser.until("return document.querySelector('#changed')?.textContent.includes('P005')")
        assert row(browser, "P006")[0] == "待定", "a refresh brings this tab's work, not another's"
    finally:
        other.close()
