"""`shuangkong units` (重点单位)."""

from __future__ import annotations

from pathlib import Path

import click

from optimizer.app.units import units_of, write_units
from optimizer.cli.console import err, out
from optimizer.cli.telling import failure_into, tell_warnings, tell_written
from optimizer.report.register.workbook import register_summary
from optimizer.text.register import READING


@click.command("units")
@click.argument("case")
@click.argument("register", type=click.Path(path_type=Path))
@click.option("--year", type=int, help="哪一年；缺省为台账中最后一年")
@click.option("--energy-line", default="", help="名录的用能线，吨标准煤；缺省按规则包")
@click.option("--carbon-line", default="", help="名录的排放线，吨CO2；缺省按规则包")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Excel 工作簿（.xlsx）")
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), help="JSON 结果文件")
def units_command(
    case: str, register: Path, year: int | None, energy_line: str, carbon_line: str, output: Path | None,
    json_file: Path | None,
) -> int:  # fmt: skip
    """按重点单位台账 REGISTER（文件夹或 .xlsx）汇总：重点单位名录、企业碳排放账户、行业汇总、集团责任、能效对标。"""
    with failure_into(json_file, case), err().status(READING.format(case=case)):
        units = units_of(case, register, year, energy_line, carbon_line)
    tell_warnings(units.warnings)
    tell_written(write_units(units, output, json_file))
    out().print(register_summary(units.checked.case, units.registered, units.stamp))
    return 0
