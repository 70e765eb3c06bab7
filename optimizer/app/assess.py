"""Assess a year (评价考核): the actuals of a complete year, to tables and JSON."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from optimizer.app.check import Checked, check_case
from optimizer.domain.assessment import Assessed
from optimizer.domain.issue import Issue
from optimizer.domain.monitor import Actuals
from optimizer.domain.outcome import Hold, Outcome, Stop
from optimizer.domain.rounded import CATEGORIES
from optimizer.errors import WrongUsage
from optimizer.report.assessment.assessment_workbook import assessment_document, write_assessment
from optimizer.report.parts.stamp import Stamp, make_stamp
from optimizer.report.plan.result_json import write_json
from optimizer.systems.decompose.options import share_of
from optimizer.systems.exact import exact
from optimizer.systems.monitor.assessment import Assessment
from optimizer.tables.actuals.actuals import read_actuals
from optimizer.tables.schema import STAGE
from optimizer.text import assess as words


@dataclass(frozen=True, eq=False)
class Judged:
    """The assessment of a year (评价考核结果) with the actuals it rests on."""

    checked: Checked
    actuals: Actuals
    assessed: Assessed
    stamp: Stamp
    warnings: tuple[Issue, ...]

    @property
    def document(self) -> dict[str, Any]:
        """The JSON of the assessment."""
        return assessment_document(self.checked.case, self.assessed, self.stamp)


def assess_case(case: str, actuals: Path, year: int | None = None, incentive: str = "") -> Judged:
    """Assess a complete year of a case (None: the last one reported whole); `incentive` as "10%" ("": the pack's).

    Raises InputRejected when case or actuals have errors, WrongUsage for a wrong share or a year that is not complete.
    """
    checked = check_case(case)
    reported, warnings = read_actuals(actuals, checked.case)
    years = checked.case.years
    whole = sorted({r.quarter.year for r in reported.reports if r.quarter.number == 4 and r.quarter.year in years})
    at = year if year is not None else whole[-1] if whole else years[-1]
    if at not in years:
        raise WrongUsage(words.OUTSIDE.format(year=at, years=f"{years[0]}—{years[-1]}"))
    if at not in whole:
        raise WrongUsage(words.NO_YEAR.format(year=at))
    stages = tuple(choice.name for choice in STAGE)
    beyond = exact(share_of("--incentive", incentive)) if incentive else None
    assessed = Assessment(checked.case, checked.policy, reported, at, CATEGORIES, stages).run(beyond)
    options = {"assess": at, "incentive": incentive, "actuals": str(reported)}
    stamp = make_stamp(checked.case, checked.policy, Outcome(Stop.PROVED_BEST, Hold.NONE), options)
    return Judged(checked, reported, assessed, stamp, (*checked.warnings, *warnings))


def write_judged(judged: Judged, workbook: Path | None = None, json_file: Path | None = None) -> list[Path]:
    """Write what was asked for; return the paths written."""
    written = []
    if json_file is not None:
        write_json(json_file, judged.document)
        written.append(json_file)
    if workbook is not None:
        write_assessment(workbook, judged.assessed, judged.checked.policy, judged.stamp)
        written.append(workbook)
    return written
