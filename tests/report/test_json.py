"""The JSON result has exactly the contract's names, unrounded figures, and null where there is none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from optimizer.domain.issue import Issue, Where
from optimizer.domain.outcome import Hold, Outcome, Stop
from optimizer.report.plan.result_json import failure_document, result_document, write_json
from tests.report.plan import Given

ISSUE = Issue(
    "unknown_region", "error", Where("a.xlsx", "项目", "D4"), "包头", "包头市", "是否为“包头市”", "地区表中没有“包头”"
)


@pytest.fixture
def document(plan: Given) -> dict:
    return result_document(plan.case, plan.policy, plan.allocation, plan.verification, plan.stamp, [ISSUE])


def test_names_of_the_contract(document: dict) -> None:
    assert {"case", "model", "run", "ok", "outcome", "objective", "projects", "regions", "measures", "binding", "issues",
            "verification"} <= set(document)  # fmt: skip
    assert document["outcome"] == {"stop": "proved_best", "hold": "best"}
    assert set(document["verification"]) >= {"ok", "worst_hard_violation"}
    assert set(document["regions"][0]) >= {"region", "year", "quantity", "usage", "budget", "total", "overrun", "intensity",
                                           "target_intensity", "headroom"}  # fmt: skip
    assert set(document["binding"][0]) == {"rule", "region", "quantity", "year", "marginal_value", "says"}


def test_projects_by_year(document: dict) -> None:
    """P2: approval 0.49951, ramp 0.5 then 1, 1.001 万tce and 10.01 万t; P1: controlled 2.5 − 0.3 − 0.2 = 2.0."""
    first, second, _ = document["projects"]
    assert first["energy"] == [0.0, 2.5] and first["energy_controlled"] == [0.0, pytest.approx(2.0)]
    assert second["approval"] == 0.49951
    assert second["carbon"] == [pytest.approx(2.50004755, abs=1e-12), pytest.approx(5.0000951, abs=1e-12)]


def test_regions_and_null(document: dict) -> None:
    rows = {(r["region"], r["year"], r["quantity"]): r for r in document["regions"]}
    assert rows["乙", 2030, "carbon"]["overrun"] == [1.8, 3.4]
    assert rows["丙", 2030, "carbon"]["total"] is None
    assert rows["甲", 2029, "energy"]["budget"] is None


def test_parts_of_the_objective(document: dict) -> None:
    """6 + 8·0.49951 = 9.99608; cost 0.3; overruns 0.02·1.80 + 0.12·3.40 = 0.444."""
    parts = document["objective_parts"]
    assert parts == {"value": pytest.approx(9.99608), "cost": pytest.approx(0.3), "overrun": pytest.approx(0.444)}
    assert document["objective"] == 9.25208


def test_issue_and_file(document: dict, tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    write_json(path, document)
    raw = path.read_bytes()
    assert "包头市".encode() in raw
    again = json.loads(raw)
    assert again == document
    assert again["issues"][0] | {"cell": "D4", "sheet": "项目", "severity": "error"} == again["issues"][0]


def test_no_plan() -> None:
    """Exit 4: ok false, hold none, the conflict and the repair, and no allocation."""
    member = {"rule": "intensity", "region": "甲", "year": 2030, "quantity": "carbon", "cells": [], "says": "…"}
    document = failure_document("例", "base", Outcome(Stop.PROVED_IMPOSSIBLE, Hold.NONE), [], None, [member])
    assert document["ok"] is False
    assert document["outcome"] == {"stop": "proved_impossible", "hold": "none"}
    assert document["conflict"] == [member] and document["repair"] == []
    assert not {"projects", "regions"} & set(document)


def test_rejected_input() -> None:
    document = failure_document("例", "", Outcome(Stop.INPUT_REJECTED, Hold.NONE), [ISSUE])
    assert document["outcome"]["stop"] == "input_rejected"
    assert [issue["code"] for issue in document["issues"]] == ["unknown_region"]
