"""Large programs of shares: from arrays to the proven optimum, sifted against the raw limit and HiGHS as it comes.

`python -m benchmarks.large [--sizes 100000x12 …] [--rounds N] [--appsi] [--write FILE]`; CPU seconds, each side and
size in a fresh process, medians; both must find the same optimum. Peak memory is what is added to the facts (Linux).
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import memory, raw
from benchmarks.page import publish
from benchmarks.synthetic import synthetic_case, synthetic_policy
from optimizer.formulation.build import build
from optimizer.formulation.gather import gather
from optimizer.rules import RULES
from optimizer.rules.facts import Facts
from optimizer.solver.certificate import certify
from optimizer.solver.highs import load
from optimizer.solver.matrix import Matrix, read_matrix
from optimizer.solver.stage import solve

SIZES = ("100000x12", "100000x333", "300000x12", "300000x333")
ROUNDS, LONG = 3, 20.0
SAME = 1e-9
TIME, MEMORY, CERTIFICATE, USUAL = 0.25, 1.5, 0.10, 1 / 8
"""The goals: share of the others' time, multiple of the limit's memory, share of the solve, share of appsi's memory."""
DEFAULT = {"output_flag": False, "threads": 1}
"""HiGHS as it comes, on one thread as we use it."""


def facts_of(size: str) -> Facts:
    """Return the facts of a made-up case, `300000x12`: projects × regions; a small one first, so that all is loaded."""
    policy = synthetic_policy()
    for small in (20, 3), tuple(map(int, size.split("x"))):
        facts = gather(synthetic_case(*small), policy)
        if small == (20, 3):
            solve(_matrix(facts))
    return facts


def _matrix(facts: Facts) -> Matrix:
    return read_matrix(build(facts, synthetic_policy(), RULES))


def ours(size: str) -> dict[str, float]:
    """Return what the product takes from the facts to a certified optimum, and the certificate alone."""
    facts = facts_of(size)
    start = time.process_time()
    matrix = _matrix(facts)
    built = time.process_time()
    solution = solve(matrix)
    solved = time.process_time()
    assert solution.outcome.proved and solution.certificate is not None
    certify(matrix, solution.x, -solution.marginal)
    proved = time.process_time()
    rows, columns = matrix.shape
    return {"build": built - start, "solve": solved - built, "certificate": proved - solved,
            "optimum": -solution.certificate.primal, "gap": solution.certificate.gap, "rows": rows, "columns": columns,
            "nonzeros": len(matrix.value)}  # fmt: skip


def theirs(size: str) -> dict[str, float]:
    """Return what the raw arrays and HiGHS as it comes take."""
    facts = facts_of(size)
    start = time.process_time()
    highs = raw.load(raw.assemble(facts), DEFAULT)
    loaded = time.process_time()
    highs.run()
    return {"limit": loaded - start, "highs": time.process_time() - loaded, "optimum": -highs.getObjectiveValue()}


def our_memory(size: str) -> float:
    """Return what the product's model, its arrays and HiGHS's copy of them add at their peak (MB)."""
    facts = facts_of(size)

    def work() -> Any:
        model = build(facts, synthetic_policy(), RULES)
        return model, load(read_matrix(model))

    return memory.added(work)[1]


def raw_memory(size: str) -> float:
    """Return what the raw arrays and HiGHS's copy of them add at their peak (MB)."""
    facts = facts_of(size)

    def work() -> Any:
        columns = raw.assemble(facts)
        return columns, raw.load(columns)

    return memory.added(work)[1]


def program(size: str, file: str) -> None:
    """Write the product's arrays for another tool."""
    m = _matrix(facts_of(size))
    np.savez(file, cost=m.cost, lower=m.lower, upper=m.upper, start=m.start, index=m.index, value=m.value,
             row_upper=m.row_upper)  # fmt: skip


WORK = {"ours": ours, "theirs": theirs, "our_memory": our_memory, "raw_memory": raw_memory}


def compare(size: str, rounds: int, appsi: bool) -> dict[str, Any]:
    """Return the medians of both sides at one size; other optima are an error."""
    found: dict[str, Any] = {"size": size} | {work: _medians(work, size, rounds) for work in ("ours", "theirs")}
    best, other = (found[work]["optimum"] for work in ("ours", "theirs"))
    assert abs(best - other) <= SAME * abs(best), (size, best, other)
    found |= {work: _fresh([work, size]) for work in ("our_memory", "raw_memory")}
    if appsi:
        with tempfile.TemporaryDirectory() as folder:
            file = str(Path(folder) / "program.npz")
            _output(["benchmarks.large", "--file", size, file])
            found["appsi"] = json.loads(_output(["benchmarks.layers", "appsi", file, "--load"]).splitlines()[-1])
    return found


def _medians(work: str, size: str, rounds: int) -> dict[str, float]:
    """Return the medians of some runs; of those that fit into `LONG` seconds, where they are long."""
    runs: list[dict[str, float]] = []
    start = time.monotonic()
    while len(runs) < rounds and (not runs or time.monotonic() - start < LONG):
        runs.append(_fresh([work, size]))
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def _fresh(words: list[str]) -> Any:
    return json.loads(_output(["benchmarks.large", "--one", *words]).splitlines()[-1])


