"""`shuangkong runs` (测算档案): what was solved, when and by whom, and the same run made again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from optimizer.app.archive import open_store
from optimizer.app.reproduce import reproduce
from optimizer.cli.console import err, out
from optimizer.cli.progress import watching
from optimizer.domain.record import RunRecord
from optimizer.errors import WrongUsage
from optimizer.report.plan.result_json import write_json
from optimizer.report.runs_terminal import differences_table, run_facts, runs_table
from optimizer.text import cli as cli_text
from optimizer.text import store as text

if TYPE_CHECKING:
    from optimizer.store.store import Store


@click.group("runs")
def runs_group() -> None:
    """测算档案：每次求解都存入档案库，不可更改；档案库的位置由环境变量 SHUANGKONG_STORE 指定。"""


@runs_group.command("list")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="最多列出多少次，最近的在前")
def list_command(limit: int) -> int:
    """列出最近的测算。"""
    with open_store() as store:
        records = store.runs.list(limit)
        if not records:
            err().print(text.NO_RUNS.format(place=store.place), markup=False, soft_wrap=True)
            return 0
    out().print(runs_table(records))
    return 0


@runs_group.command("show")
@click.argument("run")
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), help="把存档的结果写成 JSON")
def show_command(run: str, json_file: Path | None) -> int:
    """查看一次测算（RUN 为编号，如 SK-0123456789ab）：数据、规则包、软件版本、结论。"""
    with open_store() as store:
        record = _record(store, run)
        scenario = "" if record.scenario is None else store.scenarios.get(record.scenario).name
        version, result = store.cases.get(record.case_version), store.runs.result(run)
    if json_file is not None:
        write_json(json_file, result)
        err().print(cli_text.WROTE.format(path=json_file), markup=False, soft_wrap=True)
    out().print(run_facts(record, version, scenario))
    return 0


@runs_group.command("reproduce")
@click.argument("run")
def reproduce_command(run: str) -> int:
    """用存档的原始数据再算一次 RUN，逐位比对全部数值：一致退出码 0，不一致退出码 3。"""
    with open_store() as store:
        record = _record(store, run)
        with watching(record.case) as progress:
            again = reproduce(store, run, progress)
    if again.beside:
        out().print(text.BESIDE)
        out().print(differences_table([(one.place, one.then, one.now) for one in again.beside]))
    if again.same:
        out().print(text.SAME.format(run=run), markup=False)
        return 0
    out().print(differences_table([(one.place, one.then, one.now) for one in again.figures]))
    err().print(text.DIFFERENT.format(run=run, count=len(again.figures)), markup=False)
    return 3


def _record(store: Store, run: str) -> RunRecord:
    try:
        return store.runs.get(run)
    except KeyError:
        raise WrongUsage(text.NO_RUN.format(read=run, place=store.place)) from None
