"""`shuangkong compare` (方案对比)."""

from __future__ import annotations

from pathlib import Path

import click

from optimizer.app.compare import Comparison, Wish, compare_case, write_comparison_files
from optimizer.cli.console import out
from optimizer.cli.progress import counting
from optimizer.cli.telling import failure_into, tell_warnings, tell_written
from optimizer.domain.outcome import Stop
from optimizer.errors import WrongUsage
from optimizer.report.compare.terminal import comparison
from optimizer.text import cli as text
from optimizer.text.compare import COMPARING


@click.command("compare")
@click.argument("case")
@click.option("--scenario", "scenarios", multiple=True, help="案例中的方案名，可写多次；什么都不写则比较全部方案")
@click.option("--approve", multiple=True, help="临时方案：批准（必上）这个项目，可写多次")
@click.option("--reject", multiple=True, help="临时方案：否决这个项目，可写多次")
@click.option("--free", multiple=True, help="临时方案：把这个项目恢复为候选，可写多次")
@click.option("--set", "changes", multiple=True, help="临时方案：表.行.列=值，如 targets.地区名.carbon.2030=18%")
@click.option("--sweep", default="", help="扫描：表.行.列=起:止:点数，如 targets.地区名.carbon.2030=16:22:7")
@click.option("--scheduler", default="", metavar="ADDRESS", help="在 Dask 集群上算，如 tcp://10.0.0.1:8786（默认本机全部核）")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="情景对比表（.xlsx）")
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), help="JSON 结果文件")
@click.option("--time-limit", type=float, help="每个方案的时间上限（秒）；到时未证最优则如实标注")
def compare_command(
    case: str, scenarios: tuple[str, ...], approve: tuple[str, ...], reject: tuple[str, ...], free: tuple[str, ...],
    changes: tuple[str, ...], sweep: str, scheduler: str, output: Path | None, json_file: Path | None,
    time_limit: float | None,
) -> int:  # fmt: skip
    """把 CASE 的基准与若干方案并排：先列假设的差异，再列结果的差异。每个方案都单独校验、求解、复核。"""
    if time_limit is not None and not time_limit > 0:
        raise WrongUsage(text.BAD_LIMIT)
    wish = Wish(scenarios, approve, reject, free, changes, sweep, time_limit, scheduler)
    with failure_into(json_file, case), counting(COMPARING, case) as (news, tell):
        compared = compare_case(case, wish, news, tell)
    tell_warnings(compared.warnings)
    tell_written(write_comparison_files(compared, output, json_file))
    out().print(comparison(compared.sides, compared.swept))
    return _exit_code(compared)


def _exit_code(compared: Comparison) -> int:
    """Return 5 when a plan is unproved, 4 when no side has a plan, 6 when a run ended with nothing known, else 0."""
    outcomes = [side.outcome for side in compared.sides]
    outcomes += [side.outcome for _, side in compared.swept.runs] if compared.swept else []
    if any(not one.ok and one.stop is not Stop.PROVED_IMPOSSIBLE for one in outcomes):
        return 6
    if any(one.ok and not one.proved for one in outcomes):
        return 5
    return 0 if any(one.ok for one in outcomes) else 4
