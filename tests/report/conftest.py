"""One plan made by hand, proved and unproved, and its workbook."""

from __future__ import annotations

from pathlib import Path

import pytest

from optimizer.report.plan.workbook import write_workbook
from tests.report.plan import UNPROVED, Given, given


@pytest.fixture(scope="session")
def plan() -> Given:
    return given()


@pytest.fixture(scope="session")
def unproved() -> Given:
    return given(UNPROVED)


@pytest.fixture(scope="session")
def workbook(plan: Given, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("workbook") / "成果.xlsx"
    write_workbook(path, *plan.exported)
    return path
