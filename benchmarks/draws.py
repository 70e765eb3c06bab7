"""Monte Carlo draws of the Inner Mongolia case: a draw and its parts, all draws on all cores, the same on Dask.

`python -m benchmarks.draws [DRAWS] [--write FILE]` (default 10,000); CPU seconds of one process for the parts, wall
seconds for all draws. The two ways of a draw must come to the same optimum, and cores and cluster to the same bits.
"""

from __future__ import annotations

import argparse
import os
import platform
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.page import publish
from optimizer.app.risk import PART, open_program
from optimizer.app.workers import Workers, spread
from optimizer.formulation.build import build
from optimizer.formulation.shock import shocked
from optimizer.rules import RULES
from optimizer.solver import stage
from optimizer.solver.highs import LEAN
from optimizer.solver.matrix import matrix_of, read_matrix
from optimizer.solver.moved import moved_of
from optimizer.systems.uncertainty.risk_draws import Bench, Draws, decisions, draw, joined
from optimizer.systems.uncertainty.uncertain import uncertain_of

CASE, SAMPLE, FEW = "neimenggu-2026", 400, 200


def bench_of(case: str) -> Bench:
    """Return what the draws of a case share."""
    program = open_program(case)
    checked, facts, x = program.checked, program.facts, program.base.x
    uncertain = uncertain_of(checked.case, facts)
    return Bench(facts, checked.policy, checked.case.base_year, uncertain, *decisions(facts, x), moved_of(facts, x), 1)


def one_by_one(bench: Bench) -> list[float]:
    """Return the CPU seconds of each draw of the sample."""
    return [_cpu(lambda n=n: draw(bench, [n])) for n in range(SAMPLE)]  # type: ignore[misc]


def ways(bench: Bench) -> dict[str, float]:
    """Return the CPU seconds of one program: arrays and search as a draw does them, and as a single plan does."""
    found = {"lean": 0.0, "full": 0.0, "arrays": 0.0, "model": 0.0}
    for n in range(FEW):
        facts = shocked(bench.facts, bench.uncertain.shock(bench.uncertain.draw(bench.seed, n)), bench.base_year)
        found["model"] += _cpu(lambda facts=facts: read_matrix(build(facts, bench.policy, RULES)))  # type: ignore[misc]
        found["arrays"] += _cpu(lambda facts=facts: matrix_of(facts, bench.policy, RULES))  # type: ignore[misc]
        matrix, told = matrix_of(facts, bench.policy, RULES), []
        for name, search in (("lean", LEAN), ("full", None)):
            start = time.process_time()
            told.append(stage.solve(matrix, options=search).outcome)
            found[name] += time.process_time() - start
        one, other = told
        assert one.ok == other.ok and (not one.ok or abs(one.objective - other.objective) <= 1e-6), n
    return {name: spent / FEW for name, spent in found.items()}


def everywhere(bench: Bench, draws: int) -> dict[str, str]:
    """Return the wall seconds of all draws on all cores, and of the same on a Dask cluster of as many processes."""
    cores = os.cpu_count() or 1
    parts = [range(first, min(first + PART, draws)) for first in range(0, draws, PART)]
    start = time.perf_counter()
    here = joined(spread(draw, bench, parts, Workers(count=cores)))
    rows = {f"{draws:,} 次抽样，{cores} 个进程": _time(time.perf_counter() - start)}
    try:
        with _cluster(cores) as address:
            start = time.perf_counter()
            there = joined(spread(draw, bench, parts, Workers(address)))
            spent = time.perf_counter() - start
    except ImportError:
        return rows
    assert all(np.array_equal(getattr(here, f.name), getattr(there, f.name), equal_nan=True) for f in fields(Draws))
    return rows | {f"同样的抽样，Dask 集群 {cores} 个工作进程，逐位相同": _time(spent)}


@contextmanager
def _cluster(workers: int) -> Iterator[str]:
    from distributed import LocalCluster

    with LocalCluster(n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        yield cluster.scheduler_address


def _cpu(work: Callable[[], Any]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _time(seconds: float) -> str:
    return f"墙上 {seconds:.1f} 秒"


def table(draws: int) -> str:
    """Return the dated table as Markdown."""
    bench = bench_of(CASE)
    each, way = one_by_one(bench), ways(bench)
    low, high, most = (1000 * float(np.quantile(each, share)) for share in (0.5, 0.99, 1.0))
    rows = {
        f"一次抽样，{SAMPLE} 次的 CPU 时间":
            f"平均 {1000 * float(np.mean(each)):.1f} 毫秒（中位 {low:.1f}，99 % {high:.1f}，最长 {most:.1f}）",
        "其中：求解到已证最优": f"{1000 * way['lean']:.1f} 毫秒；按单个方案的找法 {way['full'] / way['lean']:.1f} 倍",
        "其中：从数据到数组": f"{1000 * way['arrays']:.1f} 毫秒；经 Pyomo 模型 {way['model'] / way['arrays']:.1f} 倍",
        **everywhere(bench, draws),
    }  # fmt: skip
    lines: Sequence[str] = [
        f"## {date.today().isoformat()}：风险测算（`python -m benchmarks.draws`）", "",
        f"Python {platform.python_version()}，highspy {version('highspy')}，numpy {version('numpy')}；内蒙古案例，"
        f"{bench.uncertain.size} 个不确定参数，每次抽样都从头求解到已证最优；两种找法先核对到同一最优值。",
        "", "| | |", "|---|---:|", *(f"| {name} | {said} |" for name, said in rows.items()), "",
    ]  # fmt: skip
    return "\n".join(lines)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("draws", type=int, nargs="?", default=10_000)
    options.add_argument("--write", type=Path, metavar="FILE", help="append the table to this page")
    asked = options.parse_args()
    text = table(asked.draws)
    publish(text, asked.write)


if __name__ == "__main__":
    main()
