"""Fixtures of the screen: a simulated browser tab over a store of its own."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterator
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
from nicegui import core
from nicegui.testing.user import User
from nicegui.testing.user_simulation import user_simulation

from optimizer.store.store import Store
from tests.web.screens import Screen, lay

SAMPLE = str(Path(__file__).parents[1] / "samples" / "k-case")


@pytest.fixture
def case() -> str:
    """The case that is opened; a test may name another."""
    return SAMPLE


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(str(tmp_path / "store.db")) as store:
        yield store


@pytest_asyncio.fixture
async def screen(store: Store, case: str) -> AsyncGenerator[Screen]:
    """A browser tab that has the first page open."""
    async with user_simulation() as user:
        lay(store, case)
        yield await Screen(user).open()


@pytest_asyncio.fixture
async def other(screen: Screen) -> AsyncGenerator[Screen]:
    """A second browser tab of the same program, which has opened nothing yet."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(core.app), base_url="http://test") as client:
        yield Screen(User(client))
