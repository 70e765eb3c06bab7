"""The shell (外框): header with tabs, case and user; builds the page of a tab when it first comes to the front."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path

from nicegui import ui

from optimizer.app.permit import Permit
from optimizer.text import access
from optimizer.text import web as words
from optimizer.web.desk import Desk, News
from optimizer.web.pages import HOME, TABS
from optimizer.web.tab import Tab, View

STATIC = Path(__file__).parent / "static"
ADDRESS = "/-"
"""Where the files of STATIC are served."""


def lay_head() -> None:
    """Put style sheet, script and colours into the head of the present page."""
    spoken = json.dumps(
        {"decision": words.DECISION, "result": words.RESULT, "headings": words.HEADINGS}, ensure_ascii=False
    ).replace("<", "\\u003c")
    ui.add_head_html(
        f'<link rel="stylesheet" href="{ADDRESS}/screen.css"><script>window.skWords = {spoken};</script>'
        f'<script src="{ADDRESS}/screen.js"></script>'
    )
    ui.colors(primary="#1f4e8c")


class Shell:
    """The frame of one browser tab; `content` holds one container a page."""

    def __init__(self, case: str, permit: Permit, signed_in: bool) -> None:
        """Lay the frame at once; the pages follow with the desk. One who signed in finds his account by his name."""
        self._views: dict[str, View] = {}
        self._front = HOME
        with ui.element("header").classes("sk-head"):
            ui.html(f"<h1>{words.PRODUCT}</h1>", sanitize=False)
            self._nav = ui.element("nav").props(f'aria-label="{words.NAV}"').classes("sk-nav")
            ui.html(
                f'<span class="sk-label">{words.CASE}</span><span class="sk-case">{escape(case)}</span>'
                f'<span class="sk-label">{words.USER}</span>{_user(permit) if signed_in else escape(permit.who)}',
                sanitize=False,
            ).classes("sk-who")
        self._main = ui.element("div").classes("sk-main")
        with self._main:
            self._notice = ui.html(f'<p role="status">{escape(words.OPENING.format(case=case))}</p>', sanitize=False)
            self._notice.classes("sk-notice")

    def refuse(self, says: str) -> None:
        """Say why the case cannot be opened."""
        self._notice.content = f'<p role="alert">{escape(says)}</p>'

    def fill(self, desk: Desk, front: Tab) -> None:
        """Offer the tabs and build the page in front; the desk is open."""
        self._desk = desk
        self._notice.delete()
        self._links = {tab.key: self._link(tab) for tab in TABS}
        with self._main:
            self._pages = {tab.key: ui.element("section").classes("sk-page") for tab in TABS}
        desk.watch(self._hear)
        ui.on("sk_go", lambda event: self._go(str(event.args["tab"])))
        self.bring(front)

    def _link(self, tab: Tab) -> ui.element:
        with self._nav:
            link = ui.element("a").props(f'href="/{tab.key}"')
            with link:
                ui.html(tab.title, sanitize=False, tag="span")
        link.on("click.prevent", lambda: self.bring(tab))
        return link

    def _go(self, key: str) -> None:
        """Follow a link inside a page."""
        for tab in TABS:
            if tab.key == key:
                self.bring(tab)

    def bring(self, tab: Tab) -> None:
        """Bring a tab to the front: build its page the first time, repaint it every time."""
        self._front = tab
        self._offer()
        for key, page in self._pages.items():
            page.set_visibility(key == tab.key)
            self._links[key].props('aria-current="page"' if key == tab.key else "", remove="aria-current")
        if tab.key not in self._views:
            with self._pages[tab.key]:
                self._views[tab.key] = tab.build(self._desk)
        self._views[tab.key].show()
        ui.run_javascript(f"window.sk.address({json.dumps(tab.key)}, {json.dumps(words.TITLE.format(tab=tab.title))})")

    def _offer(self) -> None:
        for tab in TABS:
            self._links[tab.key].set_visibility(tab.shown(self._desk) or tab is self._front)

    def _hear(self, news: News) -> None:
        if news.kind in ("failed", "verified"):
            self._offer()
        if news.kind == "barred":
            ui.notify(news.what, type="negative", position="top")
        self._views[self._front.key].hear(news)


def _user(permit: Permit) -> str:
    """Return the name and role of one who signed in, with the way to his account."""
    role = permit.standing()
    said = words.ROLE_OF.format(who=escape(permit.who), role=access.ROLE[role] if role else words.NONE)
    return f'<a href="/account" title="{words.ACCOUNT}">{said}</a>'
