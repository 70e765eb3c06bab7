"""What the tests ask of a diagnosis: its entries as plain tuples."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from optimizer.app.explain import Diagnosis, explain_case
from tests.small import write_case

SAMPLE = Path(__file__).parents[1] / "samples" / "k-case"


def diagnose(folder: Path, **case: object) -> Diagnosis:
    """Write a small case and explain it."""
    return explain_case(str(write_case(folder, **case)))  # type: ignore[arg-type]


def k_case(folder: Path, must: Iterable[str] = (), replace: tuple[str, str] = ("", "")) -> Path:
    """Copy the worked case with projects forced and one text of its targets replaced."""
    folder.mkdir()
    for file in SAMPLE.iterdir():
        text = file.read_text(encoding="utf-8")
        if file.name == "projects.csv":
            header, *rows = text.splitlines()
            text = "\n".join([header + ",状态"] + [row + ("," + "必上" * (row[:2] in must)) for row in rows]) + "\n"
        if file.name == "targets.csv":
            assert replace[0] in text
            text = text.replace(*replace)
        (folder / file.name).write_text(text, encoding="utf-8")
    return folder


def amounts(found: Diagnosis, part: str) -> dict[tuple[Any, ...], float]:
    """Return the amounts of one part of the relief by (rule, region, quantity, year) or (rule, project)."""
    assert found.relief is not None
    return {_key(entry): entry["amount"] for entry in found.relief[part]}


def _key(entry: dict[str, Any]) -> tuple[Any, ...]:
    if entry["project"] or entry["measure"]:
        return entry["rule"], entry["project"] or entry["measure"]
    return entry["rule"], entry["region"], entry["quantity"], entry["year"]


def actions(found: Diagnosis) -> set[tuple[Any, ...]]:
    """Return the menu as (action, region, project, seller, amount to 1e-6)."""
    return {
        (e["action"], e["region"], e["project"], e["seller"], None if e["amount"] is None else round(e["amount"], 6))
        for e in found.menu
    }  # fmt: skip
