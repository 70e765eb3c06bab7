"""`shuangkong solve` and `shuangkong verify` (求解、复核)."""

from __future__ import annotations

from pathlib import Path

import click

from optimizer.app.archive import HandedIn, hand_in, keep_run, open_store, user_name
from optimizer.app.export import write_results
from optimizer.app.solve import Run, solve_case
from optimizer.app.verify import verify_result
from optimizer.cli.console import err, out, report_nothing
from optimizer.cli.options import share
from optimizer.cli.progress import watching
from optimizer.cli.telling import failure_into, tell_warnings, tell_written
from optimizer.errors import StoreTrouble, WrongUsage
from optimizer.report.plan.terminal import failures_table, summary
from optimizer.text import cli as text
from optimizer.text import store as store_text


@click.command("solve")
@click.argument("case")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Excel 工作簿（.xlsx）")
@click.option("--docx", "docx_file", type=click.Path(path_type=Path, dir_okay=False), help="Word 文稿（.docx）")
@click.option("--html", "html_file", type=click.Path(path_type=Path, dir_okay=False), help="单文件网页报告（.html）")
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), help="JSON 结果文件")
@click.option("--csv", "csv_folder", type=click.Path(path_type=Path, file_okay=False), help="CSV 表格文件夹")
@click.option("--time-limit", type=float, help="时间上限（秒）；到时未证最优则如实标注")
@click.option("--gap", "wanted", default="", help="整批审批：证明与最优相差不超过这个比例（如 0.01%）即可停止")
@click.option("--no-record", is_flag=True, help="不存入档案库")
def solve_command(
    case: str, output: Path | None, docx_file: Path | None, html_file: Path | None, json_file: Path | None,
    csv_folder: Path | None, time_limit: float | None, wanted: str, no_record: bool,
) -> int:  # fmt: skip
    """求解 CASE（案例文件夹、.xlsx 工作簿或内置案例名），校验、复核、取整后写出分配表。"""
    if time_limit is not None and not time_limit > 0:
        raise WrongUsage(text.BAD_LIMIT)
    gap = share(wanted) if wanted else 0.0
    if not 0 <= gap < 1:
        raise WrongUsage(text.BAD_GAP)
    handed = None if no_record else hand_in(case)
    with failure_into(json_file, case), watching(case) as progress:
        run = solve_case(case, time_limit, progress, gap)
    tell_warnings(run.checked.warnings)
    tell_written(write_results(run, output, json_file, csv_folder, docx_file, html_file))
    code = _report(run)
    if handed is not None:
        _keep(handed, run)
    return code


def _keep(handed: HandedIn, run: Run) -> None:
    """Record the run; a store that cannot be used is said and spoils nothing."""
    try:
        with open_store() as store:
            kept = keep_run(store, handed, run, user_name())
    except StoreTrouble as trouble:
        err().print(store_text.NOT_KEPT.format(what=trouble), markup=False, soft_wrap=True)
    else:
        err().print(store_text.KEPT_AS.format(run=kept), markup=False)


def _report(run: Run) -> int:
    """Print the summary, or why there is none; return the exit code."""
    if run.plan is not None:
        plan = run.plan
        out().print(summary(
            run.checked.case, run.checked.policy, plan.allocation, plan.rounded, plan.verification, run.stamp
        ))  # fmt: skip
        return 0 if run.outcome.proved else 5
    return report_nothing(run.outcome, run.conflict)


@click.command("verify")
@click.argument("result", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("case")
def verify_command(result: Path, case: str) -> int:
    """按 CASE 的数据与规则，独立复核 RESULT（.xlsx 或 .json）中的每一条约束、每一个数。"""
    verified = verify_result(result, case)
    verification = verified.verification
    tell_warnings(verified.warnings)
    if verification.ok:
        line = text.VERIFIED.format(checked=verification.checked, worst=verification.worst_hard_violation)
        out().print(line, markup=False)
        return 0
    err().print(failures_table(verification))
    err().print(text.REFUTED.format(count=len(verification.failures)), markup=False)
    return 3
