"""Marginal values: each equals what a shifted limit does to the objective, on both sides."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from optimizer.app.solve import solve_case
from optimizer.explain.why import binding_at
from optimizer.solver.settle import settle
from tests.why.told import K_CASE, account_of, program


def test_marginal_values_are_two_sided_differences() -> None:
    """K.3: approvals fixed, one more 万t under 甲's carbon intensity saves M1 at 0.03 and is overrun at 0.02: 0.01."""
    _, matrix, solution = program(K_CASE)
    run = solve_case(K_CASE)
    assert run.allocation is not None
    binding = run.allocation.binding.set_index(["rule", "region", "quantity", "year"])["marginal_value"]
    assert binding["intensity", "甲", "carbon", 2030] == pytest.approx(0.030 - 0.020, abs=1e-9)
    assert binding["total", "乙", "carbon", 2030] == pytest.approx(0.020, abs=1e-9)
    for (rule, *key), value in binding.items():
        row = matrix.rows.index((rule, tuple(key)))
        best = []
        for shift in (-1.0, 1.0):
            upper = matrix.row_upper.copy()
            upper[row] += shift
            _, found = settle(replace(matrix, row_upper=upper), np.round(solution.x[matrix.whole]), None)
            assert found is not None
            best.append(-found[2].primal)
        assert best[1] - solution.outcome.objective == pytest.approx(value, abs=1e-8)
        assert solution.outcome.objective - best[0] == pytest.approx(value, abs=1e-8)


def test_sentences_are_of_the_place_and_sorted() -> None:
    """甲's own limits, the dearer first; each with region, year, unit, sign and where it holds."""
    run = solve_case(K_CASE)
    assert run.allocation is not None
    found = binding_at(run.allocation.binding, account_of(run), ("甲", "carbon", 2030))
    assert list(found["says"]) == [
        "甲 2030 年碳排放总量每增加 1 万吨CO2，目标增加 0.02 亿元，在当前解附近有效",
        "甲 2030 年碳排放强度上限每放宽 1 万吨CO2，目标增加 0.01 亿元，在当前解附近有效",
    ]
    assert binding_at(run.allocation.binding, account_of(run), ("丙", "carbon", 2030)).empty
