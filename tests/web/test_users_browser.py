"""Login and roles in a real browser: the way in and out, two users at once, who may only look; nothing against axe."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.web.browser import DESKS, MISSING, Browser, serving

pytestmark = pytest.mark.skipif(bool(MISSING), reason=MISSING)


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with serving("neimenggu-2026", "--users") as url:
        yield url


@pytest.fixture
def browser(url: str) -> Iterator[Browser]:
    browser = Browser(url)
    try:
        yield browser
    finally:
        browser.close()


@pytest.fixture
def other(url: str) -> Iterator[Browser]:
    browser = Browser(url)
    try:
        yield browser
    finally:
        browser.close()


def test_the_way_in_and_out(browser: Browser) -> None:
    """A page leads to the login and from there to where one wanted to go; after signing out it leads there again."""
    browser.driver.get(f"{browser.url}/alerts")
    assert browser.js("return [location.pathname, document.querySelectorAll('h1').length]") == ["/login", 1]
    assert browser.violations() == []
    browser.js("document.querySelector('[name=name]').value = '测算员'")
    browser.click("#password")
    browser.press("wrong horse")
    browser.click("main button")
    browser.until("return document.querySelector('[role=alert]') !== null")
    assert "用户名或密码不对" in browser.text("[role=alert]") and browser.violations() == []
    browser.errors()  # the browser reports the refusal itself
    browser.click("#password")
    browser.press("correct horse")
    browser.click("main button")
    browser.until("return location.pathname === '/alerts'")
    browser.until("return document.querySelector('.sk-list') !== null")
    assert "测算员（测算）" in browser.text(".sk-who")
    browser.click(".sk-who a")
    browser.until("return location.pathname === '/account'")
    assert browser.violations() == [] and "用户管理" not in browser.text("main")
    browser.click("header button")
    browser.until("return location.pathname === '/login'")
    browser.driver.get(f"{browser.url}/whatif")
    browser.until("return location.pathname === '/login'")
    assert browser.errors() == []


def test_who_manages_users(browser: Browser) -> None:
    browser.sign_in("管理员")
    browser.driver.get(f"{browser.url}/account")
    assert browser.violations() == [] and "用户管理" in browser.text("main")
    browser.js("document.querySelector('#fresh').value = '新来的'; document.querySelector('#first').value = 'new horse 1'")
    browser.js("document.querySelector('#fresh').form.requestSubmit()")
    browser.until("return document.querySelector('[role=status]') !== null")
    assert "已新增用户 新来的" in browser.text("[role=status]") and browser.violations() == []
    browser.sign_in("新来的", "new horse 1")
    assert browser.errors() == []


def test_two_users_at_once(browser: Browser, other: Browser) -> None:
    """On the same version of a case each has his own decisions, before and after both come back."""
    version = next(DESKS)
    for window, name in ((browser, "测算员"), (other, "另一测算员")):
        window.sign_in(name)
        window.driver.get(f"{window.url}/?case={version}")
        window.until("return document.querySelector('#status')?.textContent.includes('已复核')")
    browser.click("[row-id='P005'] [data-status=rejected]")
    other.click("[row-id='P006'] [data-status=rejected]")
    for _ in range(2):
        for window, mine, theirs in ((browser, "P005", "P006"), (other, "P006", "P005")):
            window.until(f"return document.querySelector('#changed')?.textContent.includes('{mine}')")
            chosen = window.js(f"return document.querySelector(\"[row-id='{theirs}'] [aria-checked=true]\").textContent")
            assert chosen == "待定"
        browser.driver.refresh()
        other.driver.refresh()
    assert browser.errors() == other.errors() == []


def test_who_may_only_look(browser: Browser) -> None:
    browser.sign_in("查看员")
    browser.open("whatif")
    browser.click("[row-id='P005'] [data-status=rejected]")
    browser.until("return document.querySelector('#status').textContent.includes('您的角色是“查看”')")
    browser.until("return document.querySelector(\"[row-id='P005'] [aria-checked=true]\").textContent === '待定'")
    assert browser.violations() == [] and browser.errors() == []
