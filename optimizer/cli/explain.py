"""`shuangkong explain` (诊断): why no plan exists and what would help; or what binds where there is one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from optimizer.app.explain import explain_case, write_explanation
from optimizer.cli.console import err, out
from optimizer.cli.progress import watching
from optimizer.cli.telling import failure_into, tell_warnings, tell_written
from optimizer.report.diagnosis.terminal import binding_lines, diagnosis_lines, first_lines
from optimizer.text import cli as text
from optimizer.text.diagnosis import NO_WORKBOOK
from optimizer.text.report import STOP


@click.command("explain")
@click.argument("case")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="诊断工作簿（.xlsx），不是方案")
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), help="JSON 结果文件")
def explain_command(case: str, output: Path | None, json_file: Path | None) -> int:
    """诊断 CASE：互相冲突的限额和决定、缺口、公平的修复建议和化解菜单；有可行方案时说明哪些限额起约束作用。"""
    with failure_into(json_file, case), watching(case) as progress:
        found = explain_case(case, progress, _tell_first)
    tell_warnings(found.run.checked.warnings)
    tell_written(write_explanation(found, output, json_file))
    if found.impossible:
        for line in diagnosis_lines(found.conflicts, found.relief, found.menu):
            out().print(line, markup=False, soft_wrap=True)
        return 4
    if found.run.allocation is None:
        err().print(text.NOTHING.format(stop=STOP[found.run.outcome.stop]), markup=False)
        return 6
    for line in binding_lines(found.run.allocation):
        out().print(line, markup=False, soft_wrap=True)
    if output is not None:
        err().print(NO_WORKBOOK, markup=False, soft_wrap=True)
    return 0 if found.run.outcome.proved else 5


def _tell_first(breaches: list[dict[str, Any]]) -> None:
    for line in first_lines(breaches):
        err().print(line, markup=False, soft_wrap=True)
