"""What goes wrong around the screen: full disk, locked store, a second program, kill -9, a flood; nothing is lost."""

from __future__ import annotations

import asyncio
import getpass
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlalchemy as sa

from benchmarks.screen import CASE, PAINT, Tab, decisions
from optimizer.app.check import check_case
from optimizer.app.office import Office
from optimizer.errors import StoreFull
from optimizer.store.store import Store
from tests.web.screens import Screen

ROOT = Path(__file__).parents[2]
FREE = [project for project, _ in decisions(check_case(CASE), 10)][::2]
"""Five candidates, which a decision changes."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store that waits a moment only for other programs."""
    with Store.open(str(tmp_path / "store.db"), wait=0.2) as store:
        yield store


def file_of(store: Store) -> str:
    return str(store.database.engine.url.database)


def statuses(store: Store) -> dict[str, str]:
    draft = store.drafts.load("测试", 1)
    return dict(draft["statuses"]) if draft else {}


@pytest.mark.asyncio
async def test_a_full_disk_is_said_and_the_next_save_brings_all(screen: Screen, store: Store) -> None:
    """The database may not grow by one page; the decision stands on screen, and is kept as soon as there is room."""
    with store.database.read() as connection:
        limit = {"pages": connection.exec_driver_sql("PRAGMA page_count").scalar_one()}

    def keep_small(connection: Any) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count={limit['pages']}")

    sa.event.listen(store.database.engine, "begin", keep_small)
    for size in (900, 90, 0):  # until the last page is filled to the brim
        with pytest.raises(StoreFull, match="磁盘已满"):
            for _ in range(400):
                store.log.add("", "x" * size, "")
    await screen.decide("P6", "rejected")
    await screen.until(lambda: "草稿没有存上：磁盘已满" in screen.pieces["status"])
    assert screen.rows["P6"]["status"] == "rejected" and statuses(store) == {}
    limit["pages"] = 1_000_000
    await screen.decide("P1", "rejected")
    await screen.until(lambda: statuses(store) == {"P1": "rejected", "P6": "rejected"})
    assert "已复核" in screen.pieces["status"]
    assert {line.where[-2:] for line in store.log.list(10, what="审批推演")} == {"P1", "P6"}


@pytest.mark.asyncio
async def test_a_locked_store_is_said_and_the_next_save_brings_all(screen: Screen, store: Store) -> None:
    holder = sqlite3.connect(file_of(store), isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    await screen.decide("P6", "rejected")
    await screen.until(lambda: "正被其他程序占用" in screen.pieces["status"])
    screen.emit("sk_act", name="why", about="1-1")
    await screen.until(lambda: "以下各项之和" in screen.shown())
    holder.execute("ROLLBACK")
    holder.close()
    await screen.decide("P1", "rejected")
    await screen.until(lambda: statuses(store) == {"P1": "rejected", "P6": "rejected"})


def test_a_second_program_on_the_same_store(tmp_path: Path) -> None:
    """Two processes save at the same time: each waits for the other, and both find all they wrote."""
    path = str(tmp_path / "store.db")
    script = (
        "import sys; from optimizer.store.store import Store\n"
        "with Store.open(sys.argv[1]) as s:\n"
        "    for n in range(30): s.drafts.save('别人', 1, {'n': n}, 't')"
    )
    with Store.open(path) as store:
        store.cases.add("例", b"x", ".xlsx", "c", "测试")
        with subprocess.Popen([sys.executable, "-c", script, path], cwd=ROOT) as other:
            kept = 0
            while other.poll() is None:
                store.log.add("测试", "写入", str(kept))
                kept += 1
                time.sleep(0.005)
        assert other.returncode == 0 and kept > 1
        assert len(store.log.list(10_000, what="写入")) == kept
        assert [store.drafts.load("别人", 1, tab) for tab in ("", "t")] == [{"n": 29}] * 2


class Window(Tab):
    """A simulated browser tab that keeps what was painted last under every id."""

    def __init__(self, url: str, version: int = 1) -> None:
        super().__init__(url, version, "")
        self.pieces: dict[str, str] = {}

    async def _painted(self, message: dict[str, Any]) -> None:
        await super()._painted(message)
        if found := PAINT.search(message["code"]):
            self.pieces |= {name: html for name, _, html in json.loads(found.group(1))["pieces"]}

    async def decide(self, project: str, wait: bool = True) -> None:
        self.project = project
        if wait:
            await self.toggle("rejected")
        else:
            await self.send("sk_decide", {"project": project, "status": "rejected"})

    async def send(self, listener: str, args: dict[str, str]) -> None:
        event = {"id": 0, "client_id": self.client, "listener_id": self.listeners[listener], "args": [json.dumps(args)]}
        await self.socket.emit("event", event)


@contextmanager
def program(store: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Run `shuangkong serve` on a store; yield its address and its process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "NICEGUI"))}
    ours |= {"SHUANGKONG_STORE": str(store), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "optimizer.cli.main", "serve", "neimenggu-2026", "--port", str(port)]
    said = store.with_suffix(".log").open("a", encoding="utf-8")  # a pipe that nobody reads would stop the program
    with said, subprocess.Popen(command, cwd=ROOT, env=ours, stderr=said, text=True) as server:
        url = f"http://127.0.0.1:{port}"
        for _ in range(600):
            try:
                httpx.get(f"{url}/-/icon.svg")
                break
            except httpx.TransportError:
                time.sleep(0.05)
        try:
            yield url, server
        finally:
            server.kill()
            server.communicate()


