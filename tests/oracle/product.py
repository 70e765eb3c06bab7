"""The product through its public function: case folder in, the JSON result of the contract out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from optimizer.app.solve import solve_case


def solve(folder: Path) -> dict[str, Any]:
    """The JSON document of a run."""
    return solve_case(str(folder)).document


def objective(folder: Path) -> float | None:
    """The proved optimum (亿元); None when the product proves that there is no plan."""
    document = solve(folder)
    assert document["outcome"]["stop"] in ("proved_best", "proved_impossible"), document["outcome"]
    assert document["ok"] == (document["outcome"]["stop"] == "proved_best")
    return float(document["objective"]) if document["ok"] else None


def approvals(document: dict[str, Any]) -> dict[str, float]:
    """Share approved by project."""
    return {str(p["project"]): float(p["approval"]) for p in document["projects"]}
