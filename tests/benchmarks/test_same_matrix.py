"""The benchmark compares like with like."""

from __future__ import annotations

from dataclasses import replace

from benchmarks import raw
from benchmarks.build_transfer import STEPS, measure, same
from benchmarks.synthetic import synthetic_case, synthetic_policy
from optimizer.formulation.build import build
from optimizer.formulation.gather import gather
from optimizer.rules import RULES
from optimizer.solver.matrix import read_matrix


def test_the_raw_program_is_the_products_program() -> None:
    """Entry by entry at 40 projects, 5 regions, 3 years; one changed coefficient is noticed."""
    policy = synthetic_policy()
    facts = gather(synthetic_case(40, 5, years=3), policy)
    matrix = read_matrix(build(facts, policy, RULES))
    columns = raw.assemble(facts)
    assert same(matrix, columns)
    columns.value[7] *= 1.001
    assert not same(matrix, columns)
    assert not same(replace(matrix, cost=matrix.cost + 1), raw.assemble(facts))


def test_every_step_is_measured() -> None:
    found = measure(20, 3, rounds=1)
    assert set(STEPS) < set(found)
    assert found["nonzeros"] > found["columns"] > found["projects"] == 20
