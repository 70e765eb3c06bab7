"""`shuangkong flex` (额度灵活机制)."""

from __future__ import annotations

from pathlib import Path

import click

from optimizer.app.flex import FlexAsked, flex_limits, settle_typed, write_flex
from optimizer.cli.console import err, out
from optimizer.report.flex_terminal import flex_summary
from optimizer.text import cli as text


@click.command("flex")
@click.option("--first-year", type=int, required=True, help="第一年，如 2026")
@click.option("--emissions", required=True, help='各年排放，如 "104 97 88 84 79"')
@click.option("--allocations", default="", help='各年额度，如 "100 95 90 85 80"')
@click.option("--base", default="", help="基年排放，与 --reduction 或 --percent 合用，代替各年额度")
@click.option("--reduction", default="", help="末年比基年的降低率，如 40%：额度沿轨迹直线下降")
@click.option("--percent", default="", help='各承诺期额度占基年的百分数，如 "92% 80%"')
@click.option("--history", default="", help='轨迹起点用到的往年排放，如 "2016=880 2017=870 2018=860"')
@click.option("--segment", "segments", multiple=True, help="轨迹的一段，可写多次；不写用规则包")
@click.option("--transfers", default="", help="各年调入减调出")
@click.option("--bank", default="", help="结转上限，占当期额度；不写用规则包")
@click.option("--borrow", default="", help="预借上限，占下期额度；不写用规则包")
@click.option("--transfer", default="", help="转出上限，占当期额度；不写用规则包")
@click.option("--carry", default="", help="结转率；不写用规则包")
@click.option("--penalty", default="", help="超排一单位在下期扣多少；不写用规则包")
@click.option("--period", type=click.IntRange(min=1), default=1, show_default=True, help="每期年数（承诺期）")
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), help="JSON 结果文件")
def flex_command(
    bank: str, borrow: str, transfer: str, carry: str, penalty: str, period: int, json_file: Path | None,
    first_year: int, emissions: str, allocations: str, base: str, reduction: str, percent: str, history: str,
    segments: tuple[str, ...], transfers: str,
) -> int:  # fmt: skip
    """逐期结算年度额度：有余的结转，不足的向下期预借，仍不足的是缺口；额度可逐年给出，也可由基年排放和目标推算。"""
    limits = flex_limits(period, bank=bank, borrow=borrow, transfer=transfer, carry=carry, penalty=penalty)
    asked = FlexAsked(
        first_year, emissions, allocations, base, reduction, percent, history, segments, transfers
    )  # fmt: skip
    periods = settle_typed(asked, limits)
    if json_file is not None:
        write_flex(periods, limits, json_file)
        err().print(text.WROTE.format(path=json_file), markup=False, soft_wrap=True)
    out().print(flex_summary(periods, limits))
    return 0
