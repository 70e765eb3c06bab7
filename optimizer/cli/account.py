"""`shuangkong account` (碳核算)."""

from __future__ import annotations

from pathlib import Path

import click

from optimizer.app.account import account_book, write_account
from optimizer.cli.console import err, out
from optimizer.cli.telling import failure_into, tell_written
from optimizer.report.accounting.terminal import account_summary
from optimizer.report.plan.terminal import issues_table


@click.command("account")
@click.argument("book", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Excel 工作簿（.xlsx）")
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), help="JSON 结果文件")
@click.option("--factors", "edition", default="", help="因子版本，各年都用；不写则用台账“年度”表所填，未填用最新版")
@click.option("--chi", default="1.0", show_default=True, help="外送电抵扣系数 χ：1 全额抵扣，0 不抵扣")
def account_command(book: Path, output: Path | None, json_file: Path | None, edition: str, chi: str) -> int:
    """核算台账 BOOK（文件夹或 .xlsx）：能源活动、九种过程产品、化石能源电力净调入及闭合，非化石电力，原料用能扣除。"""
    with failure_into(json_file, book.stem):
        accounted = account_book(book, edition, chi)
    if accounted.accounts.issues:
        err().print(issues_table(accounted.accounts.issues))
    tell_written(write_account(accounted, output, json_file))
    out().print(account_summary(accounted.accounts, accounted.stamp))
    return 0
