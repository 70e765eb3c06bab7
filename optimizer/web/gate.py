"""The gate (门禁): no page, no file and no socket without a login, where users are asked for one."""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote

from nicegui import run
from starlette.responses import PlainTextResponse, RedirectResponse

from optimizer.app.access import Access
from optimizer.errors import StoreTrouble
from optimizer.text import access as words
from optimizer.web.guard import App, Message, Receive, Send

COOKIE = "shuangkong"
"""The cookie of a session."""
PERMIT = "shuangkong.permit"
"""Where the permit stands in the scope of a request."""
OPEN, FILES = ("/login", "/favicon.ico"), "/-/"
"""What is served to anybody: the page on which one signs in, and style sheets."""


class Gate:
    """An ASGI layer that finds the permit of every request, and sends those without one to the login."""

    def __init__(self, app: App, access: Access) -> None:
        self._app, self._access = app, access

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Let a request pass with its permit in the scope; a socket without one is closed."""
        if scope["type"] not in ("http", "websocket") or _open(scope["path"]):
            await self._app(scope, receive, send)
            return
        try:
            permit = await run.io_bound(self._access.permit, cookie_of(scope, COOKIE))
        except StoreTrouble as trouble:
            await self._refuse(scope, receive, send, words.CLOSED.format(what=trouble))
            return
        if permit is None:
            await self._refuse(scope, receive, send, "")
        else:
            await self._app({**scope, PERMIT: permit}, receive, send)

    async def _refuse(self, scope: Message, receive: Receive, send: Send, trouble: str) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        elif trouble:
            await PlainTextResponse(trouble, 503)(scope, receive, send)
        elif scope["method"] == "GET" and not scope["path"].startswith("/_"):
            wanted = scope["path"] + ("?" + scope["query_string"].decode("latin-1") if scope["query_string"] else "")
            await RedirectResponse(f"/login?next={quote(wanted, safe='')}", 303)(scope, receive, send)
        else:
            await PlainTextResponse(words.ENDED, 401)(scope, receive, send)


def _open(path: str) -> bool:
    return path in OPEN or path.startswith(FILES)


def cookie_of(scope: Message, name: str) -> str:
    """Return a cookie of a request, "" when it has none."""
    sent = b"; ".join(value for key, value in scope["headers"] if key == b"cookie").decode("latin-1")
    try:
        found = SimpleCookie(sent).get(name)
    except CookieError:
        return ""
    return found.value if found else ""
