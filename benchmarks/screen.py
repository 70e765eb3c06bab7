"""How fast the screen answers: toggle to repainted in headless Chromium beside the bare solve, page up, 20 at once.

Run: `python -m benchmarks.screen [--toggles 24] [--sessions 20] [--projects 3000]`. Figures of this machine; nothing is
asserted on time. `--projects` is the size of a made-up case that is toggled as well (0: none); `--sessions 0` leaves
out the tabs that toggle together.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import random
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import socketio

from benchmarks.office import write_book
from optimizer.app.check import Checked, check_case
from optimizer.app.workbench import Workbench
from tests.web.browser import Browser, serving

CASE = "neimenggu-2026"
SOLVED, VERIFIED = "次求解", "已复核"
PAINT = re.compile(r"window\.sk\.paint\((.*)\)$", re.DOTALL)


def spread(values: Sequence[float]) -> str:
    """Median and 95th percentile in ms."""
    ordered = sorted(values)
    return f"{statistics.median(ordered):.0f} / {ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]:.0f}"


def by_kind(values: Sequence[float]) -> str:
    """Median and 95th percentile of new decisions, and of those taken back."""
    return f"{spread(values[::2])}, taken back {spread(values[1::2])}"


def bare(case: str, toggles: int) -> tuple[list[float], list[float]]:
    """Toggle without a screen: ms until solved, and until verified and rounded as well."""
    bench = Workbench(check_case(case))
    bench.open()
    gc.collect()
    gc.freeze()  # as the served screen does
    solved, verified = [], []
    for project, status in decisions(bench.checked, toggles):
        bench.decide([project], status)  # type: ignore[arg-type]
        started = time.perf_counter()
        step = bench.solve()
        solved.append((time.perf_counter() - started) * 1e3)
        bench.verify(step)
        verified.append((time.perf_counter() - started) * 1e3)
    return solved, verified


def decisions(checked: Checked, count: int) -> Iterator[tuple[str, str]]:
    """Candidates of the first rows, rejected and freed in turn: a new decision, and the same one taken back."""
    projects = checked.case.projects
    free = list(map(str, projects["project"][projects["status"] == "candidate"]))[:12]
    for number in range(count):
        yield free[number // 2 % len(free)], "rejected" if number % 2 == 0 else "candidate"


@dataclass(frozen=True)
class Seen:
    """What a browser saw: ms until the solved and the verified answer was painted, and until the page was up.

    size: MB that went over the wire until then; memory: MB of the page's JavaScript afterwards.
    """

    solved: list[float]
    verified: list[float]
    opened: list[float]
    size: float
    memory: float


def in_browser(url: str, case: str, toggles: int) -> Seen:
    """Toggle in headless Chromium, from the click to the painted answer."""
    found: dict[str, list[float]] = {"sk-solved": [], "sk-verified": []}
    opened = []
    browser = Browser(url)
    try:
        for _ in range(3):
            started = time.perf_counter()
            browser.open()
            opened.append((time.perf_counter() - started) * 1e3)
        size = browser.received() / 3e6
        for number, (project, status) in enumerate(decisions(check_case(case), toggles), start=2):
            browser.js("performance.clearMeasures()")
            browser.click(f"[row-id='{project}'] [data-status='{status}']")
            browser.answered(number)
            browser.until("return performance.getEntriesByName('sk-verified').length > 0")
            for name, durations in found.items():
                durations += browser.js(f"return performance.getEntriesByName('{name}').map(e => e.duration)")
        memory = browser.js("return performance.memory.usedJSHeapSize") / 1e6
    finally:
        browser.close()
    return Seen(found["sk-solved"], found["sk-verified"], opened, size, memory)


@dataclass
class Tab:
    """One simulated session at the socket: it opens a page, toggles its own project, and reads what is painted."""

    url: str
    version: int
    project: str
    given: frozenset[str] = frozenset()
    """Projects that the case itself rejects."""
    painted: list[float] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    listeners: dict[str, int] = field(default_factory=dict)
    status: str = ""
    client: str = ""

    async def open(self) -> None:
        """Load the page and take up its socket, as the page's own script does."""
        async with httpx.AsyncClient(timeout=120) as http:
            page = (await http.get(f"{self.url}/?case={self.version}")).text
        found = re.search(r"'client_id': '([0-9a-f-]+)'", page)
        assert found is not None
        self.client, self.socket = found.group(1), socketio.AsyncClient()
        self.socket.on("update", self._updated)
        self.socket.on("run_javascript", self._painted)
        query = {"client_id": self.client, "implicit_handshake": "true", "next_message_id": "0",
                 "tab_id": f"tab{self.version}", "document_id": f"document{self.version}"}  # fmt: skip
        path = "/_nicegui_ws/socket.io"
        address = f"{self.url}?{httpx.QueryParams(query)}"
        await self.socket.connect(address, {"Origin": self.url}, socketio_path=path, transports=["websocket"])
        await self._until(lambda: "sk_decide" in self.listeners and VERIFIED in self.status)

    async def _updated(self, message: dict[str, Any]) -> None:
        for element in message.values():
            for event in element.get("events", ()) if isinstance(element, dict) else ():
                self.listeners[event["type"]] = event["listener_id"]

    async def _painted(self, message: dict[str, Any]) -> None:
        found = PAINT.search(message["code"])
        if found is None:
            return
        news = json.loads(found.group(1))
        self.status = next((html for name, _, html in news["pieces"] if name == "status"), self.status)
        changed = {row["id"] for row in news["rows"] if row["status"] == "rejected"} - self.given
        self.foreign += sorted(changed - {self.project})

    async def toggle(self, status: str) -> None:
        """Take one decision and wait for the verified answer."""
        before, started = self.status, time.perf_counter()
        args = [json.dumps({"project": self.project, "status": status})]
        event = {"id": 0, "client_id": self.client, "listener_id": self.listeners["sk_decide"], "args": args}
        await self.socket.emit("event", event)
        await self._until(lambda: self.status != before and SOLVED in self.status)
        self.painted.append((time.perf_counter() - started) * 1e3)
        await self._until(lambda: VERIFIED in self.status)
        self.times.append((time.perf_counter() - started) * 1e3)

    async def _until(self, done: Callable[[], bool]) -> None:
        async with asyncio.timeout(120):
            while not done():
                await asyncio.sleep(0.002)


