"""The workbook, JSON and terminal lines of the yearly assessment (评价考核成果)."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import xlsxwriter
from rich.console import Group
from rich.text import Text

from optimizer.domain.assessment import Assessed
from optimizer.domain.case import Case
from optimizer.report.assessment import assessment_tables as tables
from optimizer.report.assessment.assess_tables import verdict_table
from optimizer.report.monitor.json import plain
from optimizer.report.parts.atomic import replace_file
from optimizer.report.parts.output import OutputTable
from optimizer.report.parts.safe import cell_text, clean
from optimizer.report.parts.sheet import write_table
from optimizer.report.parts.stamp import Stamp
from optimizer.report.parts.style import Style
from optimizer.rules.policy import Policy
from optimizer.text import assess as words
from optimizer.text.monitor import RESULT, TEMPLATE


def assessment_tables(found: Assessed, policy: Policy) -> list[OutputTable]:
    """Return the tables in the order of the book; incentives and works only where there are any."""
    rules: Any = policy.edition.parameters["assess"]
    made = [verdict_table(found.verdicts, policy), tables.joint_table(found)]
    if found.graded:
        made.append(tables.graded_table(found, rules["grades"]))
    if found.incentives:
        made.append(tables.incentive_table(found))
    if found.components:
        made.append(tables.component_table(found))
    if found.contributions:
        made.append(tables.contribution_table(found))
    return made


def write_assessment(path: Path, found: Assessed, policy: Policy, stamp: Stamp) -> None:
    """Write the assessment of one year; raise OutputRefused (the old file stays) when it cannot be."""
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory, {"in_memory": True, "nan_inf_to_errors": False})
    title = words.TITLE["joint"].format(year=found.year)
    book.set_properties({"title": title, "subject": cell_text(stamp.case)[:200], "comments": stamp.run})
    style = Style(book)
    for table in assessment_tables(found, policy):
        write_table(book, style, table, stamp)
    book.close()
    replace_file(path, memory.getvalue())


def assessment_document(case: Case, found: Assessed, stamp: Stamp) -> dict[str, Any]:
    """Return the JSON of the assessment: unrounded, canonical units; a figure that there is none of is null."""
    joint = [{**plain(one), "met": one.met} for one in found.joint]
    components = [{**plain(one), "assessed": float(one.assessed)} for one in found.components]
    rest = plain(replace(found, joint=(), components=()))
    document: dict[str, Any] = {
        "case": case.name, "model": case.model, "run": stamp.run, "ok": True, **rest, "joint": joint,
        "components": components, "checksum": stamp.checksum, "pack": stamp.pack, "versions": dict(stamp.versions),
        "time": stamp.time,
    }  # fmt: skip
    return document


def assessment_summary(case: Case, found: Assessed, stamp: Stamp) -> Group:
    """Return the assessment ready for a rich console: classes, both intensities, grades."""
    said = words.TERMINAL
    lines = [Text(said["title"].format(case=clean(case.name), year=found.year, run=stamp.run), style="bold")]
    lines += [Text(said["verdict"].format(region=clean(v.region), result=RESULT[v.result])) for v in found.verdicts]
    lines += [
        Text(said["joint"].format(verdict=words.VERDICT[one.met], region=clean(one.region)),
             style="red" if one.met is False else "")
        for one in found.joint
    ]  # fmt: skip
    lines += [
        Text(said["grade"].format(
            region=clean(g.score.region), template=TEMPLATE[g.score.template], points=float(g.points),
            grade=words.GRADE[g.grade],
        ))
        for g in found.graded
    ]  # fmt: skip
    return Group(*lines)
