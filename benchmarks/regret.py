"""Regret of every project, and one what-if by five ways, side by side in one run.

`python -m benchmarks.regret [PROJECTS REGIONS]` (default 3000 12, five plan years); wall seconds, one after the other.
Every way must come to the same optimum before its time counts.
"""

from __future__ import annotations

import platform
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import Any

import numpy as np
import pyomo.environ as pyo
from pyomo.contrib.appsi.solvers import Highs

from benchmarks.synthetic import synthetic_case, synthetic_policy
from optimizer.formulation.build import build
from optimizer.formulation.gather import gather
from optimizer.rules import RULES
from optimizer.rules.facts import Facts
from optimizer.rules.policy import Policy
from optimizer.solver import stage
from optimizer.solver.highs import UNPRESOLVED, load, resume, run, set_bounds
from optimizer.solver.matrix import Matrix, read_matrix
from optimizer.solver.regret import Reply, find_regrets
from optimizer.solver.regret_proof import Question
from optimizer.solver.regret_relax import Relaxation
from optimizer.solver.scaling import scale

ROUNDS, SAMPLE, FEW = 5, 100, 6
THREADS = (1, 4)


@dataclass(frozen=True)
class Instance:
    """One program with its cold optimum and the questions about all projects."""

    facts: Facts
    policy: Policy
    matrix: Matrix
    base: stage.Solution
    questions: list[Question]
    cold: float
    """Seconds of one cold solve: arrays loaded into HiGHS and solved."""


def instance(projects: int, regions: int, hard: bool) -> Instance:
    """Return a made-up program whose totals are elastic, or hard (then far fewer projects keep the basis)."""
    policy = synthetic_policy()
    facts = gather(synthetic_case(projects, regions), policy)
    if hard:
        mode = np.where(facts.limits.mode == 1, 2, facts.limits.mode)
        facts = replace(facts, limits=replace(facts.limits, mode=mode))
    matrix = read_matrix(build(facts, policy, RULES))
    scaled = scale(matrix).matrix
    questions = [Question(p, v, v) for p in range(projects) for v in (0.0, 1.0)]
    return Instance(
        facts, policy, matrix, stage.solve(matrix), questions, _median(lambda _: run(load(scaled)), range(ROUNDS))
    )


def all_regrets(one: Instance) -> None:
    """Print the time of all regrets by threads, as a multiple of one cold solve."""
    for threads in THREADS:
        times, replies = [], []
        for _ in range(3):
            start = time.perf_counter()
            replies = find_regrets(one.matrix, one.base, one.questions, threads=threads)
            times.append(time.perf_counter() - start)
        spent = statistics.median(times)
        toggles = sum(reply is not None and reply.high != 0 for reply in replies)
        print(f"  regret of all projects, {threads} thread(s): {spent:.2f} s = {spent / one.cold:.0f} cold solves "
              f"for {toggles} changes")  # fmt: skip
    _check(one, replies)


def what_ifs(one: Instance) -> None:
    """Print the time of one what-if by each way, on projects that do not keep the basis where there are any."""
    sample = _sample(one)
    true = {question: stage.solve(question.of(one.matrix)).outcome.objective for question in sample}
    hot, cold, rebuild, ways = _hot(one), _cold(one), _rebuild(one), _appsi(one)
    rows: list[tuple[str, Callable[[Question], float], list[Question]]] = [
        ("hot start, certified (this product)", hot, sample), ("cold solve of the same matrix", cold, sample[:20]),
        ("appsi persistent, told what changed", ways[0], sample[:20]),
        ("appsi persistent, default checks", ways[1], sample[:FEW]),
        ("full rebuild: rules to HiGHS (this product)", rebuild, sample[:FEW]),
    ]  # fmt: skip
    first = 0.0
    for name, way, asked in rows:
        for question in asked[:2]:
            assert abs(way(question) - true[question]) <= 1e-6 * abs(true[question]), name
        spent = _median(way, asked)
        first = first or spent
        print(f"  {name}: {1000 * spent:.2f} ms, {spent / first:.0f} x")


def _sample(one: Instance) -> list[Question]:
    """Return questions whose answer moves other projects."""
    replies = find_regrets(one.matrix, one.base, one.questions)
    found = [q for q, r in zip(one.questions, replies, strict=True) if isinstance(r, Reply) and len(r.columns) > 3]
    draw = np.random.default_rng(0).permutation(len(found))[:SAMPLE]
    return [found[n] for n in draw]


