"""`shuangkong check`, `init` and `case list` (校验、模板、案例)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from optimizer.app.export import write_passed
from optimizer.app.scenario import check_scenarios, open_desk
from optimizer.app.shelf import make_blank, make_blank_book, make_sample_book, shipped_cases
from optimizer.cli.console import out
from optimizer.cli.telling import failure_into
from optimizer.errors import WrongUsage
from optimizer.report.plan.terminal import issues_table
from optimizer.text import cli as text


@click.command("check")
@click.argument("case")
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), help="把问题清单写成 JSON")
def check_command(case: str, json_file: Path | None) -> int:
    """校验 CASE 的全部表格和方案，一次列出所有问题（文件、表、单元格、读到的、应为、建议）。"""
    with failure_into(json_file, case):
        desk = open_desk(case)
        found_in_scenarios = check_scenarios(desk)
    checked = replace(desk.base, warnings=(*desk.base.warnings, *found_in_scenarios))
    if json_file is not None:
        write_passed(json_file, checked)
    if checked.warnings:
        out().print(issues_table(checked.warnings))
    found = checked.case
    line = text.PASSED.format(
        case=found.name, regions=len(found.regions), projects=len(found.projects), measures=len(found.measures),
        pack=checked.policy.edition.stamp, warnings=len(checked.warnings),
    )  # fmt: skip
    out().print(line, markup=False)
    return 0


@click.command("init")
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--model", default="base", show_default=True, help="规则包")
@click.option(
    "--book", type=click.Choice(["actuals", "register", "account"]),
    help="不生成案例，而生成台账：actuals 实绩（monitor、assess），register 重点单位（units），account 核算（account）",
)  # fmt: skip
@click.option("--sample", is_flag=True, help="台账填好样例数据（非实绩），配内置案例试用；与 --book 合用")
def init_command(target: Path, model: str, book: str | None, sample: bool) -> int:
    """生成空白模板 TARGET（.xlsx 工作簿或文件夹）：表头带单位，含下拉选项与填写说明；已有文件不覆盖。"""
    if sample and book is None:
        raise WrongUsage(text.SAMPLE_BOOK)
    if book is None:
        make_blank(target, model)
    elif sample:
        make_sample_book(target, book)
    else:
        make_blank_book(target, book)
    out().print((text.MADE_SAMPLE if sample else text.MADE).format(path=target), markup=False)
    return 0


@click.group("case")
def case_group() -> None:
    """内置案例。"""


@case_group.command("list")
def case_list() -> int:
    """列出内置案例。"""
    for name, path in shipped_cases().items():
        out().print(text.CASE_LINE.format(name=name, path=path), markup=False, soft_wrap=True)
    return 0
