"""Every test works on a store of its own session, never on the user's."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from optimizer.store.store import PLACE


@pytest.fixture(scope="session", autouse=True)
def store_of_the_session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Name a temporary file in the environment, which child processes inherit."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(PLACE, os.fspath(tmp_path_factory.mktemp("store") / "shuangkong.db"))
        yield
