"""Write docs/界面/*.png: one picture of every tab at 1366×768, as docs/界面.md walks through them.

Run: `python -m tools.screenshots` (needs chromium and chromedriver). Tabs that come later come along by themselves.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path

from selenium.webdriver.support.ui import WebDriverWait

from optimizer.web.pages import TABS
from tests.web.browser import MISSING, Browser, serving

CASE = "neimenggu-2026"
TARGET = Path(__file__).parents[1] / "docs" / "界面"
SETTLED = 1.2
"""Seconds for charts and grids to be drawn."""
LONG = 120
"""Seconds in which all reviews are done, on a busy machine too."""


def press(browser: Browser, selector: str) -> None:
    """Click what may not be there yet."""
    browser.until(f"return document.querySelector({selector!r}) !== null")
    browser.click(selector)


def decided(browser: Browser) -> None:
    """Reject two projects, so that there is something to see."""
    for number, project in enumerate(("P001", "P005"), start=2):
        browser.click(f"[row-id='{project}'] [data-status=rejected]")
        browser.answered(number)


def exported(browser: Browser) -> None:
    """Export a workbook and a Word paper."""
    browser.until("return document.querySelector('.sk-files')")
    for kind in ("xlsx", "docx"):
        browser.click(f"[data-sk=export][data-about={kind}]")
        browser.until(f"return document.querySelector('.sk-out')?.textContent.includes('.{kind}')")


def reviewed(browser: Browser) -> None:
    """Review all projects and look at one."""
    press(browser, ".sk-review .sk-main-button")
    done = "return !document.querySelector('.sk-reviews').textContent.includes('未评估')"
    WebDriverWait(browser.driver, LONG).until(lambda driver: driver.execute_script(done))
    press(browser, "[data-sk=review][data-about=P014] button")
    browser.until("return document.querySelector('.sk-review .sk-detail').textContent.includes('补进项目')")


def solved(browser: Browser) -> None:
    """Solve to a proof."""
    press(browser, ".sk-solve .sk-main-button")
    browser.until("return document.querySelector('.sk-outcome') !== null")


def impossible(browser: Browser) -> None:
    """Force two projects in that clash with the carbon intensity, and come back to the diagnosis."""
    browser.click("nav a[href='/whatif']")
    for project in ("P003", "P014"):
        browser.click(f"[row-id='{project}'] [data-status=must]")
    browser.until("return document.querySelector('#status').textContent.includes('未能得到可行方案')")
    browser.click("#status a")
    browser.until("return document.querySelector('.sk-banner') !== null")


STEPS: Mapping[str, Callable[[Browser], None]] = {
    "solve": solved, "export": exported, "review": reviewed, "diagnosis": impossible,
}  # fmt: skip
"""What an officer does on a tab before its picture is taken; on the others nothing."""


def main() -> None:
    """Take all pictures."""
    if MISSING:
        raise SystemExit(MISSING)
    TARGET.mkdir(parents=True, exist_ok=True)
    with serving(CASE) as url:
        browser = Browser(url)
        try:
            browser.open()
            decided(browser)
            for tab in TABS:
                if tab.key != "diagnosis":
                    browser.click(f"nav a[href='/{tab.key}']")
                STEPS.get(tab.key, lambda _: None)(browser)
                time.sleep(SETTLED)
                browser.driver.save_screenshot(str(TARGET / f"{tab.key}.png"))
        finally:
            browser.close()


if __name__ == "__main__":
    main()
