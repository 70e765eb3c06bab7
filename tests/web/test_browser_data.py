"""导入数据 and 求解方案 in a real browser: a wrong workbook, the corrected one, solving it, stopping a long search."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from tests.web.browser import MISSING, PATIENCE, Browser, serving
from tests.web.files import SAMPLE, long_case, workbook

pytestmark = pytest.mark.skipif(bool(MISSING), reason=MISSING)
DONE = "return document.querySelector('.sk-outcome') || document.querySelector('.sk-report [role=alert]')"


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with serving(str(SAMPLE)) as url:
        yield url


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(str(long_case(tmp_path_factory.mktemp("long") / "case"))) as url:
        yield url


@pytest.fixture
def browser() -> Iterator[Browser]:
    browser = Browser("")
    try:
        yield browser
    finally:
        browser.close()


def goto(browser: Browser, url: str, tab: str, ready: str) -> None:
    browser.driver.get(f"{url}/{tab}?case=1")
    browser.until(f"return document.querySelector('{ready}')")


def press(browser: Browser, label: str) -> None:
    """Click the button of that text as soon as it stands still and can be clicked."""
    find = f"return [...document.querySelectorAll('button')].find(b => b.innerText.trim() === '{label}' && !b.disabled)"

    def clicked(_: object) -> bool:
        browser.js(find).click()
        return True

    trouble = (AttributeError, WebDriverException)
    WebDriverWait(browser.driver, PATIENCE, ignored_exceptions=trouble).until(clicked)


def dear(browser: Browser) -> None:
    """Make overruns dear: see `long_case`."""
    for number in (1, 2):
        find = f"const f = document.querySelectorAll('.sk-settings input')[{number}]; return f?.checkVisibility() && f"
        field = browser.until(find)
        field.click()
        field.send_keys(Keys.CONTROL + "a")
        field.send_keys("9")


def test_a_wrong_workbook_then_the_right_one_then_solved(browser: Browser, url: str, tmp_path: Path) -> None:
    """The issue leads to its cell; the corrected file is kept as a version, opened and solved to a proof."""
    wrong, right = tmp_path / "错.xlsx", tmp_path / "对.xlsx"
    wrong.write_bytes(workbook({("年度", 1, 2): "3,9OO"}))
    right.write_bytes(workbook({("年度", 1, 2): "3950"}))
    goto(browser, url, "data", ".sk-raw table")
    assert browser.violations() == []
    choose = browser.driver.find_element("css selector", "input[type=file]")
    choose.send_keys(str(wrong))
    browser.until("return document.querySelector('[data-sk=issue]')")
    browser.click("[data-sk=issue] button")
    marked = browser.until("return document.querySelector('.sk-raw .sk-here')")
    assert (marked.text, marked.get_attribute("data-cell")) == ("3,9OO", "C2")
    assert browser.violations() == []
    browser.driver.find_element("css selector", "input[type=file]").send_keys(str(right))
    browser.until("return document.querySelector('.sk-news').textContent.includes('校验通过')")
    press(browser, "存为新版本")
    browser.until("return document.activeElement.closest('.sk-dialog')")
    field = browser.until("return [...document.querySelectorAll('.sk-dialog input')][1]")
    field.send_keys("改正GDP")
    press(browser, "存入")
    browser.until("return document.querySelector('.sk-news a')")
    assert "改正GDP" in browser.text(".sk-cases")
    browser.click(".sk-news a")
    browser.until("return document.querySelector('#status')?.textContent.includes('已复核')")
    assert not browser.driver.current_url.endswith("case=1")
    browser.click("a[href='/solve']")
    press(browser, "开始求解")
    browser.until(DONE)
    assert browser.text(".sk-outcome") == "已证最优"
    assert browser.text(".sk-runs th button").startswith("SK-")
    browser.until("return !document.querySelector('.q-dialog__backdrop')")
    assert browser.violations() == [] and browser.errors() == []


def test_a_long_search_is_watched_stopped_and_marked(browser: Browser, long: str) -> None:
    """Elapsed, best, bound and gap are the solver's; what stops early is a plan with the mark 未证最优."""
    goto(browser, long, "solve", ".sk-facts")
    dear(browser)
    press(browser, "开始求解")
    browser.until("return /差距[\\s\\S]*%/.test(document.querySelector('.sk-search')?.innerText ?? '')")
    assert browser.violations() == []
    press(browser, "停止并采用当前最好解")
    browser.until(DONE)
    assert "未证最优（" in browser.text(".sk-outcome")
    assert "提前停止" in browser.text(".sk-runs")


def test_a_long_search_is_cancelled(browser: Browser, long: str) -> None:
    goto(browser, long, "solve", ".sk-facts")
    before = browser.js("return document.querySelectorAll('[data-sk=run]').length")
    dear(browser)
    press(browser, "开始求解")
    press(browser, "取消求解")
    browser.until(DONE)
    assert "已取消求解" in browser.text(".sk-report")
    assert browser.js("return document.querySelectorAll('[data-sk=run]').length") == before
