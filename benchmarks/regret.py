"""Regret of every project against a plain hot loop, and one what-if by five ways, side by side in one run.

`python -m benchmarks.regret [PROJECTS REGIONS] [--write FILE]` (default 3,000 and 30,000 × 12, five plan years); wall
seconds, one after the other. Every way must come to the same optimum before its time counts.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib.metadata import version
from pathlib import Path
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
from optimizer.solver.certificate import TOLERANCE
from optimizer.solver.highs import UNPRESOLVED, load, resume, run, set_bounds
from optimizer.solver.matrix import Matrix, read_matrix
from optimizer.solver.regret.proof import Question
from optimizer.solver.regret.regret import Reply, find_regrets, trivial
from optimizer.solver.regret.relax import Relaxation
from optimizer.solver.scaling import scale

ROUNDS, SAMPLE, FEW = 5, 100, 6
THREADS = (1, 4)
SIZES, MANY = ((3_000, 12), (30_000, 12)), 3_000


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


def all_regrets(one: Instance) -> dict[str, str]:
    """Return the time of all regrets by threads, beside the plain hot loop on one core."""
    rows, per = {}, {}
    replies: list[Reply | None] = []
    for threads in THREADS:
        clock, times = (time.process_time if threads == 1 else time.perf_counter), []
        for _ in range(3):
            start = clock()
            replies = find_regrets(one.matrix, one.base, one.questions, threads=threads)
            times.append(clock() - start)
        per[threads] = statistics.median(times)
    _check(one, replies)
    asked = [question for question in one.questions if not trivial(one.base, question)]
    bare, proved = _loop(one, _spread(asked))
    rows["改变的问题数"] = f"{len(asked):,}"
    rows["逐个热启动（setBasis，一个核，不复核）"] = _seconds(bare * len(asked), bare, per[1])
    rows["逐个热启动，同样复核"] = _seconds(proved * len(asked), proved, per[1])
    for threads, spent in per.items():
        rows[f"全部影响值，{threads} 线程，都有证书"] = f"{spent:.2f} 秒"
    return rows


def _seconds(total: float, each: float, ours: float) -> str:
    return f"{total:.1f} 秒（每个 {1000 * each:.2f} 毫秒），{total / ours:.1f} 倍"


def _spread(asked: Sequence[Question]) -> list[Question]:
    """Return a sample of all questions that change something, also those that need no pivot."""
    draw = np.random.default_rng(2).permutation(len(asked))[: 2 * SAMPLE]
    return [asked[n] for n in draw]


def _loop(one: Instance, asked: Sequence[Question]) -> tuple[float, float]:
    """Return the mean CPU seconds of one hot start, bare and with a certificate."""
    hot, spent = _hot(one), []
    for prove in (False, True):
        start = time.process_time()
        for question in asked:
            hot(question, prove)
        spent.append((time.process_time() - start) / len(asked))
    return spent[0], spent[1]


def what_ifs(one: Instance) -> dict[str, str]:
    """Return the time of one what-if by each way, on projects that do not keep the basis where there are any."""
    sample = _sample(one)
    true = {question: stage.solve(question.of(one.matrix)).outcome.objective for question in sample}
    hot, cold, rebuild, ways = _hot(one), _cold(one), _rebuild(one), _appsi(one)
    ways_asked: list[tuple[str, Callable[[Question], float], list[Question]]] = [
        ("热启动并复核", hot, sample), ("同一矩阵冷求解", cold, sample[:20]),
        ("Pyomo appsi 持续接口，告知改动", ways[0], sample[:20]),
        ("Pyomo appsi 持续接口，默认检查", ways[1], sample[:FEW]),
        ("从规则重建", rebuild, sample[:FEW]),
    ]  # fmt: skip
    rows, first = {}, 0.0
    for name, way, asked in ways_asked:
        for question in asked[:2]:
            assert abs(way(question) - true[question]) <= 1e-6 * abs(true[question]), name
        spent = _median(way, asked)
        first = first or spent
        rows[f"一次推演：{name}"] = f"{1000 * spent:.2f} 毫秒（{spent / first:.1f} 倍）"
    return rows


def _sample(one: Instance) -> list[Question]:
    """Return questions whose answer moves other projects."""
    replies = find_regrets(one.matrix, one.base, one.questions)
    found = [q for q, r in zip(one.questions, replies, strict=True) if isinstance(r, Reply) and len(r.columns) > 3]
    draw = np.random.default_rng(0).permutation(len(found))[:SAMPLE]
    return [found[n] for n in draw]


def _hot(one: Instance) -> Callable[..., float]:
    """Return the plain loop: patched bounds, the base's basis set, HiGHS run; with a certificate on request."""
    relaxation = Relaxation(one.matrix)
    scaled = relaxation.scaled
    highs = load(scaled.matrix, UNPRESOLVED)

    def ask(question: Question, prove: bool = True) -> float:
        column = np.array([question.column])
        size = scaled.column[column]
        set_bounds(highs, column, question.lower / size, question.upper / size)
        if prove:
            answer = resume(highs, relaxation.basis)
        else:
            highs.setBasis(relaxation.basis)
            highs.run()
        set_bounds(highs, column, scaled.matrix.lower[column], scaled.matrix.upper[column])
        if not prove or answer.x is None:
            return -float(highs.getObjectiveValue()) / scaled.objective
        x, y = scaled.primal(answer.x)[None], scaled.dual(answer.y)[None]
        proofs = relaxation.prover.prove([question], x, y)
        assert proofs.gap[0] <= TOLERANCE
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


def table(projects: int, regions: int) -> str:
    """Return the dated table as Markdown; the ways of one what-if only up to 3,000 projects."""
    found: list[dict[str, str]] = []
    sizes = []
    for hard in (False, True):
        one = instance(projects, regions, hard)
        rows, columns = one.matrix.shape
        sizes.append(f"{rows:,} 行 {columns:,} 列 {len(one.matrix.value):,} 非零元")
        cold = {"一次冷求解": f"{1000 * one.cold:.1f} 毫秒"}
        found.append(cold | all_regrets(one) | (what_ifs(one) if projects <= MANY else {}))
    lines = [
        f"## {date.today().isoformat()}：一次推演与全部项目的影响值，{projects:,} 个项目 × {regions} 个地区 × 5 年"
        "（`python -m benchmarks.regret`）",
        "",
        f"Python {platform.python_version()}，pyomo {version('pyomo')}，highspy {version('highspy')}，"
        f"numpy {version('numpy')}；可分；一个核的各行为 CPU 时间，其余为墙上时间，同一次运行，"
        "各种做法先核对到同一最优值。"
        f"逐个热启动抽 {2 * SAMPLE} 个问题测平均，乘以问题数；倍数以全部影响值 1 线程为 1。"
        f"弹性总量：{sizes[0]}；刚性总量：{sizes[1]}。",
        "", "| | 弹性总量 | 刚性总量 |", "|---|---:|---:|",
        *(f"| {name} | {found[0][name]} | {found[1][name]} |" for name in found[0]), "",
    ]  # fmt: skip
    return "\n".join(lines)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("size", type=int, nargs="*", metavar="PROJECTS REGIONS")
    options.add_argument("--write", type=Path, metavar="FILE", help="append the tables to this page")
    asked = options.parse_args()
    for projects, regions in [tuple(asked.size)] if asked.size else SIZES:
        text = table(projects, regions)
        print(text)
        if asked.write is not None:
            with asked.write.open("a", encoding="utf-8") as file:
                file.write(text + "\n")


if __name__ == "__main__":
    main()