def _hot(one: Instance) -> Callable[[Question], float]:
    relaxation = Relaxation(one.matrix)
    scaled = relaxation.scaled
    highs = load(scaled.matrix, UNPRESOLVED)

    def ask(question: Question) -> float:
        column = np.array([question.column])
        size = scaled.column[column]
        set_bounds(highs, column, question.lower / size, question.upper / size)
        answer = resume(highs, relaxation.basis)
        set_bounds(highs, column, scaled.matrix.lower[column], scaled.matrix.upper[column])
        assert answer.x is not None
        x, y = scaled.primal(answer.x)[None], scaled.dual(answer.y)[None]
        proofs = relaxation.prover.prove([question], x, y)
        assert proofs.sharp[0]
        return -float(proofs.primal[0])

    return ask


def _cold(one: Instance) -> Callable[[Question], float]:
    scaled = scale(one.matrix)

    def ask(question: Question) -> float:
        size = scaled.column[question.column]
        changed = Question(question.column, question.lower / size, question.upper / size).of(scaled.matrix)
        return -run(load(changed)).bound / scaled.objective

    return ask


def _rebuild(one: Instance) -> Callable[[Question], float]:
    def ask(question: Question) -> float:
        bound = one.facts.projects.upper.copy()
        bound[question.column] = question.upper
        low = one.facts.projects.lower.copy()
        low[question.column] = question.lower
        projects = replace(one.facts.projects, lower=low, upper=bound)
        matrix = read_matrix(build(replace(one.facts, projects=projects), one.policy, RULES))
        scaled = scale(matrix)
        return -run(load(scaled.matrix)).bound / scaled.objective

    return ask


def _appsi(one: Instance) -> tuple[Callable[[Question], float], Callable[[Question], float]]:
    """Return Pyomo's persistent interface: only told of the variable that changes, and looking for changes itself."""

    def way(checks: bool) -> Callable[[Question], float]:
        model, solver = build(one.facts, one.policy, RULES), Highs()
        solver.config.load_solution = False
        solver.highs_options = {"threads": 1}
        solver.solve(model)
        update = solver.update_config
        if not checks:
            for name in ("check_for_new_or_removed_constraints", "check_for_new_or_removed_vars",
                         "check_for_new_or_removed_params", "check_for_new_objective", "update_constraints",
                         "update_vars", "update_params", "update_named_expressions", "update_objective",
                         "treat_fixed_vars_as_params"):  # fmt: skip
                setattr(update, name, False)

        def ask(question: Question) -> float:
            variable = model.approval[question.column]
            before = variable.lb, variable.ub
            _set(variable, question.lower, question.upper)
            if not checks:
                solver.update_variables([variable])
            found = float(solver.solve(model).best_feasible_objective)
            _set(variable, *before)
            if not checks:
                solver.update_variables([variable])
            return found

        return ask

    return way(checks=False), way(checks=True)


def _set(variable: pyo.Var, lower: float, upper: float) -> None:
    variable.setlb(lower)
    variable.setub(upper)


def _check(one: Instance, replies: list[Reply | None]) -> None:
    """Compare a few regrets with cold solves."""
    for n in np.random.default_rng(1).permutation(len(replies))[:10]:
        reply = replies[n]
        assert reply is not None
        solution = stage.solve(one.questions[n].of(one.matrix))
        true = solution.outcome.objective - one.base.outcome.objective if solution.outcome.ok else -np.inf
        assert reply.low == true or abs(reply.low - true) <= 1e-9 * abs(one.base.outcome.objective)


def _median(work: Callable[[Any], object], asked: Sequence[Any]) -> float:
    times = []
    for question in asked:
        start = time.perf_counter()
        work(question)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    projects, regions = map(int, sys.argv[1:3]) if len(sys.argv) > 2 else (3000, 12)
    print(f"Python {platform.python_version()}, pyomo {version('pyomo')}, highspy {version('highspy')}")
    for hard in (False, True):
        one = instance(projects, regions, hard)
        rows, columns = one.matrix.shape
        totals = "hard" if hard else "elastic"
        print(f"{projects} projects, {regions} regions, {totals} totals: {rows} rows, {columns} columns, "
              f"{len(one.matrix.value)} nonzeros; one cold solve {1000 * one.cold:.1f} ms")  # fmt: skip
        all_regrets(one)
        what_ifs(one)


if __name__ == "__main__":
    main()