@pytest.mark.parametrize("delay", [0.0, 0.01, 0.04])
def test_kill_9_in_the_middle_of_a_save(tmp_path: Path, delay: float) -> None:
    """Answered decisions are there after the restart, the last one is there whole or not at all; so is the log."""
    path = tmp_path / "store.db"

    async def before(url: str, server: subprocess.Popen[str]) -> None:
        window = Window(url)
        await window.open()
        for project in FREE[:2]:
            await window.decide(project)
        await window.decide(FREE[2], wait=False)
        await asyncio.sleep(delay)
        os.kill(server.pid, signal.SIGKILL)
        await window.socket.disconnect()

    async def after(url: str) -> str:
        window = Window(url)
        await window.open()
        painted = window.pieces["changed"]
        await window.socket.disconnect()
        return painted

    with program(path) as (url, server):
        asyncio.run(before(url, server))
    with sqlite3.connect(path) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    with Store.open(str(path)) as store:
        who = getpass.getuser()
        for tab in ("", "tab1"):
            draft = store.drafts.load(who, 1, tab)
            assert draft is not None
            kept = set(draft["statuses"])
            assert set(FREE[:2]) <= kept <= set(FREE[:3])
        logged = {line.where.split()[-1] for line in store.log.list(50, what="审批推演")}
        assert logged == kept
    with program(path) as (url, _):
        assert all(project in asyncio.run(after(url)) for project in FREE[:2])


def test_a_flood_harms_nobody(tmp_path: Path) -> None:
    """While one tab sends 900 messages without end, garbage among them, another one is answered as ever."""

    async def flood(window: Window) -> None:
        garbage = [{"client_id": window.client, "listener_id": "x", "args": ["{"]}, {"client_id": "x"}]
        for number in range(300):
            await window.send("sk_decide", {"project": FREE[number % 5], "status": "rejected" if number % 2 else "must"})
            for event in garbage:
                await window.socket.emit("event", event)

    async def both(url: str) -> list[float]:
        loud, quiet = Window(url), Window(url, version=2)
        await loud.open()
        await quiet.open()
        sending = asyncio.ensure_future(flood(loud))
        for project in FREE:
            await quiet.decide(project)
        sending.cancel()
        assert all(project in quiet.pieces["changed"] for project in FREE)
        for window in (loud, quiet):
            await window.socket.disconnect()
        return quiet.times

    with Store.open(str(tmp_path / "store.db")) as store:
        first = Office(store).bring_in("neimenggu-2026", "测试")
        store.cases.add(first.name, *store.cases.blob(first.id), "another", "测试")
    with program(tmp_path / "store.db") as (url, server):
        times = asyncio.run(both(url))
        assert server.poll() is None
        assert httpx.get(f"{url}/").status_code == 200
    assert max(times) < 30_000, "the other tab does not wait until the flood is over"
