"""`shuangkong assess` (评价考核)."""

from __future__ import annotations

from pathlib import Path

import click

from optimizer.app.assess import assess_case, write_judged
from optimizer.cli.console import err, out
from optimizer.cli.telling import failure_into, tell_warnings, tell_written
from optimizer.report.assessment.assessment_workbook import assessment_summary
from optimizer.text.assess import ASSESSING


@click.command("assess")
@click.argument("case")
@click.argument("actuals", type=click.Path(path_type=Path))
@click.option("--year", type=int, help="考核年份；缺省为实绩中最后一个完整年份")
@click.option("--incentive", default="", metavar="SHARE", help="激励目标比基本目标多降的比例，如 10%；缺省按规则包")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Excel 工作簿（.xlsx）")
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), help="JSON 结果文件")
def assess_command(
    case: str, actuals: Path, year: int | None, incentive: str, output: Path | None, json_file: Path | None
) -> int:
    """按全年实绩 ACTUALS（文件夹或 .xlsx）评价考核 CASE：“5+9”等次、能碳协同、评分、激励目标、四项构成、减排贡献。"""
    with failure_into(json_file, case), err().status(ASSESSING.format(case=case)):
        judged = assess_case(case, actuals, year, incentive)
    tell_warnings(judged.warnings)
    tell_written(write_judged(judged, output, json_file))
    out().print(assessment_summary(judged.checked.case, judged.assessed, judged.stamp))
    return 0
