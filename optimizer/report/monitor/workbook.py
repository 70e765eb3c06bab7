"""The workbook of monitoring (监测工作簿): every table that has rows; written whole or not at all."""

from __future__ import annotations

import io
from pathlib import Path

import xlsxwriter

from optimizer.domain.monitor import Actuals, Monitored
from optimizer.report.assessment.assess_tables import (
    back_table,
    overrun_table,
    park_table,
    rectification_table,
    score_table,
    verdict_table,
)
from optimizer.report.monitor.memo import memo_table
from optimizer.report.monitor.tables import (
    barometer_table,
    calls_table,
    electricity_table,
    progress_table,
    series_table,
)
from optimizer.report.parts.atomic import replace_file
from optimizer.report.parts.output import OutputTable
from optimizer.report.parts.safe import cell_text
from optimizer.report.parts.sheet import write_table
from optimizer.report.parts.stamp import Stamp
from optimizer.report.parts.style import Style
from optimizer.rules.policy import Policy
from optimizer.text import monitor as words


def monitor_tables(found: Monitored, actuals: Actuals, policy: Policy, method: str) -> list[OutputTable]:
    """Return the tables in the order of the book; scores, parks and back tests only where there are any."""
    tables = [
        barometer_table(found, policy, method), progress_table(found), calls_table(found),
        series_table(found, actuals), electricity_table(found, policy), verdict_table(found.verdicts, policy),
    ]  # fmt: skip
    if found.calls:
        tables.insert(3, memo_table(found))
    if found.scores:
        tables.append(score_table(found))
    if found.parks:
        tables.append(park_table(found, policy))
    if found.overruns:
        tables.append(overrun_table(found, policy))
    if found.rectifications:
        tables.append(rectification_table(found))
    if found.back_tests:
        tables.append(back_table(found))
    return tables


def write_monitor(path: Path, found: Monitored, actuals: Actuals, policy: Policy, method: str, stamp: Stamp) -> None:
    """Write the monitoring of one quarter; raise OutputRefused (the old file stays) when it cannot be."""
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory, {"in_memory": True, "nan_inf_to_errors": False})
    title = words.TITLE["barometer"].format(quarter=found.quarter)
    book.set_properties({"title": title, "subject": cell_text(stamp.case)[:200], "comments": stamp.run})
    style = Style(book)
    for table in monitor_tables(found, actuals, policy, method):
        write_table(book, style, table, stamp)
    book.close()
    replace_file(path, memory.getvalue())
