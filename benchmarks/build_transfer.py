"""Build and transfer of the allocation model: the product's own path against raw arrays, in one run.

`python -m benchmarks.build_transfer [--write FILE]`; CPU seconds of this process, medians of five, one after the other.
The memory of both is in `benchmarks.large`, each in a fresh process.
"""

from __future__ import annotations

import argparse
import gc
import platform
import statistics
import time
from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import raw
from benchmarks.page import publish
from benchmarks.synthetic import synthetic_case, synthetic_policy
from optimizer.formulation.build import build
from optimizer.formulation.gather import gather
from optimizer.rules import RULES
from optimizer.rules.facts import Facts
from optimizer.rules.policy import Policy
from optimizer.solver.highs import load
from optimizer.solver.matrix import Matrix, read_matrix

SIZES = (
    (300, 12), (3_000, 12), (30_000, 12), (30_000, 333), (100_000, 12), (100_000, 333), (300_000, 12), (300_000, 333),
)  # fmt: skip
LARGE, LARGEST = 3_000, (300_000, 333)
ROUNDS = 5
GOAL, GOAL_LARGEST = 3.0, 2.0
HEAD = "# 性能\n\n建模加传入求解器的时间，与用 numpy 直接拼出同一矩阵相比（`make bench`）。\n\n"
STEPS = ("build", "matrix", "pass", "raw_assemble", "raw_pass")


def measure(projects: int, regions: int, rounds: int = ROUNDS) -> dict[str, float]:
    """Return the size of the program and the median CPU seconds of every step (five plan years)."""
    policy = synthetic_policy()
    facts = gather(synthetic_case(projects, regions), policy)
    matrix = read_matrix(build(facts, policy, RULES))
    assert same(matrix, raw.assemble(facts))
    times = [_round(facts, policy) for _ in range(rounds)]
    rows, columns = matrix.shape
    size = {"projects": projects, "regions": regions, "rows": rows, "columns": columns, "nonzeros": len(matrix.value)}
    return size | {step: statistics.median(one[step] for one in times) for step in STEPS}


def same(matrix: Matrix, columns: raw.Columns) -> bool:
    """Return whether the product's arrays and the raw ones are the same program, entry by entry."""
    column = np.repeat(np.arange(len(columns.cost)), np.diff(columns.start))
    ours = np.lexsort((matrix.index, matrix.row_of))
    theirs = np.lexsort((column, columns.index))
    pairs = [
        (matrix.cost, columns.cost), (matrix.lower, columns.lower), (matrix.upper, columns.upper),
        (matrix.row_upper, columns.row_upper), (matrix.row_of[ours], columns.index[theirs]),
        (matrix.index[ours], column[theirs]), (matrix.value[ours], columns.value[theirs]),
    ]  # fmt: skip
    return all(a.shape == b.shape and np.allclose(a, b, rtol=1e-12, atol=0.0) for a, b in pairs)


def _round(facts: Facts, policy: Policy) -> dict[str, float]:
    times: dict[str, float] = {}
    program = _timed(times, "build", lambda: build(facts, policy, RULES))
    matrix = _timed(times, "matrix", lambda: read_matrix(program))
    _timed(times, "pass", lambda: load(matrix))
    arrays = _timed(times, "raw_assemble", lambda: raw.assemble(facts))
    _timed(times, "raw_pass", lambda: raw.load(arrays))
    return times


def _timed(times: dict[str, float], step: str, work: Callable[[], Any]) -> Any:
    gc.collect()
    start = time.process_time()
    result = work()
    times[step] = time.process_time() - start
    return result


def ratio(one: dict[str, float]) -> float:
    """Return product over raw, both from the same arrays to a loaded HiGHS."""
    return (one["build"] + one["matrix"] + one["pass"]) / (one["raw_assemble"] + one["raw_pass"])


def table(found: list[dict[str, float]]) -> str:
    """Return the dated table as Markdown."""
    lines = [
        f"## {date.today().isoformat()}",
        "",
        f"Python {platform.python_version()}, pyomo {version('pyomo')}, highspy {version('highspy')}, "
        f"numpy {version('numpy')}；CPU 秒，{ROUNDS} 次中位数，同一进程内交替测量；5 个规划年。",
        "",
        "| 项目 | 地区 | 行 | 列 | 非零元 | 建模 | 读成矩阵 | 传入 | 合计 | 裸矩阵合计 | 倍数 |",
        "|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for one in found:
        ours = one["build"] + one["matrix"] + one["pass"]
        theirs = one["raw_assemble"] + one["raw_pass"]
        sizes = " | ".join(f"{one[key]:,.0f}" for key in ("projects", "regions", "rows", "columns", "nonzeros"))
        steps = " | ".join(f"{one[key]:.3f}" for key in ("build", "matrix", "pass"))
        lines.append(f"| {sizes} | {steps} | {ours:.3f} | {theirs:.3f} | {ratio(one):.1f} |")
    worst = max(ratio(one) for one in found if one["projects"] >= LARGE)
    words = f"{LARGE:,} 个项目以上最高 {worst:.1f} 倍；目标不超过 {GOAL:.0f} 倍，{_reached(worst, GOAL)}。"
    for one in found:
        if (one["projects"], one["regions"]) == LARGEST:
            last, size = ratio(one), f"{LARGEST[0]:,} × {LARGEST[1]}"
            words += f"{size} 为 {last:.2f} 倍；目标不超过 {GOAL_LARGEST:.0f} 倍，{_reached(last, GOAL_LARGEST)}。"
    return "\n".join([*lines, "", words, ""])


def _reached(value: float, goal: float) -> str:
    return "达到" if value <= goal else "未达到"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--write", type=Path, metavar="FILE", help="append the table to this page")
    page = options.parse_args().write
    found = [measure(projects, regions) for projects, regions in SIZES]
    publish(table(found), page, HEAD)


if __name__ == "__main__":
    main()
