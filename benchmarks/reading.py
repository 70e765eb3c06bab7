"""Reading large tables (读取大表): parse, check, finish and facts apart, of CSV folders and a workbook.

`python -m benchmarks.reading [--write FILE]`; CPU seconds of a fresh process a line, medians of three, and its peak
memory. Parsing ends with typed columns in canonical units; the checks are those of keys, references, years, signs,
limits, magnitudes and sums; finishing fills defaults, spreads ramps, makes the tables and their checksum.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.memory import peak
from benchmarks.office import write_book
from benchmarks.page import publish

ROUNDS = 3
SIZES = (("csv", 100_000), ("csv", 300_000), ("xlsx", 100_000))
SETTINGS = """name = "合成算例"
model = "base"
base_year = 2025
years = [2026, 2027, 2028, 2029, 2030]
approval = "share"
gdp_includes_candidates = false
"""
STEPS = ("parse", "check", "finish", "facts")


def write_folder(book: Path, folder: Path) -> Path:
    """Write the tables of a workbook as a folder of CSV files."""
    from python_calamine import CalamineWorkbook

    from optimizer.tables.names import find_table

    folder.mkdir()
    (folder / "case.toml").write_text(SETTINGS, encoding="utf-8")
    with CalamineWorkbook.from_path(str(book)) as source:
        for name in source.sheet_names:
            table = find_table(name)
            if table is not None:
                with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
                    csv.writer(file).writerows(map(_typed, source.get_sheet_by_name(name).to_python()))
    return folder


def _typed(row: list[Any]) -> list[Any]:
    """Return a row as people type it: whole numbers without a decimal point."""
    return [int(cell) if isinstance(cell, float) and cell.is_integer() else cell for cell in row]


def measured(path: Path) -> dict[str, float]:
    """Return seconds of each step and the peak memory (MB), in this process."""
    from optimizer.app.check import with_policy
    from optimizer.formulation.gather import gather
    from optimizer.tables.collector import collector_paused
    from optimizer.tables.problems import Problems
    from optimizer.tables.read import check_draft, finish, read_draft

    spent: dict[str, float] = {}

    def timed(step: str, work: Callable[[], Any]) -> Any:
        start = time.process_time()
        done = work()
        spent[step] = time.process_time() - start
        return done

    problems = Problems()
    with collector_paused():
        draft = timed("parse", lambda: read_draft(path, problems))
        timed("check", lambda: check_draft(draft, Problems()))
        case = timed("finish", lambda: finish(draft, problems))
        spent["finish"] -= spent["check"]
        checked = with_policy(case)
        timed("facts", lambda: gather(checked.case, checked.policy))
    return spent | {"memory": peak()}


def table(folder: Path) -> str:
    """Return the dated table as Markdown."""
    lines = [
        f"## {date.today().isoformat()}：读取大表（`python -m benchmarks.reading`）", "",
        f"Python {platform.python_version()}；CPU 秒，每行各用新进程，三次取中位数；内存为进程峰值。解析到带单位换算的"
        "列为止；校验指主键、引用、年份、取值范围、量级和合计行各项检查；定稿含默认值、达产进度、数据表和校验码。", "",
        "| 数据 | 解析 | 校验 | 定稿 | 模型数据 | 峰值内存（MB） |", "|---|---:|---:|---:|---:|---:|",
    ]  # fmt: skip
    for kind, rows in SIZES:
        book = write_book(folder / f"{rows}.xlsx", rows)
        path = book if kind == "xlsx" else write_folder(book, folder / f"{rows}")
        runs = [_fresh(path) for _ in range(ROUNDS)]
        figures = " | ".join(f"{statistics.median(run[step] for run in runs):.2f}" for step in STEPS)
        memory = statistics.median(run["memory"] for run in runs)
        lines.append(f"| {rows:,} 个项目，{'工作簿' if kind == 'xlsx' else 'CSV 文件夹'} | {figures} | {memory:,.0f} |")
    return "\n".join([*lines, ""])


def _fresh(path: Path) -> dict[str, float]:
    words = [sys.executable, "-m", "benchmarks.reading", "--line", str(path)]
    env = os.environ | {"OMP_NUM_THREADS": "1"}
    done = subprocess.run(words, capture_output=True, text=True, check=True, env=env)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--write", type=Path, metavar="FILE", help="append the table to this page")
    options.add_argument("--line", type=Path, metavar="CASE", help="print one case's figures only")
    asked = options.parse_args()
    if asked.line:
        print(json.dumps(measured(asked.line)))
        return
    with tempfile.TemporaryDirectory() as folder:
        text = table(Path(folder))
    publish(text, asked.write)


if __name__ == "__main__":
    main()
