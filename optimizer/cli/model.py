"""`shuangkong model` (规则包): what holds in a jurisdiction, with its documents."""

from __future__ import annotations

import click

from optimizer.app.describe import describe
from optimizer.cli.console import out
from optimizer.packs.load import list_packs


@click.group("model")
def model_group() -> None:
    """规则包与完整模型。"""


@model_group.command("list")
def model_list() -> int:
    """列出规则包。"""
    for name in list_packs():
        out().print(name, markup=False)
    return 0


@model_group.command("show")
@click.argument("name")
@click.option("--edition", help="版本（如 十五五），默认最新")
def model_show(name: str, edition: str | None) -> int:
    """打印规则包 NAME 的完整模型：集合、变量、规则公式、单位、数值及其文件依据。"""
    click.echo(describe(name, edition))
    return 0
