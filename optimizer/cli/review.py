"""`shuangkong review` (项目评估)."""

from __future__ import annotations

from pathlib import Path

import click
from rich.text import Text

from optimizer.app.review import review_case, write_reviews
from optimizer.cli.console import err, out
from optimizer.cli.telling import failure_into, tell_warnings, tell_written
from optimizer.report.review.terminal import review_summary
from optimizer.text import cli as text
from optimizer.text.review import REVIEWING


@click.command("review")
@click.argument("case")
@click.argument("projects", metavar="[PROJECT]...", nargs=-1)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Excel 工作簿（.xlsx）")
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), help="JSON 结果文件")
def review_command(case: str, projects: tuple[str, ...], output: Path | None, json_file: Path | None) -> int:
    """评估 CASE 中的项目 PROJECT（不写则评估全部）：m%、n%、净负担、对盟市和全区目标的影响、审查权限和审查建议。"""
    with failure_into(json_file, case), err().status(text.SOLVING.format(case=case)) as status:
        reviewed = review_case(
            case, projects,
            lambda number, count, project: status.update(
                Text(REVIEWING.format(project=project, number=number, count=count))
            ),
        )  # fmt: skip
    tell_warnings(reviewed.checked.warnings)
    tell_written(write_reviews(reviewed, output, json_file))
    out().print(review_summary(reviewed.checked.case, reviewed.reviews, reviewed.stamp))
    return 0
