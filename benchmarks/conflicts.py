"""Data without a plan (无解诊断): the first answer, minimal conflicts and fair repair as multiples of one cold solve.

`python -m benchmarks.conflicts [PROJECTS REGIONS] [--write FILE]` (default 3,000 × 12, 30,000 × 12, 3,000 × 333);
CPU seconds of one process. Conflicts are planted in a made-up case; before its time counts, the first answer must name
their limits and no other, what it gives must be enough, and a hundredth less of any one of it too little.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.page import publish
from benchmarks.synthetic import synthetic_case, synthetic_policy
from optimizer.domain.case import Case
from optimizer.domain.conflict import Change
from optimizer.formulation.build import build
from optimizer.formulation.gather import gather
from optimizer.rules import RULES
from optimizer.rules.facts import Facts
from optimizer.solver import stage
from optimizer.solver.highs import load, run
from optimizer.solver.infeasible.breach import find_breaches
from optimizer.solver.infeasible.conflict import find_conflicts
from optimizer.solver.infeasible.probe import is_possible
from optimizer.solver.infeasible.repair import find_relief
from optimizer.solver.matrix import Matrix, read_matrix
from optimizer.solver.scaling import scale

SIZES = ((3_000, 12), (30_000, 12), (3_000, 333))
ROUNDS = 5
PLANTED = {("R002", "carbon"): 0.60, ("R005", "energy"): 0.55}
"""Targets that nothing in the case can reach: they ask for cuts of this share where 14 % and 13 % are within reach."""
SLACK, LESS = 1e-8, 0.01
FROM_THE_LP = 6
"""HiGHS's `iis_strategy`: an irreducible set by an elastic filter; its light default names no row here."""


def planted(case: Case) -> Case:
    """Return the case with the planted targets."""
    targets = case.targets.copy()
    for (region, quantity), reduction in PLANTED.items():
        targets.loc[(targets["region"] == region) & (targets["quantity"] == quantity), "reduction"] = reduction
    return replace(case, targets=targets)


def program(case: Case) -> tuple[Facts, Matrix]:
    """Return the facts and the arrays of a case."""
    policy = synthetic_policy()
    facts = gather(case, policy)
    return facts, read_matrix(build(facts, policy, RULES))


def check(matrix: Matrix, breaches: Sequence[Change]) -> None:
    """Raise ValueError unless the answer names the planted limits of every year, is enough, and no part too large."""
    named = {(change.member.region, change.member.quantity) for change in breaches}
    if named != set(PLANTED) or {change.member.rule for change in breaches} != {"intensity"}:
        raise ValueError(f"not what was planted: {sorted(named)}")
    place = {name: row for row, name in enumerate(matrix.rows)}
    row = np.array([place["intensity", (c.member.region, c.member.quantity, c.member.year)] for c in breaches])
    given = np.array([change.amount for change in breaches])
    for less in (None, *range(len(breaches))):
        upper = matrix.row_upper.copy()
        upper[row] += given + SLACK * np.maximum(1.0, given)
        if less is not None:
            upper[row[less]] -= LESS * given[less]
        if is_possible(replace(matrix, row_upper=upper)) != (less is None):
            raise ValueError("the amounts are not what is needed")


def iis(matrix: Matrix) -> int:
    """Let HiGHS look for an irreducible infeasible subsystem; return how many of its rows are limits of the case."""
    highs = load(scale(matrix).matrix, {"iis_strategy": FROM_THE_LP})
    run(highs)
    _, found = highs.getIis()
    return sum(matrix.rows[r][0] != "coverage" for r in found.row_index_)


def seconds(work: Callable[[], Any], rounds: int) -> float:
    """Return the median CPU seconds of some work."""
    spent = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return statistics.median(spent)


def line(projects: int, regions: int) -> str:
    """Return one row of the table."""
    twin = synthetic_case(projects, regions)
    _, possible = program(twin)
    case = planted(twin)
    facts, matrix = program(case)
    breaches = find_breaches(case, facts, matrix)
    check(matrix, breaches)
    cold = seconds(lambda: stage.solve(possible), ROUNDS)
    proof = seconds(lambda: stage.solve(matrix), ROUNDS)
    first = seconds(lambda: find_breaches(case, facts, matrix), ROUNDS)
    theirs = seconds(lambda: iis(matrix), 1)
    conflicts = seconds(lambda: find_conflicts(case, facts, matrix), 1)
    relief = seconds(lambda: find_relief(case, facts, matrix), 1)
    times = " | ".join(f"{t:.3f}（{t / cold:.2f}）" for t in (proof, first, theirs, conflicts, relief))
    return f"| {projects:,} × {regions} | {len(breaches)} | {cold:.3f} | {times} | {iis(matrix)} |"


def table(sizes: Sequence[tuple[int, int]]) -> str:
    """Return the dated table as Markdown."""
    lines = [
        f"## {date.today().isoformat()}：无可行方案时的诊断（`python -m benchmarks.conflicts`）", "",
        f"Python {platform.python_version()}，HiGHS {version('highspy')}；CPU 秒，前三项五次取中位数，其余一次；"
        "括号内是与求解一次（去掉埋入冲突的同一案例，从数组到带证明的最优解）之比。埋入两个节点、各五年共 10 条"
        "达不到的强度目标；先报须恰好找出这 10 条，让出所报数额后有方案，任何一条少让 1 % 就没有。", "",
        "| 项目 × 节点 | 找出的限额 | 求解一次 | 证实无解 | 先报：全部限额和数额 | "
        "HiGHS `getIis`（策略 6） | 10 个最小冲突 | 公平修复和缺口 | `getIis` 找出的限额 |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|",
        *(line(*size) for size in sizes),
    ]  # fmt: skip
    return "\n".join([*lines, ""])


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("size", type=int, nargs="*", metavar="PROJECTS REGIONS", help="one size instead of the three")
    options.add_argument("--write", type=Path, metavar="FILE", help="append the table to this page")
    asked = options.parse_args()
    text = table([(asked.size[0], asked.size[1])] if asked.size else SIZES)
    publish(text, asked.write)


if __name__ == "__main__":
    main()
