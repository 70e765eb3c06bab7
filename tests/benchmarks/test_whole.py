"""The benchmark of whole approvals: its programs take the long way, and both ways prove the same."""

from __future__ import annotations

import pytest

from benchmarks.whole import FORMS, measured, program
from optimizer.solver import stage
from optimizer.solver.scaling import scale
from optimizer.solver.whole.regions import regions_of
from optimizer.solver.whole.search import applies, search
from optimizer.solver.whole.watch import Watch


@pytest.mark.parametrize("form", FORMS)
def test_leagues_are_told_apart(form: str) -> None:
    """Seven leagues, and the region's own budgets and rows are priced."""
    regions = regions_of(scale(program(300, 7, form)).matrix)
    assert regions is not None
    assert regions.count == 7


def test_a_thousand_projects_take_the_long_way() -> None:
    """At the real thresholds: the search proves the optimum, and HiGHS by itself proves the same."""
    matrix = program(1_200, 6, "elastic")
    assert applies(matrix)
    assert not applies(program(600, 6, "elastic"))
    found = search(matrix, scale(matrix), Watch())
    assert found is not None and found.found is not None
    direct = measured("direct_zero", 1_200, 6, "elastic", 60.0)
    outcome = stage.solve(matrix).outcome
    assert outcome.proved
    assert outcome.objective == pytest.approx(direct["objective"], rel=1e-9)
    assert direct["bound"] == pytest.approx(direct["objective"], rel=1e-9)


def test_the_gap_is_kept() -> None:
    one = measured("ours", 1_200, 6, "elastic", 60.0)
    assert 0 <= one["bound"] - one["objective"] <= 1e-4 * one["objective"]
