"""One browser tab's desk (桌面): its workbench, the loop that solves and verifies, and who is told."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar

from nicegui import run

from optimizer.app.office import Keeping, Office
from optimizer.app.workbench import Step, Workbench
from optimizer.domain.case import Case
from optimizer.domain.record import Role
from optimizer.errors import NotVerified, ShuangkongError
from optimizer.packs.tiles import Tile

PATIENCE = 0.3
"""Seconds after which the screen says that it is still at work."""

TURNS = 2
"""Desks that solve or verify at the same time; the solver leaves the interpreter to another, the rest does not."""
Result = TypeVar("Result")

FLUSH = 0.004
"""Seconds in which a paint leaves before the verification takes the processor."""

Kind = Literal["decided", "slow", "solved", "verified", "failed", "trouble", "refuted", "baseline", "unsaved", "barred"]


@dataclass(frozen=True, slots=True)
class News:
    """What happened (动态): decisions were taken, a solve went on, ended or failed; `what` is the word of an error."""

    kind: Kind
    step: Step | None = None
    what: str = ""


class Desk:
    """The desk of one browser tab; decisions come in at any time, solves follow one another."""

    def __init__(
        self, office: Office, turns: asyncio.Semaphore, bench: Workbench, keeping: Keeping, tiles: Mapping[str, Tile]
    ) -> None:
        self.office, self._turns, self.bench, self.keeping, self.tiles = office, turns, bench, keeping, tiles
        self.last = News("verified")
        self._listeners: list[Callable[[News], None]] = []
        self._wanted = self._busy = False

    @property
    def case(self) -> Case:
        """The case as it was read."""
        return self.bench.checked.case

    @property
    def without_plan(self) -> bool:
        """Whether the decisions at hand allow no plan."""
        return self.bench.failed is not None

    def watch(self, listener: Callable[[News], None]) -> None:
        """Tell `listener` all news from now on."""
        self._listeners.append(listener)

    def tell(self, news: News) -> None:
        """Tell all listeners."""
        self.last = news
        for listener in self._listeners:
            listener(news)

    def allowed(self, role: Role = Role.ANALYST) -> bool:
        """Whether the user may do what takes a role, at this moment; tell why not."""
        try:
            self.office.permit.need(role)
        except ShuangkongError as error:
            self.tell(News("barred", what=str(error)))
            return False
        return True

    async def act(self, change: Callable[[], bool]) -> None:
        """Take decisions by `change` and solve; what comes in during a solve is solved together after it.

        Decisions are kept while they are solved, so that a program killed in between loses none.
        """
        if not self.allowed() or not change():
            return
        self.tell(News("decided"))
        self._wanted = True
        if self._busy:
            return
        self._busy = True
        try:
            while self._wanted:
                self._wanted = False
                kept = asyncio.ensure_future(self._kept())
                await self._solve()
                self._say(await kept)
        finally:
            self._busy = False

    async def _solve(self) -> None:
        try:
            task = asyncio.ensure_future(self.in_turn(self.bench.solve))
            done, _ = await asyncio.wait({task}, timeout=PATIENCE)
            if not done:
                self.tell(News("slow"))
            step = await task
            if step is None:
                return
            if step.picture is None:
                self.tell(News("failed", step))
            else:
                self.tell(News("solved", step))
                await asyncio.sleep(FLUSH)
                await self._verify(step)
        except ShuangkongError as trouble:
            self.tell(News("trouble", what=str(trouble)))

    async def in_turn(self, work: Callable[..., Result], *given: object) -> Result | None:
        """Do work in a thread when it is this desk's turn: a few at a time end sooner than all at once."""
        async with self._turns:
            return await run.io_bound(work, *given)

    async def _verify(self, step: Step) -> None:
        if self._wanted:
            return
        try:
            if await self.in_turn(self.bench.verify, step) is not None:
                self.tell(News("verified", step))
        except NotVerified as refuted:
            self.tell(News("refuted", step, str(refuted)))

    async def adopt(self) -> bool:
        """Make the plan on screen the baseline; False while it is not verified and for those who may only look."""
        if not self.allowed() or not self.bench.adopt():
            return False
        self.tell(News("baseline"))
        self._say(await self._kept())
        return True

    async def save(self, name: str, reason: str) -> None:
        """Keep the decisions at hand as a named scenario."""
        await run.io_bound(self.keeping.keep_scenario, name, self.bench.scenario, reason)

    async def _kept(self) -> str:
        """Keep the draft and return why that failed, if it did."""
        try:
            await run.io_bound(self.keeping.keep_draft, self.bench.draft, self.bench.given)
        except ShuangkongError as error:
            return str(error)
        return ""

    def _say(self, unsaved: str) -> None:
        if unsaved:
            self.tell(News("unsaved", what=unsaved))
