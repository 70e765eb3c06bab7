"""`shuangkong monitor` (监测与考核)."""

from __future__ import annotations

from pathlib import Path

import click

from optimizer.app.monitor import monitor_case, write_monitored
from optimizer.cli.console import err, out
from optimizer.cli.telling import failure_into, tell_warnings, tell_written
from optimizer.report.monitor.terminal import monitor_summary
from optimizer.text.monitor import MONITORING


@click.command("monitor")
@click.argument("case")
@click.argument("actuals", type=click.Path(path_type=Path))
@click.option("--quarter", default="", help="截至季度，如 2027Q2；缺省为实绩中最后一个季度")
@click.option(
    "--method", type=click.Choice(["national", "gap", "completion"]),
    help="预警口径：national 国家，gap 差距百分点，completion 完成率；缺省按规则包",
)  # fmt: skip
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Excel 工作簿（.xlsx）")
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), help="JSON 结果文件")
def monitor_command(
    case: str, actuals: Path, quarter: str, method: str | None, output: Path | None, json_file: Path | None
) -> int:
    """按季度实绩 ACTUALS（文件夹或 .xlsx）监测 CASE：进度、晴雨表、电—碳模型、年底预计、会商名单和“5+9”试评。"""
    with failure_into(json_file, case), err().status(MONITORING.format(case=case)):
        watched = monitor_case(case, actuals, quarter, method or "")
    tell_warnings(watched.warnings)
    tell_written(write_monitored(watched, output, json_file))
    out().print(monitor_summary(watched.checked.case, watched.monitored, watched.method, watched.stamp))
    return 0
