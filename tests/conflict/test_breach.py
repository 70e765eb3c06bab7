"""The first answer: every limit that gives way and by how much, told before the rest is sought."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from optimizer.app.explain import explain_case
from optimizer.cli.main import cli
from optimizer.text.diagnosis import TERMINAL
from tests.conflict.ask import SAMPLE, k_case
from tests.conflict.test_repair import FLOORS, THREE
from tests.small import ONE, write_case


def first(folder: Path) -> dict[tuple[Any, ...], float]:
    """Return what is told first, by rule, region, quantity and year; it is told once, before all else."""
    told: list[list[dict[str, Any]]] = []
    found = explain_case(str(folder), first=told.append)
    assert len(told) == found.impossible
    return {(e["rule"], e["region"], e["quantity"], e["year"]): e["amount"] for e in told[0]} if told else {}


def test_a_total_below_the_floors_gives_way_by_the_difference(tmp_path: Path) -> None:
    """60 + 60 + 30 under a total of 120: 30."""
    case = write_case(tmp_path / "c", regions=THREE, region_years=FLOORS, totals=["R,能耗,2030,120,hard,,,"])
    assert first(case) == {("total", "R", "energy", 2030): pytest.approx(30, abs=1e-9)}


def test_all_conflicts_are_told_at_once(tmp_path: Path) -> None:
    """Energy 50 + 10 over 50 and carbon 200 + 4 over 200, both by A, which is forced: two limits, two conflicts."""
    case = write_case(
        tmp_path / "c", regions=ONE, region_years=["甲,2030,100,50,200,"],
        totals=["甲,能耗,2030,50,hard,,,", "甲,碳排放,2030,200,hard,,,"], projects=["A,甲,10,4,1,1,,必上,,"],
    )  # fmt: skip
    assert first(case) == {
        ("total", "甲", "energy", 2030): pytest.approx(10, abs=1e-9),
        ("total", "甲", "carbon", 2030): pytest.approx(4, abs=1e-9),
    }


def test_the_intensity_of_the_worked_case_gives_way(tmp_path: Path) -> None:
    """P3 forced: 乙 is 6.1 over its carbon target (example K)."""
    (amount,) = first(k_case(tmp_path / "k", must={"P3"})).values()
    assert amount == pytest.approx(6.1, abs=1e-9)


def test_a_possible_case_tells_nothing_first() -> None:
    assert first(SAMPLE) == {}


def test_the_command_tells_it_on_the_error_stream(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["explain", str(k_case(tmp_path / "k", must={"P3"}))], standalone_mode=False)
    assert done.return_value == 4
    assert TERMINAL["first"] in done.stderr
    assert TERMINAL["going_on"] in done.stderr
    assert TERMINAL["first"] not in done.stdout
