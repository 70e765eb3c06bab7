"""`shuangkong risk` (风险测算)."""

from __future__ import annotations

from pathlib import Path

import click

from optimizer.app.risk import Risked, risk_case, write_risk
from optimizer.app.workers import Workers
from optimizer.cli.console import out, report_nothing
from optimizer.cli.progress import counting
from optimizer.cli.telling import failure_into, tell_warnings, tell_written
from optimizer.report.risk.terminal import risk_summary
from optimizer.text.risk import DRAWING


@click.command("risk")
@click.argument("case")
@click.option("--draws", type=int, default=10_000, show_default=True, help="抽样次数")
@click.option("--seed", type=int, default=1, show_default=True, help="随机种子：相同则结果相同，与并行数无关")
@click.option("--workers", type=int, default=0, help="本机并行数（默认全部核）")
@click.option("--scheduler", default="", metavar="ADDRESS", help="Dask 集群地址，如 tcp://10.0.0.1:8786")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Excel 工作簿（.xlsx）")
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), help="JSON 结果文件")
def risk_command(
    case: str, draws: int, seed: int, workers: int, scheduler: str, output: Path | None, json_file: Path | None
) -> int:
    """按 CASE 的“不确定性”表抽样：方案不变时各地达标的概率；重新优化时预算和余量的分位、各项目获批的比例。"""
    with failure_into(json_file, case), counting(DRAWING, case) as (_, tell):
        found = risk_case(case, draws, seed, Workers(scheduler, workers), tell)
    tell_warnings(found.checked.warnings)
    tell_written(write_risk(found, output, json_file))
    return _report(found)


def _report(found: Risked) -> int:
    """Print the chances, or why there are none; return the exit code."""
    if found.risk is None:
        return report_nothing(found.outcome, found.conflict)
    out().print(risk_summary(found.risk, found.stamp))
    return 0
