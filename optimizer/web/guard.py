"""The guard (守卫): no foreign host name, no foreign origin, and headers that keep a page to itself."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

from nicegui.version import __version__

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=()"),
    (
        b"content-security-policy",
        b"default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
        b"img-src 'self' data:; font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'self'; "
        b"form-action 'self'; frame-ancestors 'none'",
    ),
)
"""NiceGUI evaluates its templates in the page, hence unsafe-inline and unsafe-eval."""
LASTING = ("/-/", f"/_nicegui/{__version__}/")
"""Where the files of the program are, which hold no figures."""
NO_STORE = (b"cache-control", b"no-store")
SAFE = ("GET", "HEAD", "OPTIONS")
"""Methods that change nothing, and with which a browser need not name the origin."""


MAX_BODY = 32_000_000
"""Bytes of a request's body; nothing that a page sends is larger than an upload (app/upload.py) and its frame."""


class Guard:
    """An ASGI layer: 403 to requests and sockets of other hosts or origins, 413 to bodies that are too large."""

    def __init__(self, app: App, hosts: tuple[str, ...], most: int = MAX_BODY) -> None:
        self._app, self._hosts, self._most = app, hosts, most

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Let a request pass when its Host is ours and its Origin, if any, is the same."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
        elif self._ours(scope) and self._too_large(scope):
            await _refuse(send, 413)
        elif self._ours(scope):
            lasting = scope["type"] == "http" and scope["path"].startswith(LASTING)
            await self._app(scope, receive, _with_headers(send, lasting))
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await _refuse(send, 403)

    def _ours(self, scope: Message) -> bool:
        given = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
        host, origin = given.get(b"host", ""), given.get(b"origin")
        if urlsplit(f"//{host}").hostname not in self._hosts:
            return False
        if origin is None:  # every browser names the origin of a socket and of what changes something
            return bool(scope["type"] == "http" and scope["method"] in SAFE)
        return bool(urlsplit(origin).netloc == host)

    def _too_large(self, scope: Message) -> bool:
        """Return whether a body is longer than allowed, or does not say how long it is."""
        given = {name.lower(): value for name, value in scope["headers"]}
        length = given.get(b"content-length", b"0")
        return b"transfer-encoding" in given or not length.isdigit() or int(length) > self._most


async def _refuse(send: Send, status: int) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})


def _with_headers(send: Send, lasting: bool) -> Send:
    """Add the headers; what may hold figures is kept by no browser and no proxy."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            given = [pair for pair in message.get("headers", ()) if lasting or pair[0].lower() != b"cache-control"]
            message = {**message, "headers": [*given, *HEADERS, *(() if lasting else (NO_STORE,))]}
        await send(message)

    return sending
