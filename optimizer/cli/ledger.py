"""`shuangkong ledger …` (台账): open, show, book, correct, reclaim, import, adjust, rectify, export, init."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from optimizer.app.ledger import book_entries, book_sheet, ledger_of, open_ledger, statement_of, write_statement
from optimizer.app.ledger_acts import (
    book_reclaims,
    close_rectification,
    correct_entry,
    import_actuals,
    propose_reclaims,
)
from optimizer.app.ledger_adjust import book_adjustment, propose_adjustment
from optimizer.app.ledger_typed import Typed, decimal, share, typed_entries
from optimizer.cli.console import err, out
from optimizer.cli.ledger_says import on_day, report_posted, report_rolling, said
from optimizer.cli.telling import tell_written
from optimizer.cli.who import operator
from optimizer.domain.case import QUANTITIES
from optimizer.domain.rounded import CATEGORIES
from optimizer.errors import WrongUsage
from optimizer.report.ledger.terminal import (
    adjustment_text,
    entries_text,
    reclaims_text,
    rectifications_text,
    statement_text,
)
from optimizer.report.plan.terminal import issues_table
from optimizer.tables.ledger.schema import BOOKABLE
from optimizer.tables.ledger.template import write_ledger_template
from optimizer.text import cli as text
from optimizer.text import ledger as words

_FILE = click.Path(path_type=Path, dir_okay=False)
_STORE = click.option(
    "--store", default="", metavar="URL",
    help="档案库：SQLite 文件或 postgresql:// 地址（默认取环境变量 SHUANGKONG_STORE，再默认本机）",
)
_WHO = click.option("--who", default="", help="操作人（默认为登录用户名）")
_REASON = click.option("--reason", default="", help="事由，写入变更记录")
_EXPECT = click.option("--expect", type=int, help="只在台账最后分录编号为此数时记账")
_ON = click.option("--on", default="", metavar="DATE", help="日期，如 2028-03-16（默认今天）")
_BOOK = click.option("--book", "booking", is_flag=True, help="确认并记账（默认只列建议）")


@click.group("ledger")
def ledger_group() -> None:
    """用能预算台账与碳排放预算平衡表：建账、记账、更正、盘活、实绩、动态调整、整改、导出；台账只增不改。"""


@ledger_group.command("open", short_help="按案例的最优方案建账")
@click.argument("case")
@click.option("--name", default="", help="台账名称（默认用案例名称）")
@_STORE
@_WHO
@_REASON
def open_command(case: str, name: str, store: str, who: str, reason: str) -> int:
    """求解 CASE 并按方案建账：增量指标、存量变化、各类削减、新项目占用（批复值）和目标、总量。"""
    with err().status(text.SOLVING.format(case=case)):
        posted = open_ledger(ledger_of(store), case, name, operator(who), reason)
    return report_posted(posted)


@ledger_group.command("show", short_help="看台账：数量平衡与强度平衡并列")
@click.argument("book", required=False)
@click.option("--quantity", type=click.Choice(["energy", "carbon"]), help="只看一项（默认两项）")
@click.option("--region", default="", help="只看一个地区")
@click.option("--plan", is_flag=True, help="看五年台账（一步到末年）")
@click.option("--entries", is_flag=True, help="看变更记录（全部分录）")
@_STORE
def show_command(book: str | None, quantity: Any, region: str, plan: bool, entries: bool, store: str) -> int:
    """看台账 BOOK；不写名称时列出全部台账。"""
    ledger = ledger_of(store)
    if book is None:
        names = ledger.books()
        out().print(words.BOOKS.format(names="、".join(names)) if names else words.NO_BOOKS, markup=False)
        return 0
    booked = ledger.load(book)
    if region and region not in booked.book.regions:
        raise WrongUsage(words.UNKNOWN_REGION.format(name=region, known="、".join(booked.book.regions)))
    chosen = (quantity,) if quantity else QUANTITIES
    out().print(entries_text(booked) if entries else statement_text(statement_of(booked), chosen, region, plan))
    return 0


@ledger_group.command("book", short_help="记账：一笔，或一张分录表")
@click.argument("book")
@click.argument("entries", type=click.Path(path_type=Path), required=False)
@click.option("--line", type=click.Choice([x.value for x in BOOKABLE]), help="科目，如 grant 统筹、transfer_out 调出")
@click.option("--region", default="", help="地区")
@click.option("--quantity", type=click.Choice(["energy", "carbon"]), help="energy 能耗，carbon 碳排放")
@click.option("--year", type=int, help="年份")
@click.option("--amount", default="", help="数量（万吨）")
@click.option("--basis", default="", help="依据：文号或说明")
@click.option("--category", type=click.Choice(CATEGORIES), help="削减量的类别")
@click.option("--subject", default="", help="项目、措施或批次")
@click.option("--to", "party", default="", help="调入地区（科目为调出时）")
@click.option("--ratio", default="", help="折算比例：调出量＝比例×调入量（默认 1）")
@click.option("--date", default="", help="发生日期，如 2027-03-15")
@click.option("--key", default="", help="防重号：同号只记一次")
@_STORE
@_WHO
@_REASON
@_EXPECT
def book_command(
    book: str, entries: Path | None, store: str, who: str, reason: str, key: str, expect: int | None, **typed: Any
) -> int:
    """在台账 BOOK 上记账：统筹、调剂、盘活、削减、占用、修正等，用选项记一笔，或导入分录表 ENTRIES 一次记多笔。"""
    given, needed = any(typed.values()), ("line", "region", "quantity", "year", "amount", "basis")
    if (entries is not None) == given or (given and not all(typed[name] for name in needed)):
        raise WrongUsage(words.ONE_OF)
    ledger = ledger_of(store)
    if entries is not None:
        return report_posted(book_sheet(ledger, book, entries, operator(who), reason, key, expect))
    made = typed_entries(Typed(**{n: v for n, v in typed.items() if v}))
    return report_posted(book_entries(ledger, book, made, operator(who), reason, key, expect))


@ledger_group.command("correct", short_help="更正：新分录指明原分录，原分录不动")
@click.argument("book")
@click.argument("number", type=int)
@click.option("--amount", required=True, help="该分录应有的数量")
@_STORE
@_WHO
@_REASON
@_EXPECT
def correct_command(
    book: str, number: int, amount: str, store: str, who: str, reason: str, expect: int | None
) -> int:
    """更正台账 BOOK 中编号 NUMBER 的分录：记一笔差额，指明原分录；调剂的另一方按比例同时更正。"""
    wanted = decimal("--amount", amount)
    return report_posted(correct_entry(ledger_of(store), book, number, wanted, operator(who), said(reason), expect))


@ledger_group.command("reclaim", short_help="盘活沉淀指标：未开工失效、用不足、超批复")
@click.argument("book")
@click.argument("progress", type=click.Path(path_type=Path))
@click.option("--rate", default="1", help="收回比例 σ，0 到 1（默认 1）")
@_ON
@_BOOK
@_STORE
@_WHO
@_REASON
@_EXPECT
def reclaim_command(
    book: str, progress: Path, rate: str, on: str, booking: bool, store: str, who: str, reason: str, expect: int | None
) -> int:
    """按项目进展表 PROGRESS 列出可盘活的指标和超批复的项目：满两年未开工全额收回，用不足按比例收回。"""
    ledger, date, sigma = ledger_of(store), on_day(on), share("--rate", rate)
    out().print(reclaims_text(propose_reclaims(ledger.load(book), progress, date, sigma)))
    if not booking:
        err().print(words.PROPOSED, markup=False)
        return 0
    return report_posted(book_reclaims(ledger, book, progress, date, sigma, operator(who), reason, expect))


@ledger_group.command("import", short_help="导入实绩：全年用量和GDP")
@click.argument("book")
@click.argument("case")
@click.argument("actuals", type=click.Path(path_type=Path))
@_ON
@_STORE
@_WHO
@_REASON
@_EXPECT
def import_command(
    book: str, case: str, actuals: Path, on: str, store: str, who: str, reason: str, expect: int | None
) -> int:
    """把季度实绩 ACTUALS 中四季齐全的年份记入台账 BOOK；修订数记差额；超出目标或总量的列入整改。"""
    posted, warnings = import_actuals(ledger_of(store), book, case, actuals, on_day(on), operator(who), reason, expect)
    if warnings:
        err().print(issues_table(warnings))
    return report_posted(posted)


@ledger_group.command("adjust", short_help="动态调整：GDP偏离预期时重算总量")
@click.argument("book")
@click.argument("case")
@click.option("--year", type=int, required=True, help="有实绩GDP的年份")
@click.option("--theta", default="", help="触发线 θ，如 0.03（默认按规则包）")
@_BOOK
@_STORE
@_WHO
@_REASON
@_EXPECT
def adjust_command(
    book: str, case: str, year: int, theta: str, booking: bool, store: str, who: str, reason: str, expect: int | None
) -> int:
    """实绩GDP偏离预期超过 θ 时出调整单：总量＝目标强度×GDP，目标强度不变，已批准项目保留，剩余年份重新求解。"""
    ledger, line = ledger_of(store), share("--theta", theta) if theta else None
    reason = said(reason) if booking else reason
    with err().status(text.SOLVING.format(case=case)):
        adjusted = propose_adjustment(ledger.load(book), case, year, line)
    out().print(adjustment_text(adjusted.adjustment))
    code = report_rolling(adjusted)
    if booking:
        return report_posted(book_adjustment(ledger, book, adjusted, operator(who), reason, expect)) or code
    err().print(words.PROPOSED, markup=False)
    return code


@ledger_group.command("rectify", short_help="整改：清单与关闭")
@click.argument("book")
@click.argument("number", type=int, required=False)
@_ON
@_STORE
@_WHO
@_REASON
def rectify_command(book: str, number: int | None, on: str, store: str, who: str, reason: str) -> int:
    """列出台账 BOOK 的整改事项；写编号 NUMBER 时关闭该事项（须有 --reason）。"""
    ledger = ledger_of(store)
    if number is None:
        out().print(rectifications_text(statement_of(ledger.load(book)).rectifications))
        return 0
    return report_posted(close_rectification(ledger, book, number, on_day(on), operator(who), said(reason)))


@ledger_group.command("export", short_help="导出台账工作簿与 JSON")
@click.argument("book")
@click.option("-o", "--output", type=_FILE, help="Excel 工作簿（.xlsx）")
@click.option("--json", "json_file", type=_FILE, help="JSON 文件")
@_STORE
def export_command(book: str, output: Path | None, json_file: Path | None, store: str) -> int:
    """导出台账 BOOK：用能预算台账、碳排放预算平衡表（年度与五年）、调整单、整改清单和变更记录。"""
    if output is None and json_file is None:
        raise WrongUsage(words.NOWHERE)
    tell_written(write_statement(ledger_of(store).load(book), output, json_file))
    return 0


@ledger_group.command("init", short_help="空白的分录表和项目进展表")
@click.argument("book")
@click.argument("file", type=_FILE)
@_STORE
def init_command(book: str, file: Path, store: str) -> int:
    """写出台账 BOOK 的填报模板 FILE.xlsx：台账分录、项目进展两张表；已有文件不覆盖。"""
    write_ledger_template(file, ledger_of(store).load(book).book)
    err().print(text.WROTE.format(path=file), markup=False, soft_wrap=True)
    return 0