def _output(words: list[str]) -> str:
    env = os.environ | {"OMP_NUM_THREADS": "1"}
    return subprocess.run([sys.executable, "-m", *words], capture_output=True, text=True, check=True, env=env).stdout


def table(found: list[dict[str, Any]]) -> str:
    """Return the dated table as Markdown, and whether the goals are reached."""
    lines = [
        f"## {date.today().isoformat()}：大规模份额方案（`python -m benchmarks.large`）", "",
        f"Python {platform.python_version()}, pyomo {version('pyomo')}, highspy {version('highspy')}, "
        f"numpy {version('numpy')}；CPU 秒，每一边、每个规模各用新进程，取中位数；5 个规划年，项目可分；"
        "两边先核对到同一最优值。求解含缩放、筛选、精化和证书；默认求解为裸矩阵传入后 HiGHS 按默认设置、一个线程。", "",
        "| 项目 × 地区 | 行 | 列 | 非零元 | 建模 | 求解 | 合计 | 裸矩阵 | 默认求解 | 合计之比 "
        "| 证书 | 占求解 | 占默认求解 |",
        "|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]  # fmt: skip
    for one in found:
        a, b = one["ours"], one["theirs"]
        sizes = " | ".join(f"{a[key]:,.0f}" for key in ("rows", "columns", "nonzeros"))
        times = f"{a['build']:.2f} | {a['solve']:.2f} | {_total(a):.2f} | {b['limit']:.2f} | {b['highs']:.2f}"
        shares = f"{a['certificate']:.2f} | {a['certificate'] / a['solve']:.0%} | {a['certificate'] / b['highs']:.1%}"
        lines.append(f"| {_named(one['size'])} | {sizes} | {times} | {_ratio(one):.2f} | {shares} |")
    lines += ["", "| 项目 × 地区 | 建模加传入的内存（MB） | 裸矩阵（MB） | 倍数 | Pyomo 通常做法（MB） | 本系统占其 |",
              "|---:|---:|---:|---:|---:|---:|"]  # fmt: skip
    for one in found:
        mine, least, usual = one["our_memory"], one["raw_memory"], one.get("appsi", {}).get("added")
        share = f"{usual:,.0f} | 1/{usual / mine:.1f}" if usual else "未测 | —"
        lines.append(f"| {_named(one['size'])} | {mine:,.0f} | {least:,.0f} | {mine / least:.2f} | {share} |")
    return "\n".join([*lines, "", "内存为在案例数据之外新增的峰值。", *_goals(found), ""])


def _named(size: str) -> str:
    projects, regions = map(int, size.split("x"))
    return f"{projects:,} × {regions}"


def _total(ours: dict[str, float]) -> float:
    return ours["build"] + ours["solve"]


def _ratio(one: dict[str, Any]) -> float:
    """Return the product over the limit and HiGHS as it comes, both from the arrays to the optimum."""
    return float(_total(one["ours"]) / (one["theirs"]["limit"] + one["theirs"]["highs"]))


def _goals(found: list[dict[str, Any]]) -> list[str]:
    """Return one sentence a goal: the worst of all sizes."""
    goals = [
        ("数组到已证最优，与裸矩阵加 HiGHS 默认求解之比", max(map(_ratio, found)), TIME),
        ("内存与裸矩阵之比", max(one["our_memory"] / one["raw_memory"] for one in found), MEMORY),
        ("证书与默认求解之比", max(one["ours"]["certificate"] / one["theirs"]["highs"] for one in found), CERTIFICATE),
        ("证书与本系统求解之比", max(one["ours"]["certificate"] / one["ours"]["solve"] for one in found), CERTIFICATE),
    ]
    used = [one["our_memory"] / one["appsi"]["added"] for one in found if "appsi" in one]
    goals += [("内存与 Pyomo 通常做法之比", max(used), USUAL)] if used else []
    return ["", *(f"- {name}：最高 {worst:.2f}，目标不超过 {goal:.2f}，{'达到' if worst <= goal else '未达到'}。"
                  for name, worst, goal in goals)]  # fmt: skip


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sizes", nargs="+", default=SIZES, metavar="PxR", help="projects × regions")
    options.add_argument("--rounds", type=int, default=ROUNDS)
    options.add_argument("--appsi", action="store_true", help="Pyomo's own interface as well (memory; over a minute)")
    options.add_argument("--write", type=Path, metavar="FILE", help="append the table to this page")
    options.add_argument("--one", nargs=2, metavar=("WORK", "PxR"), help="print one figure set only")
    options.add_argument("--file", nargs=2, metavar=("PxR", "FILE"), help="write the program as arrays only")
    asked = options.parse_args()
    if asked.one:
        print(json.dumps(WORK[asked.one[0]](asked.one[1])))
    elif asked.file:
        program(*asked.file)
    else:
        text = table([compare(size, asked.rounds, asked.appsi) for size in asked.sizes])
        publish(text, asked.write)


if __name__ == "__main__":
    main()
