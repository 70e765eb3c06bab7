"""What is handed over is complete: the wheel ships packs and cases, nothing else, and works where it is installed."""

from __future__ import annotations

import json
import os
import subprocess
import zipfile
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

pytestmark = pytest.mark.slow


def test_it_ships_the_code_the_packs_and_the_data(wheel: Path) -> None:
    """Every tracked file of optimizer, models and data is in it, and no test, notebook or benchmark."""
    names = set(zipfile.ZipFile(wheel).namelist())
    shipped = {
        f"{target}{path.relative_to(ROOT).as_posix()}"
        for folder, target in (("optimizer", ""), ("models", "optimizer/_shipped/"), ("data", "optimizer/_shipped/"))
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert shipped - names == set()
    rest = {name for name in names - shipped if ".dist-info/" not in name}
    assert rest == set()


def test_the_licence_is_in_it(wheel: Path) -> None:
    assert any(name.endswith("licenses/LICENSE") for name in zipfile.ZipFile(wheel).namelist())


def test_the_shipped_case_is_solved_from_a_fresh_environment(installed: Path, tmp_path: Path) -> None:
    """In another folder: packs and case come from the installation, the checkout is not on its path."""
    assert "solve" in _run(installed, tmp_path, "--help").stdout
    done = _run(installed, tmp_path, "solve", "neimenggu-2026", "--json", "结果.json", "-o", "方案.xlsx")
    assert done.returncode == 0, done.stderr
    result = json.loads((tmp_path / "结果.json").read_text(encoding="utf-8"))
    assert result["outcome"] == {"stop": "proved_best", "hold": "best"}
    assert result["verification"]["ok"] is True
    assert (tmp_path / "方案.xlsx").stat().st_size > 0


def _run(commands: Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL_ENV"))}
    return subprocess.run(
        [commands / "shuangkong", *words], cwd=folder, env=clean | {"PYTHONIOENCODING": "utf-8"},
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
