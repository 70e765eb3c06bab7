"""Who may import whom: the floors, and which outside library belongs to which floor."""

from __future__ import annotations

import ast
import sys
import tomllib

import pytest
from importlinter.cli import lint_imports

from tests.architecture.sources import ROOT, Source, sources

OWNERS: dict[str, set[str]] = {
    "highspy": {"solver"},
    "pyomo": {"formulation", "rules", "solver"},
    "xlsxwriter": {"tables", "report"},
    "python_calamine": {"tables", "report"},
    "docx": {"report"},
    "click": {"cli"},
    "rich": {"cli", "report"},
    "nicegui": {"web"},
    "starlette": {"web"},
    "sqlalchemy": {"store"},
    "alembic": {"store"},
    "platformdirs": {"store"},
    "argon2": {"store"},
    "distributed": {"app"},
}
"""Libraries that only these packages may import."""

DISTRIBUTIONS = {"python_docx": "docx", "argon2_cffi": "argon2"}
"""Declared names that differ from what is imported."""

ANYWHERE = {"numpy", "pandas", "pydantic"}


def test_the_floors_hold(capsys: pytest.CaptureFixture[str]) -> None:
    """Every import goes down (pyproject.toml), and every package of `optimizer` stands on a floor."""
    code = lint_imports(str(ROOT / "pyproject.toml"), no_cache=True)
    assert code == 0, capsys.readouterr().out


@pytest.mark.parametrize("source", sources("optimizer"), ids=lambda s: s.path)
def test_outside_libraries_stay_with_their_owners(source: Source) -> None:
    for name in _outside(source.tree):
        assert name in OWNERS or name in ANYWHERE, f"{name} is not a dependency of the product"
        assert name in ANYWHERE or source.package in OWNERS[name], f"{name} belongs to {sorted(OWNERS[name])}"


def test_every_dependency_is_used_and_every_used_library_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["cluster"]]
    declared = {line.split(">=")[0].replace("-", "_") for line in wanted}
    used = {name for source in sources("optimizer") for name in _outside(source.tree)}
    assert used == {DISTRIBUTIONS.get(name, name) for name in declared}


def _outside(tree: ast.Module) -> set[str]:
    """Return the top-level names of imported modules that are neither ours nor Python's own."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative import"
            names.add((node.module or "").split(".")[0])
    return names - {"optimizer"} - sys.stdlib_module_names
