"""`shuangkong robust` (稳健方案)."""

from __future__ import annotations

from pathlib import Path

import click

from optimizer.app.robust import BOXES, GAMMAS, Robusted, robust_case, write_robusted
from optimizer.cli.console import out, report_nothing
from optimizer.cli.options import count, share
from optimizer.cli.progress import counting
from optimizer.cli.telling import failure_into, tell_warnings, tell_written
from optimizer.report.risk.robust_tables import robust_summary
from optimizer.text.risk import PROTECTING


@click.command("robust")
@click.argument("case")
@click.option("--box", "boxes", multiple=True, metavar="SHARE", help="防到分布中间多大一段，如 30%，可写多次")
@click.option("--gamma", "gammas", multiple=True, metavar="N", help="每条限额防几项同时最不利，可写多次；all 为全部")
@click.option("--draws", type=int, default=2_000, show_default=True, help="估计达标概率的抽样次数")
@click.option("--seed", type=int, default=1, show_default=True, help="随机种子")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Excel 工作簿（.xlsx）")
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), help="JSON 结果文件")
def robust_command(
    case: str, boxes: tuple[str, ...], gammas: tuple[str, ...], draws: int, seed: int, output: Path | None,
    json_file: Path | None,
) -> int:  # fmt: skip
    """按 CASE 的“不确定性”表求稳健方案：数据在一定区间内变坏，刚性目标仍然守得住；给出代价和达标概率。"""
    shares = [share(box) for box in boxes] or BOXES
    counts = [count(gamma) for gamma in gammas] or GAMMAS
    with failure_into(json_file, case), counting(PROTECTING, case) as (_, tell):
        found = robust_case(case, shares, counts, draws, seed, tell)
    tell_warnings(found.checked.warnings)
    tell_written(write_robusted(found, output, json_file))
    return _report(found)


def _report(found: Robusted) -> int:
    if found.robust is None:
        return report_nothing(found.outcome, found.conflict)
    out().print(robust_summary(found.robust, found.stamp))
    return 0
