"""Regret of every project against plain hot loops, Pyomo's persistent interface and rebuilds, side by side in one run.

`python -m benchmarks.regret [PROJECTS REGIONS] [--write FILE]` (default 3,000 and 30,000 × 12 and 3,000 × 333, five
years, some minutes). Loops of the others are sampled. Every way must come to the same optimum before its time counts.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.ordinary import checking, rebuilt, told
from benchmarks.page import publish
from benchmarks.synthetic import synthetic_case, synthetic_policy
from optimizer.app.regret import STARTING, answered
from optimizer.app.workers import Workers
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
from optimizer.solver.regret.regret import Inquiry, Reply, find_regrets, trivial
from optimizer.solver.regret.relax import Relaxation
from optimizer.solver.scaling import scale

ROUNDS, SAMPLE, FEW = 5, 100, 6
SIZES, MANY = ((3_000, 12), (30_000, 12), (3_000, 333)), 36_000
"""Pyomo's ways only up to so many projects × regions: there a rebuild takes a second."""
CORES = 4


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
    """Return the time of all regrets on one core, beside the others' loops on one core, then by cores."""
    replies: list[Reply | None] = []
    times = []
    for _ in range(3):
        start = time.process_time()
        replies = find_regrets(one.matrix, one.base, one.questions, threads=1)
        times.append(time.process_time() - start)
    ours = statistics.median(times)
    _check(one, replies)
    asked = [question for question in one.questions if not trivial(one.base, question)]
    rows = {
        "改变的问题数": f"{len(asked):,}（其中无可行方案 {_impossible(replies):,}）",
        "全部影响值，一个核，都有证书": f"{ours:.2f} 秒（每个 {1000 * ours / len(asked):.2f} 毫秒），1 倍",
    }
    for said, each in _loops(one, asked):
        rows[said] = _seconds(each * len(asked), each, ours)
    return rows | _cores(one, replies)


def _impossible(replies: Sequence[Reply | None]) -> int:
    return sum(reply is not None and reply.high == -np.inf for reply in replies)


def _loops(one: Instance, asked: Sequence[Question]) -> Iterator[tuple[str, float]]:
    """Yield every way of asking one question after the other and its mean CPU seconds, over a sample of all of them."""
    hot, some = _hot(one), _spread(asked)
    yield "逐个：热启动（setBasis，不复核）", _mean(lambda question: hot(question, False), some)
    yield "逐个：热启动，同样复核", _mean(hot, some)
    if len(one.facts.projects.value) * (len(one.facts.tree.names) - 1) > MANY:
        return
    projects = len(one.facts.projects.value)
    ways = (
        ("逐个：Pyomo appsi 持续接口，关掉检查，告知改动", told(one.matrix, projects), SAMPLE),
        ("逐个：Pyomo appsi 持续接口，默认检查，改上下界", checking(one.matrix, projects, fix=False), SAMPLE),
        ("逐个：Pyomo appsi 持续接口，默认检查，fix/unfix", checking(one.matrix, projects, fix=True), 4 * FEW),
        ("逐个：Pyomo 规则重建并求解（appsi）", rebuilt(one.matrix, projects), FEW),
        ("逐个：本系统从规则重建并冷求解", _rebuild(one), 4 * FEW),
    )  # fmt: skip
    for said, way, count in ways:
        _same(one, way, some[:count], said)
        yield said, _mean(way, some[:count])


def _same(one: Instance, way: Callable[[Question], float], asked: Sequence[Question], said: str) -> None:
    """Compare a way with cold solves on the first two questions that have a plan."""
    solved = ((question, stage.solve(question.of(one.matrix)).outcome) for question in asked)
    for question, outcome in islice(((question, outcome) for question, outcome in solved if outcome.ok), 2):
        assert abs(way(question) - outcome.objective) <= 1e-6 * abs(outcome.objective), said


def _mean(way: Callable[[Question], object], asked: Sequence[Question]) -> float:
    start = time.process_time()
    for question in asked:
        way(question)
    return (time.process_time() - start) / len(asked)


def _cores(one: Instance, replies: Sequence[Reply | None]) -> dict[str, str]:
    """Return the wall time by cores, and as the product does it when not told; the replies must be the same."""
    rows = {}
    for said, workers in (
        ("一个核", Workers(count=1)), (f"{CORES} 个进程", Workers(count=CORES)), ("默认", Workers(starting=STARTING)),
    ):  # fmt: skip
        times = []
        for _ in range(3 if len(replies) <= MANY // 5 else 1):
            start = time.perf_counter()
            found = answered(Inquiry(one.matrix, one.base, False), one.questions, workers)
            times.append(time.perf_counter() - start)
        for a, b in zip(replies, found, strict=True):
            assert a is not None and b is not None
            assert (a.low, a.high, a.columns.tolist()) == (b.low, b.high, b.columns.tolist()), said
        rows[f"全部影响值，{said}（墙上时间）"] = f"{statistics.median(times):.2f} 秒"
    return rows


def _seconds(total: float, each: float, ours: float) -> str:
    return f"{total:.1f} 秒（每个 {1000 * each:.2f} 毫秒），{total / ours:.1f} 倍"


def _spread(asked: Sequence[Question]) -> list[Question]:
    """Return a sample of all questions that change something, also those that need no pivot."""
    draw = np.random.default_rng(2).permutation(len(asked))[: 2 * SAMPLE]
    return [asked[n] for n in draw]


def what_ifs(one: Instance) -> dict[str, str]:
    """Return the time of one what-if by each way, on projects that do not keep the basis where there are any."""
    sample = _sample(one)
    true = {question: stage.solve(question.of(one.matrix)).outcome.objective for question in sample}
    ways_asked: list[tuple[str, Callable[[Question], float], list[Question]]] = [
        ("热启动并复核", _hot(one), sample), ("同一矩阵冷求解", _cold(one), sample[:20]),
        ("从规则重建", _rebuild(one), sample[:FEW]),
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
        found.append(cold | all_regrets(one) | (what_ifs(one) if projects * regions <= MANY else {}))
    lines = [
        f"## {date.today().isoformat()}：一次推演与全部项目的影响值，{projects:,} 个项目 × {regions} 个地区 × 5 年"
        "（`python -m benchmarks.regret`）",
        "",
        f"Python {platform.python_version()}，pyomo {version('pyomo')}，highspy {version('highspy')}，"
        f"numpy {version('numpy')}；可分；同一次运行；“墙上时间”和“一次推演”各行以外都是一个核的 CPU 时间。"
        "各种做法先核对到同一最优值，每个影响值都有证书，抽查与冷求解一致，进程数不改变任何一个答案。"
        f"“逐个”抽 {2 * SAMPLE} 个问题（Pyomo 各行 {SAMPLE}、{SAMPLE}、{4 * FEW}、{FEW} 个）测平均，乘以问题数；"
        "倍数以全部影响值一个核为 1。"
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
        publish(text, asked.write)


if __name__ == "__main__":
    main()
