"""`shuangkong flex` (额度灵活机制)."""

from __future__ import annotations

from pathlib import Path

import click

from optimizer.app.flex import flex_limits, settle_typed, write_flex
from optimizer.cli.console import err, out
from optimizer.report.flex_terminal import flex_summary
from optimizer.text import cli as text


@click.command("flex")
@click.option("--first-year", type=int, required=True, help="第一年，如 2026")
@click.option("--allocations", required=True, help='各年额度，如 "100 95 90 85 80"')
@click.option("--emissions", required=True, help='各年排放，如 "104 97 88 84 79"')
@click.option("--bank", default="", help="结转上限，占当期额度；不写用规则包")
@click.option("--borrow", default="", help="预借上限，占下期额度；不写用规则包")
@click.option("--carry", default="", help="结转率；不写用规则包")
@click.option("--penalty", default="", help="超排一单位在下期扣多少；不写用规则包")
@click.option("--period", type=click.IntRange(min=1), default=1, show_default=True, help="每期年数（承诺期）")
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), help="JSON 结果文件")
def flex_command(
    first_year: int, allocations: str, emissions: str, bank: str, borrow: str, carry: str, penalty: str, period: int,
    json_file: Path | None,
) -> int:  # fmt: skip
    """逐期结算年度额度：有余的结转，不足的向下期预借，仍不足的是缺口；限额是数据，可换成任何一种规则。"""
    limits = flex_limits(period, bank=bank, borrow=borrow, carry=carry, penalty=penalty)
    periods = settle_typed(first_year, allocations, emissions, limits)
    if json_file is not None:
        write_flex(periods, limits, json_file)
        err().print(text.WROTE.format(path=json_file), markup=False, soft_wrap=True)
    out().print(flex_summary(periods, limits))
    return 0
