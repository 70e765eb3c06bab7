"""The committed cases are what the builder makes of the committed reference tables."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CASES = ("neimenggu-2026", "provinces-13fyp")


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    spec = importlib.util.spec_from_file_location("build_cases", ROOT / "tools" / "build_cases.py")
    assert spec and spec.loader
    builder = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(builder)
    out = tmp_path_factory.mktemp("cases")
    builder.build(ROOT / "data" / "reference", out)
    return out


@pytest.mark.parametrize("case", CASES)
def test_committed_case_equals_a_fresh_build_byte_for_byte(fresh: Path, case: str) -> None:
    made = {path.name: path.read_bytes() for path in (fresh / case).iterdir()}
    kept = {path.name: path.read_bytes() for path in (ROOT / "data" / case).iterdir()}
    assert sorted(kept) == sorted(made)
    assert [name for name in made if made[name] != kept[name]] == []
