"""`shuangkong alternatives` (近优方案)."""

from __future__ import annotations

from pathlib import Path

import click

from optimizer.app.alternatives import Alternatives, alternatives_case, write_alternatives
from optimizer.app.workers import Workers
from optimizer.cli.console import out, report_nothing
from optimizer.cli.options import share
from optimizer.cli.progress import counting
from optimizer.cli.telling import failure_into, tell_warnings, tell_written
from optimizer.report.risk.near_best_tables import near_best_summary
from optimizer.text.near_best import ASKING


@click.command("alternatives")
@click.argument("case")
@click.option("--near", default="1%", show_default=True, metavar="SHARE", help="目标值最多让出多大比例")
@click.option("--workers", type=int, default=0, help="本机并行数（默认全部核）")
@click.option("--scheduler", default="", metavar="ADDRESS", help="Dask 集群地址，如 tcp://10.0.0.1:8786")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Excel 工作簿（.xlsx）")
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), help="JSON 结果文件")
def alternatives_command(
    case: str, near: str, workers: int, scheduler: str, output: Path | None, json_file: Path | None
) -> int:
    """在目标值几乎不变的全部方案中，每个盟市的批准项目、能耗、碳排放最少和最多能到多少：哪里有商量余地。"""
    with failure_into(json_file, case), counting(ASKING, case) as (_, tell):
        found = alternatives_case(case, share(near), Workers(scheduler, workers), tell)
    tell_warnings(found.checked.warnings)
    tell_written(write_alternatives(found, output, json_file))
    return _report(found)


def _report(found: Alternatives) -> int:
    if found.found is None:
        return report_nothing(found.outcome, found.conflict)
    out().print(near_best_summary(found.found, found.stamp))
    return 0
