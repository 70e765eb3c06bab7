"""Whole approvals: the product's search against HiGHS on the same arrays, by the gap that each proves.

`python -m benchmarks.whole [PROJECTS REGIONS …] [--limit SECONDS] [--direct SECONDS] [--write FILE]`; CPU seconds of a
fresh process a cell, at the product's own options and tolerances. What both prove must agree before it counts: neither
plan may lie above the other's bound.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from importlib.metadata import version
from pathlib import Path

import numpy as np

from benchmarks.memory import peak
from benchmarks.page import publish
from benchmarks.synthetic import synthetic_case, synthetic_policy
from optimizer.formulation.build import build
from optimizer.formulation.gather import gather
from optimizer.rules import RULES
from optimizer.solver import stage
from optimizer.solver.highs import Progress, load, run
from optimizer.solver.matrix import Matrix, read_matrix
from optimizer.solver.scaling import scale

SIZES = ((3_000, 12), (30_000, 12), (3_000, 333), (30_000, 333))
LIMIT, DIRECT = 10.0, 20.0
"""Wall seconds that the product and HiGHS may take."""
SHARE = 1e-4
TIGHTER = 0.005
FORMS = {"elastic": "弹性", "hard": "刚性"}
WAYS = {
    "ours": "本软件，差距 0.01 %", "direct": "HiGHS，差距 0.01 %",
    "ours_zero": "本软件，差距零", "direct_zero": "HiGHS，差距零",
}  # fmt: skip


def program(projects: int, regions: int, form: str) -> Matrix:
    """Return a made-up program of whole projects whose totals are elastic or hard; the region's own are tighter."""
    policy, case = synthetic_policy(), synthetic_case(projects, regions)
    case = replace(case, approval="whole", projects=case.projects.assign(divisible=False))
    facts = gather(case, policy)
    total = facts.limits.total.copy()
    total[:, facts.tree.root] *= 1 - TIGHTER
    mode = np.where((facts.limits.mode == 1) & (form == "hard"), 2, facts.limits.mode)
    return read_matrix(build(replace(facts, limits=replace(facts.limits, total=total, mode=mode)), policy, RULES))


def measured(way: str, projects: int, regions: int, form: str, limit: float) -> dict[str, float]:
    """Return objective, bound (亿元), CPU and wall seconds and peak memory (MB) of one way, in this process."""
    matrix = program(projects, regions, form)
    share = 0.0 if way.endswith("zero") else SHARE
    start, wall = time.process_time(), time.perf_counter()
    if way.startswith("ours"):
        outcome = stage.solve(matrix, limit, gap=share).outcome
        objective, bound = outcome.objective, outcome.bound
    else:
        scaled = scale(matrix)
        answer = run(load(scaled.matrix, {"mip_rel_gap": share}), limit, _until(limit))
        bound = -answer.bound / scaled.objective
        objective = np.nan if answer.x is None else -float(matrix.cost @ scaled.primal(answer.x))
    spent = {"seconds": time.process_time() - start, "wall": time.perf_counter() - wall, "memory": peak()}
    return {"objective": objective, "bound": bound, "nonzeros": len(matrix.value)} | spent


def _until(limit: float) -> Progress:
    """Return what ends a search after so many seconds: HiGHS by itself may go on for many times its limit."""
    end = time.monotonic() + limit
    return lambda *_: time.monotonic() > end


def table(sizes: list[tuple[int, int]], limit: float, direct: float) -> str:
    """Return the dated table as Markdown."""
    lines = [
        f"## {date.today().isoformat()}：整批审批（`python -m benchmarks.whole`）", "",
        f"Python {platform.python_version()}，highspy {version('highspy')}，numpy {version('numpy')}；每格一个新进程，"
        f"CPU 秒；本软件限时 {limit:g} 秒，HiGHS 限时 {direct:g} 秒（墙上时间），同一矩阵、同样的容差；全区总量收紧 "
        f"{100 * TIGHTER:g} %，使全区的行起约束。先核对：任何一方的方案都不高于另一方证明的上界。", "",
        "| 项目 × 地区 | 总量 | 非零元 | " + " | ".join(WAYS.values()) + " | 内存比 |",
        "|---|---|---:|" + "---:|" * len(WAYS) + "---:|",
    ]  # fmt: skip
    for projects, regions in sizes:
        for form, name in FORMS.items():
            given = {way: limit if way.startswith("ours") else direct for way in WAYS}
            found = {way: _fresh(way, projects, regions, form, given[way]) for way in WAYS}
            _agree(list(found.values()))
            said = " | ".join(_said(one) for one in found.values())
            memory = found["ours_zero"]["memory"] / found["direct_zero"]["memory"]
            size = f"{projects:,} × {regions} | {name} | {found['ours']['nonzeros']:,.0f}"
            lines.append(f"| {size} | {said} | {memory:.1f} |")
    return "\n".join([*lines, ""])


def _said(one: dict[str, float]) -> str:
    """Return seconds and the gap proved, relative to the objective."""
    gap = (one["bound"] - one["objective"]) / abs(one["objective"])
    proved = "无方案" if np.isnan(gap) else f"{gap:.1e}" if gap > 1e-9 else "零"
    return f"{one['seconds']:.1f} 秒，{proved}"


def _agree(found: list[dict[str, float]]) -> None:
    """Compare what was proved: no plan above anybody's bound."""
    best = np.nanmax([one["objective"] for one in found])
    assert all(one["bound"] >= best - 1e-7 * abs(best) for one in found), found


def _fresh(way: str, projects: int, regions: int, form: str, limit: float) -> dict[str, float]:
    words = [sys.executable, "-m", "benchmarks.whole", "--line", way, form, str(projects), str(regions), str(limit)]
    done = subprocess.run(
        words, capture_output=True, text=True, check=True, env=os.environ | {"OMP_NUM_THREADS": "1"}
    )  # fmt: skip
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("size", type=int, nargs="*", metavar="PROJECTS REGIONS")
    options.add_argument("--limit", type=float, default=LIMIT, help="seconds of the product")
    options.add_argument("--direct", type=float, default=DIRECT, help="seconds of HiGHS")
    options.add_argument("--write", type=Path, metavar="FILE", help="append the table to this page")
    options.add_argument("--line", nargs=5, help=argparse.SUPPRESS)
    asked = options.parse_args()
    if asked.line:
        way, form, *size, limit = asked.line
        print(json.dumps(measured(way, int(size[0]), int(size[1]), form, float(limit))))
        return
    sizes = list(zip(asked.size[::2], asked.size[1::2], strict=True)) or list(SIZES)
    text = table(sizes, asked.limit, asked.direct)
    publish(text, asked.write)


if __name__ == "__main__":
    main()
