"""`shuangkong regret` (项目影响值)."""

from __future__ import annotations

from pathlib import Path

import click

from optimizer.app.regret import Regretted, regret_case, write_regret
from optimizer.cli.console import out, report_nothing
from optimizer.cli.progress import counting
from optimizer.cli.telling import failure_into, tell_warnings, tell_written
from optimizer.report.regret.terminal import regret_summary
from optimizer.text.regret import ANSWERING


@click.command("regret")
@click.argument("case")
@click.argument("projects", metavar="[PROJECT]...", nargs=-1)
@click.option("--exact", is_flag=True, help="整体审批逐项求精确值（200 个项目以内默认如此），否则先给严格区间")
@click.option("--scheduler", default="", metavar="ADDRESS", help="在 Dask 集群上算，如 tcp://10.0.0.1:8786")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Excel 工作簿（.xlsx）")
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), help="JSON 结果文件")
def regret_command(
    case: str, projects: tuple[str, ...], exact: bool, scheduler: str, output: Path | None, json_file: Path | None
) -> int:
    """对 CASE 的项目 PROJECT（不写则全部）逐个改变决定，给出目标值变化、让出和补进的项目、吃掉的余量、保本增加值。"""
    with failure_into(json_file, case), counting(ANSWERING, case) as (news, tell):
        found = regret_case(case, projects, exact or None, news, tell, scheduler=scheduler)
    tell_warnings(found.checked.warnings)
    tell_written(write_regret(found, output, json_file))
    return _report(found)


def _report(found: Regretted) -> int:
    """Print the table, or why there is none; return the exit code."""
    if found.regrets is not None:
        out().print(regret_summary(found.checked.case, found.outcome, found.regrets, found.stamp))
        return 0 if found.regrets.complete and found.outcome.proved else 5
    return report_nothing(found.outcome, found.conflict)
