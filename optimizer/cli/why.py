"""`shuangkong why` (数据由来): any figure of the tables from its inputs; what binds, prices, ranges, one project."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
from rich.console import RenderableType
from rich.text import Text

from optimizer.app.why import Why, why_case, write_why
from optimizer.cli.console import err, out
from optimizer.cli.progress import watching
from optimizer.cli.telling import failure_into, tell_warnings, tell_written
from optimizer.domain.outcome import Stop
from optimizer.report.parts.safe import clean
from optimizer.report.parts.verdict import outcome_text
from optimizer.report.why.project import project_lines
from optimizer.report.why.terminal import place_parts, range_table
from optimizer.text import cli as text
from optimizer.text import why as words
from optimizer.text.report import STOP


@click.command("why")
@click.argument("case")
@click.argument("said", metavar="[REGION [YEAR] [QUANTITY]]", nargs=-1)
@click.option("--project", default="", help="项目编号：为什么批准或不批，换一个决定会怎样")
@click.option("--ranges", is_flag=True, help="各地区在近优方案（目标值差 1% 以内）中至少需要的预算的范围")
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), help="JSON 结果文件")
def why_command(case: str, said: tuple[str, ...], project: str, ranges: bool, json_file: Path | None) -> int:
    """说明 CASE 中 REGION 每个数的由来，直到输入单元格。

    YEAR 默认末年；QUANTITY 为 energy、carbon、能耗或碳排放，默认两项都说明。
    """
    with failure_into(json_file, case), watching(case) as progress:
        found = why_case(case, said, project, ranges, progress)
    tell_warnings(found.run.checked.warnings)
    tell_written(write_why(found, json_file))
    if found.run.allocation is None:
        return _nothing(found)
    for part in _parts(found):
        out().print(part, soft_wrap=isinstance(part, Text))
    return 0


def _nothing(found: Why) -> int:
    """Say why there is nothing to explain; return the exit code."""
    if found.run.outcome.stop is not Stop.PROVED_IMPOSSIBLE:
        err().print(text.NOTHING.format(stop=STOP[found.run.outcome.stop]), markup=False)
        return 6
    err().print(text.IMPOSSIBLE, markup=False)
    for member in found.run.conflict:
        line = text.CONFLICT.format(says=member["says"], cells=words.AND.join(member["cells"]) or words.NONE)
        err().print(line, markup=False, soft_wrap=True)
    return 4


def _parts(found: Why) -> Iterator[RenderableType]:
    case, outcome = found.run.checked.case, found.run.outcome
    title = words.TITLE.format(
        case=clean(case.name), outcome=outcome_text(outcome), objective=outcome.objective, run=found.run.stamp.run
    )
    yield Text(title)
    for told in found.places:
        yield from place_parts(told.place, told.figures, told.binding, told.holding)
    if found.spans:
        yield from range_table(found.spans, found.floor)
    if found.project is not None:
        yield from project_lines(found.project)
