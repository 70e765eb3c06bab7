"""The screen without a browser: what the server sends is put together here as the browser would."""

from __future__ import annotations

import asyncio
import html
import json
import re
from typing import Any

from nicegui import Client, events, ui
from nicegui.testing.user import User

from optimizer.app.office import Office
from optimizer.store.store import Store
from optimizer.web.serve import lay_pages

PAINT = re.compile(r"^window\.sk\.paint\((.*)\)$", re.DOTALL)
PATIENCE = 20.0


class Screen:
    """One browser tab: pieces by element id, rows of the project grid by project."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.pieces: dict[str, str] = {}
        self.rows: dict[str, dict[str, Any]] = {}

    async def open(self, path: str = "/") -> Screen:
        self.pieces.clear()
        client = await self.user.open(path)
        self._listen(client)
        await self.until(lambda: "status" in self.pieces or self._refused())
        grids = [e for e in client.elements.values() if isinstance(e, ui.aggrid)]
        self.rows = {row["id"]: row for grid in grids for row in grid.options["rowData"]} | self.rows
        return self

    def _listen(self, client: Client) -> None:
        run = client.run_javascript

        def heard(code: str, *args: Any, **options: Any) -> Any:
            if found := PAINT.match(code):
                news = json.loads(found.group(1))
                self.pieces |= {name: inner for name, _, inner in news["pieces"]}
                self.rows |= {row["id"]: row for row in news["rows"]}
            return run(code, *args, **options)

        client.run_javascript = heard  # type: ignore[method-assign]

    def _refused(self) -> bool:
        return any('role="alert"' in text for text in self.contents())

    def contents(self) -> list[str]:
        """The HTML of all elements that carry some."""
        client = self.user.client
        assert client is not None
        return [e.content for e in client.elements.values() if isinstance(e, ui.html) and e.visible]

    def shown(self) -> str:
        """All text that is on the page, without tags."""
        return html.unescape(re.sub(r"<[^>]+>", " ", " ".join([*self.contents(), *self.pieces.values()])))

    def tabs(self) -> list[str]:
        """The titles of the tabs that are offered."""
        client = self.user.client
        assert client is not None
        links = [e for e in client.elements.values() if e.tag == "a" and e.visible]
        return [next(c for c in link.descendants() if isinstance(c, ui.html)).content for link in links]

    def emit(self, event: str, **args: Any) -> None:
        """Do what screen.js does: send an event of the page."""
        client = self.user.client
        assert client is not None
        with client:
            for listener in list(client.layout._event_listeners.values()):
                if listener.type == event:
                    given = events.GenericEventArguments(sender=client.layout, client=client, args=args)
                    events.handle_event(listener.handler, given)

    async def decide(self, project: str, status: str) -> None:
        """Take one decision and wait for its answer."""
        before = self.pieces["status"]
        self.emit("sk_decide", project=project, status=status)
        await self.answered(before)

    async def act(self, name: str, about: str = "") -> None:
        """Press a key or a button that changes decisions and wait for the answer."""
        before = self.pieces["status"]
        self.emit("sk_act", name=name, about=about)
        await self.answered(before)

    async def answered(self, before: str) -> None:
        await self.until(lambda: self.pieces["status"] != before and "正在" not in self.pieces["status"])

    async def go(self, tab: str) -> None:
        self.emit("sk_go", tab=tab)
        await asyncio.sleep(0.05)

    async def until(self, done: Any) -> None:
        async with asyncio.timeout(PATIENCE):
            while not done():
                await asyncio.sleep(0.01)


def lay(store: Store, case: str) -> Office:
    """Lay the pages over a store with one case in it."""
    office = Office(store)
    lay_pages(office, office.bring_in(case, "测试").id, "测试")
    return office
