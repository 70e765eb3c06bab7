"""`shuangkong decompose` (目标分解)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from optimizer.app.account import account_book
from optimizer.app.decompose import Asked, decompose_case, sweep_case, with_accounts, write_decomposed
from optimizer.cli.console import out
from optimizer.cli.telling import failure_into, tell_warnings, tell_written
from optimizer.report.decompose.terminal import decompose_summary, export_lines, sweep_lines


@click.command("decompose")
@click.argument("case")
@click.option("--quantity", type=click.Choice(["energy", "carbon"]), help="只分解一项（默认：有目标的都分解）")
@click.option("--region", default="", help="分解哪个地区的目标（默认全区；盟市以下已锁定）")
@click.option("--target", multiple=True, metavar="SHARE", help="上级降低率，如 17% 或 carbon=17%（默认取案例末年目标）")
@click.option("--method", type=click.Choice(["index", "class"]), default="index", help="指数法（默认）、分档法")
@click.option("--classes", type=int, help="分档法的档数（默认按案例的组别）")
@click.option("--weight", multiple=True, metavar="FACTOR=W", help="因素权重，可写多次（默认等权）；负数使方向相反")
@click.option("--lower", multiple=True, metavar="SHARE", help="各地降低率下限，写法同 --target")
@click.option("--upper", multiple=True, metavar="SHARE", help="各地降低率上限，写法同 --target")
@click.option("--spread", multiple=True, metavar="SHARE", help="最高与最低降低率之差的上限，写法同 --target")
@click.option("--unlock-county", "unlock", metavar="REASON", help="解锁旗县一级并写明理由，结果标“内部参考，不作考核”")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Excel 工作簿（.xlsx）")
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), help="JSON 结果文件")
@click.option("--scenario", type=click.Path(path_type=Path, dir_okay=False), help="写成方案文件，供 compare 求解分配")
@click.option("--sweep", metavar="PARAM=A,B", help="逐值再分解：target=16%,17% 或 lambda=0.1,0.3，都写进方案文件")
@click.option("--account", type=click.Path(path_type=Path), help="核算台账：附煤电外送抵扣影响（χ=1 与 χ=0）")
def decompose_command(
    case: str, output: Path | None, json_file: Path | None, scenario: Path | None, sweep: str | None,
    account: Path | None, **asked: Any,
) -> int:  # fmt: skip
    """把 CASE 全区的强度降低率分解到各盟市：指数法或分档法，保证支撑全区、防止层层加码，给出年度目标、权重和贡献。"""
    with failure_into(json_file, case):
        found = decompose_case(case, Asked(**asked)) if sweep is None else sweep_case(case, Asked(**asked), sweep)
    if account is not None:
        found = with_accounts(found, account_book(account).accounts)
    tell_warnings(found.checked.warnings)
    tell_written(write_decomposed(found, output, json_file, scenario))
    out().print(decompose_summary(found.decomposition, found.stamp))
    for line in sweep_lines([(swept, one.decomposition) for swept, one in found.swept], found.missed):
        out().print(line, markup=False, soft_wrap=True)
    for line in export_lines(found.document.get("exports", ())):
        out().print(line, markup=False, soft_wrap=True)
    return 0
