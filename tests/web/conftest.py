"""Fixtures of the screen: a simulated browser tab over a store in memory."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
from nicegui import core
from nicegui.testing.user import User
from nicegui.testing.user_simulation import user_simulation

from tests.web.screens import Screen, lay
from tests.web.shelf import Shelf

SAMPLE = str(Path(__file__).parents[1] / "samples" / "k-case")


@pytest.fixture
def case() -> str:
    """The case that is opened; a test may name another."""
    return SAMPLE


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest_asyncio.fixture
async def screen(shelf: Shelf, case: str) -> AsyncGenerator[Screen]:
    """A browser tab that has the first page open."""
    async with user_simulation() as user:
        lay(shelf, case)
        yield await Screen(user).open()


@pytest_asyncio.fixture
async def other(screen: Screen) -> AsyncGenerator[Screen]:
    """A second browser tab of the same program, which has opened nothing yet."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(core.app), base_url="http://test") as client:
        yield Screen(User(client))
