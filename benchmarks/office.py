"""What an officer waits for (日常操作): start-up, reading a large workbook, solving, exporting, draws.

`python -m benchmarks.office [--write FILE]`; CPU seconds of a fresh process a line, medians of three, and its peak
memory. Start-up counts the whole process, imports included; the other lines do not count imports.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
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
from benchmarks.page import publish

ROUNDS = 3
ROWS, WIDE, WIDEST = 100_000, 3_000, 30_000
DRAWS = 200
LINES = {
    "help": "命令行 `--help`", "check": f"读取并校验 {ROWS:,} 个项目的工作簿",
    "solve": "求解内蒙古案例（含复核、取整）",
    "export": "内蒙古案例写工作簿、JSON、CSV", "wide": f"{WIDE:,} 个项目的案例写工作簿、JSON、CSV",
    "docx": f"{WIDE:,} 个项目的案例写 Word", "html": f"{WIDE:,} 个项目的案例写 HTML",
    "widest": f"{WIDEST:,} 个项目的案例写工作簿",
    "risk": f"内蒙古案例抽样 {DRAWS} 次（一个进程）", "robust": "内蒙古案例一个稳健方案（整个区间 20 %）",
}  # fmt: skip
CASES = {"wide": "wide", "docx": "wide", "html": "wide", "widest": "widest"}
"""Made-up cases by line."""
Work = Callable[[], Any]


def write_book(path: Path, projects: int) -> Path:
    """Write a made-up case of twelve regions as a workbook."""
    import xlsxwriter

    from benchmarks.synthetic import synthetic_case
    from optimizer.tables.schema import TABLES

    case = synthetic_case(projects, 12)
    plan = case.projects.assign(ramp=[" ".join(f"{share:g}" for share in row) for row in case.ramp])
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("测算设置")
        settings = {"name": "合成算例", "model": "base", "base_year": "2025", "years": " ".join(map(str, case.years)),
                    "approval": "share", "gdp_includes_candidates": "false"}  # fmt: skip
        for row, pair in enumerate(settings.items()):
            sheet.write_row(row, 0, pair)
        for table in TABLES:
            frame = plan if table.name == "projects" else getattr(case, table.name)
            columns = [c for c in table.columns if c.name in frame.columns and c.kind != "flag"]
            if len(frame) == 0 or not columns:
                continue
            sheet = book.add_worksheet(table.label)
            sheet.write_row(0, 0, [c.header for c in columns])
            scaled = [100 * frame[c.name] if c.kind == "share" else frame[c.name] for c in columns]
            for row, cells in enumerate(zip(*scaled, strict=True), start=1):
                sheet.write_row(row, 0, ["" if cell != cell else cell for cell in cells])
    return path


def prepared(line: str, folder: Path) -> Work:
    """Return the work of one line, everything imported and made ready."""
    from optimizer.app.check import check_case
    from optimizer.app.export import export_bytes, write_results
    from optimizer.app.risk import risk_case
    from optimizer.app.robust import robust_case
    from optimizer.app.solve import solve_case
    from optimizer.app.workers import Workers

    if line == "check":
        return lambda: check_case(str(folder / "large.xlsx"))
    if line == "solve":
        return lambda: solve_case("neimenggu-2026")
    if line == "risk":
        return lambda: risk_case("neimenggu-2026", DRAWS, 1, Workers(count=1))
    if line == "robust":
        return lambda: robust_case("neimenggu-2026", [0.2], [float("inf")], draws=1)
    run = solve_case("neimenggu-2026" if line == "export" else str(folder / f"{CASES[line]}.xlsx"))
    if line in ("docx", "html"):
        return lambda: export_bytes(run, line)  # type: ignore[arg-type]
    if line == "widest":
        return lambda: export_bytes(run, "xlsx")
    return lambda: write_results(run, folder / "r.xlsx", folder / "r.json", folder / "csv")


def measured(line: str, folder: Path) -> dict[str, float]:
    """Return seconds and peak memory (MB) of one line, in this process."""
    if line == "help":
        words = [sys.executable, "-m", "optimizer.cli.main", "--help"]
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return {"seconds": used.ru_utime + used.ru_stime, "memory": used.ru_maxrss / 1024}
    work = prepared(line, folder)
    start = time.process_time()
    work()
    seconds = time.process_time() - start
    return {"seconds": seconds, "memory": peak()}


def table(folder: Path) -> str:
    """Return the dated table as Markdown."""
    for name, projects in (("large", ROWS), ("wide", WIDE), ("widest", WIDEST)):
        write_book(folder / f"{name}.xlsx", projects)
    lines = [
        f"## {date.today().isoformat()}：日常操作（`python -m benchmarks.office`）", "",
        f"Python {platform.python_version()}；CPU 秒，每行各用新进程，三次取中位数；内存为进程峰值。", "",
        "| 操作 | CPU 秒 | 峰值内存（MB） |", "|---|---:|---:|",
    ]  # fmt: skip
    for line, name in LINES.items():
        runs = [_fresh(line, folder) for _ in range(ROUNDS)]
        seconds, memory = (statistics.median(run[key] for run in runs) for key in ("seconds", "memory"))
        lines.append(f"| {name} | {seconds:.2f} | {memory:,.0f} |")
    return "\n".join([*lines, ""])


def _fresh(line: str, folder: Path) -> dict[str, float]:
    words = [sys.executable, "-m", "benchmarks.office", "--line", line, str(folder)]
    env = os.environ | {"OMP_NUM_THREADS": "1"}
    done = subprocess.run(words, capture_output=True, text=True, check=True, env=env)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--write", type=Path, metavar="FILE", help="append the table to this page")
    options.add_argument("--line", nargs=2, metavar=("LINE", "FOLDER"), help="print one line's figures only")
    asked = options.parse_args()
    if asked.line:
        print(json.dumps(measured(asked.line[0], Path(asked.line[1]))))
        return
    with tempfile.TemporaryDirectory() as folder:
        text = table(Path(folder))
    publish(text, asked.write)


if __name__ == "__main__":
    main()
