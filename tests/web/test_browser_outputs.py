"""Compare, export and review in a real browser: what is downloaded holds the figures on the screen; accessible, silent."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from python_calamine import CalamineWorkbook
from selenium.webdriver.common.keys import Keys

from tests.web.browser import MISSING, PATIENCE, Browser, serving

pytestmark = pytest.mark.skipif(bool(MISSING), reason=MISSING)


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with serving("neimenggu-2026") as url:
        yield url


@pytest.fixture
def browser(url: str, tmp_path: Path) -> Iterator[Browser]:
    """A desk with P001 rejected; downloads go to the test's folder."""
    browser = Browser(url)
    given = {"behavior": "allow", "downloadPath": str(tmp_path)}
    browser.driver.execute_cdp_cmd("Browser.setDownloadBehavior", given)
    browser.open()
    browser.click("[row-id='P001'] [data-status=rejected]")
    browser.answered(2)
    try:
        yield browser
    finally:
        browser.close()


def downloaded(folder: Path, suffix: str) -> Path:
    """Wait for a whole file."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = [path for path in folder.glob(f"*{suffix}") if not list(folder.glob("*.crdownload"))]
        if found:
            return found[0]
        time.sleep(0.05)
    raise AssertionError(f"no {suffix} in {list(folder.iterdir())}")


def budgets(browser: Browser) -> list[list[str]]:
    """The allocation table of the home tab: figures of each region by year, and their sum."""
    found: list[list[str]] = browser.js(
        "return [...document.querySelectorAll('.sk-table tbody tr')].map(row => "
        "[...row.querySelectorAll('.sk-figure')].map(cell => cell.textContent))"
    )
    return found


def test_from_comparing_to_the_files(browser: Browser, tmp_path: Path) -> None:
    """The carbon budgets on the screen stand in the Word table and in the workbook, the objective in the comparison."""
    shown = budgets(browser)
    browser.click("nav a[href='/compare']")
    browser.until("return document.querySelector('.sk-matrix')")
    assert "项目 P001" in browser.text(".sk-assume")
    now = browser.js(
        "return [...document.querySelectorAll('.sk-results tr')].find(r => r.textContent.startsWith('目标值'))"
        ".querySelectorAll('td')[1].textContent"
    )
    matrix = browser.js(
        "return [...document.querySelectorAll('.sk-matrix tbody tr')].map(row => "
        "[...row.querySelectorAll('td')].map(cell => cell.firstChild.textContent))"
    )
    assert sorted(matrix) == sorted(shown), "the comparison shows the budgets of the home tab"
    assert browser.violations() == []
    browser.click("nav a[href='/export']")
    browser.until("return document.querySelector('.sk-files')")
    assert f"{now} 亿元" in browser.text(".sk-identity")
    for kind in ("docx", "xlsx"):
        browser.click(f"[data-sk=export][data-about={kind}]")
        browser.until(f"return document.querySelector('.sk-out')?.textContent.includes('.{kind}')")
    assert browser.violations() == []
    number = browser.text(".sk-identity strong")
    document = docx.Document(str(downloaded(tmp_path, ".docx")))
    assert document.core_properties.comments == number
    table = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    book = CalamineWorkbook.from_path(str(downloaded(tmp_path, ".xlsx")))
    sheet = book.get_sheet_by_name("碳排放预算").to_python() if "碳排放预算" in book.sheet_names else \
        book.get_sheet_by_name(next(n for n in book.sheet_names if "碳" in n and "分配" in n)).to_python()  # fmt: skip
    cells = [[f"{cell:,.2f}" if isinstance(cell, float) else str(cell) for cell in row] for row in sheet]
    for line in shown:
        assert any(set(line) <= set(row) for row in table), line
        assert any(set(line) <= set(row) for row in cells), line
    assert browser.errors() == []


def test_choosing_by_keyboard_keeps_the_focus(browser: Browser) -> None:
    browser.click("nav a[href='/compare']")
    browser.until("return document.querySelector('.sk-matrix')")
    browser.js("document.querySelector('[data-sk=pick][data-about=case]').focus()")
    browser.press(Keys.SPACE)
    browser.until("return document.querySelector('[data-sk=pick][data-about=case]').checked")
    browser.until("return document.activeElement.dataset.about === 'case'")
    browser.click(".sk-compare .sk-main-button")
    browser.until("return document.querySelectorAll('.sk-results thead th').length === 6")
    assert browser.violations() == []


def test_a_review_and_its_paper(browser: Browser, tmp_path: Path) -> None:
    browser.click("nav a[href='/review']")
    browser.until("return document.querySelector('.sk-reviews')")
    browser.click("[data-sk=review][data-about=P014] button")
    browser.until("return document.querySelector('.sk-review .sk-detail').textContent.includes('补进项目')")
    advice = browser.text(".sk-advice span")
    assert "缓批" in advice and browser.violations() == []
    browser.click("[aria-label='下载本项目评估意见（Word）']")
    document = docx.Document(str(downloaded(tmp_path, ".docx")))
    assert any(paragraph.text.startswith(advice) for paragraph in document.paragraphs)
    assert browser.errors() == []


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1920, 1080)])
def test_no_page_scrolls_as_a_whole(url: str, width: int, height: int) -> None:
    browser = Browser(url, width, height)
    try:
        browser.open()
        for tab, ready in (("compare", ".sk-matrix"), ("export", ".sk-files"), ("review", ".sk-reviews")):
            browser.click(f"nav a[href='/{tab}']")
            browser.until(f"return document.querySelector('{ready}')")
            assert browser.js("return document.documentElement.scrollHeight <= innerHeight"), tab
            assert browser.js("return document.documentElement.scrollWidth <= innerWidth"), tab
    finally:
        browser.close()
