"""The guard: other hosts and origins are refused before any page, and every answer carries the headers."""

from __future__ import annotations

import httpx
import pytest

from optimizer.web.guard import HEADERS, Guard

pytestmark = pytest.mark.asyncio


async def hello(scope, receive, send):  # type: ignore[no-untyped-def]
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"hello"})
    else:
        await send({"type": "websocket.accept"})


GUARD = Guard(hello, ("127.0.0.1", "localhost", "::1"))


async def ask(base: str, **headers: str) -> httpx.Response:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(GUARD), base_url=base) as client:
        return await client.get("/", headers=headers)


@pytest.mark.parametrize("base", ["http://127.0.0.1:8765", "http://localhost:8765", "http://[::1]:8765"])
async def test_the_loopback_passes(base: str) -> None:
    answer = await ask(base)
    assert answer.text == "hello"
    assert {name.decode(): value.decode() for name, value in HEADERS}.items() <= dict(answer.headers).items()
    assert (await ask(base, Origin=base)).status_code == 200


@pytest.mark.parametrize("base", ["http://evil.example", "http://127.0.0.1.evil.example:8765"])
async def test_a_foreign_host_is_refused(base: str) -> None:
    assert (await ask(base)).status_code == 403


@pytest.mark.parametrize("origin", ["http://evil.example", "http://127.0.0.1:9999", "null"])
async def test_a_foreign_origin_is_refused(origin: str) -> None:
    assert (await ask("http://127.0.0.1:8765", Origin=origin)).status_code == 403


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
async def test_what_changes_something_names_its_origin(method: str) -> None:
    base = "http://127.0.0.1:8765"
    async with httpx.AsyncClient(transport=httpx.ASGITransport(GUARD), base_url=base) as client:
        assert (await client.request(method, "/")).status_code == 403
        assert (await client.request(method, "/", headers={"Origin": base})).status_code == 200


async def test_pages_are_kept_nowhere_and_files_of_the_program_may_be() -> None:
    """NiceGUI's own word on the cache of a page is replaced, not doubled."""

    async def kept(scope, receive, send):  # type: ignore[no-untyped-def]
        headers = [(b"Cache-Control", b"max-age=3600")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    guarded = httpx.ASGITransport(Guard(kept, ("localhost",)))
    async with httpx.AsyncClient(transport=guarded, base_url="http://localhost") as client:
        assert (await client.get("/whatif")).headers.get_list("cache-control") == ["no-store"]
        assert (await client.get("/-/screen.css")).headers.get_list("cache-control") == ["max-age=3600"]


async def test_a_socket_without_an_origin_is_refused() -> None:
    sent = []

    async def send(message):  # type: ignore[no-untyped-def]
        sent.append(message["type"])

    await GUARD({"type": "websocket", "path": "/", "headers": [(b"host", b"localhost:8765")]}, None, send)  # type: ignore[arg-type]
    assert sent == ["websocket.close"]


@pytest.mark.parametrize(("origin", "answer"), [
    (b"http://evil.example", "websocket.close"), (b"http://localhost:8765", "websocket.accept"),
])  # fmt: skip
async def test_the_socket_too(origin: bytes, answer: str) -> None:
    sent = []

    async def send(message):  # type: ignore[no-untyped-def]
        sent.append(message["type"])

    scope = {"type": "websocket", "path": "/", "headers": [(b"host", b"localhost:8765"), (b"origin", origin)]}
    await GUARD(scope, None, send)  # type: ignore[arg-type]
    assert sent == [answer]
