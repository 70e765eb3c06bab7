"""The workbench: decisions at one stroke, undo, baseline, drafts; domain.md K (baseline P1 P2 P4 P6, 195.5310)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from optimizer.app.check import check_case
from optimizer.app.solve import solve_checked
from optimizer.app.workbench import Workbench

SAMPLE = str(Path(__file__).parents[1] / "samples" / "k-case")


@pytest.fixture
def bench() -> Workbench:
    bench = Workbench(check_case(SAMPLE))
    bench.open()
    return bench


def approved(bench: Workbench) -> set[str]:
    assert bench.picture is not None
    return {project for project, approval in bench.picture.approvals.items() if approval > 0.5}


def test_it_opens_on_the_verified_baseline(bench: Workbench) -> None:
    assert approved(bench) == {"P1", "P2", "P4", "P6"}
    assert bench.picture is bench.baseline and bench.picture is not None and bench.picture.verified
    assert bench.picture.outcome.objective == pytest.approx(195.5310)


def test_a_solve_is_shown_before_it_is_verified(bench: Workbench) -> None:
    """The figures are the cold solve's, first to 0.01, then the rounded plan's."""
    bench.decide(["P6"], "rejected")
    step = bench.solve()
    assert step.picture is not None and not step.picture.verified
    assert bench.verify(step) is bench.picture and bench.picture is not None and bench.picture.verified
    assert bench.run is not None
    assert step.outcome.objective == solve_checked(bench.run.checked).outcome.objective


def test_only_the_last_solve_is_verified(bench: Workbench) -> None:
    bench.decide(["P6"], "rejected")
    first = bench.solve()
    bench.undo()
    last = bench.solve()
    assert bench.verify(first) is None and bench.verify(last) is not None


def test_several_decisions_are_one_move(bench: Workbench) -> None:
    assert bench.decide(["P1", "P6"], "rejected")
    assert not bench.decide(["P1", "P6"], "rejected"), "nothing left to decide"
    assert bench.undo() and bench.statuses == bench.given
    assert not bench.undo()
    assert bench.redo() and bench.statuses["P1"] == bench.statuses["P6"] == "rejected"
    bench.decide(["P2"], "must")
    assert not bench.can_redo


def test_without_a_plan_the_picture_stays(bench: Workbench) -> None:
    """K.3: P3 forced in has no plan."""
    before = bench.picture
    bench.decide(["P3"], "must")
    step = bench.solve()
    assert step.picture is None and bench.verify(step) is None
    assert bench.picture is before and bench.failed is step.checked
    assert not bench.adopt(), "a plan that is not the decisions' is no baseline"
    bench.undo()
    bench.verify(bench.solve())
    assert bench.failed is None


def test_an_unverified_plan_is_no_baseline(bench: Workbench) -> None:
    bench.decide(["P6"], "rejected")
    step = bench.solve()
    assert not bench.adopt()
    bench.verify(step)
    assert bench.adopt() and bench.baseline is bench.picture


def test_back_to_the_baseline_can_be_undone(bench: Workbench) -> None:
    bench.decide(["P6"], "rejected")
    assert bench.restore() and bench.statuses == bench.given
    assert bench.undo() and bench.statuses["P6"] == "rejected"


def test_a_draft_brings_everything_back(bench: Workbench) -> None:
    """Through JSON: decisions, baseline, undo and redo."""
    bench.decide(["P6"], "rejected")
    bench.verify(bench.solve())
    bench.adopt()
    bench.decide(["P1"], "must")
    bench.decide(["P2"], "rejected")
    bench.undo()
    bench.verify(bench.solve())
    again = Workbench(bench.checked, json.loads(json.dumps(bench.draft)))
    again.open()
    assert again.statuses == bench.statuses and again.baseline_statuses == bench.baseline_statuses
    assert approved(again) == approved(bench)
    assert again.redo() and again.statuses["P2"] == "rejected"
    assert again.undo() and again.undo() and again.undo() and again.statuses == again.given


def test_the_scenario_says_what_differs_from_the_case(bench: Workbench) -> None:
    bench.decide(["P6", "P5"], "rejected")
    bench.decide(["P1"], "must")
    bench.decide(["P5"], "candidate")
    assert bench.scenario == {"approve": ["P1"], "reject": ["P6"]}
