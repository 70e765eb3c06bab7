"""The notebooks run from the first cell to the last, and are kept without outputs."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from tests.architecture.sources import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PUBLIC = re.compile(r"^(?:from|import) (optimizer\S*)", re.MULTILINE)

each = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)


def test_there_are_notebooks() -> None:
    assert len(NOTEBOOKS) >= 2


@each
def test_it_is_kept_without_outputs(path: Path) -> None:
    cells = [cell for cell in _read(path).cells if cell.cell_type == "code"]
    assert [cell for cell in cells if cell.outputs or cell.execution_count is not None] == []


@each
def test_it_uses_the_public_verbs_only(path: Path) -> None:
    used = {name for cell in _read(path).cells for name in PUBLIC.findall(cell.source)}
    assert used
    assert [name for name in used if not name.startswith("optimizer.app.")] == []


@pytest.mark.slow
@each
def test_it_runs(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    NotebookClient(_read(path), timeout=300, resources={"metadata": {"path": str(path.parent)}}).execute()


def _read(path: Path) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=4)