async def together(url: str, sessions: int, rounds: int, pause: float) -> list[Tab]:
    """Open that many sessions and let all of them toggle, `pause` seconds apart at random; return the tabs."""
    checked = check_case(CASE)
    projects = checked.case.projects
    given = frozenset(map(str, projects["project"][projects["status"] == "rejected"]))
    free = [project for project, _ in decisions(checked, 24)][::2]
    tabs = [Tab(url, number + 1, free[number % len(free)], given) for number in range(sessions)]
    await asyncio.gather(*(tab.open() for tab in tabs))

    async def work(tab: Tab, seed: int) -> None:
        wait = random.Random(seed)
        for number in range(rounds):
            await asyncio.sleep(wait.uniform(0, pause))
            await tab.toggle("rejected" if number % 2 == 0 else "candidate")

    await asyncio.gather(*(work(tab, seed) for seed, tab in enumerate(tabs)))
    await asyncio.gather(*(tab.socket.disconnect() for tab in tabs))
    return tabs


def alone(case: str, toggles: int) -> None:
    """Print the figures of one officer."""
    solved, verified = bare(case, toggles)
    print(f"{case}: {toggles} toggles, median / p95 in ms")
    print(f"bare, solved                     {by_kind(solved)}")
    print(f"bare, solved, verified, rounded  {by_kind(verified)}")
    with serving(case) as url:
        seen = in_browser(url, case, toggles)
    print(f"browser, solved and painted      {by_kind(seen.solved)}")
    print(f"browser, verified and painted    {by_kind(seen.verified)}")
    print(f"browser, page up                 {spread(seen.opened)}; {seen.size:.2f} MB sent, {seen.memory:.0f} MB used")


def crowd(sessions: int) -> None:
    """Print the figures of many officers."""
    for label, pause in (("a toggle every 2 s or so", 4.0), ("all at once", 0.0)):
        with serving(CASE) as url:
            tabs = asyncio.run(together(url, sessions, 6, pause))
        painted = [value for tab in tabs for value in tab.painted]
        times = [value for tab in tabs for value in tab.times]
        mixed = sum(len(tab.foreign) for tab in tabs)
        figures = f"painted {spread(painted)}, verified {spread(times)}, worst {max(times):.0f}, mixed up {mixed}"
        print(f"{sessions} sessions, {label}: {figures}")


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--toggles", type=int, default=24)
    parser.add_argument("--sessions", type=int, default=20)
    parser.add_argument("--projects", type=int, default=3000)
    asked = parser.parse_args()
    alone(CASE, asked.toggles)
    if asked.sessions:
        crowd(asked.sessions)
    if asked.projects:
        with tempfile.TemporaryDirectory() as folder:
            alone(str(write_book(Path(folder) / f"{asked.projects}.xlsx", asked.projects)), min(asked.toggles, 12))


if __name__ == "__main__":
    main()
