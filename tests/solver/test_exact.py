"""The exact proof: rational arithmetic says the same as the solver, and mends what rounding put wrong."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from optimizer.app.check import check_case
from optimizer.app.solve import solve_case
from optimizer.domain.outcome import ExactProof
from optimizer.formulation.build import build
from optimizer.formulation.gather import gather
from optimizer.rules import RULES
from optimizer.solver.exact import exact
from optimizer.solver.exact.basis import Basis, Place
from optimizer.solver.exact.exact import optimum, prove_exactly
from optimizer.solver.exact.program import Program
from optimizer.solver.exact.rational import Singular, solve_rational
from optimizer.solver.matrix import Matrix, read_matrix
from optimizer.solver.stage import solve
from tests.oracle.cases import make

K_CASE = Path("tests/samples/k-case")


def program(path: Path | str) -> Matrix:
    checked = check_case(str(path))
    return read_matrix(build(gather(checked.case, checked.policy), checked.policy, RULES))


def little() -> Matrix:
    """Minimise −3a − 2b with a + b ≤ 4, a + 3b ≤ 6, 0 ≤ a ≤ 3, b ≥ 0: by hand a = 3, b = 1, minimum −11."""
    return Matrix(
        cost=np.array([-3.0, -2.0]), lower=np.zeros(2), upper=np.array([3.0, np.inf]), whole=np.zeros(2, dtype=bool),
        start=np.array([0, 2, 4]), index=np.array([0, 1, 0, 1]), value=np.array([1.0, 1.0, 1.0, 3.0]),
        row_lower=np.full(2, -np.inf), row_upper=np.array([4.0, 6.0]),
    )  # fmt: skip


def test_a_system_is_solved_without_rounding() -> None:
    """x + y/3 = 1, x − y/7 = 0: y (1/3 + 1/7) = 1, y = 21/10, x = 3/10."""
    third, seventh = Fraction(1, 3), Fraction(1, 7)
    found = solve_rational([{0: Fraction(1), 1: third}, {0: Fraction(1), 1: -seventh}], [Fraction(1), Fraction(0)])
    assert found == {0: Fraction(3, 10), 1: Fraction(21, 10)}


@pytest.mark.parametrize("second", [{0: Fraction(2), 1: Fraction(4)}, {0: Fraction(1)}])
def test_a_system_without_one_answer_is_refused(second: dict[int, Fraction]) -> None:
    first = {0: Fraction(1), 1: Fraction(2)} if 1 in second else {0: Fraction(1)}
    with pytest.raises(Singular):
        solve_rational([first, second], [Fraction(1), Fraction(1)])


def test_the_little_program_by_hand() -> None:
    """−3·3 − 2·1 = −11: both hold with equality where they bind, and no step is needed."""
    assert optimum(little()) == (Fraction(-11), 0)


@pytest.mark.parametrize(
    "places",
    [
        [Place.LOWER, Place.LOWER, Place.BASIC, Place.BASIC],
        [Place.BASIC, Place.BASIC, Place.UPPER, Place.UPPER],
    ],
    ids=["feasible, not optimal", "at the vertex a = 3, b = 1"],
)
def test_exact_steps_reach_the_optimum_from_a_wrong_basis(places: list[Place]) -> None:
    """From a = b = 0 two primal steps (a to 3, b to 1) reach −11; the degenerate vertex is judged as it stands."""
    basis = Basis(Program.of(little()), places)
    steps = 0
    while basis.unpriced():
        assert not basis.infeasible()
        assert basis.enter(min(basis.unpriced()))
        steps += 1
    assert basis.objective == -11
    assert steps <= 3


def test_a_dual_step_mends_a_basis_outside_its_limits() -> None:
    """a, b basic on a + b = 4, a + 3b = 6 gives a = 3, b = 1; with a ≤ 2 the dual step puts a there: b = 4/3, −26/3."""
    matrix = replace(little(), upper=np.array([2.0, np.inf]))
    basis = Basis(Program.of(matrix), [Place.BASIC, Place.BASIC, Place.UPPER, Place.UPPER])
    assert basis.infeasible() == [0]
    assert basis.leave(0)
    assert not basis.infeasible()
    assert basis.objective == Fraction(-26, 3)
    assert optimum(matrix) == (Fraction(-26, 3), 0)


def test_the_k_case_is_proved_with_the_gap_of_its_whole_approvals() -> None:
    """195.531 with the approvals standing (K.2), the relaxation 37.64 above it; the solver's basis needs a step."""
    matrix = program(K_CASE)
    solution = solve(matrix)
    proof = prove_exactly(matrix, solution.x)
    assert proof is not None
    assert abs(float(proof.objective) - 195.531) < 1e-9
    assert proof.gap > 0
    wrong = np.where(matrix.whole, 0.0, solution.x)
    other = prove_exactly(matrix, wrong)
    assert other is not None
    assert other.objective < proof.objective
    assert other.bound == proof.bound


def test_a_program_beyond_the_limit_is_left_to_the_certificate(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("optimizer.solver.exact.exact.LARGEST", 3)
    assert prove_exactly(little(), np.array([3.0, 1.0])) is None


def test_the_result_carries_the_proof() -> None:
    run = solve_case(str(K_CASE))
    exact = run.document["certificate"]["exact"]
    assert abs(float(Fraction(exact["objective"])) - run.outcome.objective) < 1e-9
    assert exact["gap"] > 0


@pytest.mark.parametrize("seed", range(40))
def test_random_cases_agree_with_exact_arithmetic(seed: int, tmp_path: Path) -> None:
    """Objective and exact optimum agree to 1e-9 of the objective's size, magnitudes far apart included."""
    make(seed).write(tmp_path / "case")
    matrix = program(tmp_path / "case")
    solution = solve(matrix)
    if not solution.outcome.proved:
        return
    proof = prove_exactly(matrix, solution.x)
    assert proof is not None
    assert solution.certificate is not None
    assert abs(float(proof.objective) - solution.outcome.objective) <= 1e-9 * max(solution.certificate.size, 1e-300)


@pytest.mark.parametrize("choice", [-1.0, 4.0])
def test_a_choice_outside_its_limits_is_not_proved(choice: float) -> None:
    """a may be 0 to 3: with a = 4 the rest would reach −12, below the true minimum of −11, and with −1 nothing stands."""
    matrix = replace(little(), whole=np.array([True, False]))
    assert prove_exactly(matrix, np.array([choice, 0.0])) is None


def test_the_steps_of_both_proofs_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two steps with the choice held and three for the relaxation are five."""
    found = iter([(Fraction(-5), 2), (Fraction(-7), 3)])
    monkeypatch.setattr(exact, "optimum", lambda matrix: next(found))
    proof = prove_exactly(replace(little(), whole=np.array([True, False])), np.array([3.0, 1.0]))
    assert proof == ExactProof(Fraction(5), Fraction(7), 5)
