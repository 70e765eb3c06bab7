"""What is proved is the optimum: no wrong basis, no nudged value is ever certified, and whole approvals state their gap."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from optimizer.app.check import check_case
from optimizer.formulation.build import build
from optimizer.formulation.gather import gather
from optimizer.rules import RULES
from optimizer.solver.certificate import certify
from optimizer.solver.exact.basis import Basis, Place
from optimizer.solver.exact.exact import optimum, prove_exactly
from optimizer.solver.exact.program import Program
from optimizer.solver.exact.rational import Singular
from optimizer.solver.highs import basis_places, load, run
from optimizer.solver.matrix import Matrix, read_matrix
from optimizer.solver.scaling import scale
from optimizer.solver.stage import settle, solve
from tests.oracle.cases import make

some = settings(max_examples=20, deadline=None, derandomize=True)
seeds = st.integers(0, 100_000)


def program(seed: int) -> Matrix:
    with tempfile.TemporaryDirectory() as folder:
        checked = check_case(str(make(seed).write(Path(folder) / "case")))
    return read_matrix(build(gather(checked.case, checked.policy), checked.policy, RULES))


def relaxed(seed: int) -> Matrix:
    matrix = program(seed)
    return replace(matrix, whole=np.zeros_like(matrix.whole))


@some
@given(seeds)
def test_a_wrong_basis_is_never_certified(seed: int) -> None:
    """Of the solver's last basis, fifteen times: one in, one out, or another word for where a variable rests.

    Whatever is then feasible and leaves nothing to gain has exactly the optimum, no other value.
    """
    matrix = relaxed(seed)
    best = optimum(matrix)
    assume(best is not None and len(matrix.value))
    assert best is not None
    highs = load(scale(matrix).matrix)
    run(highs)
    given_places, random, exact = [Place(p) for p in basis_places(highs)], Random(seed), Program.of(matrix)
    for turn in range(15):
        places = list(given_places)
        resting = [j for j, place in enumerate(places) if place is not Place.BASIC]
        j = random.choice(resting)
        places[j] = random.choice(list(Place))
        if turn % 2 or places[j] is Place.BASIC:
            places[j] = Place.BASIC
            held = [k for k, place in enumerate(given_places) if place is Place.BASIC]
            places[random.choice(held)] = random.choice((Place.LOWER, Place.UPPER, Place.ZERO))
        try:
            basis = Basis(exact, places)
        except Singular:
            continue
        if not basis.infeasible() and not basis.unpriced():
            assert basis.objective == best[0]


@some
@given(seeds)
def test_a_nudged_value_is_never_certified(seed: int) -> None:
    """A column nudged by a millionth of its size breaks a row or worsens the objective, or it does not matter."""
    matrix = relaxed(seed)
    _, found = settle(matrix, np.zeros(0), None)
    assume(found is not None)
    assert found is not None
    x, y, proved = found
    assert proved.ok
    random = Random(seed)
    for _ in range(20):
        nudged, j = x.copy(), random.randrange(len(x))
        nudged[j] += random.choice((-1, 1)) * 1e-6 * max(abs(x[j]), 1e-3)
        certificate = certify(matrix, nudged, y)
        if certificate.ok:
            assert abs(certificate.primal - proved.primal) <= 2e-9 * certificate.size
        nudged[j] = np.nan
        lost = certify(matrix, nudged, y)
        assert not lost.ok and not lost.feasible


@some
@given(seeds)
def test_whole_approvals_state_their_gap(seed: int) -> None:
    """No choice of whole approvals has a higher bound; another choice never earns more, and states the larger gap."""
    matrix = program(seed)
    solution = solve(matrix)
    assume(solution.outcome.proved)
    proof = prove_exactly(matrix, solution.x)
    assert proof is not None
    assert proof.gap == proof.bound - proof.objective >= 0
    assert matrix.whole.any() or proof.gap == 0
    for j in np.flatnonzero(matrix.whole)[:4]:
        turned = solution.x.copy()
        turned[j] = 1 - round(turned[j])
        other = prove_exactly(matrix, turned)
        outside = not matrix.lower[j] <= turned[j] <= matrix.upper[j]
        assert other is None or not outside
        if other is not None and solution.certificate is not None:
            assert float(other.objective - proof.objective) <= 1e-9 * solution.certificate.size
            assert other.bound == proof.bound
            assert other.gap >= proof.gap or float(proof.gap - other.gap) <= 1e-9 * solution.certificate.size
