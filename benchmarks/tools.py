"""The product beside other modelling tools: the same program, each tool in a fresh process, ratios in one run.

`python -m benchmarks.tools [--write FILE]`; CPU seconds, medians of three (one where a run takes over 3 s). A tool
that takes over a minute at a size, its own solve included, is named and left out there. The other tools start from the
finished arrays; the product starts earlier, from the facts, and writes the rows itself.
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
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.build_transfer import measure
from benchmarks.memory import peak
from benchmarks.page import publish
from benchmarks.synthetic import synthetic_case, synthetic_policy
from optimizer.formulation.build import build
from optimizer.formulation.gather import gather
from optimizer.rules import RULES
from optimizer.solver.highs import load
from optimizer.solver.matrix import Matrix, read_matrix
from optimizer.solver.stage import solve

SIZES = ((300, 12), (3_000, 12), (30_000, 12), (30_000, 333), (100_000, 12), (100_000, 333))
PACKAGES = {"pyoptinterface": "pyoptinterface", "linopy": "linopy", "cvxpy": "cvxpy", "ortools": "ortools",
            "pulp": "pulp", "appsi": "pyomo"}  # fmt: skip
SAME = 1e-6
ROUNDS, LONG, TOO_LONG = 3, 3.0, 60.0


def program(projects: int, regions: int) -> Matrix:
    """Return the program of a made-up case."""
    policy = synthetic_policy()
    return read_matrix(build(gather(synthetic_case(projects, regions), policy), policy, RULES))


def compare(projects: int, regions: int) -> list[dict[str, Any]]:
    """Return one row a tool: CPU seconds, multiple of the raw limit and of the product, memory."""
    matrix = program(projects, regions)
    optimum = -solve(matrix).outcome.objective
    ours = json.loads(_output(["benchmarks.tools", "--product", str(projects), str(regions)]))
    raw = ours["raw_assemble"] + ours["raw_pass"]
    ours_peak = json.loads(_output(["benchmarks.tools", "--memory", str(projects), str(regions)]))
    mine = {"tool": "shuangkong", "load": ours["build"] + ours["matrix"] + ours["pass"], "memory": ours_peak}
    rows: list[dict[str, Any]] = [{"tool": "raw", "load": raw}, mine]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "program.npz"
        np.savez(file, cost=matrix.cost, lower=matrix.lower, upper=matrix.upper, start=matrix.start,
                 index=matrix.index, value=matrix.value, row_upper=matrix.row_upper)  # fmt: skip
        rows += [found for tool in PACKAGES if (found := _tool(tool, file, optimum)) is not None]
    size = {"projects": projects, "regions": regions, "nonzeros": len(matrix.value)}
    return [{**size, **row, **_multiples(row, raw, rows[1]["load"])} for row in rows]


def _multiples(row: dict[str, Any], raw: float, ours: float) -> dict[str, float]:
    return {"raw": row["load"] / raw, "ours": row["load"] / ours} if "load" in row else {}


def _tool(tool: str, file: Path, optimum: float) -> dict[str, Any] | None:
    """Return the medians of one tool, None where it is not installed; an optimum that is not ours is an error."""
    try:
        version(PACKAGES[tool])
    except PackageNotFoundError:
        return None
    runs: list[dict[str, float]] = []
    try:
        while len(runs) < ROUNDS and not (runs and runs[0]["load"] + runs[0]["solve"] > LONG):
            runs.append(json.loads(_output(["benchmarks.layers", tool, str(file)], TOO_LONG).splitlines()[-1]))
            assert abs(runs[-1]["optimum"] - optimum) <= SAME * abs(optimum), (tool, runs[-1]["optimum"], optimum)
    except subprocess.TimeoutExpired:
        if not runs:
            return {"tool": tool}
    return {"tool": tool, **{name: statistics.median(run[name] for run in runs) for name in ("load", "memory")}}


def _output(words: list[str], limit: float | None = None) -> str:
    env = os.environ | {"OMP_NUM_THREADS": "1"}
    words = [sys.executable, "-m", *words]
    return subprocess.run(words, capture_output=True, text=True, check=True, env=env, timeout=limit).stdout


def memory(projects: int, regions: int) -> float:
    """Return the peak memory (MB) of this process once the product's model is in HiGHS, the case itself included."""
    held = load(program(projects, regions))
    assert held.getNumCol() > 0
    return peak()


def table(found: list[dict[str, Any]]) -> str:
    """Return the dated table as Markdown."""
    used = {"highspy": "highspy", "shuangkong（pyomo）": "pyomo"} | {name: name for name in PACKAGES.values()}
    versions = []
    for name, package in used.items():
        try:
            versions.append(f"{name} {version(package)}")
        except PackageNotFoundError:
            continue
    lines = [
        f"## {date.today().isoformat()}：与其他建模工具并排（`python -m benchmarks.tools`）", "",
        f"Python {platform.python_version()}，{'，'.join(versions)}；"
        "CPU 秒，每个工具、每个规模各用新进程，三次取中位数；从数组到求解器中的模型，不含求解；"
        "各工具先核对到同一最优值。其他工具从现成的矩阵开始，本系统从案例数据开始。", "",
        "| 项目 × 地区 × 5 年 | 非零元 | 工具 | 建模和传入 | 裸矩阵的倍数 | 本系统的倍数 | 进程峰值内存（MB） |",
        "|---:|---:|---|---:|---:|---:|---:|",
    ]  # fmt: skip
    for row in found:
        memory = f"{row['memory']:,.0f}" if "memory" in row else "—"
        size = f"{row['projects']:,} × {row['regions']} | {row['nonzeros']:,}"
        if "load" not in row:
            lines.append(f"| {size} | {row['tool']} | 超过一分钟，未测 | — | — | — |")
            continue
        ratios = f"{row['raw']:.1f} | {row['ours']:.2f}"
        lines.append(f"| {size} | {row['tool']} | {row['load']:.3f} | {ratios} | {memory} |")
    return "\n".join([*lines, "", "raw 为 numpy 直接拼出同一矩阵传入 HiGHS，是任何建模层的极限。"
                      "内存含解释器和各工具自身；本系统的还含案例数据。", ""])


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--write", type=Path, metavar="FILE", help="append the table to this page")
    options.add_argument("--product", nargs=2, type=int, metavar=("PROJECTS", "REGIONS"), help="print our own times")
    options.add_argument("--memory", nargs=2, type=int, metavar=("PROJECTS", "REGIONS"), help="print our own peak")
    asked = options.parse_args()
    if asked.memory:
        print(memory(*asked.memory))
        return
    if asked.product:
        print(json.dumps(measure(*asked.product)))
        return
    found: list[dict[str, Any]] = []
    for size in SIZES:
        found += compare(*size)
    publish(table(found), asked.write)


if __name__ == "__main__":
    main()
