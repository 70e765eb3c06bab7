"""The throttle (限流): a socket that sends without end is read no faster than a hand can click."""

from __future__ import annotations

import asyncio
import time

from optimizer.web.guard import App, Message, Receive, Send

PER_SECOND, AT_ONCE = 25.0, 150.0
"""Messages of one socket that are read in a second, and those that may come at one go."""


class Throttle:
    """An ASGI layer that lets the messages of each socket wait; what the sender may not send, its network holds."""

    def __init__(self, app: App, per_second: float = PER_SECOND, at_once: float = AT_ONCE) -> None:
        self._app, self._rate, self._most = app, per_second, at_once

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Pass on everything; the messages of a socket not faster than allowed."""
        await self._app(scope, self._slowed(receive) if scope["type"] == "websocket" else receive, send)

    def _slowed(self, receive: Receive) -> Receive:
        left, then = self._most, time.monotonic()

        async def receiving() -> Message:
            nonlocal left, then
            now = time.monotonic()
            left, then = min(self._most, left + (now - then) * self._rate) - 1, now
            if left < 0:
                await asyncio.sleep(-left / self._rate)
            return await receive()

        return receiving
